"""The figures of the last run, published for territories of every level."""

from collections.abc import Mapping, Sequence
from datetime import UTC
from functools import cache
from itertools import chain
from typing import Any

import orjson

from numna_geo.bundle import code_mark
from numna_geo.gaps import INDICATORS
from numna_geo.gaps.indicator import Asked, Indicator
from numna_geo.gaps.scene import Scene
from numna_geo.model.collection import MeasureStatus
from numna_geo.model.territory import Level
from numna_geo.store import layers, measures
from numna_geo.store.database import Connection
from numna_geo.store.published.writing import (
    hold_only,
    keep_mark,
    kept_mark,
    properties_json,
)
from numna_geo.store.statements import Row
from numna_geo.store.tables import PublishedGapRow
from numna_geo.usecases.known_layers import Layer, territories
from numna_geo.usecases.measured_columns import needed
from numna_geo.usecases.published_datasets import GAP_LEVELS, GAPS, is_share
from numna_geo.usecases.read_measures import Run, arrays, names_by_digest, run_of
from numna_geo.usecases.tell_figures import rows_of, tell_columns

Published = dict[str, Any]

_PART = "gaps"
_NO_DATA = MeasureStatus.NO_DATA.value


def publish_gaps(connection: Connection) -> None:
    """Tell the last run as a dataset, unless it is what the dataset tells already.

    Args:
        connection: in the transaction that keeps the run, or after it.
    """
    last = connection.execute(measures.run(None).statement).mappings().first()
    if last is None:
        return
    about = (last["id"], last["measured_at"], last["data_version"])
    mark = " ".join((*map(str, about), _code()))
    if kept_mark(connection, _PART) == mark:
        return
    run = _run(connection, last)
    rows = chain.from_iterable(_rows(connection, run, level) for level in GAP_LEVELS)
    hold_only(connection, PublishedGapRow, list(rows))
    keep_mark(connection, _PART, mark)


def _run(connection: Connection, last: Row) -> Run:
    """With the columns that default measures are answered from."""
    asked = [indicator.default for indicator in INDICATORS.values()]
    prefixes = {
        prefix
        for one in asked
        for prefix in needed(one.supply.key if one.supply else None, one.reading)
    }
    held = connection.execute(measures.columns(last["id"]).statement).mappings()
    names = {
        digest: wanted
        for digest, several in names_by_digest(held.all()).items()
        if (wanted := [n for n in several if n.startswith(tuple(prefixes))])
    }
    found = connection.execute(measures.numbers(list(names))).mappings()
    numbers = arrays(found.all())
    return run_of(
        last, {n: numbers[d] for d, several in names.items() for n in several}
    )


def _rows(connection: Connection, run: Run, level: Level) -> list[Published]:
    found = connection.execute(layers.layer(level).statement).mappings()
    layer = territories(run, found.all())
    if not len(layer):
        return []
    columns: dict[str, Sequence[Any]] = {
        "code": layer.codes,
        "name": layer.names,
        "department_code": layer.departments,
        "population": layer.populations,
    }
    of_the_run = {
        "level": level.value,
        "measured_on": run.measured_at.astimezone(UTC).date(),
        "engine": run.scene.travel.name,
    }
    territory = [
        {"id": f"{level}:{row['code']}", **of_the_run, **row}
        for row in rows_of(columns)
    ]
    figures = rows_of(_figures(run, layer))
    return [
        {
            **about,
            "figures": orjson.dumps(told).decode(),
            "properties_json": properties_json(GAPS, {**about, **told}),
        }
        for about, told in zip(territory, figures, strict=True)
    ]


def _figures(run: Run, layer: Layer) -> Mapping[str, Sequence[Any]]:
    """The fields of every indicator, column by column."""
    columns: dict[str, Sequence[Any]] = {}
    for key, indicator in INDICATORS.items():
        told = _default_figures(run, indicator, layer)
        columns[key] = told["value"]
        columns[f"{key}_status"] = told["status"]
        if is_share(indicator):
            columns[f"{key}_numerator"] = told["numerator"]
            columns[f"{key}_denominator"] = told["denominator"]
    return columns


def _default_figures(
    run: Run, indicator: Indicator, layer: Layer
) -> Mapping[str, Sequence[Any]]:
    asked = indicator.default
    if _has_measured(run.scene, asked):
        return tell_columns(run, indicator, asked, layer.groups).figures
    unknown = [None] * len(layer)
    numbers = dict.fromkeys(("value", "numerator", "denominator"), unknown)
    return {**numbers, "status": [_NO_DATA] * len(layer)}


def _has_measured(scene: Scene, asked: Asked) -> bool:
    """Not a supply, or a quarter, that came after the run or that is not loaded."""
    if asked.supply is None:
        return asked.period in scene.premises
    return (asked.supply.key, asked.reading) in scene.reaches


@cache
def _code() -> str:
    """A mark of what figures are made by: editing it publishes them again."""
    return code_mark(
        *("gaps/*.py", "model/dataset.py", "model/datasets/*.py"),
        *("usecases/published_datasets.py", "usecases/publish_gaps.py"),
        *("usecases/tell_figures.py", "usecases/measured_columns.py"),
        *("store/layers.py", "store/one_department.py"),
    )
