"""Communes by the names that files give them: without accents, old, cut or misspelt."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from numna_geo.geocoding.entry import telling
from numna_geo.model.naming import search_name
from numna_geo.usecases.commune_points import KnownCommune

SAME_NAME = 88.0
"""Likeness (0 to 100) from which two names of one postcode are one, misspelt."""

OTHER_NAME = 75.0
"""Likeness below which a declared name is not the commune's."""

_CACHED = 16_384
_ASIDE = re.compile(r"\([^)]*\)|\d+(?:er|e|eme|ème)?\b")
_ON = re.compile(r"\bs/\s*", re.IGNORECASE)
_PRESENT, _FORMER, _PRESENT_CUT, _FORMER_CUT = range(4)

Names = Sequence[tuple[int, KnownCommune]]


@lru_cache(maxsize=_CACHED)
def spelling(name: str) -> str:
    """One spelling of a name, numbers and asides left out.

    >>> spelling("CASTILLON S/ DORDOGNE"), spelling("St-Junien (87)")
    ('castillon sur dordogne', 'saint junien')
    """
    return search_name(_ASIDE.sub(" ", _ON.sub("sur ", name)))


class CommuneNames:
    """Names of communes, present and old, and which communes share a postcode."""

    def __init__(self, communes: Iterable[KnownCommune]) -> None:
        self._by_name: dict[str, list[tuple[int, KnownCommune]]] = defaultdict(list)
        postcodes: dict[str, list[KnownCommune]] = defaultdict(list)
        for commune in communes:
            for postcode in commune.postcodes:
                postcodes[postcode].append(commune)
            for name, rank in _ranked(commune):
                self._by_name[name].append((rank, commune))
        self.by_postcode = {code: tuple(held) for code, held in postcodes.items()}
        # Files repeat the same towns: most answers are known already.
        self.in_postcode: Callable[[str, str], KnownCommune | None] = lru_cache(
            maxsize=_CACHED
        )(self._in_postcode)
        self.in_departments: Callable[[str, frozenset[str]], KnownCommune | None] = (
            lru_cache(maxsize=_CACHED)(self._in_departments)
        )

    def _in_postcode(self, postcode: str, city: str) -> KnownCommune | None:
        """The one commune of a postcode that `city` names, or nearly names."""
        there = self.by_postcode.get(postcode, ())
        codes = {commune.code for commune in there}
        named = [(r, c) for r, c in self._named(city) if c.code in codes]
        best = min((rank for rank, _ in named), default=None)
        found = {c.code: c for rank, c in named if rank == best}
        if not found:
            found = {c.code: c for c in there if _nearly(c, spelling(city))}
        return _only(found)

    def _in_departments(
        self, city: str, departments: frozenset[str]
    ) -> KnownCommune | None:
        """The one commune that bears or bore a name; anywhere if none is given."""
        named = [
            (rank, c)
            for rank, c in self._named(city)
            if not departments or c.department in departments
        ]
        whole = {c.code: c for rank, c in named if rank in (_PRESENT, _FORMER)}
        return _only(whole or {c.code: c for _, c in named})

    def _named(self, city: str) -> Names:
        whole = spelling(city)
        cut = telling(whole)
        if cut == whole:
            return self._by_name.get(whole, [])
        return [*self._by_name.get(whole, []), *self._by_name.get(cut, [])]


@lru_cache(maxsize=_CACHED)
def is_called(commune: KnownCommune, city: str) -> bool:
    """Whether `city` may be the name of a commune, old, longer, shorter or misspelt.

    Wide on purpose: it is asked before saying that a row contradicts itself.
    """
    if not commune.name:
        return True
    said = spelling(city)
    words = set(telling(said).split())
    for name in (commune.name, *commune.old_names):
        own = spelling(name)
        own_words = set(telling(own).split())
        if words <= own_words or own_words <= words:
            return True
        if fuzz.ratio(said, own) >= OTHER_NAME:
            return True
    return False


def _ranked(commune: KnownCommune) -> Iterable[tuple[str, int]]:
    """Spellings of a commune's names, each with how good a match it would be."""
    names: dict[str, int] = {}
    for name in (commune.name, *commune.old_names):
        old = name is not commune.name
        whole = spelling(name)
        names.setdefault(whole, _FORMER if old else _PRESENT)
        names.setdefault(telling(whole), _FORMER_CUT if old else _PRESENT_CUT)
    names.pop("", None)
    return names.items()


def _nearly(commune: KnownCommune, said: str) -> bool:
    """Whether a text names a commune cut short, among more words, or misspelt."""
    for name in (commune.name, *commune.old_names):
        own = spelling(name)
        if not own or not said:
            continue
        cut_short = f"{own} ".startswith(f"{said} ")
        if cut_short or f" {own} " in f" {said} ":
            return True
        if fuzz.ratio(own, said) >= SAME_NAME:
            return True
    return False


def _only(found: dict[str, KnownCommune]) -> KnownCommune | None:
    return next(iter(found.values())) if len(found) == 1 else None
