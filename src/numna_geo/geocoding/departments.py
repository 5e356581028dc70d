"""« Cognac Charente », « Mérignac (16) »: a name, and the department it is in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from numna_geo.geocoding.entry import is_small
from numna_geo.model.naming import search_name

_LEAST_BEGUN = 4
_WHOLE, _BEGUN = 0.98, 0.93


@dataclass(frozen=True, slots=True)
class Within:
    """What to find in which department; `worth`, of 1, is less when unfinished."""

    words: str
    department: str
    worth: float


class Departments:
    """Departments by their number and their name.

    Args:
        known: code and name of each.

    >>> known = Departments([("16", "Charente"), ("17", "Charente-Maritime")])
    >>> [(w.words, w.department) for w in known.within("merignac 17")]
    [('merignac', '17')]
    >>> [(w.words, w.department) for w in known.within("cognac en charente")]
    [('cognac', '16'), ('cognac', '17')]
    """

    def __init__(self, known: Iterable[tuple[str, str]]) -> None:
        self._names = {code: search_name(name) for code, name in known}

    def within(self, words: str) -> Iterator[Within]:
        """How plain words fall into a name and a department at their end or start."""
        parts = words.split()
        if len(parts) > 1 and parts[0] in self._names:
            yield Within(" ".join(parts[1:]), parts[0], _WHOLE)
        for cut in range(1, len(parts)):
            before = _trimmed(parts[:cut])
            for department, worth in self._meant(" ".join(parts[cut:])):
                if before:
                    yield Within(before, department, worth)

    def _meant(self, tail: str) -> Iterator[tuple[str, float]]:
        for code, name in self._names.items():
            if tail in (code, name):
                yield code, _WHOLE
            elif len(tail) >= _LEAST_BEGUN and name.startswith(tail):
                yield code, _BEGUN


def _trimmed(parts: list[str]) -> str:
    """Without the small words before a department: « en Charente », « (16) »."""
    kept = list(parts)
    while kept and is_small(kept[-1]):
        kept.pop()
    return " ".join(kept)
