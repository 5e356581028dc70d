"""The map as a table: addresses, order, filters, without a database."""

import json
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import QueryParams

from numna_geo.api.pages.gaps_map.table_asked import (
    RISING,
    SORTS,
    UNSURE,
    TableAsked,
    table_asked,
)
from numna_geo.maps.classes import CLASSES, of_groups
from numna_geo.model.territory import Level
from numna_geo.usecases.map_rows import MapRow, class_of, ranked, share_of

SUPPORT = CLASSES["support_beyond"]
# The very file that the tests of the browser read.
RANKS = json.loads(Path(__file__).with_name("map_ranks.json").read_text("utf-8"))
ROW = MapRow(
    code="23096",
    name="Guéret",
    part=False,
    department_code="23",
    department="Creuse",
    epci="CA du Grand Guéret",
    population=100,
    numerator=100,
    denominator=100,
    value=1.0,
    minutes=30.0,
    low=25,
    high=40,
    inside=False,
    unverified=False,
    status="estimated",
    uncertain=0,
    copper=None,
    place=2,
    rank=None,
    tied=0,
)


def rows() -> list[MapRow]:
    unknown = replace(ROW, code="19", name="Bort", place=None, status="no_data")
    nowhere = replace(ROW, code="17", name="Île-d'Aix", minutes=None, place=4)
    near = replace(ROW, code="16", name="Cognac", minutes=5.0, place=0, population=9)
    unsure = replace(ROW, code="24", name="St-Astier", minutes=30.0, uncertain=100)
    return ranked([ROW, unknown, nowhere, near, unsure], SUPPORT)


def names(**asked: object) -> list[str]:
    table = replace(TableAsked(indicator="support_beyond"), **asked)  # type: ignore[arg-type]
    return [row.name for row in table.chosen(rows())]


def test_the_biggest_gap_is_first_and_equal_gaps_share_a_rank() -> None:
    found = {row.name: (row.rank, row.tied) for row in rows()}

    assert found == {
        "Île-d'Aix": (1, 0),
        "Guéret": (2, 1),
        "St-Astier": (2, 1),
        "Cognac": (4, 0),
        "Bort": (None, 0),
    }


def test_what_is_unknown_comes_last_both_ways() -> None:
    assert names() == ["Île-d'Aix", "Guéret", "St-Astier", "Cognac", "Bort"]
    assert names(falling=True) == ["Cognac", "Guéret", "St-Astier", "Île-d'Aix", "Bort"]


def test_each_filter_keeps_what_it_names() -> None:
    assert names(name="gueret") == names(look="2", falling=True)[:1] == ["Guéret"]
    assert names(name="saint ast") == names(look=UNSURE) == ["St-Astier"]
    assert names(look="no_data") == ["Bort"]
    assert names(department="87") == []


def test_sorting_loses_no_row() -> None:
    for sort in SORTS:
        for falling in (False, True):
            assert sorted(names(sort=sort, falling=falling)) == sorted(names())


def test_bounds_are_inclusive_as_the_legend_writes_them() -> None:
    minutes = [10.0, 10.01, 20.0, 45.0, 45.01, None]

    assert [class_of(m, "estimated", SUPPORT) for m in minutes] == [0, 1, 1, 3, 4, 4]
    assert class_of(12.0, "not_collected", SUPPORT) is None
    assert class_of(None, "measured", of_groups(SUPPORT)) is None


def test_ranks_ties_shares_and_classes_are_those_of_the_browser() -> None:
    gaps = RANKS["gaps"]
    classes = replace(SUPPORT, bounds=tuple(RANKS["bounds"]))
    found = ranked(
        [replace(ROW, minutes=gap["minutes"], place=gap["place"]) for gap in gaps],
        classes,
    )

    assert [row.rank for row in found] == [gap["rank"] for gap in gaps]
    assert [row.tied for row in found] == [gap["tied"] for gap in gaps]
    for gap in gaps:
        place = class_of(gap["minutes"], gap["status"], classes)
        assert place == gap["place"]
        assert share_of(gap["numerator"], gap["denominator"]) == gap["share"]


@given(
    indicator=st.sampled_from(sorted(CLASSES)),
    level=st.sampled_from([Level.COMMUNE, Level.EPCI, Level.DEPARTEMENT]),
    sort=st.sampled_from(sorted(SORTS)),
    falling=st.booleans(),
    department=st.sampled_from(["", "23", "2A"]),
    look=st.sampled_from(["", "0", "4", "no_data", UNSURE]),
    page=st.integers(1, 99),
)
def test_an_address_asks_again_what_it_was_made_of(**asked: object) -> None:
    table = TableAsked(**asked)  # type: ignore[arg-type]

    assert table_asked(QueryParams(table.query())) == table


@given(sort=st.sampled_from(sorted(SORTS)))
def test_a_heading_sorts_its_usual_way_and_turns_when_it_is_asked_twice(
    sort: str,
) -> None:
    # By another column, so that the first click is a new sort.
    other = "territoire" if sort != "territoire" else "habitants"
    once = table_asked(
        QueryParams(TableAsked(indicator="", sort=other).sorted_by(sort))
    )
    twice = table_asked(QueryParams(once.sorted_by(sort)))

    assert (once.sort, once.falling) == (sort, sort not in RISING)
    assert twice.falling is not once.falling


@given(
    st.dictionaries(
        st.sampled_from(
            [
                "tri",
                "sens",
                "page",
                "classe",
                "dans",
                "niveau",
                "indicateur",
                "categorie",
                "periode",
            ]
        ),
        st.text(max_size=12),
    )
)
def test_no_address_is_wrong(query: dict[str, str]) -> None:
    asked = table_asked(QueryParams(query))

    assert asked.indicator in CLASSES
    assert asked.page >= 1
    assert table_asked(QueryParams(asked.query())) == asked
