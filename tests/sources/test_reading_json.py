import json
import tracemalloc
from functools import partial

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.sources.made_files import HEADER, MADE, ROWS, cells, damages, place, reading

from numna_geo.errors import SourceUnreadable
from numna_geo.sources.connector import Connector, text

LISTED = Connector(
    key="listed",
    title="a list under a key",
    columns=frozenset({"name", "geo"}),
    raw_place=place,
    items="elements",
)
written = partial(json.dumps, ensure_ascii=False)
OBJECTS = [dict(zip(HEADER, row, strict=True)) for row in ROWS]


def feature(row, geometry, **more):
    return {"type": "Feature", "properties": row, "geometry": geometry, **more}


def point(lon, lat):
    return {"type": "Point", "coordinates": [lon, lat]}


def collection(features, **more):
    return written({"type": "FeatureCollection", **more, "features": features})


LAYOUTS = {
    "a list": written(OBJECTS),
    "a list with blanks": "\n \n" + written(OBJECTS, indent=4),
    "a list under a key": written({"meta": {"n": [1]}, "places": OBJECTS, "z": 1}),
    "one object a line": "\n".join(map(written, OBJECTS)) + "\n",
    "one object a line, no end": "\n\n".join(map(written, OBJECTS)),
    "one object": written(OBJECTS[0]),
    "features": collection([feature(row, None) for row in OBJECTS]),
    "one feature a line": "\n".join(
        "\x1e" + written(feature(row, None)) for row in OBJECTS
    ),
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("content", LAYOUTS.values(), ids=LAYOUTS)
def test_any_way_to_list_objects_gives_the_same_rows(tmp_path, content, encoding):

    with reading(tmp_path, content.encode(encoding), name="x.json") as published:
        assert cells(published) == list(ROWS[: len(cells(published))])
        assert len(cells(published)) in {1, len(ROWS)}
        assert published.connector is MADE


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(rows=st.lists(st.dictionaries(st.text(), VALUES, max_size=4), max_size=6))
def test_any_object_is_read_as_it_was_written(tmp_path, rows):
    rows = [{**row, **OBJECTS[0]} for row in (*rows, {})]
    rows = [row for row in rows if row.get("type") != "Feature"]

    with reading(tmp_path, orjson.dumps(rows)) as published:
        assert [row for _, row in published.rows()] == rows


def test_the_list_of_a_layout_is_preferred_to_others(tmp_path):
    content = {"licences": [{"name": "LO"}], "elements": [{"name": "A", "geo": {}}]}

    with reading(tmp_path, written(content), connectors=[LISTED]) as published:
        assert [row for _, row in published.rows()] == [{"name": "A", "geo": {}}]
        assert published.how_read == "JSON, UTF-8, list « elements »"


def test_a_column_that_first_objects_leave_out_still_tells_the_layout(tmp_path):
    rows = [{"id": "1"}, {"nom": "A"}, *OBJECTS]

    with reading(tmp_path, written(rows)) as published:
        assert published.connector is MADE


def test_geometry_gives_a_point(tmp_path):
    square = [[[0, 45], [2, 45], [2, 47], [0, 47], [0, 45]]]
    content = collection(
        [
            feature(OBJECTS[0], point(2.3, 45.5), id="node/1"),
            feature(OBJECTS[1], {"type": "Polygon", "coordinates": square}),
            feature(OBJECTS[2], {"type": "Circle"}),
            feature({**OBJECTS[2], "lon": "2,3"}, None),
            feature(OBJECTS[2], point("x", None)),
        ]
    )

    with reading(tmp_path, content) as published:
        rows = [row for _, row in published.rows()]

    assert published.shape == "geojson"
    assert (rows[0]["lon"], rows[0]["lat"], rows[0]["id"]) == (2.3, 45.5, "1")
    assert (rows[1]["lon"], rows[1]["lat"]) == (1, 46)
    assert "lon" not in rows[2]
    assert rows[3]["lon"] == "2,3"
    assert "lon" not in rows[4]


def test_the_id_of_a_feature_is_kept_where_no_property_says_one(tmp_path):
    row = {"nom": "A", "commune": "B"}
    content = collection([feature(row, point(2, 45), id="node/1")])

    with reading(tmp_path, content) as published:
        [(_, read)] = published.rows()

    assert read["id"] == "node/1"


def test_what_is_no_object_is_damaged(tmp_path):
    with reading(tmp_path, written([OBJECTS[0], 7, None, ["a"]])) as published:
        assert damages(published) == [(n, "no object") for n in (2, 3, 4)]


def test_a_line_that_is_no_json_is_damaged(tmp_path):
    lines = [written(OBJECTS[0]), written(OBJECTS[1]), '{"id": ', "{}", ""]

    with reading(tmp_path, "\n".join(lines)) as published:
        assert [number for number, _ in damages(published)] == [3]


@pytest.mark.parametrize("content", LAYOUTS.values(), ids=LAYOUTS)
def test_a_file_cut_in_the_middle_says_so(tmp_path, content):
    cut = content.rstrip()[:-5]

    with (
        pytest.raises(SourceUnreadable, match=r"cut|valid JSON|whole object|no known"),
        reading(tmp_path, cut) as published,
    ):
        list(published.rows())


def test_a_broken_value_says_after_which_row(tmp_path):
    rows = written(OBJECTS * 200)
    content = rows[:-1] + ', {"id": NaN}]'

    with (
        reading(tmp_path, content) as published,
        pytest.raises(SourceUnreadable, match="no valid JSON after 600 rows"),
    ):
        list(published.rows())


@pytest.mark.parametrize(
    "content",
    ["[" * 100_000, '{"a":' * 100_000, '[{"a":' + "[" * 100_000, "{" * 70_000],
    ids=["lists", "objects", "inside", "braces"],
)
def test_nesting_without_end_fills_no_memory(tmp_path, content):
    with pytest.raises(SourceUnreadable), reading(tmp_path, content) as published:
        list(published.rows())


def test_an_object_without_a_list_says_what_it_holds(tmp_path):
    with (
        pytest.raises(SourceUnreadable, match=r"its keys: error, code"),
        reading(tmp_path, '{"error": "not found",\n "code": 404}'),
    ):
        pass


def test_a_single_object_of_another_kind_is_no_known_layout(tmp_path):
    with (
        pytest.raises(SourceUnreadable, match=r"no known layout fits"),
        reading(tmp_path, '{"error": "not found", "code": 404}'),
    ):
        pass


def test_what_no_text_may_hold_is_taken_out_of_cells():
    row = {"nom": "Le\u0000 Mi\ud800lle\u200b", "CP": 16000.0, "oui": True}

    assert text(row, "nom") == "Le Mille"
    assert text(row, "CP") == "16000"
    assert text(row, "oui") == "1"
    assert text({"lat": float("nan")}, "lat") is None


def test_a_long_file_needs_no_more_memory_than_a_short_one(tmp_path):
    def peak(times):
        content = written(OBJECTS * times)
        with reading(tmp_path, content) as published:
            tracemalloc.start()
            for _ in published.rows():
                pass
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    # Sixteen times the rows.
    assert peak(16_000) < peak(1_000) + 1_000_000


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(
    changes=st.lists(
        st.tuples(st.integers(0, 400), st.binary(max_size=3)), min_size=1, max_size=4
    ),
    content=st.sampled_from(sorted(LAYOUTS.values())),
)
def test_damaged_bytes_never_raise_but_a_clear_error(tmp_path, changes, content):
    damaged = bytearray(content.encode())
    for at, instead in changes:
        damaged[at : at + 1] = instead

    try:
        with reading(tmp_path, bytes(damaged)) as published:
            numbers = [number for number, _ in published.rows()]
    except SourceUnreadable:
        return
    assert numbers == list(range(1, len(numbers) + 1))
