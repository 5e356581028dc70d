"""Commands of a page of the documentation, with the answers that stand below them."""

import re
from dataclasses import dataclass
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"
HERE = "http://127.0.0.1:8000"
"""Where the pages say that the service is."""

_BLOCK = re.compile(
    r"```sh\n(?P<command>.*?)```\n(?:```text\n(?P<told>.*?)```\n)?", re.S
)


@dataclass(frozen=True, slots=True)
class Told:
    """What a page says to type, and what it says will come; `None` where nothing."""

    command: str
    answer: str | None


def commands(page: str) -> list[Told]:
    """The shell blocks of a page, in its order."""
    text = (DOCS / page).read_text()
    return [Told(found["command"], found["told"]) for found in _BLOCK.finditer(text)]


def addresses(page: str) -> set[str]:
    """Addresses of ours that a page tells in full, as paths with their query."""
    text = (DOCS / page).read_text()
    found = re.findall(rf"{HERE}(/[^\s`\"'|)>]*)", text)
    found += re.findall(r"`(/(?:ogc|api|donnees|catalogue)[^\s`]*)`", text)
    return {one.rstrip(".,;:") for one in found} - {"/api/v1"}
