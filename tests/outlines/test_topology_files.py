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
from numna_geo.outlines.topojson import decoded, encoded, write_topojson
from numna_geo.outlines.topology import read_topology

SEEDS = st.integers(0, 10_000)
FEW = settings(max_examples=10, deadline=None)


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
