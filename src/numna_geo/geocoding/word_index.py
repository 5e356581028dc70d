"""Which names hold words that start like these?"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator


class WordIndex:
    """Names by the starts of their words.

    Args:
        names: words separated by blanks; a name is known by its place in this order.

    >>> WordIndex(["saint jean angely", "saint jean luz"]).holding(["jean", "l"])
    {1}
    """

    def __init__(self, names: Iterable[str]) -> None:
        places = defaultdict[str, set[int]](set)
        for place, name in enumerate(names):
            for word in name.split():
                places[word].add(place)
        self._places = dict(places)
        self._words = sorted(places)

    def holding(self, starts: Iterable[str]) -> set[int]:
        """Places of the names that hold, for each of `starts`, a word beginning so."""
        found: set[int] | None = None
        for start in starts:
            there = set[int]().union(*self._beginning(start))
            found = there if found is None else found & there
        return found or set()

    def _beginning(self, start: str) -> Iterator[set[int]]:
        for at in range(bisect_left(self._words, start), len(self._words)):
            word = self._words[at]
            if not word.startswith(start):
                return
            yield self._places[word]
