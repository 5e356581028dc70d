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
from numna_geo.travel.searches import least_min
from numna_geo.usecases.known_supply import KnownPlace, KnownSupply
from numna_geo.usecases.measure_reach import FARTHEST_MIN
from numna_geo.usecases.nearest_sites import nearest_of
from numna_geo.usecases.scenario_changes import Resolved
from numna_geo.usecases.travel_engines import Travels

_SAME_MIN = 1e-9
"""Minutes that are this close are the same."""

_KM_PER_DEGREE = 110.5
"""No degree of latitude is shorter."""

_SURELY = 0.75
"""Of the least minutes that engines take: none is so far off at its best."""

_WIDEST_MIN = 15.0
"""No place known by its commune alone may stand farther from where it is put."""


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
    supply = _supply(asked)
    counted = known.counted(supply, asked.reading)
    before, again = measured_now(known, engine, asked)
    was = _as_minutes(before.reach(supply, asked.reading))
    removed = _flags(known, [c.removed for c in changes if c.removed is not None])
    left = counted & ~removed
    now = _without(known, engine[0], was, (counted, left))
    added = [c.added for c in changes if c.added is not None]
    if added:
        now = _with_more(known, engine[0], now, added, (counted, left))
    after = _with(before, asked, now, engine[0] if again else None)
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
    fresh = known.nearest(engine[0], counted).everywhere
    return _with(scene, asked, fresh, engine[0]), True


def _without(
    known: KnownSupply, engine: Engine, was: Minutes, stays: tuple[Flags, Flags]
) -> Minutes:
    """Whoever went to a place that goes, or had its band from there, goes elsewhere."""
    counted, left = stays
    gone = counted & ~left
    if not gone.any():
        return was
    asked, goes = known.nearest(engine, counted), gone[counted]
    places = [known.places[i].end for i in np.flatnonzero(gone).tolist()]
    near = _near(known, known.ground.ends(places), was)
    lost = nearest_of([(asked, goes)], near)
    sides = zip(_sides(lost), _sides(was.some(near)), strict=True)
    touched = near[np.any([a <= b + _SAME_MIN for a, b in sides], axis=0)]
    return _mended(was, touched, nearest_of([(asked, ~goes)], touched))


def _with_more(
    known: KnownSupply,
    engine: Engine,
    was: Minutes,
    added: Sequence[KnownPlace],
    stays: tuple[Flags, Flags],
) -> Minutes:
    """The quicker of what is there and of what comes.

    Beyond `FARTHEST_MIN` the band is made otherwise: who had nothing within it and is
    served sooner now is measured again.
    """
    near = _near(known, known.ground.ends([place.end for place in added]), was)
    come = np.ones(len(added), dtype=bool)
    more, old = known.nearest_of(engine, added), np.array(_sides(was.some(near)))
    central, low, high = np.fmin(old, more.within(near, come))
    now = _mended(was, near, Minutes(central=central, low=low, high=high))
    far = near[~(old[0] <= FARTHEST_MIN)]
    sooner = more.quickest(far, come)[1][0]
    again = far[~(sooner >= was.central[far]) & ~np.isnan(sooner)]
    counted, left = stays
    stay = (known.nearest(engine, counted), left[counted])
    return _mended(now, again, nearest_of([stay, (more, come)], again))


def _near(known: KnownSupply, places: Ends, was: Minutes) -> Rows:
    """Communes that no straight line keeps too far from some places to matter."""
    least = least_min(Profile.CAR, _km_to(known.people, places)) * _SURELY
    return np.flatnonzero(~(least > was.high + _WIDEST_MIN))


def _sides(minutes: Minutes) -> tuple[Floats, Floats, Floats]:
    return minutes.central, minutes.low, minutes.high


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
    return np.asarray(degrees, dtype=np.float64) * _KM_PER_DEGREE


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
