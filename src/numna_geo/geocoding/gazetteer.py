"""Names, postcodes and codes in memory: finds places by what people type. No I/O."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rapidfuzz import fuzz, process

from numna_geo.errors import PlaceNotFound
from numna_geo.geocoding.entry import (
    EXACT,
    LOWEST,
    START,
    SURE,
    TYPO,
    WORDS,
    Entry,
    Suggestion,
    telling,
)
from numna_geo.geocoding.word_index import WordIndex
from numna_geo.model.naming import search_name

MOST = 10
"""Suggestions at most."""

_CODE = re.compile(r"[0-9]{5}|[0-9]{2}[ab][0-9]{2}")
_SHORTEST_TYPO = 4
# A search may leave a name unfinished: « guerr » for Guéret.
_UNFINISHED = 0.85


class Gazetteer:
    """Every name of a version of the data.

    Args:
        entries: names; those of one place share kind and id.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = list(entries)
        self._keys = [telling(search_name(entry.name)) for entry in self._entries]
        self._words = WordIndex(
            f"{key} {search_name(entry.also)}"
            for key, entry in zip(self._keys, self._entries, strict=True)
        )
        self._by_code = defaultdict[str, list[int]](list)
        self._by_postcode = defaultdict[str, list[int]](list)
        for place, entry in enumerate(self._entries):
            self._by_code[entry.id].append(place)
            for postcode in entry.postcodes:
                self._by_postcode[postcode].append(place)

    def entries(self) -> Sequence[Entry]:
        """Every name, as it was given."""
        return self._entries

    def suggest(self, text: str, *, limit: int = MOST) -> list[Suggestion]:
        """Places that `text` may mean, the best first, each place once.

        Words are compared without accents, hyphens, articles or capitals; a postcode
        may be unfinished. Equal fits are ordered by inhabitants.
        """
        words = search_name(text)
        code = _CODE.search(words)
        if words.isdigit():
            found = self._numbered(words)
        elif code:
            found = self._in_postcode(code.group(), words.replace(code.group(), " "))
        else:
            found = self._named(telling(words))
        ordered = sorted(found, key=_best_first)
        return list(_once(ordered))[:limit]

    def locate(self, text: str) -> Suggestion:
        """The one place that `text` means: a name, or the commune of an address.

        Raises:
            PlaceNotFound: nothing fits well enough; it carries what comes nearest.
        """
        for piece in [text, *reversed(re.split("[,;\n]", text))]:
            found = self.suggest(piece)
            if found and _is_sure(found):
                return found[0]
        words = search_name(text).split()
        for start in range(1, len(words)):
            # The end of an address is its commune: « place de la Bourse Bordeaux ».
            found = self.suggest(" ".join(words[start:]))
            if found and found[0].score == EXACT:
                return found[0]
        close = [s.entry.label for s in self.suggest(text)]
        raise PlaceNotFound(
            "no commune, postcode or structure of the region matches this text; "
            "try the commune's name or its postcode",
            list(dict.fromkeys(close)),
        )

    def _named(self, asked: str) -> Iterator[Suggestion]:
        if not asked:
            return
        found = self._words.holding(asked.split())
        for place in found:
            yield self._suggestion(place, _fit(asked, self._keys[place]))
        # Mistyped names rank below all of these: look only when there is room left.
        if len(asked) >= _SHORTEST_TYPO and len(found) < MOST:
            yield from self._mistyped(asked)

    def _mistyped(self, asked: str) -> Iterator[Suggestion]:
        whole = process.extract(
            asked, self._keys, scorer=fuzz.ratio, limit=3 * MOST, score_cutoff=75
        )
        for _, ratio, place in whole:
            yield self._suggestion(place, TYPO * ratio / 100)
        cut = [key[: len(asked)] for key in self._keys]
        begun = process.extract(
            asked, cut, scorer=fuzz.ratio, limit=3 * MOST, score_cutoff=75
        )
        for _, ratio, place in begun:
            yield self._suggestion(place, TYPO * _UNFINISHED * ratio / 100)

    def _numbered(self, digits: str) -> Iterator[Suggestion]:
        for place in self._by_code.get(digits, []):
            if not self._entries[place].former:
                yield self._suggestion(place, START, digits)
        for postcode, places in self._by_postcode.items():
            if postcode.startswith(digits):
                score = EXACT if postcode == digits else WORDS
                for place in places:
                    yield self._suggestion(place, score, postcode)

    def _in_postcode(self, postcode: str, rest: str) -> Iterator[Suggestion]:
        """A postcode and words: the words choose among the postcode's communes."""
        asked = telling(" ".join(rest.split()))
        places = self._by_postcode.get(postcode) or self._by_code.get(postcode, [])
        for found in self._named(asked):
            # A wrong postcode must not hide the right name.
            yield replace(found, score=found.score * (SURE if places else 1))
        for place in places:
            fit = fuzz.token_set_ratio(asked, self._keys[place]) / 100
            alone = len({self._entries[p].id for p in places}) == 1
            score = WORDS if alone else LOWEST
            yield self._suggestion(place, max(score, fit), postcode)

    def _suggestion(
        self, place: int, score: float, matched: str | None = None
    ) -> Suggestion:
        entry = self._entries[place]
        matched = entry.name if matched is None else matched
        return Suggestion(entry=entry, matched=matched, score=round(score, 4))


def _fit(asked: str, key: str) -> float:
    """How well a name that holds every word asked for fits them."""
    if key == asked:
        return EXACT
    return START if key.startswith(asked) else WORDS


def _is_sure(found: Sequence[Suggestion]) -> bool:
    """Whether the first may be taken without asking back: close, and alone so close."""
    first = found[0]
    rivals = [s for s in found if s.score == first.score and _kind(s) == _kind(first)]
    return first.score == EXACT or (first.score > SURE and len(rivals) == 1)


def _kind(found: Suggestion) -> str:
    return found.entry.kind


def _best_first(found: Suggestion) -> tuple[float, bool, bool, int, str, str]:
    entry = found.entry
    elsewhere = entry.kind != "commune"
    name = search_name(entry.label)
    return -found.score, elsewhere, entry.former, -entry.weight, name, entry.id


def _once(ordered: Iterable[Suggestion]) -> Iterator[Suggestion]:
    seen = set[tuple[str, str]]()
    for found in ordered:
        place = (found.entry.kind, found.entry.id)
        if place not in seen:
            seen.add(place)
            yield found
