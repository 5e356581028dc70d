"""A few features of each published dataset, with unknowns, ties and awkward texts."""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import cycle, islice
from typing import Any

import orjson
import psycopg
import shapely
from psycopg.types.json import Jsonb

from numna_geo.model.dataset import Dataset
from numna_geo.usecases.published_datasets import DATASETS

STRUCTURES, COMMUNES = DATASETS["structures"], DATASETS["communes"]
BROADBAND, GAPS = DATASETS["broadband"], DATASETS["gaps"]

SHARE = "fibre_not_connectable"
"""An indicator whose value is a tenth of a thousandth of the population."""

NAMES = (
    "Bègles",
    "bègles",
    "BEGLES",
    "Saint-Émilion",
    "L'Écluse",
    "100 % numérique",
    "a_b",
    "a\\b",
    "",
    'dit "le Lieu"',
    "Œyregave",
)
"""Of features, in turn; a text may be empty, or hold what a pattern is made of."""

Row = Mapping[str, Any]
"""A feature: its fields by name, and `geometry`."""


def a_square(west: float, south: float, side: float = 0.1) -> shapely.Geometry:
    box = shapely.box(west, south, west + side, south + side)
    return shapely.MultiPolygon([box])


def _every(count: int, *values: Any) -> list[Any]:
    return list(islice(cycle(values), count))


def structures() -> list[Row]:
    """44 points on a grid of 0.05°, one in eleven without a position."""
    count = 44
    days = [date(2026, 1, 1) + timedelta(days=n) for n in (0, 30, 60, 90)]
    columns = {
        "name": _every(count, *NAMES),
        "department_code": _every(count, "33", "16", None),
        "categories": _every(count, ["fab_lab"], ["fab_lab", "medialab"], []),
        "stages": _every(count, ["idea", "launch"], None, ["idea"], [], ["launch"]),
        "remote": _every(count, True, False, None, None),
        "verified_on": _every(count, *days, None),
        "verified_until": _every(count, *days[1:], None, days[0]),
        "imported_on": _every(count, days[1], days[2]),
        "completeness": _every(count, 0.0, 0.25, 0.5, 1.0, 0.5),
    }
    return [
        {
            "id": f"s{n:03}",
            **{name: values[n] for name, values in columns.items()},
            "geometry": None
            if n % 11 == 10
            else shapely.Point(-1 + 0.05 * (n % 9), 44 + 0.05 * (n // 9)),
        }
        for n in range(count)
    ]


def communes() -> list[Row]:
    """Sixteen squares side by side, of which the last has no outline."""
    return [
        {
            "code": f"33{n:03}",
            "name": NAMES[n % len(NAMES)],
            "department_code": None if n == 3 else "33",
            "epci_code": f"2000{n % 3}" if n % 4 else None,
            "population": (None, 0, 120, 1_000, 5_000)[n % 5],
            "area_km2": (0.0, 2.5, 10.0, None)[n % 4],
            "geometry": None
            if n == 15
            else a_square(-1 + 0.1 * (n % 4), 44 + 0.1 * (n // 4)),
        }
        for n in range(16)
    ]


def fill(url: str) -> None:
    """Write them to a migrated database, with the texts that stand beside them."""
    with psycopg.connect(url) as connection:
        for row in structures():
            connection.execute(*_structure(row))
        for row in communes():
            connection.execute(*_commune(row))
        for row in communes():
            connection.execute(*_quarter(row))
            connection.execute(*_gap(row))


_REQUIRED = {
    "family": "support",
    "category": "fab_lab",
    "category_label": "Fab lab",
    "status": "open",
    "digital_focus": "dedicated",
    "position_precision": "address",
    "competence": "known",
    "source": "s",
    "source_title": "S",
    "publisher": "P",
    "licences": ["lov2"],
}


def _structure(row: Row) -> tuple[str, dict[str, Any]]:
    told = {**_REQUIRED, **row}
    return _insert("published_structures", STRUCTURES, told)


def _commune(row: Row) -> tuple[str, dict[str, Any]]:
    also = {"key": f"commune:{row['code']}", "level": "commune"}
    return _insert("published_territories", COMMUNES, row, **also)


def _quarter(row: Row) -> tuple[str, dict[str, Any]]:
    told = {
        "id": f"{row['code']}:2026-T2",
        "code": row["code"],
        "name": row["name"],
        "period": "2026-T2",
        "period_start": date(2026, 4, 1),
        "period_end": date(2026, 6, 30),
        "premises": row["population"],
        "source": "s",
    }
    return _insert("published_broadband", BROADBAND, told)


def _gap(row: Row) -> tuple[str, dict[str, Any]]:
    told = {
        "id": f"commune:{row['code']}",
        "level": "commune",
        "code": row["code"],
        "name": row["name"],
        "measured_on": date(2026, 11, 1),
        "engine": "estimate",
    }
    share = None if row["population"] is None else row["population"] / 10_000
    figures = {SHARE: share, f"{SHARE}_status": "measured"}
    return _insert("published_gaps", GAPS, told, figures)


def _insert(
    table: str, dataset: Dataset, row: Row, figures: Row | None = None, **also: Any
) -> tuple[str, dict[str, Any]]:
    values = {name: value for name, value in row.items() if name != "geometry"} | also
    given = {**row, **(figures or {})}
    told = {field.name: given.get(field.name) for field in dataset}
    values["properties_json"] = orjson.dumps(told).decode()
    if figures is not None:
        values["figures"] = Jsonb(dict(figures))
    made_of = {name: f"%({name})s" for name in values}
    if "geometry" in row:
        shape = row["geometry"]
        values["shape"] = None if shape is None else shapely.to_wkb(shape, hex=True)
        made_of["geom"] = "ST_SetSRID(%(shape)s::geometry, 4326)"
        made_of["geometry_json"] = f"ST_AsGeoJSON({made_of['geom']}, 6, 0)"
    columns = {name: value for name, value in made_of.items() if name != "shape"}
    into, made = ", ".join(columns), ", ".join(columns.values())
    return f"INSERT INTO {table} ({into}) VALUES ({made})", values
