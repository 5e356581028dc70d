"""What the map page downloads gives back the outlines that were packed."""

from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from made_coverages import GRID, cells

from numna_geo.errors import SourceUnreadable
from numna_geo.outlines.arcs import Grid, Topology, cut
from numna_geo.outlines.browser_pack import ESCAPE, HEADER, MAGIC, browser_pack
from numna_geo.outlines.loops import loops
from numna_geo.outlines.topology import outlines_of

SEEDS = st.integers(0, 10_000)
FEW = settings(max_examples=10, deadline=None)
ROOT = Path(__file__).parents[2]
DEGREES = Grid(step=1.0, west=-1.0, south=45.0)
SQUARES = {"03001": shapely.box(-1, 45, 0, 46), "87001": shapely.box(0, 45, 1, 46)}


def columns_of(packed):
    """The columns of a pack as numbers, and its grid."""
    magic, areas, spans, arcs, starts, moves, escapes, *grid = HEADER.unpack_from(
        packed
    )
    assert magic == MAGIC
    wide = np.frombuffer(packed, "<i2", escapes, HEADER.size)
    sizes = [areas, areas, spans, arcs, arcs, arcs, starts, starts, moves, moves]
    at = HEADER.size + 2 * escapes
    assert at + sum(sizes) == len(packed)
    planes = np.frombuffer(packed, np.int8, sum(sizes), at).astype(np.int64)
    planes[planes == ESCAPE] = wide
    return np.split(planes, np.cumsum(sizes)[:-1]), Grid(*grid)


def unpacked(packed):
    """Rings of each code in degrees, as the map page decodes them."""
    columns, grid = columns_of(packed)
    thousands, units, owners, counts, starts, ends, *halves = columns
    jumps = iter(zip(*map(np.ndarray.tolist, halves[:2]), strict=True))
    moves = iter(zip(*map(np.ndarray.tolist, halves[2:]), strict=True))
    met, arcs, here = [], [], (0, 0)
    for count, start, end in zip(*map(list, (counts, starts, ends)), strict=True):
        if start:
            arc = [met[-start]]
        else:
            x, y = next(jumps)
            arc = [(here[0] + x, here[1] + y)]
            met.append(arc[0])
        for _ in range(count):
            x, y = next(moves)
            arc.append((arc[-1][0] + x, arc[-1][1] + y))
        if end:
            arc.append(met[-end])
        else:
            met.append(arc[-1])
        here = arc[-1]
        arcs.append(np.array(arc))
    codes = np.cumsum(thousands) * 1000 + np.cumsum(units)
    rings = {code: [] for code in codes.tolist()}
    for loop, owner in zip(loops(arcs), np.cumsum(owners).tolist(), strict=True):
        walked = [arcs[side >> 1][:: -1 if side & 1 else 1] for side in loop]
        if owner >= 0:
            cells_ = np.concatenate([part[:-1] for part in walked])
            rings[int(codes[owner])].append(grid.degrees(cells_))
    return rings


def area_of(rings):
    """What lies in an odd number of rings, as the page fills it."""
    area = shapely.Polygon()
    for ring in rings:
        area = shapely.symmetric_difference(area, shapely.Polygon(ring))
    return area


@FEW
@given(seed=SEEDS)
def test_the_map_page_unpacks_the_outlines_that_were_packed(seed):
    topology = cut(cells(seed, count=7), grid=GRID)

    rings = unpacked(browser_pack(topology))

    for code, outline in outlines_of(topology).items():
        assert shapely.equals(area_of(rings[int(code)]), outline)


def test_two_squares_are_packed_as_the_browser_expects_them():
    there = (ROOT / "frontend/tests/squares.hex").read_text()

    packed = browser_pack(cut(SQUARES, grid=DEGREES))

    assert packed.hex() == "".join(there.split())
    columns, grid = columns_of(packed)
    assert grid == DEGREES
    # Their common border upwards, then around the west square, then around the east
    # one, whose ends were met. What is outside is nobody's.
    assert [column.tolist() for column in columns] == [
        [3, 84],
        [1, 0],
        [0, 1, -2],
        [1, 2, 2],
        [0, 1, 2],
        [0, 2, 1],
        [1],
        [0],
        [0, -1, 0, 1, 0],
        [1, 0, -1, 0, 1],
    ]


@FEW
@given(seed=SEEDS)
def test_areas_are_in_the_order_of_their_codes_whatever_their_order_before(seed):
    outlines = cells(seed, count=6)
    topology = cut(outlines, grid=GRID)
    turned = Topology(
        grid=GRID,
        arcs=topology.arcs,
        shapes=dict(reversed(list(topology.shapes.items()))),
    )

    assert browser_pack(turned) == browser_pack(topology)
    assert list(unpacked(browser_pack(turned))) == sorted(map(int, outlines))


def test_outlines_that_overlap_are_refused():
    # Both between the same two points, the one from 3 west to 3 east of them, the other
    # from 1 west to 6 east.
    bulges = [[3, 2], [-3, 2], [6, 2], [-1, 2]]
    arcs = [np.array([[0, 0], bulge, [0, 4]]) for bulge in bulges]
    shapes = {"1": (((0, ~1),),), "2": (((2, ~3),),)}

    with pytest.raises(SourceUnreadable, match="cross"):
        browser_pack(Topology(grid=DEGREES, arcs=tuple(arcs), shapes=shapes))


def test_what_no_column_holds_is_refused():
    wide = {"1": shapely.box(0, 0, 40_000, 1)}

    with pytest.raises(SourceUnreadable, match="coarser"):
        browser_pack(cut(wide, grid=Grid(step=1.0, west=0.0, south=0.0)))
    with pytest.raises(SourceUnreadable, match="whole numbers"):
        browser_pack(cut({"2A004": shapely.box(0, 45, 1, 46)}, grid=DEGREES))
