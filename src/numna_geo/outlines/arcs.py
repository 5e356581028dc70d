"""Cut outlines into arcs, so that neighbours share one border and not two copies."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Ring = tuple[int, ...]
"""Arcs in the order they are walked; `~i` (negative) walks arc `i` backwards."""
Polygon = tuple[Ring, ...]
"""An outer ring, then its holes."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A square grid in WGS 84 degrees: its step, and the corner that is (0, 0)."""

    step: float
    west: float
    south: float

    def snapped(self, lonlat: Floats) -> Ints:
        """Grid coordinates nearest to degrees, shape (N, 2)."""
        cells = np.rint((lonlat - (self.west, self.south)) / self.step)
        whole: Ints = cells.astype(np.int64)
        return whole

    def degrees(self, cells: Ints) -> Floats:
        """Degrees of grid coordinates, shape (N, 2), longitude first."""
        lonlat: Floats = np.round(cells * self.step + (self.west, self.south), 9)
        return lonlat


@dataclass(frozen=True, slots=True)
class Topology:
    """Outlines on shared borders.

    `arcs` hold whole grid coordinates, shape (n, 2), n of 2 or more; `shapes` say, for
    each code, which arcs make its polygons.
    """

    grid: Grid
    arcs: tuple[Ints, ...]
    shapes: Mapping[str, tuple[Polygon, ...]]

    def lines(self) -> list[Floats]:
        """Its arcs in WGS 84 degrees, each of shape (n, 2), longitude first."""
        if not self.arcs:
            return []
        # All at once: as many calls take several times as long.
        lonlat = self.grid.degrees(np.concatenate(self.arcs))
        return parted(lonlat, [len(arc) for arc in self.arcs])


def parted(rows: Floats, lengths: Sequence[int]) -> list[Floats]:
    """The first rows, the next ones, and so on: as many as `lengths` say each time.

    >>> [part.tolist() for part in parted(np.array([[1.0], [2.0], [3.0]]), [2, 1])]
    [[[1.0], [2.0]], [[3.0]]]
    """
    ends = np.cumsum([0, *lengths]).tolist()
    return [rows[start:end] for start, end in pairwise(ends)]


def grid_over(outlines: Mapping[str, shapely.Geometry], *, step: float) -> Grid:
    """A grid of that step in degrees, whose corner is a multiple of the step."""
    bounds = shapely.total_bounds(list(outlines.values()))
    west, south = (float(np.floor(bounds[i] / step) * step) for i in (0, 1))
    return Grid(step=step, west=round(west, 9), south=round(south, 9))


def cut(outlines: Mapping[str, shapely.Geometry], *, grid: Grid) -> Topology:
    """Cut a coverage into the arcs that run between places where borders meet.

    Two outlines share a border where they share their vertices, once on the grid: so
    the input must be a valid coverage (no overlap, no vertex on one side only).

    Args:
        outlines: polygons by code, WGS 84 degrees.
        grid: where vertices are put; use the grid of the input to lose nothing.
    """
    rings = _Rings.of(outlines, grid)
    cutter = _Cutter(rings.vertices, _junctions(rings.walks))
    walked = [cutter.arcs_of(walk) for walk in rings.walks]
    shapes: dict[str, tuple[Polygon, ...]] = {
        code: tuple(tuple(walked[i] for i in polygon) for polygon in polygons)
        for code, polygons in rings.polygons.items()
    }
    return Topology(grid=grid, arcs=tuple(cutter.arcs), shapes=shapes)


@dataclass(frozen=True, slots=True)
class _Rings:
    """Distinct vertices, each ring as a walk over them, and the rings of each code."""

    vertices: Ints
    walks: Sequence[Ints]
    polygons: Mapping[str, tuple[tuple[int, ...], ...]]

    @classmethod
    def of(cls, outlines: Mapping[str, shapely.Geometry], grid: Grid) -> "_Rings":
        lines: list[Ints] = []
        polygons: dict[str, tuple[tuple[int, ...], ...]] = {}
        for code, outline in outlines.items():
            found = []
            for part in shapely.get_parts(outline):
                first = len(lines)
                lines += [_open_ring(grid, ring) for ring in shapely.get_rings(part)]
                found.append(tuple(range(first, len(lines))))
            polygons[code] = tuple(found)
        vertices, ids = np.unique(np.vstack(lines), axis=0, return_inverse=True)
        ends = np.cumsum([len(line) for line in lines])[:-1]
        return cls(vertices, np.split(ids.reshape(-1), ends), polygons)


def _open_ring(grid: Grid, ring: shapely.Geometry) -> Ints:
    """Vertices of a ring on the grid, no two alike in a row, the first not repeated."""
    cells = grid.snapped(shapely.get_coordinates(ring))
    moves = np.any(np.diff(cells, axis=0) != 0, axis=1)
    return cells[:-1][moves]


def _junctions(walks: Sequence[Ints]) -> set[int]:
    """Vertices where other than two borders meet: arcs end there."""
    ends = np.vstack([np.column_stack([walk, np.roll(walk, -1)]) for walk in walks])
    edges = np.unique(np.sort(ends, axis=1), axis=0)
    vertices, degrees = np.unique(edges, return_counts=True)
    return set(vertices[degrees != 2].tolist())  # noqa: PLR2004 - a border passes through


class _Cutter:
    """Hands out arcs, each once: whoever comes second walks it backwards."""

    def __init__(self, vertices: Ints, junctions: set[int]) -> None:
        self.arcs: list[Ints] = []
        self._vertices, self._junctions = vertices, junctions
        self._by_first_edge: dict[tuple[int, int], int] = {}

    def arcs_of(self, walk: Ints) -> Ring:
        return tuple(self._arc(chain) for chain in self._chains(walk.tolist()))

    def _chains(self, walk: list[int]) -> Iterator[list[int]]:
        stops = [i for i, vertex in enumerate(walk) if vertex in self._junctions]
        if not stops:
            # An island: start at its smallest vertex, whoever walks it.
            stops = [walk.index(min(walk))]
        turned = [*walk[stops[0] :], *walk[: stops[0]], walk[stops[0]]]
        marks = [stop - stops[0] for stop in stops] + [len(walk)]
        for start, end in pairwise(marks):
            yield turned[start : end + 1]

    def _arc(self, chain: list[int]) -> int:
        backwards = self._by_first_edge.get((chain[-1], chain[-2]))
        if backwards is not None:
            return ~backwards
        forwards = self._by_first_edge.get((chain[0], chain[1]))
        if forwards is not None:
            return forwards
        self._by_first_edge[chain[0], chain[1]] = len(self.arcs)
        self.arcs.append(self._vertices[chain])
        return len(self.arcs) - 1
