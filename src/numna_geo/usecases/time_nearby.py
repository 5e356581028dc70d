"""How long does it take to get to each of these places?"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import hypot, inf, isnan

import numpy as np

from numna_geo.model import french
from numna_geo.model.position import Precision
from numna_geo.model.travel import Profile, TravelMethod
from numna_geo.store.nearby_columns import Within
from numna_geo.store.statements import Row
from numna_geo.travel.engine import Minutes
from numna_geo.travel.speeds import CLASSES, Constants, Leg, road_minutes
from numna_geo.usecases.known_ground import TOWNS, Ground
from numna_geo.usecases.locate_place import Place
from numna_geo.usecases.nearby import EngineUsed, Travel
from numna_geo.usecases.travel_engines import Travels

CROW = EngineUsed(
    name="crow",
    version="1",
    is_estimate=False,
    method_text=(
        "Distance en ligne droite (à vol d'oiseau) sur l'ellipsoïde WGS 84, sans temps "
        "de trajet."
    ),
)

# Minutes for one more kilometre inside a commune, and the radius of a commune whose
# area is not loaded (the region's mean area is 19.6 km²): assumptions of ours.
_TOLERANCE_M, _HALF_A_MINUTE = 0.001, 0.5
_FARTHEST_KM, _STEPS = 1_000.0, 4_001
INSIDE_MIN_PER_KM = {Profile.CAR: 1.5, Profile.BIKE: 4.5, Profile.WALK: 15.0}
USUAL_RADIUS_KM = 2.5

# No commune of the region reaches farther from its town hall than 4.7 of its radii.
_WIDEST_RADII = 5.0


@dataclass(frozen=True, slots=True)
class Timed:
    """What is told of a way, and what ranks it: `usecases.rank_nearby.Considered`."""

    travel: Travel
    far: float


async def timed(
    rows: Sequence[Row], place: Place, profile: Profile, travels: Travels
) -> tuple[list[Timed], EngineUsed]:
    """The way from `place` to each of some candidates, and how it was found.

    Raises:
        DatabaseUnavailable, DatabaseNotReady: the ground cannot be read.
    """
    ground = await travels.ground()
    if profile is Profile.CROW:
        return [_straight(row, place, ground) for row in rows], CROW
    here = (place.position.lon, place.position.lat, place.commune_code)
    there = [(row["lon"], row["lat"], row["commune_code"]) for row in rows]
    minutes, engine = await travels.table(
        profile, ground.ends([here]), ground.ends(there)
    )
    inside = INSIDE_MIN_PER_KM[profile]
    found = []
    for row, (central, low, high) in zip(rows, _triples(minutes), strict=True):
        # An end off the map of the roads gets the estimate, told by its band.
        guessed = engine.is_estimate or low < high
        method = TravelMethod.ESTIMATE if guessed else TravelMethod.ROAD
        if isnan(central):
            home = _is_home(row, place)
            found.append(Timed(Travel(method=method, in_commune=home), inf))
        elif Precision(row["position_precision"]).is_rough:
            spread = inside * _radius_km(ground, row["commune_code"])
            if _is_home(row, place):
                told = Travel(method=method, in_commune=True)
            else:
                told = _banded(method, (central, low, high), spread)
            far = french.whole_minutes(_middle(central, spread))
            found.append(Timed(told, far))
        else:
            told = Travel(method=method, central=central, low=low, high=high)
            found.append(Timed(told, french.whole_minutes(central)))
    return found, engine


def _straight(row: Row, place: Place, ground: Ground) -> Timed:
    """Metres; those to the seat of the commune that asks would be false ones."""
    far = row["distance_m"]
    if not _is_home(row, place):
        return Timed(Travel(method=TravelMethod.NONE), far)
    told = Travel(method=TravelMethod.NONE, in_commune=True)
    return Timed(told, _middle(far, _radius_km(ground, row["commune_code"]) * 1_000))


def _is_home(row: Row, place: Place) -> bool:
    """Whether all that is known of a place is the very commune that asks."""
    rough = Precision(row["position_precision"]).is_rough
    return rough and row["commune_code"] == place.commune_code is not None


async def reach(far: float, place: Place, profile: Profile, travels: Travels) -> Within:
    """How far away something may be as near as `far`, or nearer, by straight line.

    By the quickest that the estimate knows for a way that starts on the ground of
    `place`, and is not held up by water. In a town much is lost before one drives:
    what lies there is farther than its metres.
    """
    if profile is Profile.CROW:
        metres = far + _TOLERANCE_M
        return Within(metres=metres, slow_m=metres)
    ground = await travels.ground()
    here = (place.position.lon, place.position.lat, place.commune_code)
    origin, used = ground.ends([here]), travels.estimate(profile).used
    from_here = int(origin.density[0]), bool(origin.mountain[0])
    metres, slow_m = _reach_m(used, *from_here, far)
    return Within(metres=metres, slow_m=slow_m, slow_communes=ground.towns)


async def home_m(place: Place, travels: Travels) -> float:
    """How far the town hall of the commune that asks may be, in metres; 0 if unknown.

    What is known to that commune only is placed there, and is near all the same.
    """
    if place.commune_code is None:
        return 0.0
    ground = await travels.ground()
    return _WIDEST_RADII * _radius_km(ground, place.commune_code) * 1_000


@lru_cache(maxsize=1024)
def _reach_m(
    used: Constants, density: int, mountain: bool, far: float
) -> tuple[float, float]:
    """Metres beyond which nothing, and nothing in a town, is within `far` minutes."""
    there = np.repeat(np.arange(CLASSES, dtype=np.int8), 2)
    high = np.tile(np.array([False, True]), CLASSES)
    kms = np.linspace(0.0, _FARTHEST_KM, _STEPS)[:, None]
    leg = Leg(
        km=kms,
        density=(np.array([density], dtype=np.int8), there),
        mountain=(np.array([mountain]), high),
    )
    # What is shown as `far` minutes is less than half a minute more.
    past = road_minutes(used, leg) >= far + _HALF_A_MINUTE
    metres = np.where(past.any(axis=0), kms[past.argmax(axis=0), 0] * 1000, inf)
    return float(metres.max()), float(metres[np.isin(there, TOWNS)].max())


def _banded(
    method: TravelMethod, minutes: tuple[float, float, float], spread: float
) -> Travel:
    """The band of a place of which only the commune is known, and no minute.

    Where it stands in its commune and how quick the roads are err apart from one
    another: their errors add up as squares.

    >>> told = _banded(TravelMethod.ESTIMATE, (30.0, 22.0, 42.0), 6.0)
    >>> told.low, round(told.high, 1)
    (20.0, 43.4)
    """
    central, low, high = minutes
    return Travel(
        method=method,
        low=max(0.0, central - hypot(central - low, spread)),
        high=central + hypot(high - central, spread),
    )


def _middle(central: float, spread: float) -> float:
    """Minutes, or metres, that rank a place of which only the commune is known.

    The middle of where it may stand, never before the seat of its commune, which is
    `central` away: a search by growing distance may then stop without missing one.

    >>> _middle(0.0, 5.0), _middle(12.0, 5.0)
    (2.5, 12.0)
    """
    return (max(0.0, central - spread) + central + spread) / 2


def _triples(minutes: Minutes) -> list[tuple[float, float, float]]:
    columns = (minutes.central[0], minutes.low[0], minutes.high[0])
    return list(zip(*(column.tolist() for column in columns), strict=True))


def _radius_km(ground: Ground, commune_code: str | None) -> float:
    known = ground.radius_km(commune_code) if commune_code else None
    return USUAL_RADIUS_KM if known is None else known
