"""What the finder of a copy looks in: communes to start from, structures to find."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from numna_geo.model.structure import Status

FOLDER = "copie/"
PLACES, STRUCTURES = f"{FOLDER}communes.json", f"{FOLDER}structures.json"

_USABLE = {Status.OPEN, Status.UNKNOWN}
_COPIED = (
    *("id", "name", "category", "categories", "family", "commune", "needs", "stages"),
    "commune_code",
    *("position_precision", "verified", "redistributable"),
)


def places_file(codes: Sequence[str], communes: Mapping[str, Any]) -> bytes:
    """Communes as columns.

    Args:
        codes: of the communes, in their order.
        communes: the columns that the map downloads, in the same order.
    """
    kept = (
        *("name", "postcode", "department", "lon", "lat", "population"),
        *("epci", "epci_codes", "epcis", "departments"),
    )
    return _written({"code": codes, **{name: communes[name] for name in kept}})


def structures_file(features: Sequence[Mapping[str, Any]], *, linked: bool) -> bytes:
    """Structures that are open as far as is known and have a position, as columns.

    Args:
        features: every structure, as GeoJSON.
        linked: whether the copy has a page for each.
    """
    kept = [
        one
        for one in features
        if one["geometry"] and one["properties"]["status"] in _USABLE
    ]
    columns: dict[str, Any] = {
        name: [one["properties"][name] for one in kept] for name in _COPIED
    }
    columns["linked"] = linked
    columns["source"] = [one["properties"]["source"]["key"] for one in kept]
    columns["lon"] = [one["geometry"]["coordinates"][0] for one in kept]
    columns["lat"] = [one["geometry"]["coordinates"][1] for one in kept]
    return _written(columns)


def _written(columns: Mapping[str, Any]) -> bytes:
    text = json.dumps(columns, ensure_ascii=False, separators=(",", ":"))
    return text.encode()
