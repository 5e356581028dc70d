"""What a run says of territories, one document each, as answers and pages tell it."""

from collections.abc import Sequence
from dataclasses import replace
from math import isnan
from typing import Any

from numna_geo.gaps.figures import Figures
from numna_geo.gaps.indicator import Asked, Indicator
from numna_geo.gaps.scene import Floats
from numna_geo.model.collection import Reading
from numna_geo.usecases.known_layers import Layer
from numna_geo.usecases.read_measures import Run

Told = dict[str, Any]

_COUNTS = ("numerator", "denominator", "border_unknown", "uncertain")
SPLIT = ("absent", "not_verified")
"""What the numerator of a verified reading is made of."""


def tell_figures(
    run: Run, indicator: Indicator, asked: Asked, layer: Layer
) -> list[Told]:
    """Every territory of a layer, in its order; a number that is unknown is None.

    code, name, population, department_code, value, numerator, denominator,
    border_unknown, uncertain, rank, status, the details of the indicator, and in the
    verified reading `absent` and `not_verified`.
    """
    figures = run.figures(indicator, asked, layer.groups)
    descending = indicator.direction != "lower_is_worse"
    columns: dict[str, Sequence[Any]] = {
        "code": layer.codes,
        "name": layer.names,
        "population": layer.populations,
        "department_code": layer.departments,
        "value": _numbers(figures.value),
        **{name: _wholes(getattr(figures, name)) for name in _COUNTS},
        **{name: _numbers(found) for name, found in figures.details.items()},
        "rank": _wholes(figures.rank(descending=descending)),
        "status": figures.status.tolist(),
    }
    if asked.reading is Reading.VERIFIED:
        columns |= _split(run, indicator, asked, layer, figures)
    names = list(columns)
    return [
        dict(zip(names, cells, strict=True))
        for cells in zip(*columns.values(), strict=True)
    ]


def _split(
    run: Run, indicator: Indicator, asked: Asked, layer: Layer, verified: Figures
) -> dict[str, Sequence[Any]]:
    as_declared = replace(asked, reading=Reading.DECLARED)
    declared = run.figures(indicator, as_declared, layer.groups)
    return {
        "absent": _wholes(declared.numerator),
        "not_verified": _wholes(verified.numerator - declared.numerator),
    }


def _numbers(found: Floats) -> list[float | None]:
    return [None if isnan(number) else number for number in found.tolist()]


def _wholes(found: Floats) -> list[float | int | None]:
    return [
        int(number) if number is not None and number == int(number) else number
        for number in _numbers(found)
    ]
