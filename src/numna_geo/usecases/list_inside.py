"""What stands inside a territory, by category, and how well it is known."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from numna_geo.model.category import Category
from numna_geo.model.collection import Completeness, together
from numna_geo.model.position import Precision
from numna_geo.model.territory import Level
from numna_geo.store import collection
from numna_geo.store.places_inside import places_inside
from numna_geo.store.reading import Reader
from numna_geo.store.statements import Row
from numna_geo.usecases.sheet import KindInside, PlaceInside
from numna_geo.usecases.tell_verified import is_verified

_EXACT = {Precision.ADDRESS, Precision.STREET}
Directories = Mapping[str, Mapping[str, Completeness]]


async def list_inside(
    reader: Reader, level: Level, code: str, today: date
) -> list[tuple[Row, bool]]:
    """Usable places of a territory, and whether each is verified on a day.

    Raises:
        DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
    """
    rows = await reader.rows(places_inside(level, code))
    return [(row, is_verified(row, today)) for row in rows]


async def directories(reader: Reader) -> Directories:
    """How complete the directory of each category is, by department, by category."""
    found = defaultdict[str, dict[str, Completeness]](dict)
    for row in await reader.rows(collection.by_department()):
        of = found[row["category"]]
        of[row["department_code"]] = Completeness(row["completeness"])
    return found


def completeness(
    known: Directories, categories: Sequence[Category], departments: Sequence[str]
) -> Completeness:
    """How complete the directories of some categories are in some departments."""
    unknown = Completeness.UNKNOWN
    return together(
        known.get(category, {}).get(code, unknown)
        for category in categories
        for code in departments
    )


def kinds_inside(
    found: Sequence[tuple[Row, bool]], known: Directories, departments: Sequence[str]
) -> list[KindInside]:
    """Counts by category, in the order of the model; those without any place too."""
    by_category = defaultdict[Category, list[tuple[Row, bool]]](list)
    for row, verified in found:
        by_category[Category(row["category"])].append((row, verified))
    return [
        _kind(c, by_category[c], completeness(known, (c,), departments))
        for c in Category
    ]


def _kind(
    category: Category, rows: Sequence[tuple[Row, bool]], known: Completeness
) -> KindInside:
    # A place that no source ties to an organisation is one by itself.
    whose = {row["organisation"] or row["id"] for row, _ in rows}
    return KindInside(
        category=category,
        sites=len(rows),
        organisations=len(whose),
        verified=sum(verified for _, verified in rows),
        stale=sum(
            row["verified_on"] is not None and not verified for row, verified in rows
        ),
        approximate=sum(row["position_precision"] not in _EXACT for row, _ in rows),
        unconfirmed=sum(not row["redistributable"] for row, _ in rows),
        collection=known,
    )


def places_listed(found: Sequence[tuple[Row, bool]]) -> list[PlaceInside]:
    """Those that may be passed on, by category then by name."""
    order = {category: i for i, category in enumerate(Category)}
    listed = [
        PlaceInside(
            id=row["id"],
            name=row["name"],
            category=Category(row["category"]),
            commune=row["commune"],
            commune_code=row["commune_code"],
            verified=verified,
            approximate=row["position_precision"] not in _EXACT,
        )
        for row, verified in found
        if row["redistributable"]
    ]
    return sorted(listed, key=lambda one: order[one.category])
