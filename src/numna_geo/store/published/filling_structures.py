"""Structures as they are published: those that `/api/v1/structures` lists."""

from typing import Any

import orjson
from sqlalchemy import Connection

from numna_geo.model.category import Category
from numna_geo.model.datasets import STRUCTURES
from numna_geo.model.freshness import verified_until
from numna_geo.store import structures
from numna_geo.store.published.writing import (
    delete_others,
    properties_json,
    write_changed,
)
from numna_geo.store.statements import Row
from numna_geo.store.tables import PublishedStructureRow

_AT_ONCE = 5_000
_LISTS = ("categories", "stages", "needs", "sectors", "licences")
_POINT = "ST_SetSRID(ST_GeomFromGeoJSON(geometry_json), 4326)"
_MADE = {"geom": _POINT, "tile_geom": f"ST_Transform({_POINT}, 3857)"}


def fill_structures(connection: Connection, *, anew: bool) -> None:
    """Write those that changed, delete those that are listed no more.

    Args:
        connection: in a transaction of the caller.
        anew: whether all of them are written again.
    """
    table, after = PublishedStructureRow, None
    while True:
        asked = structures.to_publish(after=after, limit=_AT_ONCE)
        found = connection.execute(asked.statement, asked.values).mappings().all()
        rows = [_row(one) for one in found]
        write_changed(connection, table, rows, anew=anew, made=_MADE)
        if len(found) < _AT_ONCE:
            break
        after = found[-1]["id"]
    delete_others(connection, table, structures.all_listed())


def _row(found: Row) -> dict[str, Any]:
    category = Category(found["category"])
    beside: dict[str, Any] = {
        "category_label": category.label,
        "verified_until": verified_until(
            found["verified_on"], category, evidence_level=found["evidence_level"]
        ),
        "source": found["source_key"],
        "publisher": found["source_publisher"],
        **{name: list(found[name] or ()) for name in _LISTS},
    }
    values = {
        field.name: beside[field.name] if field.name in beside else found[field.name]
        for field in STRUCTURES
    }
    return {
        **values,
        "geometry_json": _point(found),
        "properties_json": properties_json(STRUCTURES, values),
    }


def _point(found: Row) -> str | None:
    if found["lon"] is None:
        return None
    place = [round(found["lon"], 6), round(found["lat"], 6)]
    return orjson.dumps({"type": "Point", "coordinates": place}).decode()
