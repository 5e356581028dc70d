"""When gaps are measured again: on other data, by other code, or when checks age."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from numna_geo.store.database import Engine, connect, writing
from numna_geo.usecases.measure_gaps import measure_gaps

NOW = datetime.now(UTC)

# Guéret with its people, and one France Services in it: a check is good for 365 days.
A_TOWN = """
INSERT INTO data_state VALUES (1, 1, now(), 'x');
INSERT INTO sources (key, title, publisher, licence, rank, family, redistributable)
VALUES ('s', 'S', 'P', 'L', 1, 'structures', true);
INSERT INTO territories (key, level, code, name, search_name, in_region,
    department_code, border_km, seat)
VALUES ('commune23096', 'commune', '23096', 'Guéret', 'gueret', true, '23', 40,
    'POINT(1.87 46.17)'::geography);
INSERT INTO territory_members VALUES ('region', '75', '23096');
INSERT INTO demand VALUES ('23096', 'inhabitants', '2023', 12955, 's');
INSERT INTO broadband (commune_code, period, connectable, premises, source_key)
VALUES ('23096', '2018-T1', 1, 2, 's'), ('23096', '2026-T2', 2, 2, 's');
INSERT INTO structures (id, name, search_name, category, family, status,
    digital_focus, position, position_precision, in_region, competence,
    redistributable, completeness, digest, imported_on, source_key)
VALUES ('s-1', 'FS', 'fs', 'france_services', 'host', 'open', 'unknown',
    'POINT(1.87 46.17)'::geography, 'address', true, 'unknown', true, 0, 'd', now(),
    's');
INSERT INTO structure_categories VALUES ('s-1', 'france_services', true)
"""


@pytest.fixture
def town(scratch_url: str) -> Iterator[Engine]:
    engine = connect(scratch_url)
    run(engine, *A_TOWN.split(";"))
    yield engine
    engine.dispose()


def run(engine: Engine, *statements: str, **values: object) -> None:
    with writing(engine) as connection:
        for statement in statements:
            connection.execute(text(statement), values)


def missing(engine: Engine, reading: str) -> float:
    with engine.connect() as connection:
        found = connection.scalar(
            text(
                "SELECT numerator FROM measures WHERE reading = :reading"
                " AND indicator = 'france_services_beyond' AND level = 'region'"
                " ORDER BY run_id DESC LIMIT 1"
            ),
            {"reading": reading},
        )
    assert found is not None
    return float(found)


def measured(engine: Engine) -> bool:
    return measure_gaps(engine, say=lambda _: None)


def checked(engine: Engine, *, days_ago: int) -> None:
    day = (NOW - timedelta(days=days_ago)).date()
    run(engine, "UPDATE structures SET verified_on = :day", day=day)


def test_only_a_check_within_its_delay_counts_as_verified(town: Engine) -> None:
    checked(town, days_ago=300)
    assert measured(town)

    assert missing(town, "declared") == 0
    assert missing(town, "verified") == 0


def test_a_place_that_nobody_checked_is_declared_and_not_verified(town: Engine) -> None:
    assert measured(town)

    assert missing(town, "declared") == 0
    assert missing(town, "verified") == 12_955


def test_gaps_are_measured_again_when_a_check_outlives_its_delay(town: Engine) -> None:
    checked(town, days_ago=400)
    assert measured(town)
    assert not measured(town)

    # As if the last measuring were 100 days old: the check was 300 days old then.
    then = NOW - timedelta(days=100)
    run(town, "UPDATE measure_runs SET measured_at = :then", then=then)

    assert measured(town)
    assert not measured(town)


def test_time_alone_measures_nothing_again(town: Engine) -> None:
    assert measured(town)
    then = NOW - timedelta(days=400)
    run(town, "UPDATE measure_runs SET measured_at = :then", then=then)

    assert not measured(town)
