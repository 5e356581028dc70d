"""Which structures to check first: those whose check would answer most for most people.

A cell is a territory and a question, such as an EPCI and « an incubator? ». It is
covered when at least half of the territory's people are within reach of a place that
answers the question and was checked.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from pyproj import Geod

from numna_geo.errors import ShapeMismatch
from numna_geo.gaps.scene import Flags, Floats

EARTH = Geod(ellps="WGS84")

Indices: TypeAlias = npt.NDArray[np.intp]
Pairs: TypeAlias = tuple[Indices, Indices, Floats]
Totals: TypeAlias = tuple[Floats, Floats]

# No degree of latitude, nor of longitude at the equator, is shorter than this.
_DEGREE_KM = 110.0
_NOBODY = np.empty(0, dtype=np.intp)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class People:
    """Who is to be covered, and the territories they live in.

    Args:
        lonlat: where they are counted, WGS 84 degrees, longitude first, shape (N, 2).
        count: how many, never NaN, shape (N,).
        territories: at each level, the number of the territory of each, shape (N,);
            -1 where there is none.
    """

    lonlat: Floats
    count: Floats
    territories: tuple[Indices, ...]

    def __post_init__(self) -> None:
        size = len(self.count)
        wrong = {len(self.lonlat), *map(len, self.territories)} - {size}
        if wrong:
            raise ShapeMismatch(f"{sorted(wrong)} beside {size} counts")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Checkable:
    """Structures that were checked, and those that could be.

    Args:
        lonlat: WGS 84 degrees, longitude first, shape (P, 2).
        verified: those checked within their delay, shape (P,).
        declared: those that a source says are there already, shape (P,).
        own: the question each answers first, that of its category, length P.
        answers: every question each answers, `own` among them, length P.
        reach_km: how far people come from, inclusive, by question.
    """

    lonlat: Floats
    verified: Flags
    declared: Flags
    own: tuple[str, ...]
    answers: tuple[frozenset[str], ...]
    reach_km: Mapping[str, float]

    def __post_init__(self) -> None:
        sizes = {len(self.lonlat), len(self.verified), len(self.declared)}
        sizes |= {len(self.own), len(self.answers)}
        if len(sizes) != 1:
            raise ShapeMismatch(f"{sorted(sizes)} structures, expected one number")


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What one check would change.

    `cells` and `people` are newly covered once the calls before it were made, `_alone`
    if it were the only one; `people` are counted for the structure's own category.
    `_if_closed` is what would lose its only place, whoever declares it.
    """

    place: int
    cells: int
    people: float
    cells_alone: int
    people_alone: float
    cells_if_closed: int
    people_if_closed: float


def first_calls(people: People, places: Checkable, *, limit: int) -> list[Call]:
    """The checks to make first, best first: most cells, then most people, each time.

    A check that would change nothing once the others are made is left out.
    """
    farthest = max(places.reach_km.values(), default=0.0)
    pairs = within_reach(people.lonlat, places.lonlat, farthest)
    names = sorted(frozenset().union(*places.answers))
    questions = {name: _Question(name, people, places, pairs) for name in names}
    alone = _summed({n: q.gains() for n, q in questions.items()}, places)
    lost = _summed({n: q.losses() for n, q in questions.items()}, places)
    return [
        Call(
            place=place,
            cells=int(cells),
            people=float(covered),
            cells_alone=int(alone[0][place]),
            people_alone=float(alone[1][place]),
            cells_if_closed=int(lost[0][place]),
            people_if_closed=float(lost[1][place]),
        )
        for place, cells, covered in _best_first(questions, places, limit)
    ]


