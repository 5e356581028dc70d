"""Outlines as the map page downloads them: columns of bytes, with nothing to parse.

Little endian. A header: `nna2`, then as uint32 how many areas, loops, arcs, new starts,
moves and escapes follow, then as float64 the step of the grid in degrees and its west
and south corner. Then the escapes (int16), and ten columns of int8, where -128 stands
for the next escape:

1., 2. of each area, by code: the thousands of its code as a number, then the rest, both
   less those of the area before;
3. of each loop (see `loops.py`): the number of the area on its left, or -1 for none,
   less the one before;
4. of each arc: how many moves it holds;
5. of each arc: 0 where its start is a new point, else how many points ago this one was
   met; starts and ends are counted in the order they are met, each once;
6. of each arc: the same of its end. An end met before is no move of the arc;
7., 8. of each new start: how far it is from the end of the arc before, in cells east
   and north; the first one from the corner;
9., 10. of each move: cells east, and north.

The smaller half of the weight of shared borders is who is beside them: loops tell it
without a byte, but for the name of each.
"""

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from numna_geo.errors import SourceUnreadable
from numna_geo.outlines.arcs import Ints, Topology
from numna_geo.outlines.loops import loops, sides
from numna_geo.outlines.walk import walked

MAGIC = b"nna2"
HEADER = struct.Struct("<4s6I3d")
ESCAPE = -128
_NO_AREA = -1


def browser_pack(topology: Topology) -> bytes:
    """A topology in less than two thirds of what its numbers weigh as text.

    Its areas are in the order of their codes. The same outlines give the same bytes.

    Raises:
        SourceUnreadable: borders cross, a code is no number, or the outlines are too
            large for their grid.
    """
    drawn = walked(topology)
    codes = sorted(drawn.shapes)
    owners = _owners(drawn, codes)
    moves = _Moves()
    for arc in drawn.arcs:
        moves.add(arc)
    grid = drawn.grid
    columns = [
        *map(_steps, _halves([divmod(code, 1000) for code in _numbers(codes)])),
        _steps(owners),
        moves.counts,
        moves.starts,
        moves.ends,
        *_halves(moves.jumps),
        *_halves(moves.steps),
    ]
    planes, escapes = _planes(columns)
    counted = (codes, owners, drawn.arcs, moves.jumps, moves.steps, escapes)
    sizes = [len(several) for several in counted]
    header = HEADER.pack(MAGIC, *sizes, grid.step, grid.west, grid.south)
    return header + np.array(escapes, dtype="<i2").tobytes() + planes


@dataclass(slots=True)
class _Moves:
    """Arcs as moves, ends that were met before as references to them."""

    counts: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    jumps: list[list[int]] = field(default_factory=list)
    steps: list[list[int]] = field(default_factory=list)
    _met: dict[tuple[int, ...], int] = field(default_factory=dict)
    _here: tuple[int, ...] = (0, 0)

    def add(self, arc: Ints) -> None:
        """One more arc, after all those before."""
        first, *_, last = map(tuple, arc.tolist())
        self.starts.append(self._ago(first))
        if not self.starts[-1]:
            self.jumps.append([first[0] - self._here[0], first[1] - self._here[1]])
        self.ends.append(self._ago(last))
        moves = np.diff(arc, axis=0).tolist()
        own = moves[:-1] if self.ends[-1] else moves
        self.counts.append(len(own))
        self.steps += own
        self._here = last

    def _ago(self, point: tuple[int, ...]) -> int:
        """How many points ago it was met, 0 if never: then it is from now on."""
        place = self._met.get(point)
        if place is None:
            self._met[point] = len(self._met)
            return 0
        return len(self._met) - place


def _owners(topology: Topology, codes: Sequence[str]) -> list[int]:
    """Which area is on the left of each loop, by its number."""
    numbers = {code: number for number, code in enumerate(codes)}
    of_side = {side: numbers[code] for side, code in sides(topology).items()}
    found = []
    for loop in loops(topology.arcs):
        (owner, *others) = {of_side.get(side, _NO_AREA) for side in loop}
        if others:
            raise SourceUnreadable(
                "borders of the outlines cross: expected a valid coverage"
            )
        found.append(owner)
    return found


def _numbers(codes: Iterable[str]) -> list[int]:
    try:
        return [int(code) for code in codes]
    except ValueError as error:
        raise SourceUnreadable(
            f"{error}: outlines for the browser have whole numbers as codes"
        ) from error


def _steps(numbers: Sequence[int]) -> list[int]:
    return [one - before for one, before in zip(numbers, [0, *numbers], strict=False)]


def _halves(pairs: Sequence[Sequence[int]]) -> tuple[list[int], list[int]]:
    return [x for x, _ in pairs], [y for _, y in pairs]


def _planes(columns: Iterable[Sequence[int]]) -> tuple[bytes, list[int]]:
    """Columns of single bytes, one after the other, and what no byte holds."""
    planes, escapes = [], list[int]()
    for column in columns:
        values = np.array(column, dtype=np.int64)
        wide = np.abs(values) >= -ESCAPE
        escapes += values[wide].tolist()
        planes.append(np.where(wide, ESCAPE, values).astype(np.int8).tobytes())
    if any(abs(value) >= 1 << 15 for value in escapes):
        raise SourceUnreadable(
            "outlines wider than 32,767 cells of their grid: take a coarser step"
        )
    return b"".join(planes), escapes
