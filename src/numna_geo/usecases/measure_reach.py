"""How far each supply is from each commune, for all supplies at once."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from numna_geo.gaps.catchment import (
    Pairs,
    choices_within,
    floating_catchments,
    nearest_minutes,
)
from numna_geo.gaps.scene import Flags, Floats, Reach
from numna_geo.travel.engine import Ends, Engine, Places
from numna_geo.travel.searches import Search, search
from numna_geo.usecases.measured_columns import CHOICES
from numna_geo.usecases.measured_sites import Sites, spread

FARTHEST_MIN, COMPETING_MIN = 45.0, 30.0
"""How far choices are counted, and how far people compete for a place."""

_BAND = ("central", "low", "high")


@dataclass(frozen=True, kw_only=True, eq=False)
class People:
    """Who goes where: N communes of the region, then those beyond the border.

    Args:
        ends: where they start from, shape (O,).
        inhabitants: of each, NaN where unknown, shape (O,).
        intra_min: minutes within each at least, shape (O,).
        own: how many are of the region.
    """

    ends: Ends
    inhabitants: Floats
    intra_min: Floats
    own: int


@dataclass(eq=False)
class _Tally:
    """What is found of one set of sites, part by part."""

    wanted: Flags
    size: int
    minutes: Floats = field(init=False)
    choices: Floats = field(init=False)

    def __post_init__(self) -> None:
        self.minutes = np.full((len(_BAND), self.size), np.nan)
        self.choices = np.zeros((len(CHOICES), self.size))

    def add(self, pairs: Pairs, rows: Places, organisations: Places) -> None:
        near = pairs.among(self.wanted)
        if not len(near):
            return
        self.minutes[:, rows] = nearest_minutes(near, self.wanted, origins=len(rows))
        self.choices[:, rows] = choices_within(
            near, self.wanted, organisations, CHOICES, origins=len(rows)
        )


def reaches(
    travel: Engine,
    people: People,
    sites: Sites,
    wanted: Mapping[str, Flags],
    say: Callable[[str], None],
) -> Iterator[tuple[str, Reach]]:
    """How far each set of sites is from each commune of the region.

    Within `FARTHEST_MIN` the nearest, the low and the high end of the band are each a
    minimum over all sites; beyond, the band is that of the quickest one.

    Args:
        travel: whose minutes they are.
        people: who starts from where.
        sites: all places.
        wanted: sets of sites by name, shape (D,) each.
        say: told of each step.

    Raises:
        TravelUnavailable: the engine does not answer.
    """
    if not wanted:
        return
    # Many sets are equal, such as all those of which nothing is verified.
    alike = {flags.tobytes(): _Tally(flags, people.own) for flags in wanted.values()}
    asked = search(travel, people.ends, sites.ends)
    competing = _tallied(asked, people, sites, [*alike.values()], say)
    access = _accesses(competing, people, [*alike.values()])
    found = {}
    for number, (mark, tally) in enumerate(alike.items()):
        _complete(asked, sites, tally)
        at_home = np.where(tally.wanted, sites.homes, -1)
        inside = np.bincount(at_home[at_home >= 0], minlength=len(people.ends))
        central, low, high = tally.minutes
        found[mark] = Reach(
            central=central,
            low=low,
            high=high,
            choices=dict(zip(CHOICES, tally.choices, strict=True)),
            access=access[: people.own, number].copy(),
            inside=inside[: people.own].astype(np.float64),
        )
    for name, flags in wanted.items():
        say(name)
        yield name, found[flags.tobytes()]


def _tallied(
    asked: Search,
    people: People,
    sites: Sites,
    tallies: list[_Tally],
    say: Callable[[str], None],
) -> Pairs:
    """Tells the tallies of all pairs; returns those near enough to compete."""
    near: list[Pairs] = []
    done = 0
    own = np.arange(people.own)
    bounds = FARTHEST_MIN + sites.widest_min
    for pairs in _pairs(asked, people, sites, own, bounds):
        rows, local = np.unique(pairs.origins, return_inverse=True)
        done += rows.size
        say(f"{done:,} of {people.own:,} communes, {len(pairs):,} pairs")
        here = _renumbered(pairs, local)
        for tally in tallies:
            tally.add(here, rows, sites.organisations)
        near.append(_competing(pairs))
    halo = np.arange(people.own, len(people.ends))
    bounds = np.full(len(sites.ends), COMPETING_MIN)
    near += [_competing(p) for p in _pairs(asked, people, sites, halo, bounds)]
    return _sorted(near)


def _pairs(
    asked: Search, people: People, sites: Sites, here: Places, bounds: Floats
) -> Iterator[Pairs]:
    for found in asked.parts(here, bounds):
        yield sites.pairs(found, people.intra_min)


def _complete(asked: Search, sites: Sites, tally: _Tally) -> None:
    """The quickest site of those communes that have none within `FARTHEST_MIN`."""
    far = np.flatnonzero(~(tally.minutes[0] <= FARTHEST_MIN))
    some = np.flatnonzero(tally.wanted)
    if not far.size or not some.size:
        return
    there, of_spot = np.unique(sites.positions[some], return_index=True)
    minutes, which = asked.nearest(far, there)
    away = sites.spread_min[some[of_spot[np.searchsorted(there, which)]]]
    told = spread(minutes, away, np.zeros(far.size))
    found = np.array([told.central, told.low, told.high])
    tally.minutes[:, far] = np.fmin(tally.minutes[:, far], found)


def _accesses(near: Pairs, people: People, tallies: list[_Tally]) -> Floats:
    """Places per inhabitant, every site counting as one, shape (O, sets)."""
    offered = np.array([tally.wanted for tally in tallies], dtype=np.float64)
    offered = offered.reshape(len(tallies), -1).T
    return floating_catchments(near, people.inhabitants, offered)


def _competing(pairs: Pairs) -> Pairs:
    kept = np.flatnonzero(pairs.central <= COMPETING_MIN)
    minutes = pairs.central[kept]
    return _of(pairs.origins[kept], pairs.places[kept], minutes)


def _sorted(parts: list[Pairs]) -> Pairs:
    none = np.empty(0, dtype=np.intp)
    origins = np.concatenate([none, *(part.origins for part in parts)])
    places = np.concatenate([none, *(part.places for part in parts)])
    minutes = np.concatenate([np.empty(0), *(part.central for part in parts)])
    order = np.argsort(origins, kind="stable")
    return _of(origins[order], places[order], minutes[order])


def _of(origins: Places, places: Places, minutes: Floats) -> Pairs:
    return Pairs(
        origins=origins, places=places, central=minutes, low=minutes, high=minutes
    )


def _renumbered(pairs: Pairs, rows: Places) -> Pairs:
    return Pairs(
        origins=rows,
        places=pairs.places,
        central=pairs.central,
        low=pairs.low,
        high=pairs.high,
    )
