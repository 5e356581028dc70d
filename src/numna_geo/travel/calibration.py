"""Fits the estimate to known minutes, and says how wrong it is on minutes unseen."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

from numna_geo.errors import SourceUnreadable
from numna_geo.model.travel import Profile
from numna_geo.travel.engine import Classes, Flags, Floats
from numna_geo.travel.speeds import CLASSES, Constants, Leg, road_minutes

FOLDS = 5
FAR_MIN_PER_KM: Mapping[Profile, float] = MappingProxyType(
    {Profile.CAR: 0.65, Profile.BIKE: 4.5, Profile.WALK: 14.0}
)
"""One more kilometre far away, an assumption: pairs end at 60 km and cannot tell.

By car 110 km/h on a way 1.2 times as long; otherwise a tenth quicker than near by.
"""

LOW_MIN, HIGH_MIN = 1.0, 1.5
"""Minutes that the band leaves at both ends, whatever the distance."""

BAND = (0.1, 0.9)
"""The band leaves out one way in ten on each side."""

DISTANCES_KM = (0.0, 5.0, 10.0, 20.0, 30.0, 40.0, 60.0)

_FEWEST, _FEWEST_HANDS = 100, 2
_START = (40.0, 30.0, 1.0, 0.5, 0.0, 0.0, 0.0, 0.05)
_LOWEST = (2.0, 5.0, 0.0, 0.0, -0.6, -0.3, -0.3, -0.3)
_HIGHEST = (200.0, 200.0, 10.0, 5.0, 0.3, 0.3, 0.6, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pairs:
    """Ways whose minutes are known; shape (N,) each, or (N, 2) for both ends.

    `codes` are the communes of both ends: a commune is fitted to, or kept apart.
    """

    km: Floats
    minutes: Floats
    density: Classes
    mountain: Flags
    codes: npt.NDArray[np.str_]

    def __len__(self) -> int:
        return len(self.km)

    def chosen(self, which: Flags) -> "Pairs":
        """Those of them."""
        return Pairs(
            km=self.km[which],
            minutes=self.minutes[which],
            density=self.density[which],
            mountain=self.mountain[which],
            codes=self.codes[which],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Error:
    """How wrong minutes are on ways of some length: shares, over is positive."""

    from_km: float
    to_km: float
    n: int
    mape: float
    bias: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """Constants, how wrong they are on pairs kept apart, and what peers' rule does.

    `covered` is the share of the pairs kept apart that fall within the band.
    """

    constants: Constants
    n: int
    errors: Sequence[Error]
    peers: Sequence[Error]
    covered: float


def predicted(constants: Constants, pairs: Pairs) -> Floats:
    """Minutes that the constants give to each pair, shape (N,)."""
    leg = Leg(
        km=pairs.km,
        density=(pairs.density[:, 0], pairs.density[:, 1]),
        mountain=(pairs.mountain[:, 0], pairs.mountain[:, 1]),
    )
    return road_minutes(constants, leg)


def fitted(pairs: Pairs, *, origin: str, profile: Profile = Profile.CAR) -> Fit:
    """Fit to all pairs, judged on pairs of whose two communes nothing was fitted.

    Communes are dealt by the number in their code to `FOLDS` hands; a pair is kept
    apart from the fit of a hand when both of its communes are in it.

    Args:
        pairs: what is known, of communes enough to fill every hand.
        origin: where it comes from, in French, for whoever reads the constants.
        profile: the way of going.

    Raises:
        SourceUnreadable: too few pairs to fit to, or none to judge by.
    """
    far = FAR_MIN_PER_KM[profile]
    hands = _hands(pairs)
    apart = hands[:, 0] == hands[:, 1]
    if len(pairs) < _FEWEST:
        raise SourceUnreadable(
            f"{len(pairs)} pairs can be used: {_FEWEST} are needed at least"
        )
    if not apart.any() or len(np.unique(hands[apart])) < _FEWEST_HANDS:
        raise SourceUnreadable(
            f"{len(pairs)} pairs can be used, of too few communes: some are fitted to, "
            "and others must be left to judge by"
        )
    seen = np.zeros(len(pairs))
    for hand in range(FOLDS):
        learnt = _fit(pairs.chosen((hands != hand).all(axis=1)), origin, far)
        kept = (hands == hand).all(axis=1)
        seen[kept] = predicted(learnt, pairs.chosen(kept))
    judged, guess = pairs.chosen(apart), seen[apart]
    constants = _banded(_fit(pairs, origin, far), judged.minutes, guess)
    low, high = band(constants, guess)
    return Fit(
        constants=constants,
        n=len(pairs),
        errors=errors(judged, guess),
        peers=errors(judged, peers_rule(judged.km)),
        covered=float(((low <= judged.minutes) & (judged.minutes <= high)).mean()),
    )


def peers_rule(km: Floats) -> Floats:
    """Straight line × 1.3 at 50 km/h, in minutes, as others estimate."""
    return km * 1.3 / 50 * 60


def band(constants: Constants, minutes: Floats) -> tuple[Floats, Floats]:
    """The low and the high end around minutes on the road."""
    low = np.maximum(constants.low_share * minutes - constants.low_min, 0.0)
    return low, constants.high_share * minutes + constants.high_min


def errors(pairs: Pairs, minutes: Floats) -> list[Error]:
    """How wrong minutes are: of all pairs first, then by length of the way."""
    off = minutes / pairs.minutes - 1
    ways = [(0.0, float(DISTANCES_KM[-1])), *pairwise(DISTANCES_KM)]
    found = []
    for low, high in ways:
        here = off[(low < pairs.km) & (pairs.km <= high)]
        if here.size:
            mape, bias = float(np.abs(here).mean()), float(here.mean())
            found.append(
                Error(from_km=low, to_km=high, n=here.size, mape=mape, bias=bias)
            )
    return found


def write_calibration(path: Path, constants: Constants) -> None:
    """Keep constants as JSON, for `read_calibration`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(asdict(constants), indent=1) + "\n", encoding="utf-8")


