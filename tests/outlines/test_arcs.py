import numpy as np
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from made_coverages import GRID, cells

from numna_geo.outlines.arcs import Grid, cut, grid_over
from numna_geo.outlines.topology import outlines_of

FEW = settings(max_examples=15, deadline=None)
SEEDS = st.integers(0, 10_000)
UNIT = Grid(step=1.0, west=0.0, south=0.0)


def test_two_squares_share_one_arc_walked_both_ways():
    squares = {"west": shapely.box(0, 0, 1, 1), "east": shapely.box(1, 0, 2, 1)}

    topology = cut(squares, grid=UNIT)

    assert len(topology.arcs) == 3
    (west,), (east,) = topology.shapes["west"][0], topology.shapes["east"][0]
    shared = {arc for arc in west if ~arc in east} | {
        arc for arc in east if ~arc in west
    }
    assert len({arc if arc >= 0 else ~arc for arc in shared}) == 1


def test_an_enclave_and_the_hole_around_it_are_one_arc():
    hole = shapely.box(1, 1, 2, 2)
    outlines = {"around": shapely.difference(shapely.box(0, 0, 3, 3), hole), "in": hole}

    topology = cut(outlines, grid=UNIT)

    assert len(topology.arcs) == 2
    (_, (inner,)), ((enclave,),) = (
        topology.shapes["around"][0],
        topology.shapes["in"][0],
    )
    assert {inner, enclave} in ({1, ~1}, {0, ~0}) or inner == enclave


def test_an_island_is_one_closed_arc():
    topology = cut({"island": shapely.box(4, 4, 6, 5)}, grid=UNIT)

    (arc,) = topology.arcs
    assert arc.tolist()[0] == arc.tolist()[-1]


@FEW
@given(seed=SEEDS)
def test_outlines_come_back_from_their_arcs_as_they_were(seed):
    outlines = cells(seed, count=8)

    back = outlines_of(cut(outlines, grid=GRID))

    assert list(back) == list(outlines)
    for code, outline in outlines.items():
        assert shapely.equals(back[code], outline)


@FEW
@given(seed=SEEDS)
def test_no_stretch_of_border_is_kept_twice(seed):
    topology = cut(cells(seed, count=8), grid=GRID)

    edges = [
        tuple(sorted(map(tuple, edge)))
        for arc in topology.arcs
        for edge in zip(arc.tolist()[:-1], arc.tolist()[1:], strict=True)
    ]
    assert len(edges) == len(set(edges))


def test_a_grid_starts_at_a_multiple_of_its_step():
    grid = grid_over({"a": shapely.box(-1.792345, 42.77752, 0, 46)}, step=1e-5)

    assert (grid.west, grid.south) == (-1.79235, 42.77752)


def test_a_grid_loses_nothing_that_lies_on_it():
    grid = Grid(step=1e-5, west=-1.79235, south=42.77752)
    lonlat = np.array([[-0.57918, 44.83779], [2.61146, 47.17590]])

    assert np.array_equal(grid.degrees(grid.snapped(lonlat)), lonlat)
