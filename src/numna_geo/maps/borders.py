"""Outlines as borders, for pictures drawn without a browser."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Borders:
    """Borders of an area layer, each once.

    Args:
        arcs: Web Mercator between 0 and 1, y growing southwards, shape (n, 2) each.
        ranks: of each arc, 0 inside a department, 2 between two, 3 on the outside.
        edges: the outside as closed rings.
    """

    arcs: tuple[Floats, ...]
    ranks: tuple[int, ...]
    edges: tuple[Floats, ...]


def borders(lines: Sequence[Floats], beside: Sequence[Sequence[str]]) -> Borders:
    """Borders from lines in degrees, and the codes of the areas beside each."""
    ends = np.cumsum([len(line) for line in lines])[:-1]
    arcs = np.split(mercator(np.concatenate(lines)), ends)
    ranks = [_rank(codes) for codes in beside]
    outside = [arc for arc, rank in zip(arcs, ranks, strict=True) if rank == _OUTSIDE]
    return Borders(arcs=tuple(arcs), ranks=tuple(ranks), edges=tuple(_joined(outside)))


def mercator(lonlat: Floats) -> Floats:
    """Degrees, longitude first, as Web Mercator between 0 and 1.

    >>> mercator(np.array([[0.0, 0.0]])).tolist()
    [[0.5, 0.5]]
    """
    lon, lat = lonlat.T
    sine = np.sin(np.radians(lat))
    y = 0.5 - np.log((1 + sine) / (1 - sine)) / (4 * np.pi)
    return np.column_stack((lon / 360 + 0.5, y))


_OUTSIDE, _BETWEEN, _WITHIN = 3, 2, 0


def _rank(codes: Sequence[str]) -> int:
    if len(codes) == 1:
        return _OUTSIDE
    return _BETWEEN if len({code[:2] for code in codes}) > 1 else _WITHIN


def _joined(arcs: Sequence[Floats]) -> Iterator[Floats]:
    """Arcs put end to end until they close; each is used once."""
    left = dict(enumerate(arcs))
    at: dict[tuple[float, ...], list[int]] = {}
    for i, arc in left.items():
        for end in (arc[0], arc[-1]):
            at.setdefault(tuple(end), []).append(i)
    while left:
        _, chain = left.popitem()
        parts = [chain]
        while tuple(parts[-1][-1]) != tuple(parts[0][0]):
            here = tuple(parts[-1][-1])
            following = next((i for i in at[here] if i in left), None)
            if following is None:
                break
            arc = left.pop(following)
            parts.append(arc if tuple(arc[0]) == here else arc[::-1])
        yield np.vstack(parts)
