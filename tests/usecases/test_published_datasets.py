"""Every field of what is published is named, typed and kept as it says."""

from collections.abc import Mapping

import pytest
from sqlalchemy import ARRAY, Boolean, Date, Double, Integer, Text

from numna_geo.gaps import INDICATORS
from numna_geo.model.dataset import Dataset, Kind
from numna_geo.store.loading import relation
from numna_geo.store.tables import (
    PublishedBroadbandRow,
    PublishedGapRow,
    PublishedStructureRow,
    PublishedTerritoryRow,
    Table,
)
from numna_geo.usecases.published_datasets import DATASETS, GAPS, is_share

TYPES = {
    Kind.TEXT: Text,
    Kind.INTEGER: Integer,
    Kind.NUMBER: Double,
    Kind.BOOLEAN: Boolean,
    Kind.DATE: Date,
    Kind.TEXTS: ARRAY,
}
TABLES: Mapping[str, type[Table]] = {
    "structures": PublishedStructureRow,
    "communes": PublishedTerritoryRow,
    "epci": PublishedTerritoryRow,
    "departements": PublishedTerritoryRow,
    "broadband": PublishedBroadbandRow,
    "gaps": PublishedGapRow,
}
OF_TABLES = {"key", "level", "geom", "geometry_json", "properties_json", "figures"} | {
    f"tile_geom{view}" for view in ("", "_mid", "_low")
}

every = pytest.mark.parametrize("dataset", DATASETS.values(), ids=list(DATASETS))


def test_the_datasets_are_those_that_were_promised() -> None:
    assert list(DATASETS) == list(TABLES)


@every
def test_every_field_is_told_in_both_languages(dataset: Dataset) -> None:
    told = [dataset.title, dataset.title_en, dataset.description]
    told += [dataset.description_en, *dataset.keywords]
    for field in dataset:
        told += [field.title, field.title_en, field.meaning, field.meaning_en]

    assert all(text.strip() == text and text for text in told)
    assert [f.name for f in dataset if not f.meaning.endswith(".")] == []
    assert [f.name for f in dataset if not f.meaning_en.endswith(".")] == []


@every
def test_fields_have_names_of_their_own_the_identifier_first(dataset: Dataset) -> None:
    names = [field.name for field in dataset]

    assert len(set(names)) == len(names)
    assert names[0] == dataset.identifier
    assert {dataset.identifier, dataset.label, *(dataset.time or ())} <= {*names}
    assert dataset.by_name[dataset.identifier].required
    assert all(name.isidentifier() or name[0].isalpha() for name in names)


@every
def test_the_table_of_a_dataset_holds_its_fields_by_name_and_kind(
    dataset: Dataset,
) -> None:
    columns = relation(TABLES[dataset.key]).c
    of_a_run = {f.name for f in dataset} - {*columns.keys()}

    for field in dataset:
        if field.name in of_a_run:
            continue
        column = columns[field.name]
        assert isinstance(column.type, TYPES[field.kind]), field.name
        assert not (field.required and column.nullable), field.name
    assert (of_a_run == set()) == (dataset.key != "gaps")


@pytest.mark.parametrize(
    "table", dict.fromkeys(TABLES.values()), ids=lambda t: t.__tablename__
)
def test_a_table_holds_nothing_but_fields_of_its_datasets(table: type[Table]) -> None:
    told = {
        field.name
        for key, dataset in DATASETS.items()
        for field in dataset
        if TABLES[key] is table
    }

    assert {*relation(table).c.keys()} - told <= OF_TABLES


def test_gaps_tell_every_indicator_and_the_counts_of_shares() -> None:
    for key, indicator in INDICATORS.items():
        assert GAPS.by_name[key].title == indicator.title
        assert GAPS.by_name[f"{key}_status"].values
        counted = f"{key}_numerator" in GAPS.by_name
        assert counted == (f"{key}_denominator" in GAPS.by_name) == is_share(indicator)
