"""Measures of one territory beside its department, its region and its likes."""

from dataclasses import dataclass, replace
from math import isnan

import numpy as np

from numna_geo.gaps import INDICATORS
from numna_geo.gaps.beyond import COVERED, GAP
from numna_geo.gaps.figures import DECIMALS, Figures
from numna_geo.gaps.groups import Groups, Rows, grouped
from numna_geo.gaps.indicator import Asked, Indicator
from numna_geo.gaps.percentiles import percentiles
from numna_geo.gaps.scene import Flags, Floats
from numna_geo.model.category import Category
from numna_geo.model.collection import Reading
from numna_geo.model.supply import Supply, SupplyKind
from numna_geo.model.territory import Level, Quantity
from numna_geo.usecases.known_peers import Peers
from numna_geo.usecases.read_measures import Run, with_run
from numna_geo.usecases.sheet import Band, Line, Minutes, Number, Placed, Verified


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Measured:
    """A measure of every territory that one is compared with."""

    indicator: Indicator
    asked: Asked
    figures: Figures


def measured(run: Run, peers: Peers, indicator: Indicator, asked: Asked) -> Measured:
    """One measure, for the whole layer, the departments and the region at once."""
    return _of_all(run, indicator.key, asked, peers.groups)


@with_run(100)
def _of_all(run: Run, key: str, asked: Asked, groups: Groups) -> Measured:
    """Whoever asks for one territory of a level is likely to ask for the next."""
    figures = run.figures(INDICATORS[key], asked, groups)
    return Measured(indicator=INDICATORS[key], asked=asked, figures=figures)


def compared(run: Run, peers: Peers, found: Measured) -> Line:
    """A measure as a line of the sheet; sources and directories are added later."""
    indicator, asked, figures = found.indicator, found.asked, found.figures
    at, value, level = peers.number, figures.value, peers.level
    supply = asked.supply
    alike = value[peers.alike]
    known = alike[~np.isnan(alike)]
    only = supply is not None and supply.kind is SupplyKind.CATEGORY
    return Line(
        indicator=indicator.key,
        objective=indicator.objective,
        apart=indicator.apart,
        title=indicator.title,
        unit=indicator.unit,
        direction=indicator.direction,
        supply=supply.key if supply else None,
        category=Category(supply.value) if supply and only else None,
        counted=asked.counted or indicator.counted,
        max_min=asked.max_min,
        period=asked.period,
        value=number(value[at]),
        numerator=number(figures.numerator[at]),
        denominator=number(figures.denominator[at]),
        border_unknown=number(figures.border_unknown[at]),
        uncertain=number(figures.uncertain[at]),
        status=str(figures.status[at]),
        estimated=bool(figures.estimated[at]),
        department=_at(value, peers.department),
        region=None if level is Level.REGION else number(value[peers.region]),
        comparables=number(float(np.median(known))) if len(known) else None,
        placed=_placed(found, peers, peers.whole),
        placed_in_department=_placed(found, peers, peers.beside),
        band=_band(figures, at),
        minutes=_minutes(run, peers, asked) if level is Level.COMMUNE else None,
        verified=_verified(run, peers, found),
        not_collected=_not_collected(run, peers, asked),
        collection=None,
        sources=(),
        details={k: number(v[at]) for k, v in figures.details.items()},
    )


def _at(value: Floats, place: int | None) -> Number:
    return None if place is None else number(value[place])


def number(found: float) -> Number:
    """A number of an array: None where unknown, whole where it is."""
    plain = float(found)
    if isnan(plain):
        return None
    return int(plain) if plain.is_integer() else plain


def _placed(found: Measured, peers: Peers, among: Rows) -> Placed | None:
    value = found.figures.value[among]
    worst_first = found.indicator.direction != "lower_is_worse"
    return rank_at(value, among == peers.number, descending=worst_first)


def rank_at(value: Floats, own: Flags, *, descending: bool = True) -> Placed | None:
    """The rank of the one that is `own`, nothing where it is not among them.

    As `gaps.figures.rank` and `tied` have it, without ranking all the others.

    >>> rank_at(np.array([0.2, np.nan, 0.5, 0.2]), np.arange(4) == 3)
    Placed(rank=2, of=3, tied=1)
    """
    if not own.any() or np.isnan(value[own][0]):
        return None
    told = value.round(DECIMALS)
    mine = told[own][0]
    before = told > mine if descending else told < mine
    return Placed(
        rank=1 + int(before.sum()),
        of=int((~np.isnan(value)).sum()),
        tied=int((told == mine).sum()) - 1,
    )


def _band(figures: Figures, at: int) -> Band | None:
    """On which side of the threshold people are, the estimate being what it is."""
    if COVERED not in figures.details:
        return None
    return Band(
        covered=number(figures.details[COVERED][at]),
        uncertain=number(figures.uncertain[at]),
        gap=number(figures.details[GAP][at]),
    )


def _minutes(run: Run, peers: Peers, asked: Asked) -> Minutes | None:
    if asked.supply is None:
        return None
    reach = run.scene.reach(asked.supply, asked.reading)
    row, at = peers.rows[0], peers.number
    if run.scene.uncollected(asked.supply)[row]:
        return None
    minutes = reach.central[peers.layer.groups.rows]
    alike = minutes[peers.alike]
    held = peers.region if peers.department is None else peers.department
    half = _halves(run, peers.groups, (held, peers.region), asked.supply, asked.reading)
    return Minutes(
        central=number(reach.central[row]),
        low=number(reach.low[row]),
        high=number(reach.high[row]),
        department=half[0],
        region=half[1],
        comparables=number(float(np.nanmedian(alike))) if len(alike) else None,
        placed=rank_at(minutes, np.arange(len(minutes)) == at),
    )


@with_run(1000)
def _halves(
    run: Run, groups: Groups, held: tuple[int, int], supply: Supply, reading: Reading
) -> list[Number]:
    """Within how many minutes half of the people of department and region have it."""
    people = np.nan_to_num(run.scene.demand[Quantity.INHABITANTS])
    minutes = run.scene.reach(supply, reading).central
    both = grouped([groups.of(one) for one in held])
    (found,) = percentiles(minutes, people, both, [50])
    return [number(one) for one in found]


def _verified(run: Run, peers: Peers, found: Measured) -> Verified | None:
    indicator = found.indicator
    if Reading.VERIFIED not in indicator.readings:
        return None
    asked, at = replace(found.asked, reading=Reading.VERIFIED), peers.number
    only = measured(run, peers, indicator, asked).figures
    declared = found.figures.numerator[at]
    reach = run.scene.reach(asked.supply, asked.reading) if asked.supply else None
    is_part = found.figures.denominator[at] >= declared
    return Verified(
        value=number(only.value[at]),
        numerator=number(only.numerator[at]),
        absent=number(declared) if is_part else None,
        not_verified=number(only.numerator[at] - declared) if is_part else None,
        status=str(only.status[at]),
        is_checked=reach is None or bool(np.isfinite(reach.central).any()),
    )


def _not_collected(run: Run, peers: Peers, asked: Asked) -> Number:
    if asked.supply is None or asked.counted is None:
        return None
    rows = peers.rows
    flagged = run.scene.uncollected(asked.supply)[rows]
    people = np.nan_to_num(run.scene.demand[asked.counted][rows])
    return number(people[flagged].sum())
