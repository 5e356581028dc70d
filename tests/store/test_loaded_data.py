"""The bundled data, as it stands in the tables."""

import pytest
from sqlalchemy import text

from numna_geo.store.database import Connection


def number(connection: Connection, query: str) -> float:
    return float(connection.execute(text(query)).scalar_one())


@pytest.mark.parametrize(
    ("level", "count"),
    [("commune", 4_293), ("epci", 156), ("departement", 12), ("region", 1)],
)
def test_every_territory_of_the_region_is_there(
    connection: Connection, level: str, count: int
) -> None:
    found = f"FROM territories WHERE level = '{level}' AND in_region"

    assert number(connection, f"SELECT count(*) {found}") == count


def test_the_region_has_its_inhabitants(connection: Connection) -> None:
    for level in ("commune", "departement", "region"):
        total = number(
            connection,
            "SELECT sum(population) FROM territories "
            f"WHERE level = '{level}' AND in_region",
        )
        assert total == 6_150_451


@pytest.mark.parametrize(
    ("period", "connectable", "premises", "share"),
    [
        ("2018-T1", 691_318, 3_553_404, 0.19455),
        ("2026-T2", 4_229_984, 4_348_860, 0.97266),
    ],
)
def test_fibre_adds_up_to_what_arcep_published(
    connection: Connection, period: str, connectable: int, premises: int, share: float
) -> None:
    row = connection.execute(
        text(
            "SELECT sum(connectable) AS connectable, sum(premises) AS premises "
            "FROM broadband WHERE period = :period"
        ),
        {"period": period},
    ).one()

    assert (row.connectable, row.premises) == (connectable, premises)
    assert row.connectable / row.premises == pytest.approx(share, abs=1e-5)


def test_49_communes_are_below_80_percent_of_fibre(connection: Connection) -> None:
    below = number(
        connection,
        "SELECT count(*) FROM broadband "
        "WHERE period = '2026-T2' AND connectable < 0.8 * premises",
    )

    assert below == 49


def test_every_row_of_a_source_is_kept_or_rejected_with_its_reason(
    connection: Connection,
) -> None:
    rows = connection.execute(
        text(
            "SELECT i.source_key, rows_read, rows_kept, rows_merged, rows_rejected, ("
            "  SELECT count(*) FROM import_rows r"
            "  WHERE r.import_id = i.id AND action = 'rejected') AS reported, ("
            "  SELECT count(*) FROM structure_records s"
            "  WHERE s.source_key = i.source_key) AS recorded "
            "FROM imports i ORDER BY 1"
        )
    ).all()

    assert [(r.source_key, r.rows_read) for r in rows] == [
        ("clusters_research_training", 112),
        ("conseillers_numeriques_2022", 734),
        ("data_inclusion_2023", 387),
        ("france_services_2024", 348 + 239),
        ("mediation_numerique_charente_2023", 188),
        ("support_structures", 116),
        ("tiers_lieux_cget_2019", 225 + 53),
    ]
    for row in rows:
        assert row.rows_read == row.rows_kept + row.rows_merged + row.rows_rejected
        assert row.recorded == row.rows_kept
        assert row.reported == row.rows_rejected


def test_the_france_services_are_those_of_the_official_list(
    connection: Connection,
) -> None:
    one = (
        "SELECT count(*) FROM structures AS s WHERE in_region AND EXISTS (SELECT FROM"
        " structure_categories WHERE structure_id = s.id AND category = {category})"
    )
    services, buses = (
        one.format(category="'france_services'"),
        one.format(category="'digital_mediation'"),
    )

    assert number(connection, services) == 348
    # Stops of a bus, of the list of advisers: none stands for a France Services.
    assert number(connection, f"{buses} AND name = 'Bus France Services'") == 8


def test_a_place_that_two_sources_know_is_one_structure(
    connection: Connection,
) -> None:
    kept = connection.execute(
        text(
            "SELECT structure_id FROM structure_records "
            "WHERE (source_key, record_key) IN "
            "(('support_structures', 'crealab-angouleme'),"
            " ('tiers_lieux_cget_2019', '1257'))"
        )
    ).scalars()

    assert set(kept) == {"support_structures-crealab-angouleme"}
    redirect = "SELECT structure_id FROM structure_redirects WHERE old_id = :old"
    assert (
        connection.scalar(text(redirect), {"old": "tiers_lieux_cget_2019-1257"})
        == "support_structures-crealab-angouleme"
    )


def test_a_field_that_another_row_gave_says_which(connection: Connection) -> None:
    """What the first row of a structure gave goes without saying."""
    origin = connection.execute(
        text(
            "SELECT f.field, f.source_key FROM structure_fields AS f"
            " JOIN structures AS s ON s.id = f.structure_id"
            " WHERE f.source_key = s.source_key AND f.record_key ="
            " (SELECT min(r.record_key) FROM structure_records AS r"
            "  WHERE r.structure_id = s.id AND r.source_key = s.source_key)"
        )
    ).all()
    strangers = number(
        connection,
        "SELECT count(*) FROM structure_fields AS f WHERE NOT EXISTS"
        " (SELECT FROM structure_records AS r WHERE r.structure_id = f.structure_id"
        "  AND r.source_key = f.source_key AND r.record_key = f.record_key)",
    )

    assert origin == []
    assert strangers == 0
    assert number(connection, "SELECT count(*) FROM structure_fields") > 100


def test_every_structure_has_a_position_and_says_how_precise_it_is(
    connection: Connection,
) -> None:
    assert (
        number(connection, "SELECT count(*) FROM structures WHERE position IS NULL")
        == 0
    )


def test_structures_of_the_region_lie_in_it(connection: Connection) -> None:
    astray = connection.execute(
        text(
            "SELECT s.id FROM structures s WHERE s.in_region AND NOT ST_DWithin("
            " s.position, (SELECT outline_fine::geography FROM territories"
            " WHERE level = 'region'), 2000)"
        )
    ).scalars()

    assert list(astray) == []


def test_every_measured_column_tells_of_every_commune(connection: Connection) -> None:
    sizes = connection.execute(
        text(
            "SELECT DISTINCT cardinality(r.codes), cardinality(c.numbers)"
            " FROM measures m JOIN measure_runs r ON r.id = m.run_id"
            " JOIN measure_columns c USING (digest)"
        )
    ).all()

    assert [tuple(row) for row in sizes] == [(4293, 4293)]


def test_measured_people_of_each_department_are_its_inhabitants(
    connection: Connection,
) -> None:
    rows = connection.execute(
        text(
            "SELECT d.population, sum(measured.people) AS people"
            " FROM measures m JOIN measure_runs r ON r.id = m.run_id"
            " JOIN measure_columns c USING (digest),"
            " LATERAL unnest(r.codes, c.numbers) AS measured(code, people)"
            " JOIN territories t ON t.level = 'commune' AND t.code = measured.code"
            " JOIN territories d"
            " ON d.level = 'departement' AND d.code = t.department_code"
            " WHERE m.name = 'demand/inhabitants' GROUP BY d.code, d.population"
        )
    ).all()

    assert len(rows) == 12
    assert all(row.people == row.population for row in rows)
    assert sum(row.people for row in rows) == 6_150_451
