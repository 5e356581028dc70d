"""Which names may these words be, finished or not, well written or not?"""

import math
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz, process

from numna_geo.geocoding.entry import (
    EXACT,
    MOST,
    START,
    TYPO,
    WORDS,
    Entry,
    is_small,
    telling,
)
from numna_geo.geocoding.sounds import spoken
from numna_geo.geocoding.word_index import WordIndex
from numna_geo.model.naming import search_name

_SHORTEST_TYPO = 4
# Of 100: names and sounds less alike than this are no typing error.
_ALIKE, _SOUND_ALIKE = 75, 82
# The same sound, written otherwise, is a little less than the same letters.
_BY_EAR = 0.98
_FIRST_WORDS, _SOME_WORDS = 0.95, 0.9
# Of two misspellings as good, people mean the place where more people are: up to this
# much of the score, in full for a million inhabitants.
_SIZE = 0.12
_MILLION = math.log(1_000_000)

Fit = tuple[int, float]
"""The place of an entry, and how well it fits."""


class NameIndex:
    """Names by their words.

    Args:
        entries: an entry is known by its place in this order.
    """

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._whole = [search_name(entry.name) for entry in entries]
        self.keys = [telling(words) for words in self._whole]
        self._prior = [_prior(entry.weight) for entry in entries]
        self._words = WordIndex(
            f"{key} {search_name(entry.also)}" if entry.also else key
            for key, entry in zip(self.keys, entries, strict=True)
        )
        # Communes alone may be written in one word or by ear: of a hundred thousand
        # structures each would sound like another.
        self._joined, self._sounds = _communes(entries, self.keys)

    def fits(self, words: str) -> Iterator[Fit]:
        """Entries that `words` (plain ones) may name; an entry may come twice."""
        asked = telling(words)
        if not asked:
            return
        found = self._words.holding(asked.split())
        for place in found:
            yield place, self._fit(words, asked, place)
        # Mistyped names rank below all of these: look only when there is room left.
        if len(asked) >= _SHORTEST_TYPO and len(found) < MOST:
            for place, alike in self._mistyped(asked):
                yield place, TYPO * alike * self._prior[place]

    def _fit(self, words: str, asked: str, place: int) -> float:
        """How well a name that holds every word asked for fits them."""
        if self._whole[place] == words:
            return EXACT
        unfinished = is_small(words.rpartition(" ")[2])
        if unfinished and " " in words:
            # « Villeneuve-sur » is about to become Villeneuve-sur-Lot.
            return START if self._whole[place].startswith(words) else WORDS
        if self.keys[place] == asked:
            return EXACT
        return START if self.keys[place].startswith(asked) else WORDS

    def _mistyped(self, asked: str) -> Iterator[Fit]:
        joined = asked.replace(" ", "")
        yield from _alike(joined, self._joined, _ALIKE)
        for place, alike in _alike(spoken(asked), self._sounds, _SOUND_ALIKE):
            yield place, alike * _BY_EAR
        words = asked.split()
        for place, alike in self._words.resembling(words).items():
            yield place, alike * self._share(words, place)

    def _share(self, words: Sequence[str], place: int) -> float:
        """What the words are of a name: all of it, its first ones, some of them."""
        own = self.keys[place].split()
        if len(own) == len(words):
            return 1.0
        first = fuzz.ratio(own[0], words[0]) >= _ALIKE
        return _FIRST_WORDS if first else _SOME_WORDS


def _communes(
    entries: Sequence[Entry], keys: Sequence[str]
) -> tuple[dict[int, str], dict[int, str]]:
    joined, sounds = dict[int, str](), dict[int, str]()
    for place, entry in enumerate(entries):
        if entry.kind == "commune":
            joined[place] = keys[place].replace(" ", "")
            sounds[place] = spoken(keys[place])
    return joined, sounds


def _alike(asked: str, names: dict[int, str], least: float) -> Iterator[Fit]:
    found = process.extract(
        asked, names, scorer=fuzz.ratio, limit=3 * MOST, score_cutoff=least
    )
    for _, ratio, place in found:
        yield place, ratio / 100


def _prior(people: int) -> float:
    return 1 - _SIZE * (1 - min(1.0, math.log(people + 1) / _MILLION))
