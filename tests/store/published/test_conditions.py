"""A filter finds in PostGIS what it finds when it is worked out by hand."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import cql2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.store.published.evaluator import holds
from tests.store.published.made import (
    COMMUNES,
    GAPS,
    NAMES,
    SHARE,
    STRUCTURES,
    communes,
    structures,
)

from numna_geo.filtering import condition_of
from numna_geo.model.dataset import Dataset
from numna_geo.store.compiled import compiled
from numna_geo.store.database import Connection
from numna_geo.store.published import reading
from numna_geo.store.published.question import FeatureQuestion
from numna_geo.store.reading import Reader

Json = dict[str, Any]


def found(connection: Connection, dataset: Dataset, condition: Any) -> list[str]:
    question = FeatureQuestion(dataset=dataset, condition=condition, geometry=False)
    asked = reading.features(question, limit=1_000)
    return [row.fid for row in connection.execute(asked.statement, dict(asked.values))]


def by_text(
    connection: Connection, text: str, dataset: Dataset = COMMUNES
) -> list[str]:
    return found(connection, dataset, condition_of(text, "cql2-text", dataset))


# Every operator of the standard, made at random.

POINTS = st.builds(
    lambda x, y: {"type": "Point", "coordinates": [x, y]},
    st.sampled_from([-1.0, -0.95, -0.85, -0.7, 0.0]),
    st.sampled_from([44.0, 44.05, 44.15, 44.3]),
)
BOXES = st.builds(
    lambda x, y, wide, high: {"bbox": [x, y, round(x + wide, 2), round(y + high, 2)]},
    st.sampled_from([-1.0, -0.95, -0.9, -0.5]),
    st.sampled_from([44.0, 44.05, 44.2]),
    *[st.sampled_from([0.05, 0.1, 0.4])] * 2,
)
LINES = st.just(
    {"type": "LineString", "coordinates": [[-1.0, 44.05], [-0.85, 44.1], [-0.6, 44.35]]}
)
DAYS = st.sampled_from(
    ["2025-12-31", "2026-01-01", "2026-01-31", "2026-03-02", "2026-04-01"]
)
PATTERNS = st.sampled_from(
    ["B%", "%é%", "_è%", "100 \\% %", "a\\_b", "a_b", "%", "", "%\\\\%", "l'é%"]
)
OPERATORS = st.sampled_from(["=", "<>", "<", "<=", ">", ">="])
SPATIAL = [
    f"s_{name}"
    for name in (
        *("intersects", "equals", "disjoint", "touches"),
        *("within", "overlaps", "crosses", "contains"),
    )
]
TEMPORAL = [
    f"t_{name}"
    for name in (
        *("after", "before", "contains", "disjoint", "during", "equals", "finishedBy"),
        *("finishes", "intersects", "meets", "metBy", "overlappedBy", "overlaps"),
        *("startedBy", "starts"),
    )
]


def op(name: Any, *args: Any) -> Any:
    return st.builds(lambda name, *args: {"op": name, "args": list(args)}, name, *args)


def a_field(*names: str) -> Any:
    return st.sampled_from([{"property": name} for name in names])


def texts() -> Any:
    plain = a_field("name", "department_code") | st.sampled_from(NAMES)
    folding = st.sampled_from(["casei", "accenti"])
    return plain | op(folding, plain) | op(folding, op(folding, plain))


def numbers(*names: str) -> Any:
    plain = a_field(*names) | st.sampled_from(
        [0.0, 0.5, 2.0, 10.0, 120.0, -3.0, 1000.0]
    )
    sums = op(st.sampled_from(["+", "-", "*", "/", "div", "%"]), plain, plain)
    return plain | sums | op(st.just("^"), plain, st.just(2.0))


def comparisons(values: Any) -> Any:
    return (
        op(OPERATORS, values, values)
        | op(st.just("between"), values, values, values)
        | op(st.just("in"), values, st.lists(values, min_size=1, max_size=3))
    )


def lying() -> Any:
    geometry, other = st.just({"property": "geom"}), POINTS | BOXES | LINES
    how = st.sampled_from(SPATIAL)
    return op(how, geometry, other) | op(how, other, geometry)


def happening() -> Any:
    days = a_field("verified_on", "verified_until", "imported_on")
    ends = days | DAYS | st.just("..")
    intervals = st.tuples(ends, ends).filter(
        lambda pair: not all(isinstance(end, str) for end in pair) or _in_order(*pair)
    )
    times = (
        days
        | DAYS.map(lambda day: {"date": day})
        | DAYS.map(lambda day: {"timestamp": f"{day}T12:00:00Z"})
        | intervals.map(lambda pair: {"interval": list(pair)})
    )
    return op(st.sampled_from(TEMPORAL), times, times)


def _in_order(start: str, end: str) -> bool:
    return start == ".." or end == ".." or start <= end


def lists() -> Any:
    values = a_field("categories", "stages") | st.lists(
        st.sampled_from(["idea", "launch", "fab_lab", "medialab"]),
        min_size=1,
        max_size=3,
    )
    names = ["a_contains", "a_containedBy", "a_equals", "a_overlaps"]
    return op(st.sampled_from(names), values, values)


def like() -> Any:
    folding = st.sampled_from(["casei", "accenti"])
    return op(st.just("like"), texts(), PATTERNS) | op(
        st.just("like"), op(folding, texts()), op(folding, PATTERNS)
    )


def logic(parts: Any) -> Any:
    return st.recursive(
        parts,
        lambda inner: (
            op(st.just("not"), inner) | op(st.sampled_from(["and", "or"]), inner, inner)
        ),
        max_leaves=4,
    )


OF_STRUCTURES = logic(
    comparisons(texts())
    | comparisons(numbers("completeness"))
    | comparisons(
        a_field("verified_on", "imported_on") | DAYS.map(lambda day: {"date": day})
    )
    | like()
    | lying()
    | happening()
    | lists()
    | a_field("remote")
    | op(st.just("="), a_field("remote"), st.booleans())
    | op(st.just("isNull"), a_field("remote", "stages", "verified_on", "geom"))
)
OF_COMMUNES = logic(
    comparisons(texts())
    | comparisons(numbers("population", "area_km2"))
    | like()
    | lying()
    | op(st.just("isNull"), a_field("population", "geometry"))
)


def agrees(
    connection: Connection, dataset: Dataset, rows: Callable[[], Any], tree: Json
) -> None:
    condition = condition_of(json.dumps(tree), "cql2-json", dataset)

    in_postgis = found(connection, dataset, condition)

    key = dataset.identifier
    assert in_postgis == [row[key] for row in rows() if holds(condition, row) is True]


@given(OF_STRUCTURES)
def test_any_filter_of_points_finds_what_it_says(made: Connection, tree: Json) -> None:
    agrees(made, STRUCTURES, structures, tree)


@given(OF_COMMUNES)
def test_any_filter_of_outlines_finds_what_it_says(
    made: Connection, tree: Json
) -> None:
    agrees(made, COMMUNES, communes, tree)


@given(OF_STRUCTURES)
def test_the_same_filter_as_text_and_as_json_is_one(tree: Json) -> None:
    text = cql2.Expr(tree).to_text()

    as_json = condition_of(json.dumps(tree), "cql2-json", STRUCTURES)

    assert condition_of(text, "cql2-text", STRUCTURES) == as_json


# Worked by hand: 33000 is the square whose corner is 1° W, 44° N; side 0.1°.

EXAMPLES = [
    ("population = 120", "33002 33007 33012"),
    ("population > 1000", "33004 33009 33014"),
    ("NOT population > 1000", "33001 33002 33003 33006 33007 33008 33011 33012 33013"),
    ("population IS NULL", "33000 33005 33010 33015"),
    ("population BETWEEN 1 AND 999", "33002 33007 33012"),
    ("code IN ('33001', '33003', 'x')", "33001 33003"),
    ("name LIKE 'b%'", "33001 33012"),
    ("CASEI(name) LIKE CASEI('B%')", "33000 33001 33002 33011 33012 33013"),
    ("CASEI(ACCENTI(name)) = 'begles'", "33000 33001 33002 33011 33012 33013"),
    ("name LIKE '100 \\% %'", "33005"),
    ("name LIKE 'a\\_b'", "33006"),
    ("name LIKE 'a\\\\b'", "33007"),
    ("name = 'L''Écluse' OR name = ''", "33004 33008 33015"),
    ("population / area_km2 = 400", "33013"),
    ("population / 0 = 1 OR code = '33001'", "33001"),
    ("population % 1000 = 120 AND population div 100 = 1", "33002 33007 33012"),
    ("area_km2 ^ 2 = 6.25", "33001 33005 33009 33013"),
    ("2 * area_km2 = 5 AND population < 120", "33001"),
    ("S_INTERSECTS(geom, POINT(-0.95 44.05))", "33000"),
    ("S_INTERSECTS(geometry, POINT(-0.9 44.1))", "33000 33001 33004 33005"),
    ("S_WITHIN(geom, BBOX(-1, 44, -0.8, 44.1))", "33000 33001"),
    ("S_CONTAINS(geom, POINT(-0.95 44.05))", "33000"),
    ("S_TOUCHES(geom, BBOX(-1.1, 44, -1, 44.1))", "33000 33004"),
    ("S_OVERLAPS(geom, BBOX(-0.95, 44.05, -0.92, 44.2))", "33000 33004"),
    ("S_EQUALS(geom, BBOX(-1, 44, -0.9, 44.1))", "33000"),
    ("S_CROSSES(geom, LINESTRING(-1.1 44.05, -0.95 44.05))", "33000"),
    ("S_DISJOINT(geom, BBOX(-1, 44, -0.6, 44.25))", "33012 33013 33014"),
    # The next square begins 3.99 km east of this point, at this latitude.
    ("S_DWITHIN(geom, POINT(-0.95 44.05), 3900)", "33000"),
    ("S_DWITHIN(geom, POINT(-0.95 44.05), 4.1, km)", "33000 33001"),
    ("S_DWITHIN(POINT(-0.95 44.05), geom, 0) = TRUE", "33000"),
    ("geom IS NULL", "33015"),
    ("TRUE AND code < '33002'", "33000 33001"),
    ("FALSE", ""),
    ("name = code", ""),
]


@pytest.mark.parametrize(("text", "codes"), EXAMPLES)
def test_a_filter_finds_what_was_counted_by_hand(
    made: Connection, text: str, codes: str
) -> None:
    assert by_text(made, text) == codes.split()


# s000 was verified on 1 January till the 31st, s001 on the 31st till 2 March…

CHECKED = "INTERVAL(verified_on, verified_until)"

DAYS_WORKED = [
    ("verified_on = DATE('2026-01-01')", 0),
    ("verified_on = '2026-01-01'", 0),
    ("verified_on = TIMESTAMP('2026-01-01T08:00:00+01:00')", 0),
    ("T_BEFORE(verified_on, DATE('2026-01-31'))", 0),
    ("T_AFTER(verified_on, DATE('2026-03-02'))", 3),
    ("T_DURING(verified_on, INTERVAL('2026-01-01', '2026-03-01'))", 1),
    (f"T_EQUALS({CHECKED}, INTERVAL('2026-01-01', '2026-01-31'))", 0),
    (f"T_MEETS({CHECKED}, INTERVAL('2026-01-31', '..'))", 0),
    (f"T_METBY({CHECKED}, INTERVAL('..', '2026-01-31'))", 1),
    (f"T_CONTAINS({CHECKED}, DATE('2026-02-15'))", 1),
    (f"T_STARTS({CHECKED}, INTERVAL('2026-01-01', '..'))", 0),
]


@pytest.mark.parametrize(("text", "number"), DAYS_WORKED)
def test_days_and_intervals_compare_as_allen_says(
    made: Connection, text: str, number: int
) -> None:
    met = by_text(made, text, STRUCTURES)

    assert {int(fid[1:]) % 5 for fid in met} == {number}


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("A_CONTAINS(categories, ('medialab'))", {1}),
        ("A_CONTAINEDBY(categories, ('fab_lab', 'x'))", {0, 2}),
        ("A_EQUALS(categories, ('medialab', 'fab_lab'))", {1}),
        ("A_OVERLAPS(categories, ('fab_lab', 'x'))", {0, 1}),
    ],
)
def test_lists_compare_as_sets(made: Connection, text: str, met: set[int]) -> None:
    assert {int(fid[1:]) % 3 for fid in by_text(made, text, STRUCTURES)} == met


def test_figures_of_gaps_compare_as_numbers(made: Connection) -> None:
    met = by_text(made, f"{SHARE} >= 0.1 AND {SHARE}_status = 'measured'", GAPS)

    # Of 1,000 and of 5,000 people: as texts, "0.012" would be more than "0.1".
    assert met == [f"commune:330{n:02}" for n in (3, 4, 8, 9, 13, 14)]


def test_geometries_are_read_in_the_crs_of_the_filter(made: Connection) -> None:
    # 0.95° W, 44.05° N in Lambert-93, and latitude first.
    systems: list[tuple[str, Json]] = [
        ("POINT(383543 6335094)", {"srid": 2154}),
        ("POINT(44.05 -0.95)", {"lat_first": True}),
        ("BBOX(44.04, -0.96, 44.06, -0.94)", {"lat_first": True}),
    ]
    for place, system in systems:
        text = f"S_INTERSECTS(geom, {place})"
        condition = condition_of(text, "cql2-text", COMMUNES, **system)
        assert found(made, COMMUNES, condition) == ["33000"]


def test_no_value_is_written_into_the_statement(made: Connection) -> None:
    text = "name = 'zzz' AND population > 4242 AND S_INTERSECTS(geom, POINT(3 4))"
    condition = condition_of(text, "cql2-text", COMMUNES)

    question = FeatureQuestion(dataset=COMMUNES, condition=condition)

    words, _ = compiled(reading.features(question, limit=7))

    assert not any(value in words for value in ("zzz", "4242", "7"))


def test_filters_of_one_form_share_a_statement() -> None:
    one, other = (
        reading.features(
            FeatureQuestion(
                dataset=COMMUNES,
                condition=condition_of(f"population > {many}", "cql2-text", COMMUNES),
            ),
            limit=10,
        )
        for many in (10, 20)
    )

    assert one.statement is other.statement


def test_the_service_finds_the_same_by_its_own_driver(made_url: str) -> None:
    async def read() -> list[str]:
        reader = Reader(made_url, size=1, statement_timeout_s=60, wait_s=60)
        found = []
        for text, _ in EXAMPLES:
            condition = condition_of(text, "cql2-text", COMMUNES)
            question = FeatureQuestion(dataset=COMMUNES, condition=condition)
            rows = await reader.rows(reading.features(question, limit=100))
            found.append(" ".join(row["fid"] for row in rows))
        await reader.close()
        return found

    assert asyncio.run(read()) == [codes for _, codes in EXAMPLES]


@pytest.mark.parametrize("operator", ["+", "-", "*", "/", "div", "%", "^"])
def test_sums_within_sums_are_written_once(operator: str) -> None:
    tree: Json = {"property": "population"}
    for _ in range(35):
        tree = {"op": operator, "args": [tree, 1.5]}
    whole = {"op": "=", "args": [tree, 1]}
    condition = condition_of(json.dumps(whole), "cql2-json", COMMUNES)

    question = FeatureQuestion(dataset=COMMUNES, condition=condition)
    words, _ = compiled(reading.features(question, limit=1))

    assert words.count("population") == 1
