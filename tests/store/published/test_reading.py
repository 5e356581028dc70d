"""Features page by page: nothing twice, nothing lost, whatever the order."""

import json
from datetime import date
from typing import Any

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from tests.store.published.made import (
    BROADBAND,
    COMMUNES,
    GAPS,
    STRUCTURES,
    communes,
    structures,
)

from numna_geo.errors import InvalidQuery
from numna_geo.model.dataset import Dataset
from numna_geo.store.compiled import Filled
from numna_geo.store.database import Connection
from numna_geo.store.published import keyset, reading
from numna_geo.store.published.question import Box, FeatureQuestion

IN_STRUCTURES = [field.name for field in STRUCTURES if field.name in structures()[0]]
ORDERS = st.lists(
    st.tuples(st.sampled_from(IN_STRUCTURES), st.booleans()),
    max_size=3,
    unique_by=lambda one: one[0],
).map(tuple)


def asked(connection: Connection, filled: Filled) -> list[Any]:
    found = connection.execute(filled.statement, dict(filled.values))
    return [dict(row) for row in found.mappings()]


def fids(connection: Connection, dataset: Dataset, **more: Any) -> list[str]:
    question = FeatureQuestion(dataset=dataset, **more)
    rows = asked(connection, reading.features(question, limit=1_000))
    return [row["fid"] for row in rows]


def in_order(sort: keyset.Sort) -> list[str]:
    """Ids of structures as Python sorts them: the least key first, unknowns last."""
    rows = sorted(structures(), key=lambda row: row["id"])
    for name, down in reversed(sort):
        known = [row for row in rows if row[name] is not None]
        known.sort(key=lambda row: row[name], reverse=down)
        rows = known + [row for row in rows if row[name] is None]
    return [row["id"] for row in rows]


@given(ORDERS, st.integers(1, 50))
def test_pages_put_end_to_end_are_the_sorted_list(
    made: Connection, sort: keyset.Sort, size: int
) -> None:
    question = FeatureQuestion(dataset=STRUCTURES, sort=sort, geometry=False)

    walked: list[str] = []
    after = None
    while page := asked(made, reading.features(question, after=after, limit=size)):
        walked += [row["fid"] for row in page]
        # As a cursor carries it from one page to the next.
        after = keyset.place_of(keyset.place_text(page[-1], question), question)

    # Python keeps the order of equals when it sorts backwards, as identifiers do.
    assert walked == in_order(sort)


@given(ORDERS, st.integers(0, 50), st.integers(1, 10))
def test_an_offset_passes_over_as_many_features(
    made: Connection, sort: keyset.Sort, offset: int, size: int
) -> None:
    question = FeatureQuestion(dataset=STRUCTURES, sort=sort)

    page = asked(made, reading.features(question, limit=size, offset=offset))

    assert [row["fid"] for row in page] == in_order(sort)[offset : offset + size]


@pytest.mark.parametrize("text", ["", "[]", "[1]", '["a", "b"]', "null", '["\\u0000"]'])
def test_a_place_that_was_not_ours_is_refused(text: str) -> None:
    with pytest.raises(InvalidQuery):
        keyset.place_of(text, FeatureQuestion(dataset=STRUCTURES))


SIDES = st.sampled_from([-1.05, -1.0, -0.95, -0.83, -0.6, 0.0])
HEIGHTS = st.sampled_from([43.9, 44.0, 44.05, 44.13, 44.4])


@given(SIDES, HEIGHTS, SIDES, HEIGHTS)
def test_a_box_finds_what_touches_it(
    made: Connection, west: float, south: float, east: float, north: float
) -> None:
    west, east = sorted((west, east))
    south, north = sorted((south, north))
    box = Box(west=west, south=south, east=east, north=north)
    inside = shapely.box(west, south, east, north)

    for dataset, rows in ((STRUCTURES, structures()), (COMMUNES, communes())):
        touched = [
            row[dataset.identifier]
            for row in rows
            if row["geometry"] is not None and row["geometry"].intersects(inside)
        ]
        assert fids(made, dataset, box=box) == touched


def test_a_box_that_crosses_180_degrees_has_two_sides(made: Connection) -> None:
    # From 170° E by the Pacific to 0.95° W: the first two columns of squares.
    box = Box(west=170, south=44.02, east=-0.87, north=44.08)

    assert fids(made, COMMUNES, box=box) == ["33000", "33001"]


def test_a_box_of_another_projection_finds_what_touches_it_there(
    made: Connection,
) -> None:
    # 33000 and the one to its north, by the metres of Lambert-93 and of Web Mercator.
    lambert = Box(
        west=383_000, south=6_335_000, east=384_000, north=6_342_500, srid=2154
    )
    mercator = Box(
        west=-106_000, south=5_473_000, east=-105_500, north=5_485_000, srid=3857
    )

    assert fids(made, COMMUNES, box=lambert) == ["33000", "33004"]
    assert fids(made, COMMUNES, box=mercator) == ["33000", "33004"]


