"""A made country: communes, people and places drawn by a seed, in a database."""

from collections.abc import Iterator
from datetime import UTC, datetime

import numpy as np
from sqlalchemy import text

from numna_geo.model.category import Category
from numna_geo.store.database import Connection
from numna_geo.store.loading import copy_rows

COMMUNES, PLACES = 35_000, 100_000
PEOPLE = 66_000_000

_WEST, _SOUTH, _EAST, _NORTH = -1.5, 43.0, 7.0, 50.5
"""As large as France: 545,000 km²."""

_CITIES = 300
_LABELS = (
    *("Grands centres urbains", "Centres urbains intermédiaires", "Petites villes"),
    *("Ceintures urbaines", "Bourgs ruraux", "Rural à habitat dispersé"),
    "Rural à habitat très dispersé",
)
_SHARES = (0.02, 0.02, 0.03, 0.14, 0.16, 0.38, 0.25)
_WEIGHTS = {
    Category.DIGITAL_MEDIATION: 40,
    Category.FRANCE_SERVICES: 25,
    Category.COWORKING: 12,
    Category.FAB_LAB: 4,
    Category.THIRD_PLACE: 4,
    Category.TRAINING: 4,
    Category.RESEARCH: 2,
    Category.BUSINESS_NURSERY: 2,
}
"""Out of a hundred places; any other category shares the rest."""

_NEEDS = {
    Category.DIGITAL_MEDIATION: "digital_help",
    Category.FRANCE_SERVICES: "digital_help",
    Category.COWORKING: "workspace",
    Category.FAB_LAB: "making",
    Category.TRAINING: "training",
}
_STAGES = ("idea", "creation", "launch", "growth", "international")
_SOURCE = (
    "INSERT INTO sources (key, title, publisher, licence, rank, family,"
    " redistributable) VALUES ('made', 'made', 'made', 'made', 1, 'structures', true)"
)


def fill(connection: Connection, *, share: float, seed: int = 17) -> None:
    """Fill an empty, migrated database with a share of the country.

    Args:
        connection: in a transaction of the caller.
        share: of the communes, of the ground, and of the places.
        seed: of everything that is drawn.
    """
    draw = np.random.default_rng(seed)
    communes = _communes(draw, share)
    people = np.array([one["population"] for one in communes], dtype=float)
    lonlat = np.array([one["seat"] for one in communes])
    connection.execute(text("INSERT INTO data_state VALUES (1, 1, now(), 'made')"))
    connection.execute(text(_SOURCE))
    copy_rows(
        connection,
        "territories",
        ({**one, "seat": _point(*one["seat"])} for one in communes),
    )
    classes = draw.choice(len(_LABELS), len(communes), p=_SHARES)
    copy_rows(
        connection,
        "zonings",
        (
            {"zoning": "density", "commune_code": one["code"], "label": _LABELS[level]}
            for one, level in zip(communes, classes, strict=True)
        ),
    )
    copy_rows(
        connection,
        "demand",
        (
            {
                "commune_code": one["code"],
                "quantity": "inhabitants",
                "period": "2023",
                "value": one["population"],
                "source_key": "made",
            }
            for one in communes
        ),
    )
    _places(connection, draw, (lonlat, people), int(PLACES * share))


def _communes(draw: np.random.Generator, share: float) -> list[dict[str, object]]:
    count = int(COMMUNES * share)
    east = _WEST + (_EAST - _WEST) * share
    lonlat = draw.uniform((_WEST, _SOUTH), (east, _NORTH), (count, 2))
    # A few cities stand out, as they do.
    people = draw.lognormal(6.0, 1.1, count)
    people[: int(_CITIES * share)] *= 60
    people *= PEOPLE * share / people.sum()
    return [
        {
            "key": f"commune:{number:05}",
            "level": "commune",
            "code": f"{number:05}",
            "name": f"Commune {number}",
            "search_name": f"commune {number}",
            "in_region": True,
            "department_code": f"{number % 96:02}",
            "population": int(inhabitants),
            "area_km2": 15.6,
            "border_km": 50.0,
            "seat": tuple(place),
        }
        for number, (place, inhabitants) in enumerate(
            zip(lonlat.tolist(), people, strict=True)
        )
    ]


def _places(
    connection: Connection,
    draw: np.random.Generator,
    communes: tuple[np.ndarray, np.ndarray],
    count: int,
) -> None:
    lonlat, people = communes
    weights = people**0.7
    homes = draw.choice(len(people), count, p=weights / weights.sum())
    at = lonlat[homes] + draw.normal(0, 0.01, (count, 2))
    others = [c for c in Category if c not in _WEIGHTS]
    left = (100 - sum(_WEIGHTS.values())) / len(others)
    every = [*_WEIGHTS, *others]
    odds = np.array([*_WEIGHTS.values(), *(left for _ in others)]) / 100
    kinds = [every[i] for i in draw.choice(len(every), count, p=odds)]
    checked = draw.random(count) < 0.4
    copy_rows(connection, "structures", _structures(homes, at.tolist(), kinds, checked))
    told = [(f"made-{n}", kind) for n, kind in enumerate(kinds)]
    rows = ({"structure_id": k, "category": c, "is_main": True} for k, c in told)
    copy_rows(connection, "structure_categories", rows)
    needs = (
        {"structure_id": key, "need": _NEEDS.get(kind, "support"), "by_category": True}
        for key, kind in told
    )
    copy_rows(connection, "structure_needs", needs)
    stages = (
        {"structure_id": key, "stage": _STAGES[number % 5]}
        for number, (key, kind) in enumerate(told)
        if kind.family == "support"
    )
    copy_rows(connection, "structure_stages", stages)


def _structures(
    homes: np.ndarray, at: list[list[float]], kinds: list[Category], checked: np.ndarray
) -> Iterator[dict[str, object]]:
    today = datetime.now(UTC).date()
    for number, kind in enumerate(kinds):
        yield {
            "id": f"made-{number}",
            "name": f"Lieu {number}",
            "search_name": f"lieu {number}",
            "category": kind,
            "family": kind.family,
            "status": "open",
            "digital_focus": "unknown",
            "position": _point(*at[number]),
            "position_precision": "commune" if number % 8 == 0 else "address",
            "commune_code": f"{homes[number]:05}",
            "in_region": True,
            "competence": "unknown",
            "redistributable": True,
            "completeness": 0.5,
            "verified_on": today if checked[number] else None,
            "imported_on": today,
            "source_key": "made",
            "digest": str(number),
        }


def _point(lon: float, lat: float) -> str:
    return f"SRID=4326;POINT({lon:.6f} {lat:.6f})"
