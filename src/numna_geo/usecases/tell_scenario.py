"""What a scenario would change, territory by territory, as answers tell it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from numna_geo.gaps.figures import Figures
from numna_geo.gaps.groups import Groups, Rows, each, grouped
from numna_geo.gaps.indicator import Asked, Indicator
from numna_geo.gaps.scene import Floats
from numna_geo.model.territory import Quantity
from numna_geo.usecases.known_layers import Layer
from numna_geo.usecases.tell_figures import plain, wholes
from numna_geo.usecases.try_scenario import Tried

Told = dict[str, Any]

COVERED, NEWLY, LOST, GAP, UNKNOWN = "covered", "newly", "lost", "gap", "unknown"
"""What a commune becomes: within reach before and after, only after, only before…"""

_MOVED_MIN = 0.05
"""Minutes that a commune must win or lose to be told of."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Outcome:
    """A scenario that was tried for some communes.

    Args:
        tried: before and after.
        indicator: the question.
        asked: which measure of it.
        communes: every commune of the region.
        inside: numbers of the communes that are asked about.
    """

    tried: Tried
    indicator: Indicator
    asked: Asked
    communes: Layer
    inside: Rows

    @cached_property
    def looks(self) -> list[str]:
        """What each commune of the region becomes; unknown outside what is asked."""
        was, now = self.tried.reaches(self.asked)
        limit = self.asked.max_min or 0
        before, after = was.central <= limit, now.central <= limit
        found = np.full(len(self.communes), UNKNOWN, dtype="U8")
        told = np.select(
            [before & after, after & ~before, before & ~after],
            [COVERED, NEWLY, LOST],
            GAP,
        )
        found[self.inside] = told[self.inside]
        if self.asked.supply is not None:
            found[self.tried.before.uncollected(self.asked.supply)] = UNKNOWN
        return found.tolist()

    def totals(self) -> Told:
        """Everybody who is asked about: before, after, difference."""
        return self._told(grouped([self.inside]))[0]

    def territories(self, layer: Layer) -> list[Told]:
        """The communes asked about of each territory, those that have none left out."""
        inside = np.zeros(len(self.communes), dtype=bool)
        inside[self.inside] = True
        members = [
            rows[inside[rows]] for rows in map(layer.groups.of, range(len(layer)))
        ]
        there = [i for i, rows in enumerate(members) if len(rows)]
        told = self._told(grouped([members[i] for i in there]))
        return [
            {"code": layer.codes[i], "name": layer.names[i], **one}
            for i, one in zip(there, told, strict=True)
        ]

    def changed(self) -> list[Told]:
        """Communes whose minutes change, those with most people who gain or lose first.

        code, name, department_code, change (`newly`, `lost`, `nearer`, `farther`),
        inhabitants, before_min, after_min, and the band of both.
        """
        was, now = self.tried.reaches(self.asked)
        moved = ~np.isclose(was.central, now.central, atol=_MOVED_MIN, equal_nan=True)
        rows = self.inside[moved[self.inside]]
        people = self.tried.before.demand[Quantity.INHABITANTS]
        crossing = np.isin(np.array(self.looks), [NEWLY, LOST])
        order = np.lexsort((-np.nan_to_num(people)[rows], ~crossing[rows]))
        minutes = {
            "before_min": was.central,
            "after_min": now.central,
            "before_low_min": was.low,
            "before_high_min": was.high,
            "after_low_min": now.low,
            "after_high_min": now.high,
            "inhabitants": people,
        }
        columns = {name: plain(found[rows[order]]) for name, found in minutes.items()}
        return [
            {
                "code": self.communes.codes[row],
                "name": self.communes.names[row],
                "department_code": self.communes.departments[row],
                "change": self._change(row, was.central, now.central),
                **{name: column[i] for name, column in columns.items()},
            }
            for i, row in enumerate(rows[order].tolist())
        ]

    def _change(self, row: int, was: Floats, now: Floats) -> str:
        look = self.looks[row]
        if look in {NEWLY, LOST}:
            return look
        return "farther" if np.isnan(now[row]) or now[row] > was[row] else "nearer"

    def _told(self, groups: Groups) -> list[Told]:
        parts = [
            (quantity, self._of(quantity, groups)) for quantity in self._quantities
        ]
        return [
            {
                when: {quantity.value: told[when][i] for quantity, told in parts}
                for when in ("before", "after", "difference")
            }
            for i in range(len(groups))
        ]

    @cached_property
    def _steps(self) -> dict[Quantity, Floats]:
        """How many come within reach in each commune; those who fall out below 0."""
        alone, found = each(len(self.communes)), {}
        for quantity in self._quantities:
            was, now = self._figures(replace(self.asked, counted=quantity), alone)
            found[quantity] = np.nan_to_num(was.numerator - now.numerator)
        return found

    def _figures(self, asked: Asked, groups: Groups) -> tuple[Figures, Figures]:
        measure = self.indicator.measure
        before, after = self.tried.before, self.tried.after
        return measure(before, asked, groups), measure(after, asked, groups)

    @property
    def _quantities(self) -> Sequence[Quantity]:
        """Who is counted: whoever somebody counted, and whom the question names."""
        demand = self.tried.before.demand
        return [
            one
            for one in self.indicator.quantities
            if one is self.asked.counted or not np.isnan(demand[one]).all()
        ]

    def _of(self, quantity: Quantity, groups: Groups) -> dict[str, list[Told]]:
        asked = replace(self.asked, counted=quantity)
        was, now = self._figures(asked, groups)
        step = self._steps[quantity]
        newly = groups.total(np.maximum(step, 0.0))
        lost = groups.total(np.maximum(-step, 0.0))
        return {
            "before": _covered(was),
            "after": _covered(now),
            "difference": [
                {"newly_covered": n, "lost": m, "net": net}
                for n, m, net in zip(
                    wholes(newly), wholes(lost), wholes(newly - lost), strict=True
                )
            ],
        }


def _covered(figures: Figures) -> list[Told]:
    columns = {
        "covered": wholes(figures.denominator - figures.numerator),
        "beyond": wholes(figures.numerator),
        "total": wholes(figures.denominator),
        "covered_share": plain(1 - figures.value),
        "uncertain": wholes(figures.uncertain),
        "border_unknown": wholes(figures.border_unknown),
        "status": figures.status.tolist(),
    }
    rows = zip(*columns.values(), strict=True)
    return [dict(zip(columns, cells, strict=True)) for cells in rows]
