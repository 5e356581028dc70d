"""Which gaps of a territory are the worst, and in which of its communes."""

from collections.abc import Iterator, Sequence

import numpy as np

from numna_geo.gaps.groups import Rows, each
from numna_geo.model.category import Category
from numna_geo.model.territory import Level, Quantity
from numna_geo.usecases.compare_figures import Measured, number
from numna_geo.usecases.known_layers import Layer
from numna_geo.usecases.read_measures import Run
from numna_geo.usecases.sheet import Line, WorstCommune

_MOST = 3
_LEAST_SHARE, _LEAST_MANY = 0.01, 50
"""A gap is worth naming where as great a part lacks it, or as many do."""


def worst_lines(
    lines: Sequence[Line], kinds: Sequence[Line], level: Level
) -> list[Line]:
    """At most three gaps, the worst first, one of each theme.

    A theme is broadband, a family of places, or France Services. The worst is what
    exceeds the region's share by most; of the region, the biggest share; of a commune,
    what is farther than in most other communes. One category of each family follows
    where there are fewer than three. What is no worse than in the region, what few
    lack, and what the band of the estimate leaves open is not named.
    """
    whole = [one for one in lines if _stands_out(one) and not _of_businesses(one)]
    chosen = list(_by_theme(sorted(whole, key=lambda one: _order(one, level))))
    if len(chosen) < _MOST:
        alone = sorted(filter(_stands_out, kinds), key=lambda one: _order(one, level))
        chosen = list(_by_theme([*chosen, *alone]))
    return chosen[:_MOST]


def _lacks(line: Line) -> bool:
    told = line.status not in {"no_data", "not_collected"}
    return told and line.is_share and (line.numerator or 0) > 0


def _stands_out(line: Line) -> bool:
    many = (line.value or 0) >= _LEAST_SHARE or (line.numerator or 0) >= _LEAST_MANY
    is_sure = line.band is None or bool(line.band.gap)
    return _lacks(line) and many and is_sure and _is_worse(line)


def _is_worse(line: Line) -> bool:
    """Than its region; nothing stands beside the region itself."""
    if line.minutes is not None:
        own, region = line.minutes.central, line.minutes.region
        return own is None or region is None or own > region
    return line.region is None or (line.value or 0) > line.region


def _of_businesses(line: Line) -> bool:
    return line.counted in {Quantity.ESTABLISHMENTS, "établissements"}


def _order(line: Line, level: Level) -> tuple[float, float]:
    value = line.value or 0.0
    if level is Level.REGION:
        return -value, 0.0
    if level is Level.COMMUNE:
        placed = line.minutes.placed if line.minutes else line.placed
        return (placed.rank / placed.of if placed else 1.0), -value
    return -(value - (line.region or 0.0)), -value


def _by_theme(lines: Sequence[Line]) -> Iterator[Line]:
    """The first of each theme; a family that lacks as a whole tells of its kinds."""
    told: set[str] = set()
    for line in lines:
        theme = _theme(line)
        if theme not in told:
            told.add(theme)
            yield line


def _theme(line: Line) -> str:
    if line.supply is None:
        return "premises"
    if line.category is None:
        return line.supply.partition(":")[2]
    is_apart = line.category is Category.FRANCE_SERVICES
    return str(line.category if is_apart else line.category.family)


def worst_communes(
    run: Run, communes: Layer, rows: Rows, found: Measured, *, most: int
) -> tuple[list[WorstCommune], int]:
    """Communes of a territory where most lack it, and how many lack it in all.

    Farther ones come first where as many do.

    Args:
        run: what was measured.
        communes: every commune of the region.
        rows: those of the territory, as rows of the scene.
        found: the gap.
        most: of them that are told.
    """
    figures = run.figures(found.indicator, found.asked, each(len(run.codes)))
    lacking = np.nan_to_num(figures.numerator[rows])
    minutes = np.full(len(rows), np.nan)
    if found.asked.supply is not None:
        reach = run.scene.reach(found.asked.supply, found.asked.reading)
        minutes = reach.central[rows]
    order = np.lexsort((-np.nan_to_num(minutes), -lacking))
    told = []
    for i in order[: min(most, int((lacking > 0).sum()))]:
        place = communes.number(run.codes[rows[i]])
        told.append(
            WorstCommune(
                code=communes.codes[place],
                name=communes.names[place],
                population=communes.populations[place],
                value=number(figures.value[rows[i]]),
                numerator=number(figures.numerator[rows[i]]),
                minutes=number(minutes[i]),
            )
        )
    return told, int((lacking > 0).sum())
