"""Which names may these words be, finished or not, well written or not?"""

import math
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from heapq import nsmallest
from typing import NamedTuple

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
from numna_geo.geocoding.piecewise import sorted_piecewise
from numna_geo.geocoding.sounds import spoken
from numna_geo.geocoding.word_index import WordIndex
from numna_geo.model.naming import search_name

# Of 100: names and sounds less alike than this are no typing error.
_ALIKE, _SOUND_ALIKE = 75, 82
# The same sound, written otherwise, is a little less than the same letters.
_BY_EAR = 0.98
_FIRST_WORDS, _SOME_WORDS = 0.95, 0.9
# Of two misspellings as good, people mean the place where more people are: up to this
# much of the score, in full for a million inhabitants.
_SIZE = 0.12
_MILLION = math.log(1_000_000)

# Of thousands of names that hold the same word, so many are looked at.
_LOOKED_AT = 300


class Fit(NamedTuple):
    """The place of an entry, how well it fits (to 1), by what if not its name."""

    place: int
    score: float
    matched: str = ""

    def times(self, worth: float) -> "Fit":
        """The same for less: `worth` is 0 to 1."""
        return self._replace(score=self.score * worth)


class NameIndex:
    """Names by their words.

    Args:
        entries: the more wanted first; an entry is known by its place in this order.
        by_ear: whether a name may be written as it sounds, or in one word. Of a
            hundred thousand structures each would sound like another.
    """

    def __init__(self, entries: Sequence[Entry], *, by_ear: bool) -> None:
        self._whole = [search_name(entry.name) for entry in entries]
        self.keys = [telling(words) for words in self._whole]
        self._prior = [prior(entry.weight) for entry in entries]
        told = (
            f"{key} {search_name(entry.also)}" if entry.also else key
            for key, entry in zip(self.keys, entries, strict=True)
        )
        self._words = WordIndex(told, any_initial=by_ear)
        heard = self.keys if by_ear else []
        self._joined = [key.replace(" ", "") for key in heard]
        self._sounds = [spoken(key) for key in heard]
        self._sorted = sorted_piecewise(
            range(len(self.keys)), key=self.keys.__getitem__
        )

    def written(self, words: str) -> Iterator[Fit]:
        """Entries whose names hold plain words as they are, finished or not."""
        asked = telling(words)
        found = self._words.holding(asked.split())
        if len(found) > _LOOKED_AT:
            few = {*self._beginning(asked), *nsmallest(_LOOKED_AT, found)}
            found = few & found
        for place in found:
            yield Fit(place, self._fit(words, asked, place))

    def heard_as(self, words: str) -> Callable[[int], bool | None]:
        """Tells whether a name is heard as these words; None where it is not known."""
        asked, sounds = spoken(telling(words)), self._sounds
        return lambda place: sounds[place] == asked if place < len(sounds) else None

    def with_word(self, word: str) -> Iterator[int]:
        """Places of the entries whose names hold a whole word."""
        for place in self._words.holding([word]):
            if word in self.keys[place].split():
                yield place

    def mistyped(self, words: str) -> Iterator[Fit]:
        """Entries whose names resemble plain words; one may come twice."""
        asked = telling(words)
        for place, alike in self._resembling(asked):
            yield Fit(place, TYPO * alike * self._prior[place])

    def _beginning(self, asked: str) -> Iterator[int]:
        """The first of the names that begin so, the shortest among them."""
        first = bisect_left(self._sorted, asked, key=self.keys.__getitem__)
        return iter(self._sorted[first : first + _LOOKED_AT])

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

    def _resembling(self, asked: str) -> Iterator[tuple[int, float]]:
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


def _alike(
    asked: str, names: Sequence[str], least: float
) -> Iterator[tuple[int, float]]:
    found = process.extract(
        asked, names, scorer=fuzz.ratio, limit=3 * MOST, score_cutoff=least
    )
    for _, ratio, place in found:
        yield place, ratio / 100


def prior(people: int) -> float:
    """What a place of so many people is worth beside one of a million, 0 to 1."""
    return 1 - _SIZE * (1 - min(1.0, math.log(people + 1) / _MILLION))
