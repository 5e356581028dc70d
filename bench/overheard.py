"""What a question asks of PostGIS, and how often a bare client may ask the same."""

import re
import subprocess
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg

from numna_geo.private_db.binaries import usable
from numna_geo.store.reading import Reader

Said = tuple[str, Sequence[Any]]
"""The text of a statement and its values, in order."""

# As the service's own connections are set; see store/reading.py.
LIKE_THE_SERVICE = (
    "-c default_transaction_read_only=on -c jit=off"
    " -c plan_cache_mode=force_custom_plan"
)


class Overheard(Reader):
    """A reader that notes down all it asks."""

    def __init__(self, database_url: str) -> None:
        super().__init__(database_url, size=1, statement_timeout_s=30, wait_s=30)
        self.said: list[Said] = []

    async def _run(self, ask: Callable[[Any], Awaitable[Any]]) -> Any:
        return await super()._run(lambda connection: ask(_Ear(connection, self.said)))


@dataclass(frozen=True, slots=True)
class _Ear:
    connection: asyncpg.pool.PoolConnectionProxy
    said: list[Said]

    def fetch(self, text: str, *values: Any) -> Awaitable[Any]:
        self.said.append((text, values))
        return self.connection.fetch(text, *values)

    def fetchrow(self, text: str, *values: Any) -> Awaitable[Any]:
        self.said.append((text, values))
        return self.connection.fetchrow(text, *values)

    def fetchval(self, text: str, *values: Any) -> Awaitable[Any]:
        self.said.append((text, values))
        return self.connection.fetchval(text, *values)


def script(statements: Sequence[Said]) -> str:
    """The statements of one question, for pgbench: numbers are bound, texts written.

    >>> print(script([("SELECT $1::FLOAT, $2::TEXT", (0.5, "a:b"))]))
    \\set p1_1 0.5
    SELECT :p1_1::FLOAT, U&'a\\003Ab'::TEXT;
    """
    lines = []
    for number, (text, values) in enumerate(statements, start=1):
        for place, value in enumerate(values, start=1):
            if isinstance(value, int | float):
                lines.append(f"\\set p{number}_{place} {value}")

        def filled(
            found: re.Match[str], number: int = number, values: Any = values
        ) -> str:
            place = int(found[1])
            value = values[place - 1]
            if isinstance(value, int | float):
                return f":p{number}_{place}"
            return _written(value)

        lines.append(re.sub(r"\$(\d+)", filled, " ".join(text.split())) + ";")
    return "\n".join(lines)


def _written(value: Any) -> str:
    if isinstance(value, list | tuple):
        return f"ARRAY[{', '.join(map(_written, value))}]::text[]"
    # pgbench takes a colon and a word for a variable, in a text too.
    kept = str(value).replace("\\", "\\\\").replace("'", "''").replace(":", "\\003A")
    return f"U&'{kept}'" if "\\" in kept else f"'{kept}'"


def per_second(
    url: str, scripts: Sequence[Path], *, clients: int, seconds: int
) -> float:
    """How many of the questions bare clients get answered in a second.

    Raises:
        RuntimeError: pgbench failed, with what it said.
    """
    words = [usable().program("pgbench"), "--no-vacuum", "--protocol=prepared"]
    words += [f"--client={clients}", "--jobs=1", f"--time={seconds}"]
    words += [f"--file={path}" for path in scripts]
    done = subprocess.run(
        [*words, url],
        env={"PGOPTIONS": LIKE_THE_SERVICE},
        capture_output=True,
        text=True,
        check=False,
    )
    found = re.search(r"tps = ([\d.]+)", done.stdout)
    if done.returncode or not found:
        raise RuntimeError(f"pgbench: {done.stderr.strip()[-2000:]}")
    return float(found[1])
