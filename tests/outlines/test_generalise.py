import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from made_coverages import GRID, cells

from numna_geo.errors import SourceUnreadable
from numna_geo.outlines.arcs import Grid, Topology, cut
from numna_geo.outlines.crossings import crossing_arcs
from numna_geo.outlines.generalise import generalised
from numna_geo.outlines.lines import vertices_kept
from numna_geo.outlines.measures import (
    largest_shift_m,
    seats_outside_m,
    union_area_km2,
)
from numna_geo.outlines.topology import outlines_of

FEW = settings(max_examples=12, deadline=None)
SEEDS = st.integers(0, 10_000)
TOLERANCES = st.sampled_from([20.0, 100.0, 400.0])


@FEW
@given(seed=SEEDS, tolerance_m=TOLERANCES)
def test_a_generalised_coverage_is_still_one_and_moved_no_further(seed, tolerance_m):
    before = cells(seed, count=10)
    topology = cut(before, grid=GRID)

    drawn = generalised(topology, tolerance_m=tolerance_m)

    after = outlines_of(drawn)
    shapes = list(after.values())
    assert list(after) == list(before)
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)
    assert largest_shift_m(before, after) <= tolerance_m + 0.01
    assert union_area_km2(after) == pytest.approx(union_area_km2(before), rel=0.03)


@FEW
@given(seed=SEEDS)
def test_places_where_borders_meet_stay_where_they_are(seed):
    topology = cut(cells(seed, count=10), grid=GRID)

    drawn = generalised(topology, tolerance_m=400)

    for before, after in zip(topology.arcs, drawn.arcs, strict=True):
        assert after[0].tolist() == before[0].tolist()
        assert after[-1].tolist() == before[-1].tolist()
        assert len(after) <= len(before)


@FEW
@given(seed=SEEDS)
def test_a_coarser_grid_adds_its_rounding_and_no_crossing_or_is_refused(seed):
    before = cells(seed, count=10)

    try:
        drawn = generalised(cut(before, grid=GRID), tolerance_m=200, step=2e-4)
    except SourceUnreadable:
        # Cells narrower than the grid: the way out it names, a finer step, must work.
        drawn = generalised(cut(before, grid=GRID), tolerance_m=200)

    after = outlines_of(drawn)
    assert shapely.coverage_is_valid(list(after.values()))
    # Half a step each way: 11 m north, 8 m east.
    assert largest_shift_m(before, after) <= 200 + 14


@FEW
@given(seed=SEEDS)
def test_a_town_hall_by_the_border_stays_in_its_commune(seed):
    before = cells(seed, count=6)
    seats = {
        code: shapely.Point(shapely.get_coordinates(shapely.buffer(shape, -2e-4))[7])
        for code, shape in before.items()
        if not shapely.is_empty(shapely.buffer(shape, -2e-4))
    }
    assert not seats_outside_m(before, seats)

    drawn = generalised(cut(before, grid=GRID), tolerance_m=400, seats=seats)

    assert not seats_outside_m(outlines_of(drawn), seats)


def test_a_town_hall_outside_its_commune_before_is_left_alone():
    before = cells(1, count=6)
    far = {code: shapely.Point(9.0, 49.0) for code in before}

    drawn = generalised(cut(before, grid=GRID), tolerance_m=400, seats=far)

    assert sum(map(len, drawn.arcs)) < sum(map(len, cut(before, grid=GRID).arcs))


def test_a_line_keeps_the_corner_that_matters():
    line = np.array([[0.0, 0.0], [1.0, 0.4], [2.0, 0.0], [3.0, 5.0], [4.0, 0.0]])

    # (1, 0.4) lies 0.4 from the segment that replaces it; (3, 5) and (2, 0) do not.
    assert vertices_kept(line, tolerance=0.5).tolist() == [
        True,
        False,
        True,
        True,
        True,
    ]


def test_a_loop_is_cut_at_its_furthest_vertex():
    line = np.array([[0.0, 0.0], [2.0, 0.1], [4.0, 0.0], [2.0, 3.0], [0.0, 0.0]])

    kept = vertices_kept(line, tolerance=0.2)

    assert kept.tolist() == [True, False, True, True, True]


@settings(max_examples=60, deadline=None)
@given(
    points=st.lists(
        st.tuples(st.integers(-50, 50), st.integers(-50, 50)),
        min_size=3,
        max_size=30,
        unique=True,
    ),
    tolerance=st.floats(0.1, 20),
)
def test_no_vertex_left_out_was_further_than_the_tolerance(points, tolerance):
    line = np.array(points, dtype=np.float64)

    kept = vertices_kept(line, tolerance=tolerance)

    drawn = shapely.LineString(line[kept])
    assert kept[0]
    assert kept[-1]
    assert shapely.distance(shapely.points(line), drawn).max() <= tolerance + 1e-9


def topology_of(*arcs):
    grid = Grid(step=1e-5, west=0.0, south=45.0)
    return Topology(grid=grid, arcs=tuple(np.array(a) for a in arcs), shapes={})


@pytest.mark.parametrize(
    ("arcs", "crossing"),
    [
        (([[0, 0], [4, 0]], [[2, -2], [2, 2]]), {0, 1}),
        (([[0, 0], [4, 0]], [[4, 0], [8, 2]]), set()),
        (([[0, 0], [4, 0]], [[2, 0], [2, 2]]), {0, 1}),
        (([[0, 0], [4, 0]], [[0, 0], [4, 0]]), {0, 1}),
        (([[0, 0], [4, 0]], [[0, 0], [2, 0]]), {0, 1}),
        (([[0, 0], [4, 0], [0, 0]],), {0}),
        (([[1, 1], [1, 1]],), {0}),
        (([[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]],), set()),
    ],
    ids=["cross", "meet", "touch", "repeat", "overlap", "fold", "vanish", "ring"],
)
def test_arcs_may_meet_at_their_ends_and_nowhere_else(arcs, crossing):
    assert crossing_arcs(topology_of(*arcs)) == crossing


def test_borders_that_would_cross_are_drawn_finer():
    # A cape of 1 km and, in the bay it makes, another commune's thin island.
    coast = [[0, 0], [3000, 0], [3000, 1000], [3100, 1000], [3100, 0], [6000, 0]]
    back = [[6000, 0], [6000, -3000], [0, -3000], [0, 0]]
    islet = [[2950, 990], [3150, 990], [3150, 1100], [2950, 1100], [2950, 990]]
    cape = [[3000, 980], [3100, 980]]
    coast[2], coast[3] = cape
    topology = topology_of([*coast, *back[1:]], islet)

    drawn = generalised(topology, tolerance_m=100_000)

    assert not crossing_arcs(drawn)
    assert [len(arc) >= 4 for arc in drawn.arcs] == [True, True]


def test_borders_that_cross_to_begin_with_are_refused():
    with pytest.raises(SourceUnreadable, match="expected a valid coverage"):
        generalised(topology_of([[0, 0], [4, 0]], [[2, -2], [2, 2]]), tolerance_m=1.0)
