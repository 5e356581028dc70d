"""Records of one place together: what is declared, what a person said, what is likely.

Each label depends on the set of records, not on the order in which they came.
"""

from collections.abc import Collection, Iterator, Sequence

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from numna_geo.matching.columns import Columns
from numna_geo.matching.score import AUTOMATIC, DOUBTFUL
from numna_geo.matching.texts import FloatArray, IntArray, Truths

Said = Collection[tuple[str, str]]
"""Pairs of keys, in either order; a key of no record says nothing."""

UNLIKE, UNLIKE_IN_SOURCE = 0.25, DOUBTFUL
"""Two records that score less are not brought together by a third, like them both."""


_CHUNK = 50_000


def group_labels(
    columns: Columns,
    pairs: IntArray,
    scores: FloatArray,
    *,
    same: Said,
    different: Said,
) -> IntArray:
    """The group of each record, from 0; groups are in the order of their first key.

    A person's "different" is never overruled, not even by a third record that is the
    same as both. Then a person's "same" holds, then what records declare (`same_as`),
    then scores from `AUTOMATIC` on, the greatest first, equals by key; a score joins no
    two groups that hold records unlike each other.

    Args:
        columns: the records.
        pairs: those compared, shape (n, 2).
        scores: of each pair, 0 to 1.
        same: what a person said to be one place.
        different: what a person said to be two.
    """
    groups = _Groups(len(columns))
    apart = np.array(list(_known(columns, different)), dtype=np.int32).reshape(-1, 2)
    for one, other in _one_by_one(apart):
        groups.keep_apart(one, other)
    for said in (same, _declared(columns)):
        for one, other in _known(columns, said):
            groups.join(one, other)
    likely = scores >= AUTOMATIC
    known = groups.labels()
    chained = _chained(known, pairs[likely])
    unlike = pairs[_unlike(columns, pairs, scores, known, chained)]
    for one, other in _one_by_one(unlike):
        groups.keep_apart(one, other)
    # Where nothing holds a chain of likely pairs apart, all of it is one place.
    torn = np.zeros(chained.size, dtype=np.bool_)
    torn[chained[unlike]] = torn[chained[apart]] = True
    held = likely & torn[chained[pairs[:, 0]]]
    for one, other in _by_score(columns, pairs[held], scores[held]):
        groups.join(one, other)
    labels = groups.labels()
    return _numbered(columns, np.where(torn[chained], labels, chained + labels.size))


def doubtful_pairs(
    columns: Columns,
    pairs: IntArray,
    scores: FloatArray,
    labels: IntArray,
    decided: Said,
) -> list[tuple[int, int]]:
    """Pairs for a person to look at: from `DOUBTFUL` on, yet in two groups.

    One pair for two groups, the likeliest; none where a person already told records of
    the two apart. The likeliest come first, equals by key.

    Args:
        columns: the records.
        pairs: those compared, shape (n, 2).
        scores: of each pair, 0 to 1.
        labels: the group of each record.
        decided: pairs that a person judged, either way.
    """
    known = _known(columns, decided)
    seen = {frozenset((labels[one], labels[other])) for one, other in known}
    asked = scores >= DOUBTFUL
    asked &= labels[pairs[:, 0]] != labels[pairs[:, 1]]
    found = []
    for one, other in _by_score(columns, pairs[asked], scores[asked]):
        two = frozenset((labels[one], labels[other]))
        if two not in seen:
            seen.add(two)
            found.append((one, other))
    return found


class _Groups:
    """Disjoint groups, some of which may never become one."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))
        self._apart: dict[int, set[int]] = {}

    def root(self, record: int) -> int:
        parent = self._parent
        while parent[record] != record:
            parent[record] = parent[parent[record]]
            record = parent[record]
        return record

    def keep_apart(self, one: int, other: int) -> None:
        """Never join these; those that are together already stay so."""
        first, second = self.root(one), self.root(other)
        if first != second:
            self._apart.setdefault(first, set()).add(second)
            self._apart.setdefault(second, set()).add(first)

    def join(self, one: int, other: int) -> None:
        """Make one group of two, unless they are kept apart."""
        first, second = self.root(one), self.root(other)
        if first == second or second in self._apart.get(first, ()):
            return
        # The group that is kept apart from fewer moves, so that little is rewritten.
        if len(self._apart.get(first, ())) < len(self._apart.get(second, ())):
            first, second = second, first
        self._parent[second] = first
        for third in self._apart.pop(second, ()):
            self._apart[third].discard(second)
            self._apart[third].add(first)
            self._apart.setdefault(first, set()).add(third)

    def labels(self) -> IntArray:
        """The root of each record."""
        roots = [self.root(record) for record in range(len(self._parent))]
        return np.array(roots, dtype=np.int32)


def _known(columns: Columns, said: Said) -> Iterator[tuple[int, int]]:
    """What was said of records that are there, in the order of their keys."""
    record = columns.record
    for one, other in sorted({_ordered(*pair) for pair in said}):
        if one in record and other in record:
            yield record[one], record[other]


def _declared(columns: Columns) -> list[tuple[str, str]]:
    keys = columns.keys
    return [(keys[n], other) for n, said in columns.same_as.items() for other in said]


def _ordered(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _chained(labels: IntArray, likely: IntArray) -> IntArray:
    """What records would be together if every likely pair were, and labels too."""
    links = np.concatenate([likely, np.stack([np.arange(labels.size), labels], axis=1)])
    graph = coo_array(
        (np.ones(len(links), dtype=np.bool_), links.T), shape=(labels.size,) * 2
    )
    return np.asarray(connected_components(graph, directed=False)[1], dtype=np.int32)


def _unlike(
    columns: Columns,
    pairs: IntArray,
    scores: FloatArray,
    known: IntArray,
    chained: IntArray,
) -> Truths:
    """Which pairs are unlike each other, though others would bring them together."""
    left, right = pairs.T
    source = columns.source.codes
    least = np.where(source[left] == source[right], UNLIKE_IN_SOURCE, UNLIKE)
    together = (chained[left] == chained[right]) & (known[left] != known[right])
    return np.asarray((scores < least) & together)


def _by_score(
    columns: Columns, pairs: IntArray, scores: FloatArray
) -> Iterator[Sequence[int]]:
    keys = np.sort(columns.order[pairs], axis=1)
    yield from _one_by_one(pairs[np.lexsort((keys[:, 1], keys[:, 0], -scores))])


def _one_by_one(pairs: IntArray) -> Iterator[Sequence[int]]:
    """Pairs as plain numbers, not all at once."""
    for start in range(0, len(pairs), _CHUNK):
        yield from pairs[start : start + _CHUNK].tolist()


def _numbered(columns: Columns, labels: IntArray) -> IntArray:
    """Groups numbered by the first of their keys."""
    _, found = np.unique(labels, return_inverse=True)
    first = np.full(labels.size, labels.size, dtype=np.int32)
    np.minimum.at(first, found, columns.order)
    _, numbers = np.unique(first[found], return_inverse=True)
    return numbers.astype(np.int32)
