"""How fast one goes along a road of OpenStreetMap, from its class and its limits."""

import re
from collections.abc import Mapping

CAR_KMH: Mapping[str, float] = {
    "motorway": 90,
    "motorway_link": 45,
    "trunk": 85,
    "trunk_link": 40,
    "primary": 65,
    "primary_link": 30,
    "secondary": 55,
    "secondary_link": 25,
    "tertiary": 40,
    "tertiary_link": 20,
    "unclassified": 25,
    "residential": 25,
    "living_street": 10,
    "service": 15,
}
"""km/h by car on a road without a known limit.

Source: the figures of the car profile of OSRM 26.10 (profiles/car.lua).
"""

SHARE_OF_LIMIT = 0.8
"""Speed held on a road, as a share of its limit. Source: likewise."""

UNPAVED_KMH = 40.0
"""At most, by car on an unpaved road. Source: likewise."""

BIKE_KMH: Mapping[str, float] = {
    **{name: 15.0 for name in CAR_KMH if not name.startswith("motorway")},
    "service": 12,
    "road": 15,
    "cycleway": 15,
    "track": 12,
    "path": 12,
    "bridleway": 10,
    "pedestrian": 5,
    "footway": 5,
}
"""km/h by bicycle; 5 is pushed. Source: the bicycle profile of OSRM, rounded."""

WALK_KMH: Mapping[str, float] = {
    **dict.fromkeys(BIKE_KMH, 5.0),
    "steps": 3,
    "corridor": 5,
    "platform": 5,
}
"""km/h on foot. Source: the foot profile of OSRM; 3 on steps is our assumption."""

PUSHED_KMH = 5.0

_UNPAVED = frozenset(
    (
        "unpaved",
        "gravel",
        "ground",
        "dirt",
        "grass",
        "earth",
        "sand",
        "mud",
        "pebblestone",
        "rock",
    )
)
_ALLEYS = frozenset(("alley", "parking", "parking_aisle", "driveway", "drive-through"))
_NAMED_KMH: Mapping[str, float] = {
    "urban": 50.0,
    "rural": 80.0,
    "trunk": 110.0,
    "motorway": 130.0,
    "zone30": 30.0,
    "zone:30": 30.0,
    "30": 30.0,
    "zone20": 20.0,
    "zone:20": 20.0,
    "living_street": 20.0,
}
"""French limits by the words of OpenStreetMap, as `FR:urban`.

Source: Code de la route, articles R413-2 and R413-3 (80 km/h since 2018).
"""
_KMH_IN_A_MILE_AN_HOUR = 1.609344
_NUMBER = re.compile(r"(\d+(?:\.\d+)?)\s*(km/h|kmh|kph|mph)?")


def limit_kmh(text: str | None) -> float | None:
    """A limit as OpenStreetMap writes it, in km/h; `None` when it says no number.

    Of several (`50;70`), the lowest; a motorway without any counts as 130.

    >>> limit_kmh("50"), limit_kmh("50; 30"), limit_kmh("FR:urban"), limit_kmh("walk")
    (50.0, 30.0, 50.0, 5.0)
    >>> round(limit_kmh("30 mph"), 1), limit_kmh("none"), limit_kmh("signals")
    (48.3, 130.0, None)
    """
    found = [_one_limit(part.strip().lower()) for part in (text or "").split(";")]
    return min((kmh for kmh in found if kmh), default=None)


def _one_limit(text: str) -> float | None:
    if text == "none":
        return _NAMED_KMH["motorway"]
    if text in ("walk", "fr:walk"):
        return 5.0
    number = _NUMBER.fullmatch(text)
    if number:
        in_miles = number[2] == "mph"
        return float(number[1]) * (_KMH_IN_A_MILE_AN_HOUR if in_miles else 1)
    country, _, name = text.partition(":")
    return _NAMED_KMH.get(name) if country == "fr" else None


def car_kmh(tags: Mapping[str, str], direction: str) -> float | None:
    """Speed by car; `None` where cars do not go at all.

    Args:
        tags: of the way.
        direction: `forward` or `backward`, along the way as it was drawn.

    >>> car_kmh({"highway": "secondary"}, "forward")
    55.0
    >>> car_kmh({"highway": "secondary", "maxspeed": "80"}, "forward")
    64.0
    """
    usual = CAR_KMH.get(tags["highway"])
    if usual is None:
        return None
    limits = (f"maxspeed:{direction}", "maxspeed", "maxspeed:type", "source:maxspeed")
    known = next((kmh for key in limits if (kmh := limit_kmh(tags.get(key)))), None)
    kmh = float(usual) if known is None else known * SHARE_OF_LIMIT
    if tags["highway"] in ("service", "living_street"):
        kmh = min(kmh, float(usual))
    if tags.get("service") in _ALLEYS:
        kmh = min(kmh, usual / 2)
    return min(kmh, UNPAVED_KMH) if tags.get("surface") in _UNPAVED else kmh


def ferry_minutes(duration: str | None) -> float | None:
    """How long a crossing takes, or how often it is made, as OpenStreetMap writes it.

    >>> ferry_minutes("00:20"), ferry_minutes("01:10:30"), ferry_minutes("25")
    (20.0, 70.5, 25.0)
    >>> ferry_minutes("PT1H5M"), ferry_minutes("often") is None
    (65.0, True)
    """
    text = (duration or "").strip().upper()
    clock = re.fullmatch(r"(?:(\d+):)?(\d+)(?::(\d\d))?", text)
    if clock and (clock[1] is not None or clock[3] is None):
        return int(clock[1] or 0) * 60 + int(clock[2]) + int(clock[3] or 0) / 60
    iso = re.fullmatch(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?", text)
    if iso and any(iso.groups()):
        return int(iso[1] or 0) * 60 + int(iso[2] or 0) + int(iso[3] or 0) / 60
    return None
