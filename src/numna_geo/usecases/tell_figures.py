"""What a run says of territories, one document each, as answers and pages tell it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from numna_geo.gaps.beyond import COVERED, GAP
from numna_geo.gaps.figures import Figures
from numna_geo.gaps.groups import Groups
from numna_geo.gaps.indicator import Asked, Indicator
from numna_geo.gaps.scene import Floats
from numna_geo.model.collection import Reading
from numna_geo.usecases.known_layers import Layer
from numna_geo.usecases.read_measures import Run

Told = dict[str, Any]
Columns = Mapping[str, Sequence[Any]]

_COUNTS = ("numerator", "denominator", "border_unknown", "uncertain")
_SIDES = frozenset({COVERED, GAP})
"""Details that are the ends of a band."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ToldColumns:
    """Figures of territories, column by column; a number that is unknown is None.

    Args:
        figures: value, numerator, denominator, border_unknown, uncertain, rank, `tied`
            (how many others share it), status, `estimated` (whatever status is said
            first), and in the verified reading `absent` and `not_verified`.
        band: people `covered`, `uncertain` and in the `gap`; empty where the indicator
            has no threshold of minutes.
        details: the others of the indicator.
    """

    figures: Columns
    band: Columns
    details: Columns


def tell_figures(
    run: Run, indicator: Indicator, asked: Asked, layer: Layer
) -> list[Told]:
    """Every territory of a layer, in its order; a number that is unknown is None.

    code, name, population, department_code, the figures of `ToldColumns`, the details
    of the indicator beside them, and `band_covered` and `band_gap` where there is a
    band: its middle is `uncertain`.
    """
    told = tell_columns(run, indicator, asked, layer.groups)
    sides = {f"band_{n}": c for n, c in told.band.items() if n != "uncertain"}
    columns: Columns = {
        "code": layer.codes,
        "name": layer.names,
        "population": layer.populations,
        "department_code": layer.departments,
        **told.figures,
        **told.details,
        **sides,
    }
    return rows_of(columns)


def tell_columns(
    run: Run, indicator: Indicator, asked: Asked, groups: Groups
) -> ToldColumns:
    """The figures of some groups of communes, column by column."""
    figures = run.figures(indicator, asked, groups)
    descending = indicator.direction != "lower_is_worse"
    columns: dict[str, Sequence[Any]] = {
        "value": plain(figures.value),
        **{name: wholes(getattr(figures, name)) for name in _COUNTS},
        "rank": wholes(figures.rank(descending=descending)),
        "tied": wholes(figures.tied()),
        "status": figures.status.tolist(),
        "estimated": figures.estimated.tolist(),
    }
    if asked.reading is Reading.VERIFIED and indicator.counts_lack:
        columns |= _split(run, indicator, asked, groups, figures)
    return ToldColumns(
        figures=columns,
        band=_band(figures),
        details={
            name: plain(found)
            for name, found in figures.details.items()
            if name not in _SIDES
        },
    )


def rows_of(columns: Columns) -> list[Told]:
    """One document for each place in the columns."""
    names = list(columns)
    cells = zip(*columns.values(), strict=True)
    return [dict(zip(names, row, strict=True)) for row in cells]


def plain(found: Floats) -> list[float | None]:
    """Numbers as JSON has them: unknown (NaN) is None."""
    cells = found.astype(object)
    cells[np.isnan(found)] = None
    told: list[float | None] = cells.tolist()
    return told


def wholes(found: Floats) -> list[float | int | None]:
    """Counts: without a decimal point where they have no decimals.

    >>> wholes(np.array([2.0, 2.5, np.nan]))
    [2, 2.5, None]
    """
    cells = found.astype(object)
    whole = found == np.rint(found)
    cells[whole] = found[whole].astype(np.int64).astype(object)
    cells[np.isnan(found)] = None
    told: list[float | int | None] = cells.tolist()
    return told


def _band(figures: Figures) -> Columns:
    if not figures.details.keys() >= _SIDES:
        return {}
    return {
        "covered": wholes(figures.details[COVERED]),
        "uncertain": wholes(figures.uncertain),
        "gap": wholes(figures.details[GAP]),
    }


def _split(
    run: Run, indicator: Indicator, asked: Asked, groups: Groups, verified: Figures
) -> dict[str, Sequence[Any]]:
    as_declared = replace(asked, reading=Reading.DECLARED)
    declared = run.figures(indicator, as_declared, groups)
    return {
        "absent": wholes(declared.numerator),
        "not_verified": wholes(verified.numerator - declared.numerator),
    }
