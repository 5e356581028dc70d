"""The statements about structures, on a table large enough for plans to matter."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import literal, select, text

from numna_geo.model.category import Category, Family
from numna_geo.model.freshness import verified
from numna_geo.model.position import Position
from numna_geo.model.search import Wanted
from numna_geo.store.database import Connection
from numna_geo.store.structure_filters import Listed, is_verified
from numna_geo.store.structures import count, nearest, nearest_statement, page
from numna_geo.store.tables import StructureRow

MANY = 20_000
TODAY = date(2026, 11, 26)


def _crowd(connection: Connection) -> None:
    """Many more structures than France has, all over its west."""
    connection.execute(
        text(
            "INSERT INTO structures (id, name, search_name, category, family, status,"
            " digital_focus, position, position_precision, in_region, competence,"
            " redistributable, completeness, digest, imported_on, source_key)"
            " SELECT 'crowd-' || i, 'x', 'x', 'fab_lab', 'host', 'open', 'unknown',"
            " ST_MakePoint(-2 + random() * 5, 42.5 + random() * 4.5)::geography,"
            " 'address', true, 'unknown', true, 0, 'd', now(),"
            " (SELECT min(key) FROM sources)"
            " FROM generate_series(1, :many) AS i"
        ),
        {"many": MANY},
    )
    connection.execute(
        text(
            "INSERT INTO structure_categories SELECT id, category, true"
            " FROM structures WHERE id LIKE 'crowd-%'"
        )
    )
    connection.execute(text("ANALYZE structures, structure_categories"))


def rows_of(connection: Connection, listed: Listed) -> list[Mapping[str, Any]]:
    asked = page(listed, after=None, limit=1000)
    rows = connection.execute(asked.statement, dict(asked.values))
    return [dict(row) for row in rows.mappings()]


def test_nearest_walks_the_spatial_index_twice(connection: Connection) -> None:
    _crowd(connection)
    statement = nearest_statement(Wanted(categories=(Category.FAB_LAB,)))
    asked = statement.params(lon=-0.5, lat=45.2, most=5, today=TODAY)
    filled = asked.compile(connection, compile_kwargs={"literal_binds": True})

    plan = list(connection.exec_driver_sql(f"EXPLAIN {filled}").scalars())

    walks = [line for line in plan if "using ix_structures__position" in line]
    assert len(walks) == 2, "\n".join(plan)
    assert any("Order By" in line and "<->" in line for line in plan)
    assert not any("Seq Scan on structures" in line for line in plan)


def test_a_secondary_category_counts(connection: Connection) -> None:
    row = connection.execute(
        text(
            "SELECT structure_id, category FROM structure_categories WHERE NOT is_main"
        )
    ).first()
    assert row is not None
    listed = Listed(categories=(Category(row.category),))

    found = rows_of(connection, listed)

    mine = [one for one in found if one["id"] == row.structure_id]
    assert mine
    assert mine[0]["category"] != row.category
    assert mine[0]["categories"][0] == mine[0]["category"]


def test_both_a_family_and_a_category_may_be_asked(connection: Connection) -> None:
    both = Listed(families=(Family.SUPPORT,), categories=(Category.COWORKING,))

    found = rows_of(connection, both)

    assert found
    for one in found:
        kinds = {Category(c) for c in one["categories"]}
        assert Category.COWORKING in kinds
        assert any(kind.family is Family.SUPPORT for kind in kinds)


def test_lists_hold_the_regions_own_only(connection: Connection) -> None:
    beyond = connection.execute(
        text("SELECT count(*) FROM structures WHERE NOT in_region")
    ).scalar_one()
    everything = connection.execute(
        text("SELECT count(*) FROM structures")
    ).scalar_one()

    assert beyond > 0
    counted = connection.execute(count(Listed()).statement).scalar_one()
    assert counted == everything - beyond


def test_what_may_not_be_passed_on_is_near_and_in_no_list(
    connection: Connection,
) -> None:
    here, wanted = Position(lon=1.8713, lat=46.1702), Wanted()
    asked = nearest(here, wanted, limit=1, today=TODAY)
    (near,) = connection.execute(asked.statement, dict(asked.values)).mappings()
    listed = Listed(categories=(Category(near["category"]),))
    before = {one["id"] for one in rows_of(connection, listed)}

    connection.execute(
        text("UPDATE structures SET redistributable = false WHERE id = :id"),
        {"id": near["id"]},
    )

    (still,) = connection.execute(asked.statement, dict(asked.values)).mappings()
    assert still["id"] == near["id"]
    assert still["redistributable"] is False
    after = {one["id"] for one in rows_of(connection, listed)}
    assert before - after == {near["id"]}
    assert connection.execute(count(listed).statement).scalar_one() == len(after)


@pytest.mark.parametrize("level", [None, "A", "B", "C"])
def test_the_database_calls_verified_what_the_model_does(
    connection: Connection, level: str | None
) -> None:
    rows = connection.execute(text("SELECT id, category FROM structures"))
    of = {row.category: row.id for row in rows}
    ages = (-1, 0, 364, 365, 366, 540, 541, 730, 731, None)

    for age in ages:
        checked_on = None if age is None else TODAY - timedelta(days=age)
        connection.execute(
            text(
                "UPDATE structures SET verified_on = :checked_on,"
                " evidence_level = :level WHERE id = ANY(:ids)"
            ),
            {"checked_on": checked_on, "level": level, "ids": list(of.values())},
        )
        said = select(StructureRow.category, is_verified(literal(TODAY))).where(
            StructureRow.id.in_(of.values())
        )
        for category, answer in connection.execute(said):
            expected = verified(
                checked_on, Category(category), TODAY, evidence_level=level
            )
            assert answer is expected, (category, age)


def test_of_two_at_the_same_place_the_verified_one_comes_first(
    connection: Connection,
) -> None:
    shared = connection.execute(
        text(
            "SELECT array_agg(id ORDER BY id) AS ids, ST_X(position::geometry) AS lon,"
            " ST_Y(position::geometry) AS lat FROM structures"
            " WHERE status IN ('open', 'unknown') AND position IS NOT NULL"
            " GROUP BY position ORDER BY count(*) DESC LIMIT 1"
        )
    ).one()
    *others, last = shared.ids
    assert others
    connection.execute(
        text(
            "UPDATE structures SET verified_on = :today, evidence_level = 'A'"
            " WHERE id = :id"
        ),
        {"today": TODAY, "id": last},
    )

    here = Position(lon=shared.lon, lat=shared.lat)
    asked = nearest(here, Wanted(), limit=len(shared.ids), today=TODAY)
    found = connection.execute(asked.statement, dict(asked.values)).mappings()

    assert [row["id"] for row in found] == [last, *others]
