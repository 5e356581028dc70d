"""Borders in the order of a walk over the map: each begins near the end of another."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from numna_geo.outlines.arcs import Ints, Polygon, Ring, Topology

Shapes = Mapping[str, tuple[Polygon, ...]]

_BITS = 14
"""Of each coordinate along the walk: cells of a 16,384th of the longest side."""


def walked(topology: Topology) -> Topology:
    """The same outlines, their arcs numbered and directed as a walk first meets them.

    The walk goes from shape to shape along a Hilbert curve. An outer ring goes around
    its shape counterclockwise and a hole clockwise, so that what is inside is on the
    left; hence an arc, which follows the first shape that has it, has it on its left.
    """
    turned = _left_inside(topology)
    order = _along_the_curve(topology)
    shapes = _continued(turned, order)
    numbers: dict[int, int] = {}
    arcs: list[Ints] = []
    for reference in _references(shapes, order):
        arc = ~reference if reference < 0 else reference
        if arc not in numbers:
            # A number of its own, or its complement when it is turned around.
            numbers[arc] = ~len(arcs) if reference < 0 else len(arcs)
            arcs.append(topology.arcs[arc][:: -1 if reference < 0 else 1])

    def renumbered(ring: Ring) -> Ring:
        return tuple(~numbers[~r] if r < 0 else numbers[r] for r in ring)

    return Topology(
        grid=topology.grid,
        arcs=tuple(arcs),
        shapes={
            code: tuple(tuple(map(renumbered, polygon)) for polygon in polygons)
            for code, polygons in shapes.items()
        },
    )


def hilbert(x: int, y: int) -> int:
    """Where a cell lies on the Hilbert curve over a square of 2^14 cells a side.

    Source: Hilbert, Ueber die stetige Abbildung einer Linie auf ein Flächenstück, 1891.

    >>> [hilbert(x, y) for x, y in ((0, 0), (1, 0), (1, 1), (0, 1))]
    [0, 1, 2, 3]
    """
    side, distance = 1 << _BITS, 0
    half = side >> 1
    while half:
        east, north = bool(x & half), bool(y & half)
        distance += half * half * ((3 * east) ^ north)
        if not north:
            if east:
                x, y = side - 1 - x, side - 1 - y
            x, y = y, x
        half >>= 1
    return distance


def _along_the_curve(topology: Topology) -> list[str]:
    """Codes of the shapes, by where the middle of each lies on the curve."""
    middles = {}
    for code, polygons in topology.shapes.items():
        ring_arcs = [topology.arcs[r if r >= 0 else ~r] for p in polygons for r in p[0]]
        cells = np.concatenate(ring_arcs)
        middles[code] = cells.min(axis=0) + cells.max(axis=0)
    if not middles:
        return []
    corner = np.min(list(middles.values()), axis=0)
    widest = int((np.max(list(middles.values()), axis=0) - corner).max()) or 1
    most = (1 << _BITS) - 1
    at = {code: (here - corner) * most // widest for code, here in middles.items()}
    return sorted(at, key=lambda code: (hilbert(*at[code].tolist()), code))


def _left_inside(topology: Topology) -> Shapes:
    return {
        code: tuple(
            tuple(
                ring
                if (_twice_area(ring, topology) > 0) == (place == 0)
                else tuple(~reference for reference in reversed(ring))
                for place, ring in enumerate(polygon)
            )
            for polygon in polygons
        )
        for code, polygons in topology.shapes.items()
    }


def _twice_area(ring: Ring, topology: Topology) -> int:
    """Twice the area in cells, above 0 when the ring goes counterclockwise."""
    parts = [topology.arcs[r] if r >= 0 else topology.arcs[~r][::-1] for r in ring]
    x, y = np.concatenate([part[:-1] for part in parts]).T
    return int((x * np.roll(y, -1) - np.roll(x, -1) * y).sum())


def _continued(shapes: Shapes, order: Sequence[str]) -> Shapes:
    """Rings that begin, where they can, with a new arc where a known one ends."""
    known: set[int] = set()

    def begun(ring: Ring) -> Ring:
        arcs = [~reference if reference < 0 else reference for reference in ring]
        starts = (
            place
            for place, arc in enumerate(arcs)
            if arc not in known and arcs[place - 1] in known
        )
        first = next(starts, 0)
        known.update(arcs)
        return ring[first:] + ring[:first]

    return {code: tuple(tuple(map(begun, p)) for p in shapes[code]) for code in order}


def _references(shapes: Shapes, order: Sequence[str]) -> Iterator[int]:
    for code in order:
        for polygon in shapes[code]:
            for ring in polygon:
                yield from ring
