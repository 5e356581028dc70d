"""When gaps are measured again: on other data, by other code, or when checks age."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from math import isnan

import pytest
from sqlalchemy import text
from tests.travel.test_graph import made

from numna_geo.errors import TravelUnavailable
from numna_geo.model.territory import Quantity
from numna_geo.store.database import Engine, connect, writing
from numna_geo.travel.estimate import Estimate
from numna_geo.travel.osrm import Osrm
from numna_geo.usecases.measure_gaps import Measured, measure_gaps
from numna_geo.usecases.measured_inputs import read_inputs

NOW = datetime.now(UTC)
GUERET, LA_SOUTERRAINE, BEYOND = "23096", "23176", "36070"

# Guéret with a France Services in it, good for 365 days; La Souterraine 33 km west;
# Éguzon beyond the border.
TOWNS = """
INSERT INTO data_state VALUES (1, 1, now(), 'x');
INSERT INTO sources (key, title, publisher, licence, rank, family, redistributable)
VALUES ('s', 'S', 'P', 'L', 1, 'structures', true);
INSERT INTO territories (key, level, code, name, search_name, in_region, population,
    department_code, border_km, area_km2, seat)
VALUES ('commune23096', 'commune', '23096', 'Guéret', 'gueret', true, 12955, '23', 40,
    26, 'POINT(1.87 46.17)'::geography),
    ('commune23176', 'commune', '23176', 'La Souterraine', 'la souterraine', true, 5000,
    '23', 13, 36, 'POINT(1.487 46.238)'::geography),
    ('commune36070', 'commune', '36070', 'Éguzon-Chantôme', 'eguzon chantome', false,
    1300, '36', 0, NULL, 'POINT(1.49 46.35)'::geography);
INSERT INTO territory_members VALUES ('region', '75', '23096'),
    ('region', '75', '23176');
INSERT INTO demand VALUES ('23096', 'inhabitants', '2023', 12955, 's'),
    ('23176', 'inhabitants', '2023', 5000, 's');
INSERT INTO broadband (commune_code, period, connectable, premises, source_key)
VALUES ('23096', '2018-T1', 1, 2, 's'), ('23096', '2026-T2', 2, 2, 's');
"""
PLACE = """
INSERT INTO structures (id, name, search_name, category, family, status,
    digital_focus, position, position_precision, in_region, competence,
    redistributable, completeness, digest, imported_on, source_key, commune_code)
VALUES (:id, 'FS', 'fs', :category, 'host', 'open', 'unknown',
    ST_Point(:lon, :lat)::geography, :precision, true, 'unknown', true, 0, 'd', now(),
    's', :commune)
