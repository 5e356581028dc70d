"""How many minutes a distance takes: the constants, where they come from, the curve."""

from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from numna_geo.model.travel import Profile
from numna_geo.travel.engine import Classes, Flags, Floats

PerClass = tuple[float, ...]
"""A figure for each density class: of the unknown (0), then 1 (dense) to 7."""

CLASSES = 8
AROUND_LIKE_KM = 30.0
"""A way round goes at the pace of a straight line of this length, an assumption.

It meets Arcachon – Cap Ferret and Blaye – Pauillac by Bordeaux, docs/travel.md.
"""

_NOTHING: PerClass = (0.0,) * CLASSES


@dataclass(frozen=True, slots=True, kw_only=True)
class Constants:
    """What the estimate of one way of going is made of.

    Minutes are `ends_min` of both ends, and `far_min_per_km · km + near_min · (1 −
    exp(−km / near_km))`, times one plus the mean of both ends' `pace` and `relief`.
    Far away a kilometre costs `far_min_per_km`, near by `near_min / near_km` more.

    Args:
        far_min_per_km: minutes of one more kilometre of straight line, far away.
        near_min: minutes lost in all before the quick roads are reached.
        near_km: how soon they are reached.
        ends_min: minutes lost at an end, by density class.
        pace: how much slower (or quicker, below zero) an end makes the way.
        relief: likewise, of an end in the mountains.
        low_share: the low end of the band is this share of the minutes, ...
        low_min: ... less this.
        high_share: the high end is this share, ...
        high_min: ... and this.
        origin: where the constants come from, with numbers and dates.
    """

    far_min_per_km: float
    near_min: float = 0.0
    near_km: float = 1.0
    ends_min: PerClass = _NOTHING
    pace: PerClass = _NOTHING
    relief: float = 0.0
    low_share: float
    low_min: float = 0.0
    high_share: float
    high_min: float = 0.0
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Leg:
    """Ways between two ends each; all arrays broadcast to one shape.

    `km` are of straight line, `around_km` what a way round something adds to it.
    """

    km: Floats
    around_km: Floats | float = 0.0
    density: tuple[Classes, Classes]
    mountain: tuple[Flags, Flags]


def road_minutes(constants: Constants, leg: Leg) -> Floats:
    """Minutes on the road, without what a ferry or a pass adds.

    >>> flat = Constants(far_min_per_km=1.5, low_share=1, high_share=1, origin="")
    >>> none, no = np.array([0]), np.array([False])
    >>> leg = Leg(km=np.array([10.0]), density=(none, none), mountain=(no, no))
    >>> float(road_minutes(flat, leg)[0])
    15.0
    """
    ends, pace = np.array(constants.ends_min), np.array(constants.pace)
    one, other = leg.density
    high = leg.mountain[0].astype(float) + leg.mountain[1]
    slower = (pace[one] + pace[other] + constants.relief * high) / 2
    driven = _curve(constants, leg.km) + leg.around_km * _around(constants)
    minutes: Floats = ends[one] + ends[other] + driven * (1 + slower)
    return minutes


def least_minutes(constants: Constants, km: Floats) -> Floats:
    """No way of `km` takes less, whatever lies at its ends; grows with `km`."""
    quickest = 1 + min(constants.pace) + min(0.0, constants.relief)
    minutes: Floats = 2 * min(constants.ends_min) + _curve(constants, km) * quickest
    return minutes


def _around(constants: Constants) -> float:
    """Minutes of a kilometre of a way round: those of a middling straight line.

    Long ways are quick because they may choose the quickest roads; who must go round
    may not, hence the curve is not followed further.
    """
    return float(_curve(constants, np.array(AROUND_LIKE_KM))) / AROUND_LIKE_KM


def _curve(constants: Constants, km: Floats) -> Floats:
    near = constants.near_min * (1 - np.exp(-km / constants.near_km))
    curve: Floats = constants.far_min_per_km * km + near
    return curve


ISERE = Constants(
    far_min_per_km=0.65,
    near_min=39.49,
    near_km=29.57,
    ends_min=(0.405, 2.652, 2.652, 0.405, 0.405, 0.405, 0.405, 0.405),
    pace=(0.0, -0.418, -0.418, -0.084, -0.084, -0.084, 0.0, 0.226),
    relief=0.114,
    low_share=0.832,
    low_min=1.0,
    high_share=1.196,
    high_min=1.5,
    origin="ajusté le 2026-11-26 sur 12 000 trajets en voiture entre 256 communes de"
    " l'Isère (OSRM, OpenStreetMap 2021), 60 km au plus ; erreur absolue moyenne 13,6 %"
    " sur 2 383 trajets mis à part",
)
"""What `numna-geo travel calibrate` finds on pairs of Isère, by car.

Source: OSRM car profile on OpenStreetMap, 2021, © OpenStreetMap contributors, ODbL:
only these figures are kept of it. The class of its communes is read off their
population, their relief off their position (`usecases.calibrate_travel`). OSRM knows
neither traffic nor parking: `ends_min` of towns is what it still shows below 10 km.
"""

_CAR = replace(
    ISERE,
    # The few big towns of Isère are joined by motorways all around; 38 well-known
    # times of the region (docs/travel.md) are met with -0.25, 1 % over on average.
    pace=(0.0, -0.25, -0.25, -0.084, -0.084, -0.084, 0.0, 0.08),
    # The hamlets of Isère are up in the mountains: those of its plain lose 8 %.
    low_share=round(ISERE.low_share * 0.95, 3),
    high_share=round(ISERE.high_share * 1.05, 3),
    origin=ISERE.origin + " ; transposé à la région : grandes villes et hameaux"
    " corrigés, bande élargie de 5 % de chaque côté (hypothèse)",
)

_DETOUR = 1.343
"""A street is this much longer than the straight line.

Source: mean of 300 European cities, Environment and Planning B 2023,
doi:10.1177/23998083231168870.
"""


def _steady(speed_kmh: float, *, end_min: float, relief: float) -> Constants:
    return Constants(
        far_min_per_km=round(60 / speed_kmh * _DETOUR, 2),
        ends_min=(end_min,) * CLASSES,
        relief=relief,
        low_share=0.8,
        high_share=1.3,
        high_min=1.0,
        origin=f"hypothèse : {speed_kmh:g} km/h, comme les profils d'OSRM, sur un"
        " trajet 1,343 fois plus long que la ligne droite (300 villes d'Europe, 2023)",
    )


BY_PROFILE = MappingProxyType(
    {
        Profile.CAR: _CAR,
        Profile.BIKE: _steady(15, end_min=1.0, relief=0.25),
        Profile.WALK: _steady(5, end_min=0.0, relief=0.15),
    }
)
"""What is used when nobody calibrated: the car after Isère, the others assumed."""
