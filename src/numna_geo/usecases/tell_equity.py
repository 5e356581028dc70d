"""How unequally access is shared among people, told as one document."""

import asyncio
from dataclasses import replace
from typing import Any

import numpy as np

from numna_geo.gaps import INDICATORS
from numna_geo.gaps.equity import Palma, Theil, gini, lorenz, mean, palma, theil
from numna_geo.gaps.groups import Groups, each, grouped
from numna_geo.gaps.indicator import Asked, Indicator
from numna_geo.gaps.scene import Flags, Floats
from numna_geo.model.territory import Level, Quantity
from numna_geo.usecases.chosen_territory import Within, chosen_territory
from numna_geo.usecases.equity_words import how_unequal
from numna_geo.usecases.known_layers import Layer, Layers
from numna_geo.usecases.read_measures import Run, with_run
from numna_geo.usecases.tell_figures import Columns, rows_of, tell_figures, wholes
from numna_geo.usecases.tell_numbers import numbers

Told = dict[str, Any]

GAP_OF = {
    "support_access": "support_beyond",
    "support_nearest_min": "support_beyond",
    "support_choices": "support_beyond",
    "host_access": "host_place_beyond",
    "host_nearest_min": "host_place_beyond",
    "host_choices": "host_place_beyond",
    "france_services_nearest_min": "france_services_beyond",
}
"""Indicators that people have more or less of, and the gap that stands beside each."""

GROUPINGS = ("departement", "density", "epci")
"""By what inequality can be taken apart: levels, and the density classes of INSEE."""

_POINTS = 101


async def tell_equity(
    run: Run,
    layers: Layers,
    asked: tuple[Indicator, Asked],
    *,
    gap_min: int | None = None,
    within: Within = None,
    by: str = "departement",
) -> Told:
    """Inequality of an indicator among the people of a territory.

    `estimated` (whether minutes are), `people`, `people_without_figure`, `mean`,
    `in_gap` (the share of people beyond a threshold, as `/gaps` tells it), `gini`,
    `palma` (`most_mean`, `least_mean`, `ratio`), `theil` (`total`, `between`, `within`,
    `between_share`), `groups` (each `code`, `name`, `people`, `mean`, `gini`,
    `theil_part`), `lorenz` (101 points: `people`, `held`), `text` in French. A figure
    that cannot be told is None.

    Args:
        run: what was measured.
        layers: of its territories.
        asked: an indicator of `GAP_OF` and its measure.
        gap_min: threshold of the gap beside; its own default when None.
        within: the territory that is told of; the region when None.
        by: one of `GROUPINGS`.

    Raises:
        DatabaseNotReady: nothing of the territory was measured.
        DatabaseUnavailable: as `Reader.rows`.
    """
    whole = await chosen_territory(layers, run, within)
    parts = await _parts(run, layers, by)
    told = await asyncio.to_thread(_told, run, asked, whole, parts)
    in_gap = _in_gap(run, *gap_beside(*asked, gap_min), whole)
    document = {
        "by": by,
        "estimated": run.scene.travel.is_estimate,
        **told,
        "in_gap": in_gap,
    }
    text = how_unequal(document, asked[0], whole.names[0])
    return {**document, "text": text}


def _in_gap(run: Run, gap: Indicator, beyond: Asked, whole: Layer) -> Told:
    """The share of people beyond a threshold, as `/gaps` tells it."""
    (told,) = tell_figures(run, gap, beyond, whole)
    about = {"indicator": gap.key, "title": gap.title, "max_min": beyond.max_min}
    return {**about, **{name: told[name] for name in _OF_GAP}}


_OF_GAP = (
    *("value", "numerator", "denominator", "border_unknown", "uncertain", "status"),
)


def gap_beside(
    indicator: Indicator, asked: Asked, gap_min: int | None = None
) -> tuple[Indicator, Asked]:
    """The gap that stands beside an inequality, of the same places and people."""
    gap = INDICATORS[GAP_OF[indicator.key]]
    return gap, replace(
        gap.default,
        supply=asked.supply,
        reading=asked.reading,
        max_min=gap_min or gap.threshold,
        counted=asked.counted or gap.default.counted,
    )


async def _parts(run: Run, layers: Layers, by: str) -> Layer:
    if by == "density":
        return await layers.zoning(run, by)
    return await layers.level(run, Level(by))


@with_run(16)
def _per_commune(run: Run, indicator: Indicator, asked: Asked) -> Floats:
    """What the people of each commune have, NaN where nobody knows, shape (N,)."""
    return run.figures(indicator, asked, each(len(run.scene))).value


def _told(run: Run, asked: tuple[Indicator, Asked], whole: Layer, parts: Layer) -> Told:
    values = _per_commune(run, *asked)
    everybody = run.scene.demand[asked[1].counted or Quantity.INHABITANTS]
    rows = whole.groups.of(0)
    inside = np.zeros(len(values), dtype=bool)
    inside[rows] = True
    people = np.where(inside, everybody, np.nan)
    groups, kept = _split(parts, inside)
    known = np.where(np.isnan(values), np.nan, people)
    found = theil(values, known, groups)
    curve = lorenz(values, known)
    return {
        "people": _one(np.nansum(known)),
        "people_without_figure": _one(np.nansum(people) - np.nansum(known)),
        "mean": _one(mean(values, known)),
        "gini": _one(gini(values, known)),
        "palma": _told_palma(palma(values, known)),
        "theil": _told_theil(found),
        "groups": _told_groups(parts, kept, (groups, found), values, known),
        "lorenz": _told_curve(curve),
    }


def _split(parts: Layer, inside: Flags) -> tuple[Groups, list[int]]:
    """Communes inside by group, and which groups those are: none is in two."""
    left = inside.copy()
    members, numbers_of = [], []
    for number in range(len(parts)):
        rows = parts.groups.of(number)
        rows = rows[left[rows]]
        left[rows] = False
        if len(rows):
            members.append(rows)
            numbers_of.append(number)
    return grouped(members), numbers_of


def _told_palma(found: Palma) -> Told:
    return {
        "most_mean": _one(found.most),
        "least_mean": _one(found.least),
        "ratio": _one(found.ratio),
    }


def _told_theil(found: Theil) -> Told:
    share = found.between / found.total if found.total else np.nan
    return {
        "total": _one(found.total),
        "between": _one(found.between),
        "within": _one(found.within),
        "between_share": _one(share),
    }


def _told_groups(
    parts: Layer,
    kept: list[int],
    split: tuple[Groups, Theil],
    values: Floats,
    people: Floats,
) -> list[Told]:
    groups, found = split
    each_gini = [
        gini(values[rows], people[rows]) for rows in map(groups.of, range(len(groups)))
    ]
    columns: Columns = {
        "code": [parts.codes[number] for number in kept],
        "name": [parts.names[number] for number in kept],
        "people": wholes(found.people),
        "mean": numbers(found.means),
        "gini": numbers(np.array(each_gini)),
        "theil_part": numbers(found.parts),
    }
    return rows_of(columns)


def _told_curve(curve: Floats) -> list[Told]:
    if not len(curve):
        return []
    at = np.linspace(0.0, 1.0, _POINTS)
    held = np.interp(at, curve[:, 0], curve[:, 1])
    pairs = zip(at.round(2).tolist(), held.tolist(), strict=True)
    return [{"people": people, "held": share} for people, share in pairs]


def _one(found: float) -> float | int | None:
    return wholes(np.array([found]))[0]
