"""Whom to call first, on the bundled data; what SQL says of reach is the witness."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text

from numna_geo.model.category import Category
from numna_geo.model.structure import Status
from numna_geo.store.database import Connection
from numna_geo.usecases.verify_first import verify_first

TODAY = date(2026, 11, 26)

NEAR = text(
    "SELECT COALESCE(SUM(c.population), 0) FROM territories c"
    " JOIN structures s ON s.id = :id AND ST_DWithin(s.position, c.seat, :metres)"
    " WHERE c.level = 'commune' AND c.in_region"
)
ALONE = text(
    "SELECT COALESCE(SUM(c.population), 0) FROM territories c"
    " JOIN structures s ON s.id = :id AND ST_DWithin(s.position, c.seat, :metres)"
    " WHERE c.level = 'commune' AND c.in_region AND NOT EXISTS ("
    " SELECT 1 FROM structures o JOIN structure_categories k ON k.structure_id = o.id"
    " WHERE k.category = s.category AND o.id <> s.id"
    " AND o.status IN ('open', 'unknown')"
    " AND ST_DWithin(o.position, c.seat, :metres))"
)


def checked(connection: Connection, structure_id: str, on: date) -> None:
    connection.execute(
        text(
            "UPDATE structures SET verified_on = :on, evidence_level = NULL"
            " WHERE id = :id"
        ),
        {"on": on, "id": structure_id},
    )


@pytest.mark.parametrize(
    ("category", "metres"),
    [(Category.TECHNOPOLE, 20_000), (Category.FAB_LAB, 15_000)],
)
def test_the_first_call_covers_who_lives_within_its_reach(
    connection: Connection, category: Category, metres: int
) -> None:
    first = verify_first(connection, today=TODAY, limit=1, category=category)[0]

    about = {"id": first.id, "metres": metres}
    assert first.category is category
    assert first.inhabitants == connection.execute(NEAR, about).scalar_one()
    assert first.inhabitants_if_closed == connection.execute(ALONE, about).scalar_one()


def test_a_structure_that_was_called_leaves_the_list(connection: Connection) -> None:
    asked = {"today": TODAY, "limit": 3, "category": Category.TECHNOPOLE}
    first, second, *_ = verify_first(connection, **asked)

    checked(connection, first.id, TODAY)

    assert verify_first(connection, **asked)[0].id == second.id


def test_a_check_past_its_delay_is_to_be_made_again(connection: Connection) -> None:
    asked = {"today": TODAY, "limit": 1, "category": Category.TECHNOPOLE}
    first = verify_first(connection, **asked)[0]

    checked(connection, first.id, TODAY - timedelta(days=10_000))

    assert verify_first(connection, **asked)[0].id == first.id


def test_calls_are_sorted_by_what_they_change_alone_at_first(
    connection: Connection,
) -> None:
    calls = verify_first(connection, today=TODAY, limit=20)

    first = calls[0]
    assert (first.cells, first.inhabitants) == (
        first.cells_alone,
        first.inhabitants_alone,
    )
    assert all(call.cells_alone <= first.cells_alone for call in calls)
    assert all(call.inhabitants <= call.inhabitants_alone for call in calls)
    assert len({call.id for call in calls}) == 20


def test_closed_places_are_not_called_and_planned_ones_cost_nobody(
    connection: Connection,
) -> None:
    calls = verify_first(
        connection, today=TODAY, limit=500, category=Category.BUSINESS_NURSERY
    )

    assert Status.CLOSED not in {call.status for call in calls}
    planned = [call for call in calls if call.status is Status.PLANNED]
    assert planned
    assert {call.inhabitants_if_closed for call in planned} == {0}
