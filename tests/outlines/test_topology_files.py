import json

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from made_coverages import GRID, cells

from numna_geo.errors import SourceUnreadable
from numna_geo.outlines.arcs import cut
from numna_geo.outlines.geojson import read_outlines
from numna_geo.outlines.packed import packed
from numna_geo.outlines.topojson import decoded, encoded, write_topojson
from numna_geo.outlines.topology import outlines_of, read_topology

SEEDS = st.integers(0, 10_000)
FEW = settings(max_examples=10, deadline=None)


def unpacked(columns):
    """Rings of each code in degrees, as the map page decodes them."""
    cells_ = np.cumsum(np.column_stack([columns["x"], columns["y"]]), axis=0)
    lonlat = cells_ * columns["scale"] + columns["origin"]
    arcs = np.split(lonlat, np.cumsum(columns["n"])[:-1])
    numbers, last, rings = iter(columns["r"]), 0, {}
    for code in columns["code"]:
        rings[code] = []
        for _ in range(next(numbers)):
            walked = []
            for _ in range(next(numbers)):
                value = next(numbers)
                backwards = value & 1
                last += (value - backwards) >> 1
                walked.append(arcs[last][::-1] if backwards else arcs[last])
            rings[code].append(np.vstack([w[:-1] for w in walked]))
    return rings


@FEW
@given(seed=SEEDS)
def test_the_map_page_unpacks_the_outlines_that_were_packed(seed):
    topology = cut(cells(seed, count=7), grid=GRID)

    rings = unpacked(json.loads(json.dumps(packed(topology))))

    for code, outline in outlines_of(topology).items():
        expected = [
            shapely.get_coordinates(r)[:-1]
            for r in shapely.get_rings(shapely.get_parts(outline))
        ]
        assert len(rings[code]) == len(expected)
        for ring, there in zip(rings[code], expected, strict=True):
            assert np.allclose(ring, there, atol=1e-9)


def test_outlines_are_packed_in_the_order_that_is_asked():
    topology = cut(cells(3, count=5), grid=GRID)
    order = sorted(topology.shapes, reverse=True)

    columns = packed(topology, order)

    assert columns["v"] == 1
    assert columns["code"] == order
    straight, turned = unpacked(packed(topology)), unpacked(columns)
    assert all(np.array_equal(straight[c][0], turned[c][0]) for c in order)


def test_packed_columns_are_smaller_than_topojson():
    topology = cut(cells(3, count=20), grid=GRID)

    assert len(json.dumps(packed(topology))) < 0.8 * len(json.dumps(encoded(topology)))


@FEW
@given(seed=SEEDS)
def test_a_topojson_file_gives_back_its_topology(seed, tmp_path_factory):
    topology = cut(cells(seed, count=7), grid=GRID)
    path = tmp_path_factory.mktemp("topojson") / "cells.topojson"

    size = write_topojson(path, topology)

    back = decoded(path)
    assert size == path.stat().st_size
    assert back.grid == topology.grid
    assert back.shapes == topology.shapes
    for one, other in zip(back.arcs, topology.arcs, strict=True):
        assert np.array_equal(one, other)


def test_a_topojson_file_is_standard(tmp_path):
    document = encoded(cut({"a": shapely.box(0, 45, 0.1, 45.1)}, grid=GRID))

    assert document["type"] == "Topology"
    assert document["transform"] == {"scale": [1e-5, 1e-5], "translate": [0.0, 45.0]}
    (geometry,) = document["objects"]["communes"]["geometries"]
    assert geometry["type"] == "Polygon"
    assert geometry["id"] == "a"
    # The first vertex whole, the others as moves that add up to nothing.
    assert np.sum(document["arcs"][0][1:], axis=0).tolist() == [0, 0]


@pytest.mark.parametrize("text", ["", "{}", '{"objects": {}}', "not json"])
def test_what_is_no_topojson_is_refused_by_name(tmp_path, text):
    path = tmp_path / "wrong.topojson"
    path.write_text(text)

    with pytest.raises(SourceUnreadable, match=r"wrong\.topojson"):
        read_topology(path)


def test_outlines_of_a_geojson_file_keep_their_code(tmp_path):
    path = tmp_path / "one.geojson"
    ring = [[0, 45], [1, 45], [1, 46], [0, 45]]
    feature = {
        "type": "Feature",
        "properties": {"insee": "16001"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))

    outlines = read_outlines(path, code_property="insee")

    assert outlines["16001"].equals(shapely.Polygon(ring))
    with pytest.raises(SourceUnreadable, match="code"):
        read_outlines(path, code_property="code")
