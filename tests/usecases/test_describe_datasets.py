"""What is said of a dataset is what its licence asks to be said."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from numna_geo.model.dataset import Dataset
from numna_geo.model.datasets import BROADBAND, COMMUNES, STRUCTURES
from numna_geo.store.reading import Reader
from numna_geo.store.state import DataWatch
from numna_geo.usecases.dataset_lineage import LINEAGE
from numna_geo.usecases.describe_datasets import Description, Descriptions
from numna_geo.usecases.published_datasets import DATASETS

Read = Callable[[Reader], Awaitable[Description]]


@pytest.fixture(scope="module")
def described(loaded_url: str) -> dict[str, Description]:
    async def all_of_them() -> dict[str, Description]:
        reader = Reader(loaded_url, size=2, statement_timeout_s=60, wait_s=60)
        descriptions = Descriptions(reader, DataWatch(reader))
        found = {key: await descriptions.of(one) for key, one in DATASETS.items()}
        await reader.close()
        return found

    return asyncio.run(all_of_them())


def test_every_dataset_says_how_it_was_made_in_both_languages() -> None:
    assert LINEAGE.keys() == DATASETS.keys()
    assert all(told.fr and told.en and told.fr != told.en for told in LINEAGE.values())


def test_every_dataset_cites_its_sources_each_with_a_licence(
    described: dict[str, Description],
) -> None:
    for key, one in described.items():
        assert one.origins, key
        assert all(origin.licence.name for origin in one.origins), key
        for origin in one.origins:
            assert origin.publisher in one.attribution
            assert origin.title in one.attribution_en


def test_no_source_whose_licence_is_in_doubt_is_behind_a_dataset(
    described: dict[str, Description],
) -> None:
    licences = {o.licence.name for one in described.values() for o in one.origins}

    assert licences <= {"Licence Ouverte", "Licence Ouverte 2.0"}


def test_openstreetmap_is_behind_no_dataset(
    described: dict[str, Description],
) -> None:
    keys = {o.key for one in described.values() for o in one.origins}

    assert "osm" not in keys


def test_an_attribution_says_of_which_day_the_data_are(
    described: dict[str, Description],
) -> None:
    one = described[COMMUNES.key]

    assert one.modified is not None
    assert f"{one.modified:%Y-%m-%d}" in one.attribution
    assert one.attribution.startswith("numNA Geo, données du 2")


def test_datasets_lie_in_the_region(described: dict[str, Description]) -> None:
    for key, one in described.items():
        assert one.features > 0, key
        assert one.box is not None, key
        west, south, east, north = one.box
        # Hendaye and Ré in the west, Bagnères in the south, Loudun in the north.
        assert -2 < west < east < 3, key
        assert 42 < south < north < 48, key


def test_broadband_tells_of_days_from_2018_on(
    described: dict[str, Description],
) -> None:
    days = described[BROADBAND.key].days

    assert days is not None
    assert days[0].isoformat() == "2018-01-01"
    assert days[1].isoformat() == "2026-06-30"


def test_structures_tell_of_no_day(described: dict[str, Description]) -> None:
    assert described[STRUCTURES.key].days is None


def test_a_description_is_kept_until_the_data_change(loaded_url: str) -> None:
    async def twice(dataset: Dataset) -> tuple[Description, Description]:
        reader = Reader(loaded_url, size=1, statement_timeout_s=60, wait_s=60)
        descriptions = Descriptions(reader, DataWatch(reader))
        found = await descriptions.of(dataset), await descriptions.of(dataset)
        await reader.close()
        return found

    first, second = asyncio.run(twice(COMMUNES))

    assert first is second
