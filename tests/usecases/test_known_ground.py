import asyncio
from collections import Counter
from pathlib import Path

import pytest

from numna_geo.sources.tables import read_communes
from numna_geo.store.reading import Reader
from numna_geo.usecases.known_ground import (
    DENSITY_CLASSES,
    CommuneGround,
    Ground,
    read_ground,
)

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="module")
def ground(loaded_url: str) -> Ground:
    async def read() -> Ground:
        reader = Reader(loaded_url, size=1, statement_timeout_s=60, wait_s=60)
        try:
            return await read_ground(reader)
        finally:
            await reader.close()

    return asyncio.run(read())


def test_every_label_of_density_has_a_class():
    labels = Counter(c.density for c in read_communes(DATA) if c.in_region)

    assert set(labels) == set(DENSITY_CLASSES)
    assert sorted(DENSITY_CLASSES.values()) == list(range(1, 8))


def test_the_ground_is_that_of_the_database(ground):
    assert ground.communes["33063"].density == 1
    assert ground.communes["64320"].mountain  # Laruns
    assert not ground.communes["33063"].mountain
    assert sum(g.mountain for g in ground.communes.values()) == 887
    assert len(ground.communes) == 7_006


def test_a_place_takes_the_ground_of_its_commune(ground):
    places = [(-0.58, 44.84, "33063"), (-0.42, 42.98, "64320"), (2.0, 46.0, None)]

    ends = ground.ends(places)

    assert ends.lonlat.tolist() == [[-0.58, 44.84], [-0.42, 42.98], [2.0, 46.0]]
    assert ends.density.tolist()[0] == 1
    assert ends.density.tolist()[2] == 0
    assert ends.mountain.tolist() == [False, True, False]


def test_no_place_makes_no_end():
    assert len(Ground({}).ends([])) == 0


def test_the_radius_is_that_of_a_disc_as_large_as_the_commune():
    ground = Ground({"33063": CommuneGround(area_km2=49.723)})

    assert ground.radius_km("33063") == pytest.approx(3.978, abs=1e-3)
    assert ground.radius_km("99999") is None
