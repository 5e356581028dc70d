"""Addresses of the BAN, from the Géoplateforme or a local addok.

Source: GeocodeJSON as addok and « data.geopf.fr/geocodage » answer it, 2026.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from math import isfinite
from typing import Any

from numna_geo.errors import InvalidPosition, ServerUnavailable
from numna_geo.geocoding.geocoder import Address
from numna_geo.model.department import CODES
from numna_geo.model.position import Position

Ask = Callable[[str, Mapping[str, str]], Any]
"""Asks a path with parameters for JSON; raises ServerUnavailable."""

AROUND = frozenset(
    [
        *CODES,
        # Départements that come within 50 km of the region.
        *("03", "12", "15", "18", "31", "32", "36", "37", "44", "46", "49", "63"),
        *("65", "82", "85"),
    ]
)
MIDDLE = Position(lon=0.35, lat=45.2)
"""Of the region: addresses nearer to it come first."""

_UNREADABLE = (
    *(KeyError, TypeError, ValueError, AttributeError, OverflowError),
    InvalidPosition,
)
_MORE = 3
"""Asked for so many times the addresses wanted: those of elsewhere fall out."""

_MOST_ASKED = 20
_LONGEST = 200
"""Characters of a label; the longest of the BAN have about a hundred."""


class Ban:
    """A geocoder that speaks like the BAN's.

    Args:
        ask: its server.
    """

    credit = "Base Adresse Nationale, Licence Ouverte 2.0"

    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    def addresses(self, text: str, *, limit: int) -> Sequence[Address]:
        """As `Geocoder.addresses`, those of the region and around it."""
        params = {
            "q": text,
            "limit": str(min(limit * _MORE, _MOST_ASKED)),
            "autocomplete": "1",
            "lon": str(MIDDLE.lon),
            "lat": str(MIDDLE.lat),
        }
        return list(_read(self._ask("search", params)))[:limit]


def _read(answer: Any) -> Iterator[Address]:
    features = answer.get("features") if isinstance(answer, dict) else None
    if not isinstance(features, list):
        raise ServerUnavailable("the geocoder's answer is no list of addresses")
    for feature in features:
        try:
            address = _address(feature)
        except _UNREADABLE:
            # One that cannot be read hides none of the others.
            continue
        # Communes are ours to tell, with all their names.
        if address.precision != "municipality" and _department(address) in AROUND:
            yield address


def _address(feature: Mapping[str, Any]) -> Address:
    told = feature["properties"]
    lon, lat = feature["geometry"]["coordinates"][:2]
    return Address(
        id=_needed(told["id"]),
        label=_needed(told["label"]),
        context=_text(told.get("context")) or "",
        position=Position(lon=_number(lon), lat=_number(lat)),
        score=min(1.0, max(0.0, _number(told.get("score") or 0.0))),
        precision=_text(told.get("type")) or "street",
        commune_code=_text(told.get("citycode")),
        postcode=_text(told.get("postcode")),
    )


def _needed(value: Any) -> str:
    text = _text(value)
    if text is None:
        raise ValueError("a text is expected")
    return text


def _text(value: Any) -> str | None:
    if value is None or value == "":
        return None
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise ValueError("a short text is expected")
    return value


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("a number is expected")
    if not isfinite(value):
        raise ValueError("a finite number is expected")
    return float(value)


def _department(address: Address) -> str:
    return (address.commune_code or address.postcode or "")[:2]