@pytest.mark.parametrize("srid", [2154, 3857])
def test_a_box_may_be_larger_than_the_world(made: Connection, srid: int) -> None:
    box = Box(west=-1e300, south=-1e300, east=1e300, north=1e300, srid=srid)

    assert len(fids(made, COMMUNES, box=box)) == 15


@pytest.mark.parametrize(
    "sides",
    [(0, 1, 1, 0, 4326), (1, 0, 0, 1, 2154), (float("nan"), 0, 1, 1, 4326)],
)
def test_a_box_without_an_inside_is_refused(sides: tuple[float, ...]) -> None:
    names = ("west", "south", "east", "north", "srid")
    with pytest.raises(InvalidQuery):
        Box(**dict(zip(names, sides, strict=True)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        (date(2026, 6, 30), None, 16),
        (date(2026, 7, 1), None, 0),
        (None, date(2026, 4, 1), 16),
        (None, date(2026, 3, 31), 0),
        (date(2026, 5, 1), date(2026, 5, 1), 16),
    ],
)
def test_days_are_met_from_the_first_to_the_last(
    made: Connection, first: date | None, last: date | None, found: int
) -> None:
    assert len(fids(made, BROADBAND, days=(first, last))) == found


def test_days_leave_alone_what_has_none(made: Connection) -> None:
    days = (date(2030, 1, 1), None)

    assert len(fids(made, COMMUNES, days=days)) == 16


def test_one_of_several_values_is_enough(made: Connection) -> None:
    wanted = {"population": (120, 1e30), "department_code": ("33", "\0", "\ud800")}

    assert fids(made, COMMUNES, equals=wanted) == ["33002", "33007", "33012"]


def test_a_list_has_one_of_several_values(made: Connection) -> None:
    found = fids(made, STRUCTURES, equals={"stages": ("launch",)})

    assert {int(fid[1:]) % 5 for fid in found} == {0, 4}


@pytest.mark.parametrize("dataset", [STRUCTURES, COMMUNES, BROADBAND, GAPS])
def test_all_properties_by_name_are_the_whole(
    made: Connection, dataset: Dataset
) -> None:
    whole = FeatureQuestion(dataset=dataset)
    by_name = FeatureQuestion(dataset=dataset, properties=tuple(dataset.by_name))

    stored, built = (
        [row["properties"] for row in asked(made, reading.features(one, limit=50))]
        for one in (whole, by_name)
    )

    assert list(map(json.loads, built)) == list(map(json.loads, stored))
    assert list(json.loads(built[0])) == list(dataset.by_name)


def test_no_property_at_all_may_be_asked(made: Connection) -> None:
    question = FeatureQuestion(dataset=COMMUNES, properties=(), geometry=False)

    (row, *_) = asked(made, reading.features(question, limit=1))

    assert (row["properties"], row["geometry"]) == (b"{}", None)


@pytest.mark.parametrize(
    ("system", "corner"),
    [
        ({"srid": 4326}, [-0.9, 44.0]),
        ({"srid": 4326, "lat_first": True}, [44.0, -0.9]),
        ({"srid": 2154}, [387_323.01, 6_330_056.35]),
        ({"srid": 3857}, [-100_187.54, 5_465_442.18]),
    ],
)
def test_geometries_are_told_in_the_system_asked_for(
    made: Connection, system: dict[str, Any], corner: list[float]
) -> None:
    (row,) = asked(made, reading.feature(COMMUNES, "33000", **system))

    told = json.loads(row["geometry"])
    assert set(told) == {"type", "coordinates"}
    assert told["coordinates"][0][0][0] == pytest.approx(corner, abs=0.02)


@pytest.mark.parametrize("fid", ["nobody", "", "a\0b", "\ud800"])
def test_a_feature_that_is_not_there_is_no_row(made: Connection, fid: str) -> None:
    assert asked(made, reading.feature(STRUCTURES, fid)) == []


def test_features_are_counted_until_there_are_enough(made: Connection) -> None:
    question = FeatureQuestion(dataset=STRUCTURES)

    counts = [
        made.scalar(one.statement, dict(one.values))
        for one in (
            reading.matched(question),
            reading.matched(question, most=100),
            reading.matched(question, most=10),
        )
    ]

    assert counts == [44, 44, 11]


def test_rows_for_files_have_a_typed_column_for_each_field(made: Connection) -> None:
    question = FeatureQuestion(dataset=STRUCTURES, properties=("remote", "verified_on"))

    (row, *_) = asked(made, reading.rows(question, limit=1))

    told = (row["id"], row["remote"], row["verified_on"])
    assert told == ("s000", True, date(2026, 1, 1))
    assert shapely.from_wkb(bytes(row["geometry"])) == shapely.Point(-1, 44)


def test_rows_without_geometry_have_no_such_column(made: Connection) -> None:
    question = FeatureQuestion(dataset=GAPS, geometry=False)

    (row, *_) = asked(made, reading.rows(question, limit=1))

    assert list(row) == list(GAPS.by_name)
