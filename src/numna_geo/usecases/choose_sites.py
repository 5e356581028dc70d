"""Where some more places would do most good, and the proof that nowhere does more."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from numna_geo.errors import InvalidQuery, WrongParameter
from numna_geo.gaps.groups import Rows
from numna_geo.gaps.indicator import Asked
from numna_geo.gaps.scene import Floats, Scene
from numna_geo.gaps.siting import (
    Chosen,
    Savings,
    greedy,
    reach_savings,
    time_savings,
)
from numna_geo.gaps.siting_exact import Floor, NoSuchChoice, exact
from numna_geo.gaps.siting_median import MOST_PAIRS, exact_median
from numna_geo.model.territory import Quantity
from numna_geo.travel.engine import Engine
from numna_geo.travel.pairs import pairs_within
from numna_geo.usecases.known_supply import KnownSupply
from numna_geo.usecases.site_candidates import Candidate, Wanted
from numna_geo.usecases.try_scenario import measured_now

MOST = 20
_LEAST_S = 1.0
FARTHEST_MIN = 45.0
"""Whoever has no place nearer counts as if it were there, where time is what counts."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sited:
    """What was found.

    Args:
        wanted: what was asked.
        known: people and places.
        scene: what is near already.
        inside: numbers of the communes asked about.
        candidates: those that were compared.
        chosen: the best of them, by number.
        curve: greedily, what each of up to `MOST` places would add.
        newly: communes that each chosen place brings within reach, beside those before.
        exactly: whether the best choice was looked for.
        seconds: that it took.
    """

    wanted: Wanted
    known: KnownSupply
    scene: Scene
    inside: Rows
    candidates: Sequence[Candidate]
    chosen: Chosen
    curve: Chosen
    newly: Sequence[Rows]
    exactly: bool
    seconds: float

    @property
    def places(self) -> list[Candidate]:
        """The chosen candidates, that which does most good first."""
        return [self.candidates[i] for i in self.chosen.candidates]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Grounds:
    """What a choice is worked out on.

    `inside` are numbers of the communes asked about, `of_department` the number of the
    department of each commune, -1 without one; `until` is when the answer is due, in
    seconds of `time.monotonic`.
    """

    found: Sequence[Candidate]
    inside: Rows
    of_department: Rows
    until: float


def sited(
    wanted: Wanted,
    known_by: tuple[KnownSupply, tuple[Engine, bool]],
    grounds: Grounds,
) -> Sited:
    """Where to open, worked out in this thread.

    Raises:
        InvalidQuery: no choice meets the floor.
        TravelUnavailable: the engine does not answer.
    """
    known, engine = known_by
    found, inside = grounds.found, grounds.inside
    begun = time.monotonic()
    scene = measured_now(known, engine, wanted.asked)[0]
    people = _people(scene, wanted.asked, inside)
    savings = _savings(wanted, known_by, scene, people, found)
    floor = None
    if wanted.floor is not None:
        floor = _floor(wanted, scene, people, grounds.of_department)
    chosen, exactly = _chosen(wanted, savings, floor, grounds.until)
    return Sited(
        wanted=wanted,
        known=known,
        scene=scene,
        inside=inside,
        candidates=found,
        chosen=chosen,
        curve=greedy(savings, MOST),
        newly=_newly(savings, chosen),
        exactly=exactly,
        seconds=time.monotonic() - begun,
    )


def _people(scene: Scene, asked: Asked, inside: Rows) -> Floats:
    """Whom to serve, commune by commune; nobody where nothing was collected."""
    people = np.zeros(len(scene))
    counted = asked.counted or Quantity.INHABITANTS
    people[inside] = np.nan_to_num(scene.demand[counted])[inside]
    if asked.supply is not None:
        people[scene.uncollected(asked.supply)] = 0.0
    return people


def _savings(
    wanted: Wanted,
    known_by: tuple[KnownSupply, tuple[Engine, bool]],
    scene: Scene,
    people: Floats,
    found: Sequence[Candidate],
) -> Savings:
    known, (engine, _) = known_by
    minutes = _minutes(scene, wanted.asked)
    limit = float(wanted.asked.max_min or 0)
    bound = FARTHEST_MIN if wanted.by_time else limit
    served = people > 0 if wanted.by_time else (people > 0) & ~(minutes <= limit)
    rows = np.flatnonzero(served)
    ends = known.ground.ends([one.end for one in found])
    start = known.people.some(rows)
    communes, places, between = pairs_within(engine, start, ends, bound)
    pairs = (rows[communes], places, between.central)
    if wanted.by_time:
        return time_savings(pairs, people, minutes, bound, candidates=len(found))
    return reach_savings(pairs, people, minutes, limit, candidates=len(found))


def _minutes(scene: Scene, asked: Asked) -> Floats:
    if asked.supply is None:
        raise ValueError("no place counts in this question")
    return scene.reach(asked.supply, asked.reading).central


def _floor(wanted: Wanted, scene: Scene, people: Floats, of_department: Rows) -> Floor:
    near = _minutes(scene, wanted.asked) <= float(wanted.asked.max_min or 0)
    inside = of_department >= 0
    groups = of_department[inside]
    size = int(of_department.max(initial=-1)) + 1
    every = np.bincount(groups, people[inside], minlength=size)
    served = np.bincount(groups, (people * near)[inside], minlength=size)
    missing = np.maximum((wanted.floor or 0.0) * every - served, 0.0)
    return Floor(groups=of_department, missing=missing)


def _chosen(
    wanted: Wanted, savings: Savings, floor: Floor | None, until: float
) -> tuple[Chosen, bool]:
    left = max(until - time.monotonic(), _LEAST_S)
    if not wanted.proved or (wanted.by_time and len(savings) > MOST_PAIRS):
        return greedy(savings, wanted.count), False
    if wanted.by_time:
        return exact_median(savings, wanted.count, seconds=left), True
    try:
        return exact(savings, wanted.count, seconds=left, floor=floor), True
    except NoSuchChoice as error:
        told = str(wanted.floor)
        expected = f"a share that {wanted.count} places can give every department"
        wrong = WrongParameter("floor", told, expected)
        raise InvalidQuery("no such choice was found", [wrong]) from error


def _newly(savings: Savings, chosen: Chosen) -> list[Rows]:
    found, spared = list[Rows](), np.zeros(savings.communes_size)
    for one in chosen.candidates:
        alone = savings.spared([one])
        found.append(np.flatnonzero((alone > 0) & (spared == 0)))
        spared = np.maximum(spared, alone)
    return found
