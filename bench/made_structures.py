"""Structures made for the benchmark of files, with every field of the true ones."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
import shapely

from numna_geo.formats.layer import About, Cited, Layer
from numna_geo.model.dataset import Field, Kind
from numna_geo.model.datasets import STRUCTURES

_AT_ONCE = 2_000
_WEST, _SOUTH, _EAST, _NORTH = -1.8, 42.8, 2.6, 47.2


def structures_layer() -> Layer:
    source = Cited(title="Made", publisher="Nobody", licence="Licence Ouverte 2.0")
    about = About(day=date(2026, 11, 25), version="1.1", sources=(source,))
    return Layer(dataset=STRUCTURES, fields=STRUCTURES.fields, about=about)


def structures_rows(count: int) -> Iterator[Sequence[Sequence[Any]]]:
    """As many as asked for, some thousands at a time."""
    random = np.random.default_rng(2018)
    for first in range(0, count, _AT_ONCE):
        here = range(first, min(first + _AT_ONCE, count))
        lon = random.uniform(_WEST, _EAST, len(here))
        lat = random.uniform(_SOUTH, _NORTH, len(here))
        places = shapely.to_wkb(shapely.points(lon, lat))
        columns = [[_value(field, n) for n in here] for field in STRUCTURES]
        columns[0] = [f"made-{n:07d}" for n in here]
        yield list(zip(*columns, places, strict=True))


_MADE: Mapping[Kind, Callable[[Field, int], Any]] = {
    Kind.TEXT: lambda field, n: f"{field.title} {n}",
    Kind.INTEGER: lambda _, n: n,
    Kind.NUMBER: lambda _, n: n % 100 / 100,
    Kind.BOOLEAN: lambda _, n: n % 2 == 0,
    Kind.DATE: lambda _, n: date(2020, 1, 1) + timedelta(n % 2000),
    Kind.TEXTS: lambda field, n: list(field.values[: n % 3]),
}


def _value(field: Field, number: int) -> Any:
    if field.values and field.kind is Kind.TEXT:
        return field.values[number % len(field.values)]
    if number % 7 == 3 and not field.required:
        return None
    return _MADE[field.kind](field, number)
