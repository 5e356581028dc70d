"""Names, postcodes and codes in memory: finds places by what people type. No I/O."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from rapidfuzz import fuzz

from numna_geo.errors import PlaceNotFound
from numna_geo.geocoding.choosing import also_meant, heard_first, is_sure, more_wanted
from numna_geo.geocoding.departments import Departments
from numna_geo.geocoding.doubts import (
    department_doubts,
    postcode_doubts,
    without_country,
)
from numna_geo.geocoding.entry import (
    EXACT,
    LOWEST,
    MOST,
    START,
    SURE,
    TAIL,
    WORDS,
    Doubts,
    Entry,
    Located,
    Suggestion,
    is_no_question,
    telling,
)
from numna_geo.geocoding.name_index import Fit, NameIndex
from numna_geo.geocoding.piecewise import sorted_piecewise
from numna_geo.model.naming import search_name

_CODE = re.compile(r"[0-9]{5}|[0-9]{2}[ab][0-9]{2}")
_DIGITS = 5
# Letters from which structures are searched, and names with errors.
_SHORTEST_OTHER, _SHORTEST_TYPO = 3, 4
# The very name, followed by another department than its own.
_ELSEWHERE = 0.92
# « Île de Ré »: a commune that says it is there, below who bears the name.
_ON_ISLAND = 0.88


class Gazetteer:
    """Every name of a version of the data.

    Args:
        entries: names; those of one place share kind and id.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        named = sorted_piecewise(entries, key=more_wanted)
        # Two indexes: a search among few communes needs not wait for many structures.
        self._entries = named
        self._count = sum(entry.kind == "commune" for entry in named)
        self._names = NameIndex(named[: self._count], by_ear=True)
        self._others = NameIndex(named[self._count :], by_ear=False)
        self._communes = defaultdict[str, list[int]](list)
        self._by_code = defaultdict[str, list[int]](list)
        self._by_postcode = defaultdict[str, list[int]](list)
        for place, entry in enumerate(named[: self._count]):
            self._communes[self._names.keys[place]].append(place)
            self._by_code[entry.old_code or entry.id].append(place)
            for postcode in entry.postcodes:
                self._by_postcode[postcode].append(place)
        self._departments = Departments(
            {one.department for one in named if one.department}
        )

    def entries(self) -> Sequence[Entry]:
        """Every name, the more wanted first."""
        return self._entries

    def today(self, code: str) -> str | None:
        """The code of the commune that has this code, or had it before it merged."""
        places = self._by_code.get(code)
        return self._entries[places[0]].id if places else None

    def suggest(self, text: str, *, limit: int = MOST) -> list[Suggestion]:
        """Places that `text` may mean, the best first, each place once.

        Words are compared without accents, hyphens, articles or capitals; a postcode
        may be unfinished, a department may follow the name. Equal fits are ordered by
        inhabitants. When a postcode and a name contradict each other, the name comes
        first.
        """
        words = search_name(text)
        if is_no_question(words):
            return []
        # « Bordeaux, France » is Bordeaux; « France » alone begins Francescas.
        name = without_country(words) or words
        code, joined = self._code(words), words.replace(" ", "")
        if joined.isdigit() and len(joined) <= _DIGITS:
            found = list(self._numbered(joined))
        elif code:
            found = list(self._in_postcode(words, code))
        else:
            found = [*self._named(name), *self._in_department(name)]
            found = list(heard_first(found, self._names.heard_as(name)))
            found += self._on_island(name)
        if not any(fit.score > SURE for fit in found):
            found += self._at_the_end(name)
        ordered = sorted(found, key=lambda fit: (-round(fit.score, 4), fit.place))
        return list(islice(self._once(ordered), limit))

    def locate(self, text: str) -> Located:
        """The one place that `text` means: a name, or the commune of an address.

        Raises:
            PlaceNotFound: nothing fits well enough; it carries what comes nearest.
        """
        pieces = [] if is_no_question(search_name(text)) else re.split("[,;\n]", text)
        for piece in [text, *reversed(pieces)]:
            found = self.suggest(piece)
            if found and is_sure(found):
                return self._located(piece, found)
        close = [s.entry.label for s in self.suggest(text)]
        raise PlaceNotFound(
            "no commune, postcode or structure of the region matches this text; "
            "try the commune's name or its postcode",
            list(dict.fromkeys(close)),
        )

    def _named(self, words: str, *, others: bool = True) -> list[Fit]:
        """Communes of this name, nearly or not, and `others` than communes."""
        others = others and len(words) >= _SHORTEST_OTHER
        found = list(self._names.written(words))
        if others:
            found += map(self._other, self._others.written(words))
        # Mistyped names rank below all of these: look only when there is room left.
        if len(found) < MOST and len(telling(words)) >= _SHORTEST_TYPO:
            found += self._names.mistyped(words)
            if others and not any(fit.score > SURE for fit in found):
                found += map(self._other, self._others.mistyped(words))
        return found

    def _other(self, fit: Fit) -> Fit:
        return Fit(fit.place + self._count, fit.score)

    def _in_department(self, words: str) -> Iterator[Fit]:
        for within in self._departments.within(words):
            for fit in self._named(within.words, others=False):
                department = self._entries[fit.place].department
                if department and department[0] == within.department:
                    yield fit.times(within.worth)
                elif fit.score == EXACT:
                    yield fit.times(_ELSEWHERE)

    def _on_island(self, words: str) -> Iterator[Fit]:
        """The communes that bear the name of an island: Ars-en-Ré of « Île de Ré »."""
        first, *others = telling(words).split() or [""]
        if first == "ile" and len(others) == 1:
            for place in self._names.with_word(others[0]):
                yield Fit(place, _ON_ISLAND)

    def _at_the_end(self, words: str) -> Iterator[Fit]:
        """The commune that ends an address: « place de la Bourse Bordeaux »."""
        parts = words.split()
        for start in range(1, len(parts)):
            places = self._communes.get(telling(" ".join(parts[start:])))
            if places:
                yield from (Fit(place, TAIL) for place in places)
                return

    def _numbered(self, digits: str) -> Iterator[Fit]:
        for place in self._by_code.get(digits, []):
            yield Fit(place, START, digits)
        for postcode, places in self._by_postcode.items():
            if postcode.startswith(digits):
                score = EXACT if postcode == digits else WORDS
                for place in places:
                    yield Fit(place, score, postcode)

    def _in_postcode(self, words: str, code: str) -> Iterator[Fit]:
        """A postcode and words: the words choose among the postcode's communes.

        The very name of a commune elsewhere contradicts the postcode, and is stronger:
        people mistype digits more often than the name of where they live.
        """
        asked, keys = self._commune_words(words, code), self._names.keys
        places = self._in_code(words, code)
        here = {self._entries[place].id for place in places}
        fits = [fuzz.token_set_ratio(asked, keys[at]) / 100 for at in places]
        named = self._named(asked)
        exact = {fit.place for fit in named if self._is_exact(fit)}
        agree = EXACT in fits or any(self._entries[at].id in here for at in exact)
        for fit in named:
            believed = self._entries[fit.place].id in here or not agree
            kept = not places or (fit.place in exact and believed)
            # A wrong postcode must not hide the right name.
            yield fit if kept else fit.times(SURE)
        least = WORDS if len(here) == 1 else LOWEST
        for place, alike in zip(places, fits, strict=True):
            # All words of one in the other is less than the very name.
            most = EXACT if keys[place] == asked else START
            yield Fit(place, max(least, min(alike, most)), code)

    def _is_exact(self, fit: Fit) -> bool:
        """Whether a search is the very name of a commune."""
        return fit.place < self._count and fit.score == EXACT

    def _code(self, words: str) -> str | None:
        """The postcode or the code of a commune in `words`, a known one if any."""
        codes: list[str] = _CODE.findall(words)
        known = (code for code in codes if code in self._by_postcode)
        return next(known, codes[0] if codes else None)

    def _in_code(self, words: str, code: str) -> list[int]:
        """Communes of a postcode; failing that, those with this very code."""
        if code in self._by_postcode or "cedex" in words.split():
            return self._by_postcode.get(code, [])
        return self._by_code.get(code, [])

    def _commune_words(self, words: str, code: str) -> str:
        """Of an address, what follows the postcode if that is a commune; else all."""
        before, _, after = words.partition(code)
        last = telling(after := without_country(after))
        return last if last in self._communes else telling(f"{before} {after}".strip())

    def _located(self, text: str, found: Sequence[Suggestion]) -> Located:
        doubts = self._doubts(search_name(text), found[0])
        return Located(
            entry=found[0].entry,
            others=also_meant(found, doubts.wrong_postcode),
            doubts=doubts,
        )

    def _doubts(self, words: str, first: Suggestion) -> Doubts:
        """What of the words speaks against the first commune."""
        code, entry = self._code(words), first.entry
        if entry.kind != "commune":
            return Doubts()
        if code is None:
            return department_doubts(entry, list(self._departments.within(words)))
        names = [entry, *(self._entries[at] for at in self._by_code[entry.id])]
        return postcode_doubts(words, code, names, matched=first.matched)

    def _once(self, ordered: Iterable[Fit]) -> Iterator[Suggestion]:
        seen = set[tuple[str, str]]()
        for fit in ordered:
            entry = self._entries[fit.place]
            if (entry.kind, entry.id) not in seen:
                seen.add((entry.kind, entry.id))
                matched = fit.matched or entry.name
                score = round(fit.score, 4)
                yield Suggestion(entry=entry, matched=matched, score=score)
