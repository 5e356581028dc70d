"""Pieces of road between two nodes of a network, out of the ways of an extract.

Nodes are crossings, ends of ways, and a point every few hundred metres of the roads
between them, so that every place on a road is near one; bends in between are folded
into the length of a stretch.
"""

from dataclasses import dataclass, fields, replace

import numpy as np

from numna_geo.model.travel import MOVING, Profile
from numna_geo.travel.engine import Flags, Floats
from numna_geo.travel.roads import FERRY_KMH
from numna_geo.travel.roads_metres import metres_between
from numna_geo.travel.roads_reading import Ids, RoadFile, Singles

STRETCH_M = 300.0
"""Longer stretches of a road are cut: a place on it is at most so far from a node."""

_AT_ONCE, _WAYS_AT_ONCE = 1_000_000, 100_000
"""Nodes and ways: what is worked out on the way stays small beside what is kept."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stretches:
    """Pieces of road between two nodes; minutes are infinite where it is one-way."""

    here: Ids
    there: Ids
    forward: Floats
    backward: Floats
    through: Flags


def stretches(roads: RoadFile, profile: Profile) -> Stretches:
    """The pieces of finely drawn roads that one way of going can use."""
    column = MOVING.index(profile)
    kmh = roads.kmh[:, 2 * column : 2 * column + 2]
    ways = np.flatnonzero((kmh > 0).any(axis=1))
    crossing = _crossings(roads, ways)
    parts = [
        _of_some(_some(roads, block), crossing, column)
        for block in np.split(ways, range(_WAYS_AT_ONCE, len(ways), _WAYS_AT_ONCE))
    ]
    return Stretches(
        **{
            each.name: np.concatenate([getattr(part, each.name) for part in parts])
            for each in fields(Stretches)
        }
    )


def finely_drawn(roads: RoadFile) -> RoadFile:
    """The same roads, with points put on straight pieces longer than `STRETCH_M`."""
    metres = _steps(roads.nodes, roads.lonlat)
    metres[roads.begins[1:-1] - 1] = 0.0
    more = np.maximum(np.ceil(metres / STRETCH_M).astype(np.int32) - 1, 0)
    piece = np.repeat(np.arange(len(more)), more)
    nth = np.arange(len(piece)) - np.repeat(np.cumsum(more) - more, more) + 1
    share = (nth / (more[piece] + 1))[:, np.newaxis]
    start, end = (roads.lonlat[roads.nodes[piece + at]] for at in (0, 1))
    fresh = len(roads.lonlat) + np.arange(len(piece))
    # A way begins where it began, after what was put into those before it.
    shift = np.concatenate([[0], np.cumsum(more), [len(piece)]])
    return replace(
        roads,
        nodes=np.insert(roads.nodes, piece + 1, fresh),
        begins=roads.begins + shift[roads.begins],
        lonlat=np.concatenate([roads.lonlat, start + share * (end - start)]),
        stops=np.concatenate(
            [roads.stops, np.zeros((len(piece), len(MOVING)), dtype=bool)]
        ),
    )


def _steps(nodes: Ids, lonlat: Floats) -> Singles:
    """Metres from each node to the next, 0 where one is lost, shape (M - 1,)."""
    metres = np.zeros(len(nodes) - 1, dtype=np.float32)
    for first in range(0, len(metres), _AT_ONCE):
        part = lonlat[nodes[first : first + _AT_ONCE + 1]]
        found = np.nan_to_num(metres_between(part[:-1], part[1:]))
        metres[first : first + _AT_ONCE] = found
    return metres


def _crossings(roads: RoadFile, ways: Ids) -> Flags:
    """Which nodes these ways pass more than once, shape (K,)."""
    uses = np.zeros(len(roads.kmh), dtype=bool)
    uses[ways] = True
    passed = roads.nodes[np.repeat(uses, np.diff(roads.begins))]
    return np.bincount(passed, minlength=len(roads.lonlat)) > 1


def _some(roads: RoadFile, ways: Ids) -> RoadFile:
    """Some of the ways, among all of the nodes."""
    lengths = np.diff(roads.begins)[ways]
    begins = np.concatenate([[0], np.cumsum(lengths)])
    at = np.arange(begins[-1]) + np.repeat(roads.begins[ways] - begins[:-1], lengths)
    return replace(
        roads,
        nodes=roads.nodes[at],
        begins=begins,
        kmh=roads.kmh[ways],
        ferry_min=roads.ferry_min[ways],
        wait_min=roads.wait_min[ways],
        through=roads.through[ways],
    )


def _of_some(roads: RoadFile, crossing: Flags, column: int) -> Stretches:
    """Of ways that all may be taken, by one of `MOVING`."""
    way = np.repeat(np.arange(len(roads.kmh)), np.diff(roads.begins))
    # A way that leaves the extract and comes back is two ways.
    at = np.flatnonzero(~np.isnan(roads.lonlat[roads.nodes, 0]))
    nodes, way = roads.nodes[at], way[at]
    same = (way[1:] == way[:-1]) & (np.diff(at) == 1)
    run = np.concatenate([[0], np.cumsum(~same)])[: len(nodes)]
    steps = np.where(same, _steps(nodes, roads.lonlat), 0.0)
    along = np.concatenate([[0.0], np.cumsum(steps, dtype=np.float64)])[: len(nodes)]
    stops = roads.stops[nodes, column]
    at = np.flatnonzero(_kept(run, along) | stops | crossing[nodes])
    here, there = at[:-1], at[1:]
    whole = (run[here] == run[there]) & ~stops[here] & ~stops[there]
    whole &= nodes[here] != nodes[there]
    here, there = here[whole], there[whole]
    metres = along[there] - along[here]
    kmh = roads.kmh[:, 2 * column : 2 * column + 2].astype(np.float64)
    per_metre = _minutes_per_metre(roads, kmh, way, steps)
    return Stretches(
        here=nodes[here],
        there=nodes[there],
        forward=metres * per_metre[way[here], 0],
        backward=metres * per_metre[way[here], 1],
        through=roads.through[way[here]],
    )


def _kept(run: Ids, along: Floats) -> Flags:
    """Ends of ways, and a point every `STRETCH_M`."""
    ends = np.ones(len(run) + 1, dtype=bool)
    ends[1:-1] = run[1:] != run[:-1]
    kept: Flags = ends[:-1] | ends[1:]
    first = np.maximum.accumulate(np.where(ends[:-1], np.arange(len(run)), 0))
    part = (along - along[first]) // STRETCH_M
    kept[1:] |= part[1:] != part[:-1]
    return kept


def _minutes_per_metre(roads: RoadFile, kmh: Floats, way: Ids, steps: Floats) -> Floats:
    """Shape (W, 2); infinite where it is not allowed."""
    with np.errstate(divide="ignore"):
        pace = 60 / 1000 / kmh
    ferry = roads.ferry_min >= 0
    metres = np.bincount(way[1:], weights=steps, minlength=len(kmh))[ferry]
    usual = metres / 1000 / FERRY_KMH * 60
    minutes = np.where(roads.ferry_min[ferry] > 0, roads.ferry_min[ferry], usual)
    whole = (minutes + roads.wait_min[ferry]) / np.maximum(metres, 1.0)
    pace[ferry] = np.where(kmh[ferry] > 0, whole[:, np.newaxis], np.inf)
    return pace