"""


@pytest.fixture
def towns(scratch_url: str) -> Iterator[Engine]:
    engine = connect(scratch_url)
    run(engine, *TOWNS.strip().rstrip(";").split(";"))
    place(engine, "s-1", "france_services", 1.87, 46.17, GUERET)
    yield engine
    engine.dispose()


def run(engine: Engine, *statements: str, **values: object) -> None:
    with writing(engine) as connection:
        for statement in statements:
            connection.execute(text(statement), values)


def place(
    engine: Engine, key: str, category: str, lon: float, lat: float, commune: str | None
) -> None:
    where = {"lon": lon, "lat": lat, "commune": commune, "precision": "address"}
    run(engine, PLACE, id=key, category=category, **where)
    told = "INSERT INTO structure_categories VALUES (:id, :category, true)"
    run(engine, told, id=key, category=category)
    run(engine, "UPDATE data_state SET version = version + 1")


def measured(engine: Engine) -> Measured:
    return measure_gaps(engine, travel=Estimate(), say=lambda _: None)


def column(engine: Engine, name: str) -> list[float]:
    """Of Guéret and La Souterraine, in the last run."""
    with engine.connect() as connection:
        found = connection.scalar(
            text(
                "SELECT numbers FROM measures JOIN measure_columns USING (digest)"
                " WHERE name = :name ORDER BY run_id DESC LIMIT 1"
            ),
            {"name": name},
        )
    assert found is not None
    return list(found)


def services(engine: Engine, part: str, reading: str = "declared") -> list[float]:
    return column(engine, f"reach/category:france_services/{reading}/{part}")


def checked(engine: Engine, *, days_ago: int) -> None:
    day = (NOW - timedelta(days=days_ago)).date()
    run(engine, "UPDATE structures SET verified_on = :day", day=day)


def test_only_a_check_within_its_delay_counts_as_verified(towns: Engine) -> None:
    checked(towns, days_ago=300)
    assert measured(towns).changed

    assert services(towns, "central") == services(towns, "central", "verified")


def test_a_place_that_nobody_checked_is_declared_and_not_verified(
    towns: Engine,
) -> None:
    assert measured(towns).changed

    assert services(towns, "central")[0] < 5
    assert all(map(isnan, services(towns, "central", "verified")))
    assert services(towns, "choices_45", "verified") == [0, 0]


def test_gaps_are_measured_again_when_a_check_outlives_its_delay(
    towns: Engine,
) -> None:
    checked(towns, days_ago=400)
    assert measured(towns).changed
    assert not measured(towns).changed

    # As if the last measuring were 100 days old: the check was 300 days old then.
    then = NOW - timedelta(days=100)
    run(towns, "UPDATE measure_runs SET measured_at = :then", then=then)

    assert measured(towns).changed
    assert not measured(towns).changed


def test_time_alone_measures_nothing_again(towns: Engine) -> None:
    assert measured(towns).changed
    then = NOW - timedelta(days=400)
    run(towns, "UPDATE measure_runs SET measured_at = :then", then=then)

    assert not measured(towns).changed


def test_data_that_change_no_column_make_no_history(towns: Engine) -> None:
    first = measured(towns)
    run(towns, "UPDATE data_state SET version = version + 1")

    second = measured(towns)

    assert not second.changed
    assert (second.run, second.kept) == (first.run, first.measured)
    with towns.connect() as connection:
        kept = connection.execute(text("SELECT data_version FROM measure_runs")).all()
        now = connection.scalar(text("SELECT version FROM data_state"))
    # The last run is said to hold for the data of now: `/readyz` and `check` agree.
    assert kept == [(now,)]


def test_only_the_supplies_of_a_place_that_came_are_measured(towns: Engine) -> None:
    first = measured(towns)
    place(towns, "s-2", "coworking", 1.48, 46.24, LA_SOUTERRAINE)

    second = measured(towns)

    assert first.kept == 0
    assert set(second.supplies) == {
        "category:coworking (declared)",
        "family:host (declared)",
    }
    assert second.measured == 2 * 9
    assert second.kept == first.measured - second.measured
    assert column(towns, "reach/category:coworking/declared/inside") == [0, 1]


def test_more_people_make_everything_new_but_what_is_not_of_them(
    towns: Engine,
) -> None:
    first = measured(towns)
    run(towns, "UPDATE demand SET value = 6000 WHERE commune_code = '23176'")
    run(towns, "UPDATE data_state SET version = 9")

    second = measured(towns)

    assert second.kept > 0
    assert len(second.supplies) == len(first.supplies)


def test_people_beyond_the_border_compete_and_a_place_there_serves(
    towns: Engine,
) -> None:
    measured(towns)
    alone = services(towns, "access")
    place(towns, "s-3", "france_services", 1.49, 46.35, BEYOND)

    measured(towns)

    # A place for 12,955 and, at most 30 minutes away, some of the 5,000 of the other.
    assert alone[0] == pytest.approx(1 / 12_955, rel=0.2)
    assert services(towns, "inside") == [1, 0]
    assert services(towns, "central")[1] < 30
    shared = services(towns, "access")[1] * 5_000
    assert 0 < shared < 1


def test_a_place_of_which_only_the_commune_is_known_widens_the_band(
    towns: Engine,
) -> None:
    measured(towns)
    sure = [services(towns, part) for part in ("low", "central", "high")]
    run(towns, "UPDATE structures SET position_precision = 'commune'")
    run(towns, "UPDATE data_state SET version = 9")

    measured(towns)

    low, central, high = (services(towns, part) for part in ("low", "central", "high"))
    assert low[1] < sure[0][1]
    assert central[1] == sure[1][1]
    assert high[1] > sure[2][1]
    # Within its own commune, half of the way to where it may stand at the farthest.
    assert central[0] > sure[1][0]


def test_minutes_of_one_run_are_all_of_one_engine_and_a_failure_keeps_none(
    towns: Engine,
) -> None:
    def refuses(path: str, query: object) -> None:
        raise TravelUnavailable("away")

    with pytest.raises(TravelUnavailable):
        measure_gaps(towns, travel=Osrm(ask=refuses), say=lambda _: None)

    with towns.connect() as connection:
        kept = connection.scalar(text("SELECT count(*) FROM measure_runs"))
    assert kept == 0


def test_roads_that_miss_a_commune_measure_nothing(towns: Engine) -> None:
    roads = made(4, 30)
    nodes = roads.network.lonlat
    run(
        towns,
        "UPDATE territories SET seat = ST_Point(:lon, :lat) WHERE code = '23096'",
        lon=nodes[0, 0],
        lat=nodes[0, 1],
    )

    with pytest.raises(TravelUnavailable, match="50% of the communes"):
        measure_gaps(towns, travel=roads, say=lambda _: None)


def test_digital_establishments_are_unknown_until_a_register_of_them_is_loaded(
    towns: Engine,
) -> None:
    with writing(towns) as connection:
        before = read_inputs(connection).demand[Quantity.DIGITAL_ESTABLISHMENTS]
    run(
        towns,
        "INSERT INTO establishments VALUES"
        " ('23096', '2026-10', 'digital', '1', 3, 's'),"
        " ('23096', '2026-10', 'digital', '2', 4, 's'),"
        " ('23176', '2025-10', 'digital', '1', 9, 's'),"
        " ('23176', '2026-10', 'all', '1', 5, 's')",
    )
    with writing(towns) as connection:
        after = read_inputs(connection).demand[Quantity.DIGITAL_ESTABLISHMENTS]

    assert all(map(isnan, before))
    assert after.tolist() == [7.0, 0.0]
