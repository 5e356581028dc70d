"""The statements about structures, on a table large enough for plans to matter."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import text

from numna_geo.model.category import Category, Family
from numna_geo.model.search import Wanted
from numna_geo.store.database import Connection
from numna_geo.store.structure_filters import Listed
from numna_geo.store.structures import count, nearest_statement, page

MANY = 20_000


def _crowd(connection: Connection) -> None:
    """Many more structures than France has, all over its west."""
    connection.execute(
        text(
            "INSERT INTO structures (id, name, search_name, category, family, status,"
            " digital_focus, position, position_precision, in_region, competence,"
            " imported_on, source_key)"
            " SELECT 'crowd-' || i, 'x', 'x', 'fab_lab', 'host', 'open', 'unknown',"
            " ST_MakePoint(-2 + random() * 5, 42.5 + random() * 4.5)::geography,"
            " 'address', true, 'unknown', now(), (SELECT min(key) FROM sources)"
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
    asked = statement.params(lon=-0.5, lat=45.2, most=5)
    literal = asked.compile(connection, compile_kwargs={"literal_binds": True})

    plan = list(connection.exec_driver_sql(f"EXPLAIN {literal}").scalars())

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
