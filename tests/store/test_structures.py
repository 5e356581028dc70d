"""The statements about structures, on a table large enough for plans to matter."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select, text

from numna_geo.model.category import Category, Family
from numna_geo.model.position import Position
from numna_geo.model.search import Wanted
from numna_geo.store import nearby_candidates, structures
from numna_geo.store.database import Connection
from numna_geo.store.nearby_columns import Within
from numna_geo.store.structure_filters import Listed, of_kind, of_kind_on_the_way
from numna_geo.store.structures import count, page
from numna_geo.store.tables import StructureRow

MANY = 20_000
GUERET = Position(lon=1.8713, lat=46.1702)


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


# How the nearest of each are found: the index that is walked by growing distance.
WALKS = {
    Wanted(): "ix_structures__position",
    Wanted(categories=(Category.FAB_LAB,)): "ix_structures__position",
    Wanted(families=(Family.SUPPORT,)): "ix_structures__position_support",
    Wanted(categories=(Category.TRAINING,)): "ix_structures__position_other",
}


def test_the_nearest_walk_a_spatial_index_by_distance(connection: Connection) -> None:
    _crowd(connection)

    for wanted, index in WALKS.items():
        asked = nearby_candidates.nearest(GUERET, wanted, "23096", most=32, beside=True)
        statement = asked.statement.params(**asked.values)
        filled = statement.compile(connection, compile_kwargs={"literal_binds": True})
        plan = list(connection.exec_driver_sql(f"EXPLAIN {filled}").scalars())

        walks = [i for i, line in enumerate(plan) if f"using {index} on" in line]
        assert walks, "\n".join(plan)
        assert any("<->" in line for i in walks for line in plan[i : i + 3])
        assert not any("Seq Scan on structures " in line for line in plan)


def test_within_a_distance_all_are_read_and_none_beyond(
    connection: Connection,
) -> None:
    slow = ["23096"]
    bound = Within(metres=20_000.0, slow_m=300.0, slow_communes=slow)
    everything, within = (
        connection.execute(asked.statement, dict(asked.values)).mappings().all()
        for asked in (
            nearby_candidates.nearest(GUERET, Wanted(), None, most=MANY),
            nearby_candidates.nearest(GUERET, Wanted(), None, most=MANY, within=bound),
        )
    )

    near = {row["id"] for row in everything if row["distance_m"] <= 20_000.0}
    too_far = {
        row["id"]
        for row in everything
        if row["commune_code"] in slow and row["distance_m"] > 300.0
    }
    assert 0 < len(near) < len(everything)
    assert 0 < len(too_far & near) < len(near)
    assert {row["id"] for row in within} == near - too_far


def test_a_category_of_another_family_is_found_besides(connection: Connection) -> None:
    # Some support structures run a coworking space; no host place is a cluster yet.
    connection.execute(
        text(
            "INSERT INTO structure_categories SELECT id, 'cluster', false"
            " FROM structures WHERE category = 'fab_lab' ORDER BY id LIMIT 1"
        )
    )
    for wanted, family in (
        (Wanted(categories=(Category.COWORKING,)), "support"),
        (Wanted(families=(Family.SUPPORT,)), "host"),
    ):
        asked = nearby_candidates.nearest(GUERET, wanted, None, most=MANY)
        rows = connection.execute(asked.statement, dict(asked.values)).mappings()

        kinds = [Category(row["category"]).family.value for row in rows]
        assert family in kinds


def test_a_plain_and_a_quick_condition_mean_the_same(connection: Connection) -> None:
    for wanted in (
        Wanted(categories=(Category.DIGITAL_MEDIATION, Category.CLUSTER)),
        Wanted(families=(Family.HOST,), categories=(Category.COWORKING,)),
    ):
        plain, quick = (
            set(
                connection.execute(select(StructureRow.id).where(*conditions)).scalars()
            )
            for conditions in (of_kind(wanted), of_kind_on_the_way(wanted, None))
        )

        assert plain == quick != set()


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
    asked = nearby_candidates.nearest(GUERET, Wanted(), None, most=1)
    (near,) = connection.execute(asked.statement, dict(asked.values)).mappings()
    listed = Listed(categories=(Category(near["category"]),))
    before = {one["id"] for one in rows_of(connection, listed)}

    connection.execute(
        text("UPDATE structures SET redistributable = false WHERE id = :id"),
        {"id": near["id"]},
    )

    asked = nearby_candidates.nearest(GUERET, Wanted(), None, most=20)
    still = connection.execute(asked.statement, dict(asked.values)).mappings()
    assert near["id"] in {row["id"] for row in still}
    shown = structures.described([near["id"]])
    told = connection.execute(shown.statement, dict(shown.values)).mappings().one()
    assert told["redistributable"] is False
    after = {one["id"] for one in rows_of(connection, listed)}
    assert before - after == {near["id"]}
    assert connection.execute(count(listed).statement).scalar_one() == len(after)
