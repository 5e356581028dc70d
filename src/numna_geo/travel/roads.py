"""Which ways of OpenStreetMap may be taken, in which direction, how fast.

Not read: turn restrictions, limits that hold at certain hours, slopes, traffic.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from numna_geo.model.travel import MOVING, Profile
from numna_geo.travel.roads_speeds import (
    BIKE_KMH,
    PUSHED_KMH,
    WALK_KMH,
    car_kmh,
    ferry_minutes,
)

FERRY_KMH = 15.0
"""Of a ferry that does not say how long it takes: our assumption (river crossings)."""

BOARDING_MIN = 15.0
"""One is at the quay so long before a ferry leaves: as the estimate assumes."""

FERRY_EVERY_MIN = 60.0
"""Of a ferry that does not say how often it leaves: our assumption. One waits half."""

_WHO: Mapping[Profile, tuple[str, ...]] = {
    Profile.CAR: ("motorcar", "motor_vehicle", "vehicle", "access"),
    Profile.BIKE: ("bicycle", "vehicle", "access"),
    Profile.WALK: ("foot", "access"),
}
"""Keys that say who may pass, the most precise first.

Source: OpenStreetMap wiki, Key:access, « Transport mode restrictions ».
"""
_CLOSED = frozenset(
    (
        "no",
        "private",
        "agricultural",
        "forestry",
        "agricultural;forestry",
        "emergency",
        "psv",
        "bus",
        "taxi",
        "delivery",
        "permit",
        "military",
        "restricted",
        "use_sidepath",
    )
)
_THROUGH = frozenset(("motorway", "motorway_link"))
_NO_BIKE = frozenset(("kissing_gate", "stile", "turnstile", "full-height_turnstile"))
_NO_CAR = _NO_BIKE | {
    "bollard",
    "block",
    "jersey_barrier",
    "cycle_barrier",
    "motorcycle_barrier",
    "chain",
    "planter",
    "log",
    "debris",
}

WAY_KEYS = frozenset(
    {
        "highway",
        "route",
        "duration",
        "interval",
        "junction",
        "service",
        "surface",
        "motorroad",
        "area",
        "impassable",
        "maxspeed",
        "maxspeed:forward",
        "maxspeed:backward",
        "maxspeed:type",
        "source:maxspeed",
        "oneway",
        "oneway:bicycle",
        "oneway:foot",
        "cycleway",
        "cycleway:left",
        "cycleway:right",
        "cycleway:both",
    }.union(*_WHO.values())
)
"""Everything that is looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """How a way is taken.

    Args:
        kmh: forward and backward, for each of `MOVING`; 0 where it is not allowed.
        ferry_min: of a ferry, the crossing without the wait; 0 when it does not say,
            negative for a road.
        wait_min: of a ferry, before the crossing.
        through: whether one may only pass, neither start nor end: motorways, ferries.
    """

    kmh: tuple[float, ...]
    ferry_min: float = -1.0
    wait_min: float = 0.0
    through: bool = False

    @property
    def anybody(self) -> bool:
        """Whether any of `MOVING` may take it."""
        return any(self.kmh)


def passage(tags: Iterable[tuple[str, str]]) -> Passage:
    """How a way with these tags is taken; those that do not matter are ignored.

    >>> passage([("highway", "residential"), ("oneway", "yes")]).kmh
    (25.0, 0.0, 15.0, 0.0, 5.0, 5.0)
    """
    return _passage(tuple(sorted(pair for pair in tags if pair[0] in WAY_KEYS)))


@lru_cache(maxsize=50_000)
def _passage(pairs: tuple[tuple[str, str], ...]) -> Passage:
    tags = dict(pairs)
    if tags.get("route") == "ferry":
        return _ferry(tags)
    if "highway" not in tags or tags.get("impassable") == "yes":
        return Passage(kmh=(0.0,) * 2 * len(MOVING))
    kmh: list[float] = []
    for profile in MOVING:
        forward, backward = _directions(tags, profile)
        kmh.append(_kmh(tags, profile, "forward") if forward else 0.0)
        kmh.append(_kmh(tags, profile, "backward") if backward else 0.0)
    through = tags["highway"] in _THROUGH or tags.get("motorroad") == "yes"
    return Passage(kmh=tuple(kmh), through=through)


def _ferry(tags: Mapping[str, str]) -> Passage:
    kmh: list[float] = []
    for profile in MOVING:
        said = _said(tags, profile)
        # Boats that say nothing of cars mostly take none.
        allowed = said not in _CLOSED and (said is not None or profile != Profile.CAR)
        forward, backward = _directions(tags, Profile.CAR)
        kmh += [FERRY_KMH * (allowed and way) for way in (forward, backward)]
    every = ferry_minutes(tags.get("interval")) or FERRY_EVERY_MIN
    return Passage(
        kmh=tuple(kmh),
        ferry_min=ferry_minutes(tags.get("duration")) or 0.0,
        wait_min=BOARDING_MIN + every / 2,
        through=True,
    )


def _said(tags: Mapping[str, str], profile: Profile) -> str | None:
    return next((tags[key] for key in _WHO[profile] if key in tags), None)


def _kmh(tags: Mapping[str, str], profile: Profile, direction: str) -> float:
    said, highway = _said(tags, profile), tags["highway"]
    if said in _CLOSED:
        return 0.0
    if profile == Profile.CAR:
        # A square that may be driven over is drawn by its edge: nobody drives there.
        return 0.0 if tags.get("area") == "yes" else car_kmh(tags, direction) or 0.0
    if tags.get("motorroad") == "yes":
        return 0.0
    if profile == Profile.WALK:
        return WALK_KMH.get(highway, 0.0)
    if said == "dismount":
        return PUSHED_KMH
    usual = BIKE_KMH.get(highway, 0.0)
    welcome = said in ("yes", "designated") and usual == PUSHED_KMH
    return BIKE_KMH["path"] if welcome else usual


def _directions(tags: Mapping[str, str], profile: Profile) -> tuple[bool, bool]:
    """Whether one may go along a way, and against it."""
    if profile == Profile.WALK:
        return _one_way(tags.get("oneway:foot", "no"))
    implied = (
        tags.get("junction") in ("roundabout", "circular")
        or tags.get("highway") == "motorway"
    )
    said = tags.get("oneway", "yes" if implied else "no")
    if profile == Profile.CAR:
        return _one_way(said)
    if BIKE_KMH.get(tags["highway"]) == PUSHED_KMH:
        return True, True
    lanes = ("cycleway", "cycleway:left", "cycleway:right", "cycleway:both")
    if any(tags.get(key, "").startswith("opposite") for key in lanes):
        return True, True
    return _one_way(tags.get("oneway:bicycle", said))


def _one_way(said: str) -> tuple[bool, bool]:
    if said in ("yes", "true", "1"):
        return True, False
    if said in ("-1", "reverse"):
        return False, True
    return (False, False) if said == "reversible" else (True, True)


def stopped(tags: Mapping[str, str]) -> tuple[bool, ...]:
    """Whether a barrier on a road stops each of `MOVING`.

    >>> stopped({"barrier": "bollard"}), stopped({"barrier": "gate"})
    ((True, False, False), (False, False, False))
    >>> stopped({"barrier": "gate", "access": "private"})
    (True, True, True)
    """
    barrier = tags.get("barrier")
    if barrier is None:
        return (False,) * len(MOVING)
    by_kind = (barrier in _NO_CAR, barrier in _NO_BIKE, False)
    said = [_said(tags, profile) for profile in MOVING]
    return tuple(
        stops if word is None else word in _CLOSED
        for word, stops in zip(said, by_kind, strict=True)
    )
