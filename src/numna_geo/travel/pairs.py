"""Every pair of ends within some minutes, without looking at all the others."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

import numpy as np

from numna_geo.model.travel import Profile
from numna_geo.travel.engine import Ends, Engine, Floats, Minutes, Places
from numna_geo.travel.estimate import Estimate
from numna_geo.travel.graph import Graph

Found = tuple[Places, Places, Minutes]
"""Numbers of origins, of destinations, and the minutes between, shape (M,) each."""

FASTEST_KMH: Mapping[Profile, float] = MappingProxyType(
    {Profile.CAR: 130.0, Profile.BIKE: 45.0, Profile.WALK: 10.0}
)
"""No engine goes faster along a straight line; by car, the limit of motorways.

Source: article R413-2 of the Code de la route; the others are assumptions.
"""

_AT_ONCE = 256
_KM_PER_DEGREE = 110.5
"""No degree of latitude is shorter."""

_WHOLE_GLOBE = 360.0
_BAND_DEGREES = 0.4

_Near = Callable[[Places], tuple[Places, Places]]
"""Pairs of some origins with the destinations that may be in time."""


def pairs_within(
    engine: Engine, origins: Ends, destinations: Ends, minutes: float | Floats
) -> Found:
    """All pairs whose low minutes are within a bound, sorted by origin.

    Pairs of one origin come in the order of the destinations. Where there is no way
    there is no pair.

    Args:
        engine: whose minutes they are.
        origins: where people start from.
        destinations: where they may go to.
        minutes: inclusive; one for all, or one for each destination, shape (D,).

    Raises:
        TravelUnavailable: the engine does not answer.
    """
    parts = list(parts_within(engine, origins, destinations, minutes))
    rows = _joined([part[0] for part in parts], np.intp)
    columns = _joined([part[1] for part in parts], np.intp)
    order = np.argsort(rows, kind="stable")
    found = [
        _joined([getattr(part[2], name) for part in parts], np.float64)[order]
        for name in ("central", "low", "high")
    ]
    told = Minutes(central=found[0], low=found[1], high=found[2])
    return rows[order], columns[order], told


def parts_within(
    engine: Engine, origins: Ends, destinations: Ends, minutes: float | Floats
) -> Iterator[Found]:
    """As `pairs_within`, a neighbourhood of origins at a time.

    Each part is sorted by origin and destination, and no origin is in two parts: what
    is counted for each origin can be counted part by part, in little memory.

    Raises:
        TravelUnavailable: the engine does not answer.
    """
    if not len(origins) or not len(destinations):
        return
    bounds = np.broadcast_to(np.asarray(minutes, np.float64), len(destinations))
    if isinstance(engine, Estimate):
        yield from _estimated(engine, origins, destinations, bounds)
    elif isinstance(engine, Graph):
        for part in neighbourhoods(origins.lonlat):
            yield engine.within(origins, destinations, part, bounds)
    else:
        yield from _tabled(engine, origins, destinations, bounds)


def farthest_km(profile: Profile, minutes: float) -> float:
    """No way that takes these minutes leads farther along a straight line."""
    return minutes / 60 * FASTEST_KMH[profile]


def neighbourhoods(lonlat: Floats) -> Iterator[Places]:
    """Numbers of places that lie near each other, a few hundred at a time, rising.

    Args:
        lonlat: WGS 84 degrees, longitude first, shape (N, 2).
    """
    order = np.lexsort((lonlat[:, 0], np.floor(lonlat[:, 1] / _BAND_DEGREES)))
    for first in range(0, len(order), _AT_ONCE):
        yield np.sort(order[first : first + _AT_ONCE])


def _estimated(
    engine: Estimate, origins: Ends, destinations: Ends, bounds: Floats
) -> Iterator[Found]:
    kinds = destinations.density.astype(np.intp) * 2 + destinations.mountain
    groups = []
    for kind in np.unique(kinds):
        which = np.flatnonzero(kinds == kind)
        latest = float(bounds[which].max())
        km = engine.reach_km(origins, (int(kind // 2), bool(kind % 2)), latest)
        groups.append((which, _some(destinations, which), km))
    near, between = _near(origins, groups), engine.between(origins, destinations)
    for part in neighbourhoods(origins.lonlat):
        rows, columns = near(part)
        order = np.argsort(rows * len(destinations) + columns)
        rows, columns = rows[order], columns[order]
        found = between(rows, columns)
        kept = np.flatnonzero(found.low <= bounds[columns])
        yield rows[kept], columns[kept], _those(found, kept)


def _tabled(
    engine: Engine, origins: Ends, destinations: Ends, bounds: Floats
) -> Iterator[Found]:
    km = np.full(len(origins), farthest_km(engine.profile, float(bounds.max())))
    near = _near(origins, [(np.arange(len(destinations)), destinations, km)])
    for part in neighbourhoods(origins.lonlat):
        columns = np.unique(near(part)[1])
        table = engine.table(_some(origins, part), _some(destinations, columns))
        row, column = np.nonzero(table.low <= bounds[columns])
        yield part[row], columns[column], _those(table, row, column)


def _near(origins: Ends, groups: list[tuple[Places, Ends, Floats]]) -> _Near:
    """Asks by straight line, on a map that makes nothing longer.

    Args:
        origins: of which some are asked for.
        groups: numbers of destinations, those, and how far each origin reaches.
    """
    from scipy.spatial import cKDTree

    every = [origins, *(ends for _, ends, _ in groups)]
    furthest = max(float(np.abs(ends.lonlat[:, 1]).max()) for ends in every)
    scale = np.array([np.cos(np.radians(furthest)), 1.0])
    trees = [
        (
            which,
            cKDTree(ends.lonlat * scale),
            np.minimum(km / _KM_PER_DEGREE, _WHOLE_GLOBE),
        )
        for which, ends, km in groups
    ]

    def near(part: Places) -> tuple[Places, Places]:
        rows, columns = [], []
        for which, tree, degrees in trees:
            lists = tree.query_ball_point(origins.lonlat[part] * scale, degrees[part])
            rows.append(np.repeat(part, [len(one) for one in lists]))
            columns.append(which[np.concatenate(lists).astype(np.intp)])
        return np.concatenate(rows), np.concatenate(columns)

    return near


def _some(ends: Ends, which: Places) -> Ends:
    return Ends(
        lonlat=ends.lonlat[which],
        density=ends.density[which],
        mountain=ends.mountain[which],
    )


def _those(minutes: Minutes, *index: Places) -> Minutes:
    return Minutes(
        central=minutes.central[index],
        low=minutes.low[index],
        high=minutes.high[index],
    )


def _joined(parts: list[np.ndarray], kind: type) -> np.ndarray:
    return np.concatenate([np.empty(0, dtype=kind), *parts])
