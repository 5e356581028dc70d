"""Every pair of ends within some minutes, without looking at all the others."""

from collections.abc import Iterator

import numpy as np

from numna_geo.travel.engine import Ends, Engine, Floats, Minutes
from numna_geo.travel.searches import Found, search

_BAND = ("central", "low", "high")


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
    nobody, never = np.empty(0, dtype=np.intp), np.empty(0)
    rows = np.concatenate([nobody, *(part[0] for part in parts)])
    columns = np.concatenate([nobody, *(part[1] for part in parts)])
    central, low, high = (
        np.concatenate([never, *(getattr(part[2], name) for part in parts)])
        for name in _BAND
    )
    order = np.argsort(rows, kind="stable")
    found = Minutes(central=central, low=low, high=high)
    return rows[order], columns[order], found.some(order)


def parts_within(
    engine: Engine, origins: Ends, destinations: Ends, minutes: float | Floats
) -> Iterator[Found]:
    """As `pairs_within`, a neighbourhood of origins at a time.

    Each part is sorted by origin and destination, and no origin is in two parts: what
    is counted for each origin can be counted part by part, in little memory.

    Raises:
        TravelUnavailable: the engine does not answer.
    """
    bounds = np.broadcast_to(np.asarray(minutes, np.float64), len(destinations))
    everybody = np.arange(len(origins), dtype=np.intp)
    yield from search(engine, origins, destinations).parts(everybody, bounds)
