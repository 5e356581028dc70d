from datetime import UTC, datetime

from sqlalchemy import text

from numna_geo.bundle import MIGRATIONS
from numna_geo.store.database import connect, writing
from numna_geo.store.measure_writing import MadeFrom, write_run
from numna_geo.store.publishing import publish
from numna_geo.usecases.check_database import database_findings


def test_a_loaded_and_measured_database_has_nothing_wrong(loaded_url: str) -> None:
    findings = database_findings(loaded_url, MIGRATIONS)

    assert [f.about for f in findings] == [
        "connection",
        "PostGIS",
        "schema",
        "data",
        "measures",
    ]
    assert all(f.ok for f in findings), [f for f in findings if not f.ok]


def test_an_empty_database_is_told_what_it_lacks(scratch_url: str) -> None:
    ways_out = {f.about: f.way_out for f in database_findings(scratch_url, MIGRATIONS)}
    wrong = [f.about for f in database_findings(scratch_url, MIGRATIONS) if not f.ok]

    assert wrong == ["data", "measures"]
    assert ways_out["data"] == "numna-geo load --all"


def test_data_that_does_not_hold_together_is_named(scratch_url: str) -> None:
    engine = connect(scratch_url)
    with writing(engine) as connection:
        connection.execute(
            text("INSERT INTO territory_members VALUES ('epci', '1', '99999')")
        )
    engine.dispose()

    (data,) = [
        f for f in database_findings(scratch_url, MIGRATIONS) if f.about == "data"
    ]

    assert "1 members that are no known commune" in data.told


def test_measures_of_older_data_are_none_of_this_data(scratch_url: str) -> None:
    engine = connect(scratch_url)
    with writing(engine) as connection:
        publish(connection, fingerprint="old")
        made_from = MadeFrom(
            data_version=1,
            code_version="1",
            engine="estimate",
            engine_version="1",
            is_estimate=True,
            method="",
        )
        write_run(connection, made_from, datetime.now(UTC), [], {})
        publish(connection, fingerprint="new")
    engine.dispose()

    (measures,) = [
        f for f in database_findings(scratch_url, MIGRATIONS) if f.about == "measures"
    ]

    assert not measures.ok
    assert measures.way_out == "numna-geo measure"


def test_a_server_that_is_away_is_one_finding() -> None:
    (finding,) = database_findings("postgresql://nobody@127.0.0.1:1/none", MIGRATIONS)

    assert not finding.ok
    assert "DATABASE_URL" in finding.way_out
