"""How far who answers is, once those that serve other territories are left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from numna_geo.gaps.answering import Answering, Unsaid
from numna_geo.gaps.catchment import Pairs
from numna_geo.gaps.groups import Rows
from numna_geo.gaps.scene import Flags, Floats
from numna_geo.model.collection import Reading
from numna_geo.model.structure import Status
from numna_geo.model.supply import Supply
from numna_geo.travel.engine import Ends, Engine, Minutes
from numna_geo.travel.pairs import pairs_within
from numna_geo.usecases.known_ground import Ground
from numna_geo.usecases.matrix_places import Places
from numna_geo.usecases.read_measures import Run

_SAME_MIN = 0.01
"""Minutes between which two estimates are one, whatever they are kept as."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Surveyor:
    """Measures what a run did not: minutes to some structures only.

    Args:
        run: what was measured of every supply.
        places: who may answer.
        engine: of travel by car, as the run's where that is an estimate.
        people: where the people of each commune of the run are counted, N of them.
        ground: of the communes.
    """

    run: Run
    places: Places
    engine: Engine
    people: Ends
    ground: Ground

    def answering(self, supply: Supply, reading: Reading) -> Answering:
        """Who is able, by commune."""
        able = self.places.able(supply, reading)
        minutes = self._without_others(supply, reading, able)
        everywhere = np.ones(len(self.run.codes), dtype=bool)
        visited, remote = np.zeros_like(everywhere), np.zeros_like(everywhere)
        for number in np.flatnonzero(able).tolist():
            if number in self.places.visits:
                visited[self.places.visits[number]] = True
            if self.places.rows[number]["remote"]:
                remote |= self.places.areas.get(number, everywhere)
        return Answering(
            central=minutes.central,
            low=minutes.low,
            high=minutes.high,
            inside=self._inside(able),
            visited=visited,
            remote=remote,
        )

    def unsaid(self, supply: Supply) -> Unsaid:
        """Who may be able, by commune."""
        silent = self._silent(supply)
        mark = silent.tobytes()
        if mark not in self._to_unsaid:
            everybody = np.arange(len(self.run.codes))
            found = self._nearest(everybody, self._placed(silent))
            self._to_unsaid[mark] = found.central
        return Unsaid(
            inside=self._inside(silent),
            central=self._to_unsaid[mark],
            complete=self.places.complete(supply),
        )

    def counts(self, supply: Supply) -> dict[str, Floats]:
        """Structures behind a row by their state, in each commune; shape (N,) each."""
        places = self.places
        able = places.able(supply, Reading.DECLARED)
        planned = places.part_of(supply) & (places.status == Status.PLANNED.value)
        visits = np.zeros(len(self.run.codes))
        for number in np.flatnonzero(able).tolist():
            if number in places.visits:
                visits[places.visits[number]] += 1
        there = np.where(able, places.communes, -1)
        inside = self._inside(able)
        sites = np.bincount(there[there >= 0], minlength=len(inside))
        return {
            "able": inside,
            "verified": self._inside(places.able(supply, Reading.VERIFIED)),
            "may_answer": self._inside(self._silent(supply)),
            "planned": self._inside(planned),
            "elsewhere": sites - inside,
            "permanences": visits,
        }

    def pairs(self, communes: Rows, numbers: Rows, minutes: float) -> Pairs:
        """Which of some communes may go to which structures, all of them placed.

        Numbers of the pairs are those in `communes` and in `numbers`.
        """
        ends = self._ends(numbers.tolist())
        found = pairs_within(self.engine, some(self.people, communes), ends, minutes)
        return Pairs(
            origins=found[0],
            places=found[1],
            central=found[2].central,
            low=found[2].low,
            high=found[2].high,
        )

    def placed(self, flags: Flags) -> Rows:
        """Numbers of those that have a position."""
        return np.array(self._placed(flags), dtype=np.intp)

    def _silent(self, supply: Supply) -> Flags:
        """Those that may answer, and do not say that they do."""
        return self.places.unsaid(supply) & ~self.places.part_of(supply)

    def _without_others(self, supply: Supply, reading: Reading, able: Flags) -> Minutes:
        """Minutes to the nearest, whoever only serves other communes left out.

        The run measured the nearest, whomever they serve: where it may be one that
        serves others, the nearest of the rest is looked for.
        """
        reach = self.run.scene.reach(supply, reading)
        minutes = Minutes(central=reach.central, low=reach.low, high=reach.high)
        numbers, to_limited, serving = self._limited
        part = np.flatnonzero(able[numbers])
        doubtful = to_limited.central[:, part] <= reach.central[:, None] + _SAME_MIN
        if not self.run.scene.travel.is_estimate:
            doubtful = to_limited.low[:, part] <= reach.high[:, None]
        again = np.flatnonzero((doubtful & ~serving[:, part]).any(axis=1))
        if not len(again):
            return minutes
        free = [n for n in self._placed(able) if n not in numbers]
        found = self._nearest(again, free)
        allowed = serving[np.ix_(again, part)]

        def least(before: Floats, rest: Floats, limited: Floats) -> Floats:
            own = np.where(allowed, limited[np.ix_(again, part)], np.nan)
            after = before.copy()
            after[again] = np.fmin(rest, np.fmin.reduce(own, axis=1))
            return after

        return Minutes(
            central=least(minutes.central, found.central, to_limited.central),
            low=least(minutes.low, found.low, to_limited.low),
            high=least(minutes.high, found.high, to_limited.high),
        )

    @cached_property
    def _limited(self) -> tuple[Rows, Minutes, Flags]:
        """Structures that serve some communes only: which, minutes, whom they serve."""
        areas = self.places.areas
        limited = {n: area for n, area in areas.items() if not area.all()}
        numbers = [n for n in limited if self.places.rows[n]["lon"] is not None]
        size = (len(self.run.codes), len(numbers))
        serving = np.zeros(size, dtype=bool)
        for column, number in enumerate(numbers):
            serving[:, column] = limited[number]
        return (
            np.array(numbers, dtype=np.intp),
            self.engine.table(self.people, self._ends(numbers)),
            serving,
        )

    @cached_property
    def _to_unsaid(self) -> dict[bytes, Floats]:
        """Minutes to the nearest of some structures, by which they are."""
        return {}

    def _nearest(self, communes: Rows, numbers: Sequence[int]) -> Minutes:
        if not numbers:
            nobody = np.full(len(communes), np.nan)
            return Minutes(central=nobody, low=nobody, high=nobody)
        origins = some(self.people, communes)
        return self.engine.nearest(origins, self._ends(numbers))[0]

    def _placed(self, flags: Flags) -> list[int]:
        rows = self.places.rows
        return [n for n in np.flatnonzero(flags).tolist() if rows[n]["lon"] is not None]

    def _ends(self, numbers: Sequence[int]) -> Ends:
        rows = [self.places.rows[n] for n in numbers]
        return self.ground.ends([(r["lon"], r["lat"], r["commune_code"]) for r in rows])

    def _inside(self, flags: Flags) -> Floats:
        """Structures in each commune that it may ask, shape (N,)."""
        inside = np.zeros(len(self.run.codes))
        for number in np.flatnonzero(flags).tolist():
            commune = int(self.places.communes[number])
            if commune >= 0 and self.places.serves(number, commune):
                inside[commune] += 1
        return inside


def some(ends: Ends, chosen: Rows) -> Ends:
    """Some of several ends, by their numbers."""
    return Ends(
        lonlat=ends.lonlat[chosen],
        density=ends.density[chosen],
        mountain=ends.mountain[chosen],
    )
