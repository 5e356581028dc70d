"""What would change if some places came, moved or went: nothing is written."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from numna_geo.gaps.groups import Rows
from numna_geo.gaps.indicator import Asked
from numna_geo.gaps.scene import Flags, Floats, Reach, Scene, TravelUsed
from numna_geo.model.supply import Supply
from numna_geo.model.travel import Profile
from numna_geo.travel.engine import Ends, Engine, Minutes
from numna_geo.travel.estimate import METHOD
from numna_geo.usecases.known_supply import KnownSupply
from numna_geo.usecases.scenario_changes import Resolved
from numna_geo.usecases.travel_engines import Travels

_SAME_MIN = 1e-9
"""Minutes that are this close are the same."""

KM_PER_DEGREE = 110.5
"""No degree of latitude is shorter."""


FASTEST_KMH = 130.0
"""No car goes faster along a straight line: the limit of motorways.

Source: article R413-2 of the Code de la route.
"""


def least_min(km: Floats) -> Floats:
    """No way by car takes less for a straight line this long."""
    return km / FASTEST_KMH * 60


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tried:
    """The communes as they are, and as they would be.

    `measured_again` is whether `before` is not what the run says, because other places
    or another engine answer today.
    """

    before: Scene
    after: Scene
    measured_again: bool

    def reaches(self, asked: Asked) -> tuple[Reach, Reach]:
        """How far what was asked is, before and after."""
        supply = _supply(asked)
        return (
            self.before.reach(supply, asked.reading),
            self.after.reach(supply, asked.reading),
        )


async def engine_of(travels: Travels, known: KnownSupply) -> tuple[Engine, bool]:
    """The engine that a run was measured by, if it still answers.

    Returns:
        The engine, and whether it is that of the run; else the estimate of today.
    """
    await travels.ground()
    estimate, used = travels.estimate(Profile.CAR), known.run.scene.travel
    if (estimate.name, estimate.version) == (used.name, used.version):
        return estimate, True
    if not used.is_estimate:
        road = await travels.by_road(Profile.CAR, lambda engine: engine)
        if road.engine is not None:
            same = (road.engine.name, road.engine.version) == (used.name, used.version)
            return road.engine, same
    return estimate, False


def try_scenario(
    known: KnownSupply,
    engine: tuple[Engine, bool],
    asked: Asked,
    changes: Sequence[Resolved],
) -> Tried:
    """Measure what the changes touch, and nothing else.

    A place that comes is measured alone. Where a place that goes was the quickest, or
    made the band, the places that stay are all measured again.

    Args:
        known: people and places.
        engine: whose minutes, and whether it is that of the run.
        asked: which supply, in which reading.
        changes: what comes and goes.

    Raises:
        TravelUnavailable: the engine does not answer.
    """
    supply, minutes_of = _supply(asked), engine[0]
    counted = known.counted(supply, asked.reading)
    before, again = measured_now(known, engine, asked)
    was = before.reach(supply, asked.reading)
    removed = _flags(known, [c.removed for c in changes if c.removed is not None])
    now = _without(known, minutes_of, _as_minutes(was), counted, removed & counted)
    added = [c.added.end for c in changes if c.added is not None]
    if added:
        now = _with_more(known, minutes_of, now, known.ground.ends(added))
    after = _with(before, asked, now, minutes_of if again else None)
    return Tried(before=before, after=after, measured_again=again)


def measured_now(
    known: KnownSupply, engine: tuple[Engine, bool], asked: Asked
) -> tuple[Scene, bool]:
    """What is near today, and whether that had to be measured again.

    The run says so, unless other places or another engine answer by now.

    Raises:
        TravelUnavailable: the engine does not answer.
    """
    scene = known.run.scene
    if engine[1] and known.is_current:
        return scene, False
    counted = known.counted(_supply(asked), asked.reading)
    fresh = minutes(engine[0], known.people, known.among(counted))
    return _with(scene, asked, fresh, engine[0]), True


def minutes(engine: Engine, people: Ends, places: Ends) -> Minutes:
    """Minutes to the quickest of some places, as a measuring finds them."""
    return engine.nearest(people, places)[0]


def quicker(one: Minutes, other: Minutes) -> Minutes:
    """The quicker of two places for each commune, with its own band."""
    first = ~(other.central < one.central) & ~np.isnan(one.central)
    return Minutes(
        central=np.where(first, one.central, other.central),
        low=np.where(first, one.low, other.low),
        high=np.where(first, one.high, other.high),
    )


def _with_more(
    known: KnownSupply, engine: Engine, was: Minutes, added: Ends
) -> Minutes:
    """Only those are asked whom no straight line keeps too far from what comes."""
    touched = np.flatnonzero(~(least_min(_km_to(known.people, added)) > was.high))
    new = minutes(engine, _some(known.people, touched), added)
    old = Minutes(
        central=was.central[touched], low=was.low[touched], high=was.high[touched]
    )
    return _mended(was, touched, quicker(old, new))


def _without(
    known: KnownSupply, engine: Engine, was: Minutes, counted: Flags, removed: Flags
) -> Minutes:
    if not removed.any():
        return was
    gone = known.among(removed)
    near = np.flatnonzero(least_min(_km_to(known.people, gone)) <= was.high)
    lost = minutes(engine, _some(known.people, near), gone).central
    touched = near[lost <= was.central[near] + _SAME_MIN]
    left = minutes(
        engine, _some(known.people, touched), known.among(counted & ~removed)
    )
    return _mended(was, touched, left)


def _mended(was: Minutes, touched: Rows, new: Minutes) -> Minutes:
    def one(old: Floats, found: Floats) -> Floats:
        changed = old.copy()
        changed[touched] = found
        return changed

    return Minutes(
        central=one(was.central, new.central),
        low=one(was.low, new.low),
        high=one(was.high, new.high),
    )


def _km_to(people: Ends, places: Ends) -> Floats:
    """Kilometres to the nearest of some places, as the crow flies and never more."""
    from scipy.spatial import cKDTree

    furthest = max(float(np.abs(e.lonlat[:, 1]).max()) for e in (people, places))
    scale = np.array([np.cos(np.radians(furthest)), 1.0])
    degrees, _ = cKDTree(places.lonlat * scale).query(people.lonlat * scale)
    return np.asarray(degrees, dtype=np.float64) * KM_PER_DEGREE


def _some(ends: Ends, which: Rows) -> Ends:
    return Ends(
        lonlat=ends.lonlat[which],
        density=ends.density[which],
        mountain=ends.mountain[which],
    )


def _with(scene: Scene, asked: Asked, found: Minutes, engine: Engine | None) -> Scene:
    """A scene with other minutes to one supply, and whose they are."""
    key = (_supply(asked).key, asked.reading)
    reach = replace(
        scene.reaches[key], central=found.central, low=found.low, high=found.high
    )
    changed = replace(scene, reaches={**scene.reaches, key: reach})
    if engine is None:
        return changed
    used = TravelUsed(
        name=engine.name,
        version=engine.version,
        is_estimate=engine.is_estimate,
        method=METHOD if engine.is_estimate else f"réseau routier ({engine.name})",
    )
    return replace(changed, travel=used)


def _as_minutes(reach: Reach) -> Minutes:
    return Minutes(central=reach.central, low=reach.low, high=reach.high)


def _flags(known: KnownSupply, which: Sequence[int]) -> Flags:
    flags = np.zeros(len(known.places), dtype=bool)
    flags[list(which)] = True
    return flags


def _supply(asked: Asked) -> Supply:
    if asked.supply is None:
        raise ValueError("no place counts in this question")
    return asked.supply
