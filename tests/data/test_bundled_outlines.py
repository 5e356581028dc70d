"""The bundled outlines, held against the figures measured when they were drawn."""

import json
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import shapely

from numna_geo.outlines.crossings import crossing_arcs
from numna_geo.outlines.measures import seats_outside_m, union_area_km2
from numna_geo.outlines.projection import lambert93
from numna_geo.outlines.topojson import decoded
from numna_geo.outlines.topology import outlines_of
from numna_geo.sources.tables import read_communes

DATA = Path(__file__).parents[2] / "data"
FACTS = json.loads((DATA / "outlines.json").read_text())
INPUT_KM2 = 85_109.447
"""Area of the outlines of IGN that ours were drawn from."""

OUTSIDE_BEFORE_M = {
    "17362": 242.5,
    "23005": 42.3,
    "24360": 34.4,
    "24390": 135.0,
    "24463": 145.3,
    "24478": 0.8,
    "24501": 94.8,
    "40334": 309.5,
    "64395": 224.8,
    "64457": 344.0,
    "79235": 295.1,
    "79271": 22.8,
    "86065": 453.1,
    "86118": 309.0,
    "86265": 29.4,
}
"""Town halls that the outlines of IGN already leave outside their commune."""

SCALES = ("outlines_fine", "outlines_coarse")


@cache
def topology(stem):
    return decoded(DATA / f"{stem}.topojson")


@cache
def outlines_at(stem):
    return outlines_of(topology(stem))


@pytest.fixture(scope="module", params=SCALES)
def scale(request):
    return request.param, outlines_at(request.param)


@pytest.fixture(scope="module")
def communes():
    return {c.code: c for c in read_communes(DATA) if c.in_region}


def test_every_commune_has_an_outline_and_no_other(scale, communes):
    _, outlines = scale

    assert set(outlines) == set(communes)
    assert all(shapely.is_valid(list(outlines.values())))


def test_neighbours_leave_no_gap_and_never_overlap(scale):
    _, outlines = scale
    shapes = list(outlines.values())

    assert shapely.coverage_is_valid(shapes)
    whole = shapely.transform(shapely.coverage_union_all(shapes), lambert93)
    # The sum of the parts is the whole, to less than a hectare.
    assert whole.area / 1e6 == pytest.approx(union_area_km2(outlines), abs=0.01)
    holes = [shapely.get_num_interior_rings(p) for p in shapely.get_parts(whole)]
    assert sum(holes) == 2, "the two enclaves of Hautes-Pyrénées"


def test_no_arc_crosses_another(scale):
    stem, _ = scale

    assert not crossing_arcs(topology(stem))


def test_the_region_keeps_its_area(scale):
    _, outlines = scale

    assert union_area_km2(outlines) == pytest.approx(INPUT_KM2, rel=0.005)
    assert FACTS["input"]["area_km2"] == INPUT_KM2


def test_each_commune_keeps_about_its_area(scale, communes):
    stem, outlines = scale
    shapes = np.array(list(outlines.values()), dtype=object)
    areas_km2 = shapely.area(shapely.transform(shapes, lambert93)) / 1e6
    official_km2 = np.array([communes[code].area_km2 for code in outlines])

    middle = np.median(np.abs(areas_km2 / official_km2 - 1))

    assert middle < {"outlines_fine": 0.01, "outlines_coarse": 0.02}[stem]


def test_borders_moved_no_further_than_was_promised():
    assert FACTS["outlines_fine"]["largest_shift_m"] <= 50
    assert FACTS["outlines_coarse"]["largest_shift_m"] <= 200 + 14
    assert FACTS["neighbours"]["largest_shift_m"] <= 300 + 14


def test_town_halls_lie_in_their_commune_but_for_those_that_never_did(scale, communes):
    _, outlines = scale
    seats = {
        code: shapely.Point(commune.seat_lon, commune.seat_lat)
        for code, commune in communes.items()
        if commune.seat_lon is not None
    }

    outside = seats_outside_m(outlines, seats)

    assert len(seats) == 4_080
    assert set(outside) <= set(OUTSIDE_BEFORE_M)
    assert FACTS["input"]["seats_outside_m"] == OUTSIDE_BEFORE_M


def test_the_point_inside_a_commune_is_inside_its_fine_outline(communes):
    outlines = outlines_at("outlines_fine")
    points = [shapely.Point(communes[c].lon, communes[c].lat) for c in outlines]

    assert shapely.covers(list(outlines.values()), points).all()


def test_both_scales_are_cut_at_the_same_places():
    fine, coarse = map(topology, SCALES)

    assert fine.shapes == coarse.shapes
    assert len(fine.arcs) == len(coarse.arcs) == 12_768


def test_the_18_departments_around_are_there_for_the_base_map():
    path = DATA / "neighbours.topojson"
    outlines = outlines_of(decoded(path, name="departments"))

    assert len(outlines) == 18
    assert {"85", "65", "46", "03"} <= set(outlines)
    assert path.stat().st_size < 60_000
    assert shapely.coverage_is_valid(list(outlines.values()))
