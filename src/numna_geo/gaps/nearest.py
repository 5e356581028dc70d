"""Within how many minutes people have the nearest place: the median, and the rest."""

from dataclasses import replace

import numpy as np

from numna_geo.gaps.figures import Figures, ratio, summed
from numna_geo.gaps.groups import Groups
from numna_geo.gaps.indicator import Asked
from numna_geo.gaps.looked_for import looked_for
from numna_geo.gaps.percentiles import percentiles
from numna_geo.gaps.scene import Floats, Reach, Scene
from numna_geo.model.collection import MeasureStatus

METHOD = (
    "Médiane des habitants, non des communes : la moitié d'entre eux atteignent le "
    "lieu le plus rapide en ce temps ou moins. À côté : le temps d'un quart (p25), de "
    "trois quarts (p75), de 90 % (p90) et de 95 % (p95) d'entre eux, et la moyenne."
)
FORMULA = (
    "le plus petit t tel que Σ P(i) pour t(i) ≤ t atteint la moitié de Σ P(i) ; "
    "moyenne : Σ P(i) × t(i) / Σ P(i)"
)
EXAMPLE = (
    "Trois communes de 400, 300 et 300 habitants à 10, 20 et 35 min : 400 sont à 10 "
    "min ou moins, 700 à 20 ; la médiane est 20 min, p25 10 min, p75, p90 et p95 35 "
    "min, la moyenne (4 000 + 6 000 + 10 500) / 1 000 = 20,5 min."
)
UNREACHABLE = (
    "Ceux qui n'atteignent aucun lieu sont comptés à part et viennent derniers : un "
    "rang qui tombe parmi eux n'a pas de valeur ; la moyenne ne compte qu'avec les "
    "autres."
)

_OTHERS = {"p25": 25, "p75": 75, "p90": 90, "p95": 95}


def minutes_to_nearest(scene: Scene, asked: Asked, groups: Groups) -> Figures:
    """The minutes within which half of the people have a place.

    `value` is the median of people, not of communes. Details, in minutes: `p25`, `p75`,
    `p90`, `p95`; `median_low` and `median_high`, the medians of the band; `mean` over
    those who can reach a place. `unreachable_people` can reach none: they come last in
    every percentile. `border_unknown` are people who have a border, beyond which
    nothing was collected, nearer than their nearest place. There is no numerator.

    Raises:
        ValueError: `asked` lacks a supply or whom to count.
    """
    found = looked_for(scene, asked)
    people, reach = found.counted, found.reach
    unreachable = np.isnan(reach.central)
    minutes = np.nan_to_num(reach.central)
    sums = summed(
        found.counts(
            people * minutes,
            border_unknown=found.near_border(np.where(unreachable, np.inf, minutes)),
            uncertain=np.zeros(len(people)),
            details={"unreachable_people": np.where(unreachable, people, 0.0)},
        ),
        groups,
    )
    spread = _spread(reach, people, groups)
    median = spread.pop("median")
    reached = sums.denominator - sums.details["unreachable_people"]
    unknown = np.isnan(median) & (sums.status != MeasureStatus.NOT_COLLECTED)
    return replace(
        sums,
        value=median,
        numerator=np.full(len(groups), np.nan),
        status=np.where(unknown, MeasureStatus.NO_DATA.value, sums.status),
        details={
            **spread,
            "mean": ratio(sums.numerator, reached),
            **sums.details,
        },
    )


def _spread(reach: Reach, people: Floats, groups: Groups) -> dict[str, Floats]:
    """Percentiles of the minutes of people, and the medians of their band."""
    shares = [50, *_OTHERS.values()]
    found = percentiles(reach.central, people, groups, shares)
    (low,) = percentiles(reach.low, people, groups, [50])
    (high,) = percentiles(reach.high, people, groups, [50])
    named = dict(zip(("median", *_OTHERS), found, strict=True))
    return {**named, "median_low": low, "median_high": high}
