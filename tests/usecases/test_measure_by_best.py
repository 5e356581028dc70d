"""Which engine measures: roads where they are known, and never two in one run."""

from pathlib import Path

import pytest
from sqlalchemy import text
from tests.travel.made_network import lonlat_of, osrm_server, write_network
from tests.usecases.test_measure_gaps import run, services, towns

from numna_geo.bundle import DATA
from numna_geo.store.database import Engine
from numna_geo.usecases.build_roads import build_roads
from numna_geo.usecases.measure_by_best import measure_by_best
from numna_geo.usecases.measure_gaps import Measured
from numna_geo.usecases.road_engines import TravelSettings

__all__ = ["towns"]


@pytest.fixture
def on_the_network(towns: Engine) -> Engine:
    """Guéret at A with its place at D three minutes away, the other town at P."""
    for code, crossing in (("23096", "A"), ("23176", "P")):
        lon, lat = lonlat_of(crossing)[0].tolist()
        moved = "UPDATE territories SET seat = ST_Point(:lon, :lat) WHERE code = :code"
        run(towns, moved, lon=lon, lat=lat, code=code)
    lon, lat = lonlat_of("D")[0].tolist()
    run(towns, "UPDATE structures SET position = ST_Point(:x, :y)", x=lon, y=lat)
    return towns


def by_best(engine: Engine, **known: object) -> Measured:
    settings = TravelSettings(data_dir=DATA, **known)  # type: ignore[arg-type]
    return measure_by_best(engine, settings, say=lambda _: None)


def engines(engine: Engine) -> list[tuple[str, bool]]:
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT engine, is_estimate FROM measure_runs"))
        return [(row.engine, row.is_estimate) for row in rows]


def test_a_routing_server_is_measured_by(on_the_network: Engine) -> None:
    with osrm_server() as url:
        done = by_best(on_the_network, routing_url=url)

    assert done.engine == "osrm"
    assert done.instead_of == ()
    assert engines(on_the_network) == [("osrm", False)]
    # Three kilometres at a kilometre a minute; its own commune, 1.7 min at least.
    assert services(on_the_network, "central")[0] == pytest.approx(3.0, abs=0.1)
    assert services(on_the_network, "low") == services(on_the_network, "high")


def test_roads_that_were_built_are_measured_by(
    on_the_network: Engine, tmp_path: Path
) -> None:
    build_roads(write_network(tmp_path / "made.pbf"), tmp_path, say=lambda _: None)

    done = by_best(on_the_network, roads_dir=tmp_path)

    assert done.engine == "graph"
    assert services(on_the_network, "central")[0] == pytest.approx(3.0, abs=0.1)


def test_a_server_that_fails_and_roads_of_elsewhere_leave_it_to_the_estimate(
    towns: Engine, tmp_path: Path
) -> None:
    build_roads(write_network(tmp_path / "made.pbf"), tmp_path, say=lambda _: None)

    done = by_best(towns, routing_url="http://127.0.0.1:9", roads_dir=tmp_path)

    assert done.engine == "estimate"
    assert len(done.instead_of) == 2
    assert "127.0.0.1:9" in done.instead_of[0]
    assert "0% of the communes" in done.instead_of[1]
    assert engines(towns) == [("estimate", True)]
