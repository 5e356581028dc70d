"""What to check first: the calls that would change most cells of the verified reading.

Needs count as well as categories: an unverified incubator leaves both « an incubator? »
and « somebody to support me? » unanswered.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from numna_geo.gaps.verification_gain import Call, Checkable, People, first_calls
from numna_geo.model.category import Category, Family
from numna_geo.model.freshness import verified
from numna_geo.model.stage import Need
from numna_geo.model.structure import Status
from numna_geo.store import verify_reading as reading
from numna_geo.store.database import Connection
from numna_geo.store.scene_reading import Rows, read

HOST_REACH_KM, SUPPORT_REACH_KM = 15.0, 20.0
FAMILIES = {Family.SUPPORT: SUPPORT_REACH_KM, Family.HOST: HOST_REACH_KM}
"""How far people come from, as the crow flies; other families are in none."""

_OF_PLACES = {Need.WORKSPACE, Need.MAKING, Need.DIGITAL_HELP}
REACH_KM = {c.value: FAMILIES[c.family] for c in Category if c.family in FAMILIES} | {
    f"need:{need}": HOST_REACH_KM if need in _OF_PLACES else SUPPORT_REACH_KM
    for need in Need
}
"""By question: what is done in a place is looked for as near as places are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToVerify:
    """A structure to check, how, and what that would change.

    `cells` are territories (EPCI, departments) and questions (its categories, its
    needs) that would have an answer for at least half of their people; `inhabitants`
    those newly within reach of a verified place of its category. Both after the checks
    listed before it; `_alone` if it were the only one. `_if_closed`: who would lose the
    only place that anybody declares.
    """

    id: str
    name: str
    category: Category
    status: Status
    commune: str | None
    department: str | None
    in_region: bool
    phone: str | None
    website: str | None
    verified_on: date | None
    cells: int
    inhabitants: int
    cells_alone: int
    inhabitants_alone: int
    cells_if_closed: int
    inhabitants_if_closed: int


def verify_first(
    connection: Connection, *, today: date, limit: int, category: Category | None = None
) -> list[ToVerify]:
    """At most `limit` structures, the one whose check changes most first.

    Args:
        connection: to a loaded database.
        today: the day on which delays are counted.
        limit: how many at most.
        category: only structures of that main category, as if others were no matter.
    """
    communes = read(connection, reading.inhabitants())
    rows = read(connection, reading.structures())
    asked = [
        row
        for row in rows
        if Category(row.category).family in FAMILIES
        and category in (None, row.category)
    ]
    calls = first_calls(_people(communes), _checkable(asked, today), limit=limit)
    return [_to_verify(asked[call.place], call) for call in calls]


def _people(communes: Rows) -> People:
    known = [c for c in communes if c.population is not None]
    return People(
        lonlat=_lonlat(known),
        count=np.array([c.population for c in known], dtype=np.float64),
        territories=(
            _numbered([c.epci_code for c in known]),
            _numbered([c.department_code for c in known]),
        ),
    )


def _checkable(rows: Sequence[Any], today: date) -> Checkable:
    checked = [
        verified(
            row.verified_on,
            Category(row.category),
            today,
            evidence_level=row.evidence_level,
        )
        and row.status != Status.PLANNED
        for row in rows
    ]
    return Checkable(
        lonlat=_lonlat(rows),
        verified=np.array(checked, dtype=bool),
        declared=np.array([row.status != Status.PLANNED for row in rows], dtype=bool),
        own=tuple(row.category for row in rows),
        answers=tuple(_answers(row) for row in rows),
        reach_km=REACH_KM,
    )


def _answers(row: Any) -> frozenset[str]:
    needs = {f"need:{need}" for need in row.needs or ()}
    return frozenset({row.category, *row.categories, *needs} & REACH_KM.keys())


def _lonlat(rows: Sequence[Any]) -> np.ndarray[Any, np.dtype[np.float64]]:
    points = [(row.lon, row.lat) for row in rows]
    return np.array(points, dtype=np.float64).reshape(-1, 2)


def _numbered(codes: Sequence[str | None]) -> np.ndarray[Any, np.dtype[np.intp]]:
    numbers = {code: i for i, code in enumerate(sorted({c for c in codes if c}))}
    return np.array([numbers.get(c or "", -1) for c in codes], dtype=np.intp)


def _to_verify(row: Any, call: Call) -> ToVerify:
    return ToVerify(
        id=row.id,
        name=row.name,
        category=Category(row.category),
        status=Status(row.status),
        commune=row.commune,
        department=row.department,
        in_region=row.in_region,
        phone=row.phone,
        website=row.website,
        verified_on=row.verified_on,
        cells=call.cells,
        inhabitants=round(call.people),
        cells_alone=call.cells_alone,
        inhabitants_alone=round(call.people_alone),
        cells_if_closed=call.cells_if_closed,
        inhabitants_if_closed=round(call.people_if_closed),
    )