def read_calibration(path: Path) -> Constants:
    """Constants that `numna-geo travel calibrate` wrote.

    Raises:
        SourceUnreadable: the file is absent, or was not written by us.
    """
    try:
        told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        for name in ("ends_min", "pace"):
            told[name] = tuple(map(float, told[name]))
            if len(told[name]) != CLASSES:
                raise ValueError(f"{name}: eight figures expected")
        return Constants(**told)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise SourceUnreadable(
            f"{path.name}: {error}; `numna-geo travel calibrate` writes it"
        ) from error


def _fit(pairs: Pairs, origin: str, far: float) -> Constants:
    from scipy.optimize import least_squares

    def off(values: Floats) -> Floats:
        minutes = predicted(_constants(values, origin, far), pairs)
        return np.asarray(np.log(np.maximum(minutes, 0.1) / pairs.minutes))

    found = least_squares(
        off, _START, bounds=(_LOWEST, _HIGHEST), loss="soft_l1", f_scale=0.2
    )
    return _constants(found.x, origin, far)


def _constants(values: Floats, origin: str, far: float) -> Constants:
    near_min, near_km, town_min, end_min, town, small, hamlet, relief = (
        float(value) for value in values
    )
    return Constants(
        far_min_per_km=far,
        near_min=near_min,
        near_km=near_km,
        ends_min=(end_min, town_min, town_min, *(end_min,) * 5),
        pace=(0.0, town, town, small, small, small, 0.0, hamlet),
        relief=relief,
        low_share=1.0,
        high_share=1.0,
        origin=origin,
    )


def _banded(constants: Constants, minutes: Floats, guess: Floats) -> Constants:
    low, _ = np.quantile((minutes + LOW_MIN) / guess, BAND)
    _, high = np.quantile((minutes - HIGH_MIN) / guess, BAND)
    return replace(
        constants,
        low_share=float(low),
        low_min=LOW_MIN,
        high_share=float(high),
        high_min=HIGH_MIN,
    )


def _hands(pairs: Pairs) -> npt.NDArray[np.int64]:
    def hand(code: str) -> int:
        return int("".join(c for c in code if c.isdigit()) or 0) % FOLDS

    return np.array([[hand(c) for c in both] for both in pairs.codes.tolist()])
