"""Who is beside a border, found by walking along the borders."""

from collections import defaultdict
from collections.abc import Sequence
from math import atan2

from numna_geo.outlines.arcs import Ints, Topology

Loop = list[int]
"""Sides in the order they are walked: twice an arc, plus 1 when walked backwards."""


def loops(arcs: Sequence[Ints]) -> list[Loop]:
    """Closed walks that keep the same area on their left, turning left where they can.

    Every side of every arc is in one loop. Loops are in the order of their first side,
    those walked forwards before the others.

    Args:
        arcs: that meet at their ends and nowhere else.
    """
    following = _following(arcs)
    seen: set[int] = set()
    found = []
    for side in [*range(0, 2 * len(arcs), 2), *range(1, 2 * len(arcs), 2)]:
        loop = []
        while side not in seen:
            seen.add(side)
            loop.append(side)
            side = following[side]
        if loop:
            found.append(loop)
    return found


def sides(topology: Topology) -> dict[int, str]:
    """Whose each side is, of a topology whose rings have their inside on the left."""
    return {
        2 * arc if arc >= 0 else 2 * ~arc + 1: code
        for code, polygons in topology.shapes.items()
        for polygon in polygons
        for ring in polygon
        for arc in ring
    }


def _following(arcs: Sequence[Ints]) -> list[int]:
    """After each side, the next one clockwise of the way back."""
    leaving: dict[tuple[int, ...], list[tuple[float, int]]] = defaultdict(list)
    angles, ends = [], []
    for number, arc in enumerate(arcs):
        cells = arc.tolist()
        for side, (start, then) in enumerate((cells[:2], cells[:-3:-1])):
            angle = atan2(then[1] - start[1], then[0] - start[0])
            leaving[tuple(start)].append((angle, 2 * number + side))
            angles.append(angle)
        ends += [tuple(cells[-1]), tuple(cells[0])]

    def next_of(side: int) -> int:
        back, ways = angles[side ^ 1], leaving[ends[side]]
        return max((angle < back, angle, way) for angle, way in ways)[2]

    return [next_of(side) for side in range(len(ends))]
