"""A structure as a GeoJSON feature (RFC 7946)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from numna_geo.model.category import Category
from numna_geo.store.statements import Row
from numna_geo.usecases.tell_verified import is_verified

Feature = dict[str, Any]

_AS_IS = (
    *("id", "name", "family", "category", "commune_code", "commune"),
    *("position_precision", "status", "digital_focus"),
    *("verified_on", "edited_on", "labelled_on"),
    *("phone", "website", "email", "how_to_apply", "opening"),
    *("competence", "in_region", "itinerant", "remote"),
    *("organisation", "completeness", "redistributable"),
)
_LISTS = ("categories", "stages", "needs", "sectors", "licences")
_SOURCE = ("title", "publisher", "licence", "published_on")


def structure_feature(
    row: Row, *, today: date, more: Mapping[str, Any] | None = None
) -> Feature:
    """One row of `store.structures`; without position its geometry is null.

    `verified` is whether it was checked within its category's delay, as of `today`.
    """
    known = row["lon"] is not None
    coordinates = [round(row["lon"], 6), round(row["lat"], 6)] if known else None
    return {
        "type": "Feature",
        "id": row["id"],
        "geometry": {"type": "Point", "coordinates": coordinates} if known else None,
        "properties": {
            **{name: row[name] for name in _AS_IS},
            "category_label": Category(row["category"]).label,
            "verified": is_verified(row, today),
            **{name: list(row[name] or ()) for name in _LISTS},
            "address": {name: row[name] for name in ("street", "postcode", "city")},
            "source": {
                "key": row["source_key"],
                **{name: row[f"source_{name}"] for name in _SOURCE},
            },
            **(more or {}),
        },
    }