def within_reach(people: Floats, places: Floats, reach_km: float) -> Pairs:
    """Who can go where: indices of people and of places, and kilometres, by place.

    Distances are along the ellipsoid; a place exactly at the reach is within it.

    Args:
        people: WGS 84 degrees, longitude first, shape (N, 2).
        places: likewise, shape (P, 2).
        reach_km: kilometres.
    """
    who, where, tall = [_NOBODY], [_NOBODY], reach_km / _DEGREE_KM
    for place, (lon, lat) in enumerate(places):
        wide = tall / np.cos(np.radians(abs(lat) + tall))
        near = np.abs(people[:, 1] - lat) <= tall
        near &= np.abs(people[:, 0] - lon) <= wide
        who.append(np.flatnonzero(near))
        where.append(np.full(len(who[-1]), place, dtype=np.intp))
    rows, columns = np.concatenate(who), np.concatenate(where)
    _, _, metres = EARTH.inv(*people[rows].T, *places[columns].T)
    km = np.asarray(metres, dtype=np.float64) / 1000
    kept = km <= reach_km
    return rows[kept], columns[kept], km[kept]


class _Question:
    """One question: who reaches which of its places, and who is covered so far."""

    def __init__(
        self, name: str, people: People, places: Checkable, pairs: Pairs
    ) -> None:
        asked = np.array([name in answers for answers in places.answers], dtype=bool)
        rows, columns, km = pairs
        kept = asked[columns] & (km <= places.reach_km[name])
        self._people, self._size = people, len(asked)
        self._rows, self._columns = rows[kept], columns[kept]
        self._declared = places.declared[self._columns]
        self._covered = np.zeros(len(people.count), dtype=bool)
        self._covered[self._rows[places.verified[self._columns]]] = True

    def cover(self, place: int) -> None:
        """Take a place for checked."""
        start, end = np.searchsorted(self._columns, [place, place + 1])
        self._covered[self._rows[start:end]] = True

    def gains(self) -> Totals:
        """Cells and people that each place would newly cover."""
        weights = np.where(self._covered, 0.0, self._people.count)[self._rows]
        return self._crossed(self._covered, weights), self._by_place(weights)

    def losses(self) -> Totals:
        """Cells and people that each declared place is alone to cover."""
        count = self._people.count
        times = np.bincount(self._rows[self._declared], minlength=len(count))
        weights = np.where(times == 1, count, 0.0)[self._rows] * self._declared
        return self._crossed(times > 0, -weights), self._by_place(weights)

    def _by_place(self, weights: Floats) -> Floats:
        return _sums(self._columns, weights, self._size)

    def _crossed(self, covered: Flags, weights: Floats) -> Floats:
        """How many cells each place alone would bring across a half."""
        crossed = np.zeros(self._size)
        inhabited = np.where(covered, self._people.count, 0.0)
        for territory in self._people.territories:
            many = int(territory.max(initial=-1)) + 1
            inside, whose = territory >= 0, territory[self._rows]
            told = whose >= 0
            half = _sums(territory[inside], self._people.count[inside], many) / 2
            base = _sums(territory[inside], inhabited[inside], many)
            flat = whose[told] * self._size + self._columns[told]
            moved = _sums(flat, weights[told], many * self._size)
            after = base[:, None] + moved.reshape(many, self._size)
            changed = (after >= half[:, None]) != (base >= half)[:, None]
            crossed += (changed & (half > 0)[:, None]).sum(axis=0)
        return crossed


def _sums(indices: Indices, weights: Floats, size: int) -> Floats:
    return np.bincount(indices, weights, minlength=size).astype(np.float64)


def _summed(found: Mapping[str, Totals], places: Checkable) -> Totals:
    """Cells over all questions; people for each place's own question alone."""
    cells, people = np.zeros(len(places.own)), np.zeros(len(places.own))
    own = np.array(places.own, dtype=object)
    for name, (crossed, covered) in found.items():
        cells += crossed
        people += np.where(own == name, covered, 0.0)
    return cells, people


def _best_first(
    questions: Mapping[str, _Question], places: Checkable, limit: int
) -> Iterator[tuple[int, float, float]]:
    gains = {name: question.gains() for name, question in questions.items()}
    left = ~places.verified
    for _ in range(min(limit, int(left.sum()))):
        cells, people = _summed(gains, places)
        best = int(np.lexsort((-people, -cells, ~left))[0])
        if cells[best] == 0 and people[best] == 0:
            return
        yield best, cells[best], people[best]
        left[best] = False
        for name in places.answers[best]:
            questions[name].cover(best)
            gains[name] = questions[name].gains()
