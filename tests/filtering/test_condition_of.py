"""Filters that cannot be used are refused with the place and what was expected."""

import json
import threading
from contextlib import suppress
from time import thread_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numna_geo.errors import InvalidQuery
from numna_geo.filtering import LANGUAGES, condition_of
from numna_geo.model.condition import All, AnyOf
from numna_geo.usecases.published_datasets import DATASETS

STRUCTURES, COMMUNES = DATASETS["structures"], DATASETS["communes"]


def refused(text: str, language: str = "cql2-text", **system: Any) -> tuple[str, str]:
    with pytest.raises(InvalidQuery) as caught:
        condition_of(text, language, STRUCTURES, **system)
    (wrong,) = caught.value.wrong
    assert wrong.parameter == "filter"
    return wrong.value, wrong.expected


@pytest.mark.parametrize(
    ("text", "told", "expected"),
    [
        ("nom = 'x'", "nom", "did you mean name"),
        ("Status = 'open'", "Status", "did you mean status"),
        ("completeness > 'a'", "'a'", "a number beside completeness"),
        ("name = 3", "3", "a text in quotes beside name"),
        ("name = NULL", "NULL", "IS NULL"),
        ("remote > TRUE", "remote", "= or <>"),
        ("remote = 'yes'", "'yes'", "TRUE or FALSE"),
        ("verified_on > 'yesterday'", "'yesterday'", "DATE('"),
        ("verified_on = DATE('2026-02-30')", "2026-02-30", "DATE('"),
        ("verified_on > 2026-01-01", "2026", "a day"),
        ("categories = 'fab_lab'", "fab_lab", "a list of texts"),
        ("categories IN ('fab_lab')", "fab_lab", "a list of texts"),
        ("A_CONTAINS(categories, (1, 2))", "1, 2", "texts only"),
        ("A_CONTAINS(name, ('x'))", "name", "a list of texts"),
        ("name LIKE name", "name", "a pattern in quotes"),
        ("name LIKE 'x\\'", "x\\", "lone backslash"),
        ("completeness LIKE '1%'", "completeness", "a text"),
        ("CASEI(completeness) = 'a'", "completeness", "a text"),
        ("name + 1 = 2", "name", "a number"),
        ("completeness", "completeness", "a condition"),
        ("name = geom", "geom", "S_INTERSECTS"),
        ("name", "name", "a condition"),
        ("completeness + 1", "completeness + 1", "a condition"),
        ("foo(name) = 1", "foo", "a field, a literal"),
        ("foo(name)", "foo", "a condition, by one of: and, or"),
        ("completeness = 1e400", "", "a number"),
        ("S_INTERSECTS(name, POINT(0 0))", "name", "`geom`"),
        ("S_INTERSECTS(geom, 'x')", "x", "a geometry"),
        ("S_INTERSECTS(geom)", "geom", "two operands"),
        ("S_INTERSECTS(geom, POINT(200 0))", "200", "on the globe"),
        ("S_INTERSECTS(geom, POINT(1))", "POINT", "a geometry"),
        ("S_INTERSECTS(geom, BBOX(1, 2, 3))", "1, 2, 3", "BBOX(west"),
        ("S_INTERSECTS(geom, BBOX(1, 3, 2, 2))", "1, 3", "an inside"),
        ("S_INTERSECTS(geom, LINESTRING(0 0))", "0 0", "a geometry"),
        ("S_INTERSECTS(geom, POLYGON EMPTY)", "POLYGON", "with coordinates"),
        (
            "S_INTERSECTS(geom, POLYGON((0 0, 1 1, 0 1, 1 0, 0 0)))",
            "POLYGON",
            "Self-intersection",
        ),
        (
            "S_WITHIN(geom, GEOMETRYCOLLECTION(POINT(0 0), LINESTRING(0 0, 1 1)))",
            "GEOMETRYCOLLECTION",
            "of one kind",
        ),
        ("S_DWITHIN(geom, POINT(0 0))", "S_DWITHIN", "in metres"),
        ("S_DWITHIN(geom, geom, 5)", "S_DWITHIN", "in metres"),
        ("S_DWITHIN(geom, POINT(0 0), -5)", "-5", "0 m or more"),
        ("S_DWITHIN(geom, POINT(0 0), 5, miles)", "miles", "metres or kilometres"),
        ("T_AFTER(name, DATE('2026-01-01'))", "name", "a day"),
        ("T_AFTER(verified_on, INTERVAL('2026-01-01'))", "2026", "two ends"),
        (
            "T_DURING(verified_on, INTERVAL('2026-02-01', '2026-01-01'))",
            "2026-02-01",
            "ends after it starts",
        ),
        ("T_BEFORE(verified_on, NOW())", "NOW", "a field, a literal"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_way_out(
    text: str, told: str, expected: str
) -> None:
    value, wanted = refused(text)

    assert told.lower() in value.lower()
    assert expected in wanted


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "name =",
        "name = 'x",
        "name == 'x'",
        "(name = 'x'",
        "a\0b",
        "'",
        "name !",
    ],
)
def test_what_is_no_cql_is_refused(text: str) -> None:
    assert "CQL2 text" in refused(text)[1] or "NUL" in refused(text)[1]


def test_the_place_of_a_mistake_is_told() -> None:
    value, expected = refused("name = 'a' AND category ~ 'b'")

    assert "category ~" in value
    assert expected.endswith("near sign 25")


@pytest.mark.parametrize(
    "tree",
    [
        "{}",
        "[]",
        "1",
        "null",
        '"name"',
        "{",
        '{"op": "and"}',
        '{"op": "and", "args": []}',
        '{"op": "not", "args": [true, true]}',
        '{"op": "=", "args": [{"property": "name"}]}',
        '{"op": "=", "args": [{"property": "name"}, "\\u0000"]}',
        '{"op": "in", "args": [{"property": "name"}, []]}',
        '{"op": "in", "args": [{"property": "name"}, "x"]}',
        '{"op": "between", "args": [{"property": "completeness"}, [1, 2]]}',
        '{"op": "isNull", "args": []}',
        '{"op": "t_after", "args": [{"property": "verified_on"}, {"interval": [1]}]}',
        '{"op": "s_within", "args": [{"property": "geom"}, {"type": "Point"}]}',
        '{"op": "like", "args": [{"property": "name"}, {"op": "casei", "args": []}]}',
        '{"property": "name"}',
    ],
)
def test_json_that_means_nothing_is_refused(tree: str) -> None:
    refused(tree, "cql2-json")


BOMBS = [
    "NOT " * 30_000 + "remote",
    "NOT " * 4_000 + "remote",
    "completeness = " + "-" * 15_000 + "1",
    "completeness = " + "- " * 9_000 + "1",
    "completeness = 1" + "+1" * 9_000,
    "completeness = 1" + "^1" * 9_000,
    "(" * 9_000 + "remote" + ")" * 9_000,
    "casei(" * 3_000 + "name" + ")" * 3_000 + " = 'x'",
    "remote = " * 2_000 + "TRUE",
    "(remote OR " * 1_500 + "remote" + ")" * 1_500,
    "a AND " * 3_000 + "remote",
    "NOT(" * 60 + "remote" + ")" * 60,
]


@pytest.mark.parametrize("bomb", BOMBS, ids=lambda bomb: bomb[:24])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_filter_too_long_or_deep_is_refused_before_it_overflows(
    bomb: str, language: str
) -> None:
    refused(bomb, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("part", ["a", '"a', "'a", "1", "é", "a ", "a NOT ", "'", "("])
def test_the_longest_filter_is_refused_in_a_moment(part: str, language: str) -> None:
    text = part[:-1] + part[-1] * 20_000 if len(part) < 3 else part * 2_000
    longest, half = text[:20_000], text[: min(len(text), 20_000) // 2]

    # From each letter of a word, it were seconds: four times as many for twice the
    # letters. A machine that stands still, if only for a moment, is asked again.
    assert any(
        took_s(longest, language) < 3 * took_s(half, language) + 0.1 for _ in range(5)
    )


def took_s(text: str, language: str) -> float:
    """Seconds of the processor, of this thread alone, until a filter is refused."""
    before = thread_time()
    with pytest.raises(InvalidQuery):
        condition_of(text, language, STRUCTURES)
    return thread_time() - before


def test_json_of_too_many_operations_is_refused() -> None:
    part = {"op": "isNull", "args": [{"property": "name"}]}
    option = {"op": "casei", "args": ["x"]}

    refused(json.dumps({"op": "or", "args": [part] * 501}), "cql2-json")
    within = {"op": "in", "args": [{"property": "name"}, [option] * 501]}
    refused(json.dumps(within, separators=(",", ":")), "cql2-json")


def test_json_too_deep_is_refused() -> None:
    for levels in (50, 100, 100_000):
        refused('{"op":"not","args":[' * levels + "true" + "]}" * levels, "cql2-json")


def test_what_is_within_the_limits_is_read_in_a_small_stack() -> None:
    deepest = "NOT (" * 30 + "completeness = 1" + "+1" * 8 + ")" * 30
    longest = " OR ".join(f"(name = '{n}' AND completeness >= {n})" for n in range(160))
    read: list[Any] = []

    def read_both() -> None:
        for text in (deepest, longest):
            read.append(condition_of(text, "cql2-text", STRUCTURES))  # noqa: PERF401

    before = threading.stack_size(512 * 1024)
    thread = threading.Thread(target=read_both)
    thread.start()
    thread.join()
    threading.stack_size(before)

    assert len(read) == 2


def read_or_refused(text: str, language: str) -> None:
    with suppress(InvalidQuery):
        condition_of(text, language, STRUCTURES)


@given(st.text(max_size=60), st.sampled_from(LANGUAGES))
def test_any_text_is_a_condition_or_refused(text: str, language: str) -> None:
    read_or_refused(text, language)


VOCABULARY = """
name completeness remote geom verified_on = <> < LIKE IN BETWEEN AND OR NOT IS NULL
( ) , 'x' 1 -2.5 TRUE DATE('2026-01-01') BBOX(0,0,1,1) CASEI( + - / ^ S_INTERSECTS(
T_AFTER( A_CONTAINS( INTERVAL('..','2026-01-01') S_DWITHIN( NOW()
"""


@given(st.lists(st.sampled_from(VOCABULARY.split()), max_size=12).map(" ".join))
def test_any_words_of_cql_are_a_condition_or_refused(text: str) -> None:
    read_or_refused(text, "cql2-text")


TREES = st.recursive(
    st.none()
    | st.booleans()
    | st.floats()
    | st.text(max_size=3)
    | st.sampled_from([{"property": "name"}, {"property": "geom"}, {"date": "x"}]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.builds(
            lambda op, args: {"op": op, "args": args},
            st.sampled_from(
                ["=", "and", "in", "like", "s_within", "t_meets", "+", "casei"]
            ),
            st.lists(inner, max_size=3),
        )
        | st.builds(
            lambda kind, found: {"type": kind, "coordinates": found},
            st.sampled_from(["Point", "Polygon", "MultiPoint"]),
            st.lists(inner, max_size=3),
        )
        | st.builds(
            lambda key, part: {key: part}, st.sampled_from(["bbox", "interval"]), inner
        )
    ),
    max_leaves=8,
)


@given(TREES)
def test_any_json_is_a_condition_or_refused(tree: Any) -> None:
    read_or_refused(json.dumps(tree), "cql2-json")


@pytest.mark.parametrize(
    ("gdal", "text"),
    [
        ("name ILIKE 'b%'", "CASEI(name) LIKE CASEI('b%')"),
        (
            "(name NOT ILIKE 'it''s') AND (remote)",
            "NOT CASEI(name) LIKE CASEI('it''s') AND remote",
        ),
        ("name = 'x ILIKE ''y'''", "name = 'x ILIKE ''y'''"),
        ("\"name\" ILIKE 'b%'", "CASEI(name) LIKE CASEI('b%')"),
        ("(verified_on IS NULL)", "verified_on IS NULL"),
        ("verified_on > '2026-01-01T00:00:00Z'", "verified_on > DATE('2026-01-01')"),
        ("INTERSECTS(geom, POINT(0 44))", "S_INTERSECTS(geom, POINT(0 44))"),
        ("DISJOINT(geometry, POINT(0 44))", "S_DISJOINT(geom, POINT(0 44))"),
        (
            "DWITHIN(geom, POINT(0 44), 2, kilometers)",
            "S_DWITHIN(geom, POINT(0 44), 2000)",
        ),
    ],
)
def test_the_dialect_of_gdal_says_the_same(gdal: str, text: str) -> None:
    as_gdal = condition_of(gdal, "cql-text", STRUCTURES)

    assert as_gdal == condition_of(text, "cql2-text", STRUCTURES)


def test_chains_are_one_condition_however_they_are_bracketed() -> None:
    chained = condition_of("((remote OR itinerant) OR remote)", "cql2-text", STRUCTURES)

    assert isinstance(chained, AnyOf)
    assert len(chained.parts) == 3


def test_a_bracketed_pair_of_conditions_holds_both() -> None:
    both = condition_of("(remote) AND (itinerant)", "cql2-text", STRUCTURES)

    assert isinstance(both, All)


def test_a_point_far_from_lambert_93_is_refused() -> None:
    refused("S_INTERSECTS(geom, POINT(1e30 1e30))", srid=2154)
