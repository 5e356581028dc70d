"""What the runs of measuring found, ready to be told of any territory."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import wraps
from threading import Lock
from typing import Any, Concatenate, ParamSpec, TypeAlias, TypeVar

import numpy as np

from numna_geo.errors import DatabaseNotReady
from numna_geo.gaps.figures import Figures
from numna_geo.gaps.groups import Groups
from numna_geo.gaps.indicator import Asked, Indicator
from numna_geo.gaps.scene import Floats, Scene
from numna_geo.store import measures
from numna_geo.store.reading import Reader
from numna_geo.store.state import DataWatch
from numna_geo.store.statements import Row
from numna_geo.usecases.measured_columns import scene_of

_AT_ONCE, _KEPT = 40, 3
_KEEPING = Lock()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Run:
    """One measuring: `codes` are the communes in the order of the scene."""

    id: int
    measured_at: datetime
    data_version: int
    codes: Sequence[str]
    scene: Scene
    kept: dict[str, dict[Any, Any]] = field(default_factory=dict, repr=False)
    """What `with_run` keeps: it goes when the run goes."""

    @property
    def about(self) -> dict[str, Any]:
        """What an answer tells of it."""
        return {
            "id": self.id,
            "measured_at": self.measured_at,
            "data_version": self.data_version,
            "engine": self.scene.travel.name,
            "engine_version": self.scene.travel.version,
            "is_estimate": self.scene.travel.is_estimate,
        }

    def figures(self, indicator: Indicator, asked: Asked, groups: Groups) -> Figures:
        """An indicator for some groups of communes of the scene."""
        return indicator.measure(self.scene, asked, groups)


P = ParamSpec("P")
R = TypeVar("R")
Made: TypeAlias = Callable[Concatenate[Run, P], R]


def with_run(most: int) -> Callable[[Made[P, R]], Made[P, R]]:
    """Let a function of a run keep its last answers, as long as the run is kept.

    Args:
        most: how many answers of a run stay.
    """

    def keeping(make: Made[P, R]) -> Made[P, R]:
        name = f"{make.__module__}.{make.__qualname__}"

        @wraps(make)
        def asked(run: Run, /, *args: P.args, **kwargs: P.kwargs) -> R:
            kept = run.kept.setdefault(name, {})
            key = (args, tuple(sorted(kwargs.items())))
            try:
                answer: R = kept[key]
            except KeyError:
                answer = make(run, *args, **kwargs)
                with _KEEPING:
                    for old in list(kept)[: max(0, len(kept) + 1 - most)]:
                        del kept[old]
                    kept[key] = answer
            return answer

        return asked

    return keeping


class Measures:
    """Runs by their id, the last few kept in memory.

    Args:
        reader: where they are.
        watch: which is the last one.
    """

    def __init__(self, reader: Reader, watch: DataWatch) -> None:
        self._reader, self._watch = reader, watch
        self._runs: dict[int, tuple[str, asyncio.Task[Run | None]]] = {}

    async def run(self, run_id: int | None = None) -> Run | None:
        """One run, the last when `run_id` is None; `None` when there is no such run.

        Raises:
            DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
        """
        version = await self._watch.now()
        asked = version.run if run_id is None else run_id
        if not asked:
            return None
        try:
            found = await asyncio.shield(self._task(asked, str(version)))
        except Exception:
            self._runs.pop(asked, None)
            raise
        if found is None:
            self._runs.pop(asked, None)
        return found

    async def needed_run(self, run_id: int | None = None) -> Run:
        """As `run`, for what cannot go on without one.

        Raises:
            DatabaseUnavailable: as `Reader.rows`.
            DatabaseNotReady: likewise, or nothing is measured yet.
        """
        run = await self.run(run_id)
        if run is None:
            raise DatabaseNotReady("nothing is measured yet")
        return run

    def _task(self, asked: int, version: str) -> "asyncio.Task[Run | None]":
        seen, before = self._runs.get(asked, ("", None))
        if before is None:
            for old in list(self._runs)[: 1 - _KEPT]:
                del self._runs[old]
            self._runs[asked] = version, asyncio.create_task(self._read(asked))
        elif seen != version:
            again = asyncio.create_task(self._again(asked, before))
            self._runs[asked] = version, again
        return self._runs[asked][1]

    async def _again(
        self, run_id: int, before: "asyncio.Task[Run | None]"
    ) -> Run | None:
        """A run may be found to hold for newer data: its columns are the same."""
        known = await asyncio.shield(before)
        row = await self._reader.row(measures.run(run_id))
        if known is None or row is None or row["measured_at"] != known.measured_at:
            return await self._read(run_id)
        if row["data_version"] == known.data_version:
            return known
        return replace(known, data_version=row["data_version"])

    async def _read(self, run_id: int) -> Run | None:
        run = await self._reader.row(measures.run(run_id))
        if run is None:
            return None
        names = names_by_digest(await self._reader.rows(measures.columns(run_id)))
        columns: dict[str, Floats] = {}
        digests = list(names)
        for first in range(0, len(digests), _AT_ONCE):
            part = digests[first : first + _AT_ONCE]
            rows = await self._reader.rows(measures.numbers(part))
            found = await asyncio.to_thread(arrays, rows)
            columns |= {n: found[d] for d in part for n in names[d]}
        return run_of(run, columns)


def run_of(row: Row, columns: Mapping[str, Floats]) -> Run:
    """A run of a row of `store.measures.run` and the columns that it kept, by name."""
    return Run(
        id=row["id"],
        measured_at=row["measured_at"],
        data_version=row["data_version"],
        codes=row["codes"],
        scene=scene_of(columns, row),
    )


def names_by_digest(rows: Sequence[Row]) -> dict[str, list[str]]:
    """Under which names each column is kept, of rows of `store.measures.columns`."""
    names = defaultdict[str, list[str]](list)
    for row in rows:
        names[row["digest"]].append(row["name"])
    return names


def arrays(rows: Sequence[Row]) -> dict[str, Floats]:
    """Columns by their digest, of rows of `store.measures.numbers`."""
    return {row["digest"]: np.array(row["numbers"], dtype=np.float64) for row in rows}
