"""Which names hold words that start like these, or nearly?"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from heapq import nsmallest

from rapidfuzz import fuzz, process

from numna_geo.geocoding.piecewise import sorted_piecewise
from numna_geo.geocoding.sounds import sound

_LIKE = 20
"""Words like one that was typed, at most."""

# Of 100. Words of three letters or less are all alike.
_ALIKE, _SHORT = 75, 3
_BEGUN, _UNFINISHED, _BY_EAR = 0.97, 0.9, 0.98
# Names that are read one by one.
_FEW = 2_000
# Errors change the length of a word by two letters at most.
_SLACK = 2


class WordIndex:
    """Names by the starts of their words.

    Args:
        names: words separated by blanks; a name is known by its place in this order.
        any_initial: whether the first letter of a word may be wrong; in a great many
            words it is trusted, to look at few of them.

    >>> names = WordIndex(["saint jean angely", "saint jean luz"])
    >>> names.holding(["jean", "l"])
    {1}
    >>> list(names.resembling(["saint", "angelis"]))
    [0]
    """

    def __init__(self, names: Iterable[str], *, any_initial: bool = True) -> None:
        self._names = list(names)
        places = defaultdict[str, list[int]](list)
        for place, name in enumerate(self._names):
            for word in name.split():
                places[word].append(place)
        self._places = dict(places)
        self._words = sorted_piecewise(places, key=str)
        self._any_initial = any_initial
        self._by_shape = defaultdict[tuple[int, str], list[str]](list)
        self._by_sound = defaultdict[str, list[str]](list)
        for word in self._words:
            self._by_shape[len(word), self._initial(word)].append(word)
            self._by_sound[sound(word)].append(word)

    def holding(self, starts: Iterable[str]) -> set[int]:
        """Places of the names that hold, for each of `starts`, a word beginning so."""
        found: set[int] | None = None
        # The longest first: of the few names left, the others are read.
        for start in sorted(starts, key=len, reverse=True):
            if found is None or len(found) > _FEW:
                words = self._beginning(start)
                there = set[int]().union(*(self._places[word] for word in words))
                found = there if found is None else found & there
            else:
                found = {place for place in found if self._holds(place, start)}
        return found or set()

    def resembling(self, words: Sequence[str]) -> dict[int, float]:
        """Places of the names that hold a word like each of `words`, and how alike.

        The last word may be unfinished. Alikeness is the mean by letter, from 0 to 1.
        """
        last = len(words) - 1
        likes = [self._like(word, last=at == last) for at, word in enumerate(words)]
        # Rare words first: few names are left for the frequent ones.
        rare_first = sorted(range(len(words)), key=lambda at: self._names_of(likes[at]))
        found: dict[int, float] | None = None
        for at in rare_first:
            share = len(words[at]) / sum(map(len, words))
            found = self._narrowed(found, likes[at], share)
        return found or {}

    def _initial(self, word: str) -> str:
        return "" if self._any_initial else word[0]

    def _names_of(self, like: Iterable[str]) -> int:
        return sum(len(self._places[word]) for word in like)

    def _holds(self, place: int, start: str) -> bool:
        return any(word.startswith(start) for word in self._names[place].split())

    def _narrowed(
        self, found: dict[int, float] | None, like: dict[str, float], share: float
    ) -> dict[int, float]:
        best = dict[int, float]()
        for word, alike in like.items():
            for place in self._places[word]:
                if found is None or place in found:
                    best[place] = max(best.get(place, 0.0), alike * share)
        if found is not None:
            return {place: found[place] + alike for place, alike in best.items()}
        if len(best) <= _FEW:
            return best
        return dict(nsmallest(_FEW, best.items(), key=lambda one: (-one[1], one[0])))

    def _like(self, word: str, *, last: bool) -> dict[str, float]:
        like = dict.fromkeys(self._beginning(word), _BEGUN)
        if word in like:
            like[word] = 1.0
        if len(word) <= _SHORT:
            return like
        for length in range(len(word) - _SLACK, len(word) + _SLACK + 1):
            alike = self._by_shape.get((length, self._initial(word)), [])
            _add_alike(like, word, alike)
        for same in self._by_sound.get(sound(word), []):
            like[same] = max(like.get(same, 0.0), _BY_EAR)
        if last:
            self._add_unfinished(like, word)
        return like

    def _add_unfinished(self, like: dict[str, float], word: str) -> None:
        # Nobody mistypes the first letter and stops: look where it says.
        first = bisect_left(self._words, word[0])
        end = bisect_left(self._words, chr(ord(word[0]) + 1))
        longer = [one for one in self._words[first:end] if len(one) > len(word)]
        cut = [one[: len(word)] for one in longer]
        found = process.extract(
            word, cut, scorer=fuzz.ratio, limit=_LIKE, score_cutoff=_ALIKE
        )
        for _, ratio, at in found:
            alike = ratio / 100 * _UNFINISHED
            like[longer[at]] = max(like.get(longer[at], 0.0), alike)

    def _beginning(self, start: str) -> Iterator[str]:
        for at in range(bisect_left(self._words, start), len(self._words)):
            word = self._words[at]
            if not word.startswith(start):
                return
            yield word


def _add_alike(like: dict[str, float], word: str, words: list[str]) -> None:
    found = process.extract(
        word, words, scorer=fuzz.ratio, limit=_LIKE, score_cutoff=_ALIKE
    )
    for other, ratio, _ in found:
        like[other] = max(like.get(other, 0.0), ratio / 100)
