"""What is published follows the data, a change at a time."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from numna_geo.store.database import Connection, connect
from numna_geo.store.published.filling import fill, fill_if_outdated
from numna_geo.store.published.writing import keep_mark

PARTS = ("structures", "territories", "broadband")
OUTLINE = "geometry_json, tile_geom, tile_geom_mid, tile_geom_low"


@pytest.fixture
def creuse(loaded_url: str) -> Iterator[Connection]:
    """As if the region were one department: the less to make again."""
    engine = connect(loaded_url)
    with engine.connect() as connection:
        transaction = connection.begin()
        run(
            connection,
            "UPDATE territories SET in_region = false"
            " WHERE department_code IS DISTINCT FROM '23'",
            "UPDATE structures SET in_region = false"
            " WHERE commune_code NOT LIKE '23%' OR commune_code IS NULL",
        )
        fill(connection)
        yield connection
        transaction.rollback()
    engine.dispose()


def run(connection: Connection, *statements: str) -> None:
    for statement in statements:
        connection.execute(text(statement))


def kept(connection: Connection) -> dict[str, list[str]]:
    """Everything that is published, row by row."""
    return {
        part: list(
            connection.scalars(
                text(f"SELECT t::text FROM published_{part} AS t ORDER BY 1")
            )
        )
        for part in PARTS
    }


# On average one in three structures, or communes: `{n}` makes each change another one.
SOME = "hashtext(id || '{n}') % 3 = 0"
SOME_COMMUNES = "department_code = '23' AND hashtext(code || '{n}') % 40 = 0"
CHANGES = (
    f"UPDATE structures SET name = name || ' {{n}}' WHERE {SOME}",
    f"UPDATE structures SET phone = NULL, verified_on = NULL WHERE {SOME}",
    f"UPDATE structures SET status = 'closed', closed_on = '2026-0{{n}}-01'"
    f" WHERE {SOME}",
    f"UPDATE structures SET redistributable = NOT redistributable WHERE {SOME}",
    f"UPDATE structures SET in_region = NOT in_region WHERE {SOME}",
    f"UPDATE structures SET position = NULL WHERE {SOME}",
    f"DELETE FROM structures WHERE {SOME}",
    "UPDATE sources SET title = title || ' {n}'",
    "UPDATE sources SET redistributable = false WHERE key = 'arcep_2018_t1'",
    f"UPDATE territories SET name = name || ' {{n}}' WHERE {SOME_COMMUNES}",
    f"UPDATE territories SET in_region = false WHERE {SOME_COMMUNES}",
    "UPDATE territories SET outline_fine = NULL, outline_coarse = NULL"
    f" WHERE {SOME_COMMUNES}",
    f"UPDATE territories SET outline_fine = outline_coarse WHERE {SOME_COMMUNES}",
    "UPDATE territories SET outline_coarse = ST_Multi(ST_Buffer(outline_coarse,"
    f" {{n}}e-3)) WHERE {SOME_COMMUNES}",
    "UPDATE broadband SET premises = {n} WHERE commune_code = '23096'",
    "DELETE FROM broadband WHERE commune_code LIKE '230%'",
)


@given(
    changes=st.lists(
        st.tuples(st.sampled_from(CHANGES), st.integers(1, 9)), min_size=1, max_size=4
    )
)
@settings(
    max_examples=8,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_what_changed_alone_is_written_and_all_is_as_if_made_anew(
    creuse: Connection, changes: list[tuple[str, int]]
) -> None:
    begun = creuse.begin_nested()
    for change, n in changes:
        run(creuse, change.format(n=n))

    fill(creuse)

    by_changes = kept(creuse)
    run(creuse, *(f"DELETE FROM published_{part}" for part in PARTS))
    fill(creuse)
    assert kept(creuse) == by_changes
    begun.rollback()


def test_a_corrected_coarse_outline_reaches_far_views(creuse: Connection) -> None:
    far = "SELECT ST_AsText({0}) FROM published_territories WHERE code = '23096'"
    columns = ("tile_geom_mid", "tile_geom_low", "tile_geom")
    before = [creuse.scalar(text(far.format(one))) for one in columns]
    begun = creuse.begin_nested()
    run(
        creuse,
        "UPDATE territories SET outline_coarse = ST_Multi(ST_Envelope(outline_coarse))"
        " WHERE code = '23096'",
    )

    fill(creuse)

    after = [creuse.scalar(text(far.format(one))) for one in columns]
    assert [one == other for one, other in zip(before, after, strict=True)] == [
        *(False, False),
        True,
    ]
    begun.rollback()


def test_what_did_not_change_is_left_alone(creuse: Connection) -> None:
    def written() -> list[str]:
        return [
            str(creuse.scalar(text(f"SELECT max(xmin::text) FROM published_{part}")))
            + str(creuse.scalar(text(f"SELECT max(ctid::text) FROM published_{part}")))
            for part in PARTS
        ]

    before = written()

    fill(creuse)

    assert written() == before


def test_what_other_code_made_is_made_again(creuse: Connection) -> None:
    before = kept(creuse)
    run(
        creuse,
        "UPDATE published_territories SET tile_geom_low = NULL",
        "UPDATE published_structures SET tile_geom = NULL",
        "UPDATE published_broadband SET properties_json = '{}'",
    )

    fill_if_outdated(creuse)
    assert kept(creuse) != before

    keep_mark(creuse, "data", "older code")
    fill_if_outdated(creuse)
    assert kept(creuse) == before


def test_a_territory_is_in_the_department_that_all_its_communes_are_in(
    connection: Connection,
) -> None:
    found = connection.execute(
        text(
            "SELECT p.level || ':' || p.code AS id, p.department_code AS told,"
            " p.properties_json::json->>'department_code' AS written,"
            " g.department_code AS of_gaps, array_agg(DISTINCT c.department_code)"
            " AS several FROM published_territories AS p"
            " INNER JOIN territory_members AS m USING (level, code)"
            " INNER JOIN territories AS c ON c.level = 'commune'"
            " AND c.code = m.commune_code AND c.in_region"
            " INNER JOIN published_gaps AS g ON g.level = p.level AND g.code = p.code"
            " GROUP BY 1, 2, 3, 4"
        )
    ).all()

    told = {one.id: one.told for one in found}
    # Creuse Grand Sud; Haute-Corrèze Communauté has communes of Creuse.
    assert told["epci:200044014"] == "23"
    assert told["epci:200066744"] is None
    for one in found:
        alone = one.several[0] if len(one.several) == 1 else None
        assert (one.told, one.of_gaps) == (alone, alone)
        if one.id.startswith("epci:"):
            assert one.written == alone
    epci = {told[one] for one in told if one.startswith("epci:")}
    assert len(epci) == 13


def test_no_outline_vanishes_or_breaks_from_afar(connection: Connection) -> None:
    for view in ("tile_geom", "tile_geom_mid", "tile_geom_low"):
        broken = connection.execute(
            text(
                f"SELECT key FROM published_territories WHERE {view} IS NULL"
                f" OR ST_IsEmpty({view}) OR NOT ST_IsValid({view})"
            )
        )
        assert list(broken.scalars()) == []


def test_rings_of_geojson_turn_as_the_norm_wants(connection: Connection) -> None:
    wrong = connection.execute(
        text(
            "SELECT key FROM published_territories WHERE NOT"
            " ST_IsPolygonCCW(ST_GeomFromGeoJSON(geometry_json))"
        )
    )

    assert list(wrong.scalars()) == []


def test_borders_are_shared_from_afar(connection: Connection) -> None:
    for view in ("tile_geom_mid", "tile_geom_low"):
        apart, together = connection.execute(
            text(
                f"SELECT sum(ST_Area({view})), ST_Area(ST_Union({view}))"
                " FROM published_territories"
                " WHERE level = 'commune' AND department_code = '23'"
            )
        ).one()

        # Nothing lies twice.
        assert apart == pytest.approx(together, rel=1e-3)


def test_a_geometry_is_the_same_in_every_form(connection: Connection) -> None:
    for part in ("structures", "territories"):
        off = connection.scalar(
            text(
                "SELECT max(ST_HausdorffDistance(geom,"
                " ST_GeomFromGeoJSON(geometry_json)))"
                f" FROM published_{part} WHERE ST_NPoints(geom) < 40"
            )
        )
        assert off is not None
        assert off < 1e-6
        assert (
            connection.scalar(
                text(
                    f"SELECT count(*) FROM published_{part} WHERE NOT"
                    " ST_Equals(tile_geom, ST_Transform(geom, 3857))"
                    " AND ST_NPoints(geom) < 40"
                )
            )
            == 0
        )
