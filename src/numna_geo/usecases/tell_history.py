"""What one question was answered to by every measuring that is kept."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import isnan
from typing import Any

import numpy as np

from numna_geo.gaps.groups import Rows, grouped
from numna_geo.gaps.indicator import Asked, Indicator
from numna_geo.gaps.scene import Floats
from numna_geo.model.collection import MeasureStatus
from numna_geo.store import measures
from numna_geo.store.reading import Reader
from numna_geo.usecases.measured_columns import needed, scene_of
from numna_geo.usecases.read_measures import arrays

Told = dict[str, Any]

_AT_ONCE = 40
_ABOUT = ("measured_at", "data_version", "engine", "engine_version", "is_estimate")
_NUMBERS = ("value", "numerator", "denominator")
_NOTHING: Told = {
    **dict.fromkeys(_NUMBERS),
    "status": MeasureStatus.NO_DATA.value,
}

Digests = tuple[tuple[str, str], ...]
"""Names of columns and their digests."""


async def tell_history(
    reader: Reader, indicator: Indicator, asked: Asked, communes: Sequence[str]
) -> list[Told]:
    """One document for each kept run, the oldest first.

    run, measured_at, data_version, engine, engine_version, is_estimate, value,
    numerator, denominator, status; a run that did not measure it has `no_data`. Runs by
    different engines are not to be compared: `engine` and `engine_version` say so.

    Args:
        reader: where the runs are.
        indicator: the question.
        asked: which measure of it.
        communes: INSEE codes of the territory as it is today; those that a run did not
            know are left out of it.

    Raises:
        DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
    """
    supply = asked.supply.key if asked.supply else None
    prefixes = needed(supply, asked.reading)
    held = defaultdict[int, list[tuple[str, str]]](list)
    for row in await reader.rows(measures.columns_of_every_run(prefixes)):
        held[row["run_id"]].append((row["name"], row["digest"]))
    runs = await reader.rows(measures.marked_runs())
    rows = await _rows(reader, runs, communes)
    wanted = {digest for columns in held.values() for _, digest in columns}
    numbers = await _numbers(reader, sorted(wanted))
    known: dict[tuple[str, Digests], Told] = {}
    told = []
    for run in runs:
        key = (run["codes_mark"], tuple(held[run["id"]]))
        if key not in known:
            columns = {name: numbers[digest] for name, digest in key[1]}
            known[key] = _measured(indicator, asked, columns, rows[key[0]], run)
        about = {name: run[name] for name in _ABOUT}
        told.append({"run": run["id"], **about, **known[key]})
    return told


async def _rows(
    reader: Reader, runs: Sequence[Any], communes: Sequence[str]
) -> dict[str, Rows]:
    """Where the communes stand, for each order of codes."""
    wanted, found = set(communes), {}
    for mark, run_id in {run["codes_mark"]: run["id"] for run in runs}.items():
        one = await reader.row(measures.run(run_id))
        codes = one["codes"] if one else []
        there = [i for i, code in enumerate(codes) if code in wanted]
        found[mark] = np.array(there, dtype=np.intp)
    return found


async def _numbers(reader: Reader, digests: Sequence[str]) -> dict[str, Floats]:
    found: dict[str, Floats] = {}
    for first in range(0, len(digests), _AT_ONCE):
        part = list(digests[first : first + _AT_ONCE])
        rows = await reader.rows(measures.numbers(part))
        found |= await asyncio.to_thread(arrays, rows)
    return found


def _measured(
    indicator: Indicator,
    asked: Asked,
    columns: Mapping[str, Floats],
    rows: Rows,
    run: Any,
) -> Told:
    if not rows.size or not columns:
        return _NOTHING
    try:
        scene = scene_of({n: c[rows] for n, c in columns.items()}, dict(run.items()))
        whole = grouped([np.arange(rows.size)])
        figures = indicator.measure(scene, asked, whole)
    except KeyError:
        # It was measured before there was such a supply, or such a quarter.
        return _NOTHING
    told = {name: float(getattr(figures, name)[0]) for name in _NUMBERS}
    return {
        **{name: None if isnan(n) else n for name, n in told.items()},
        "status": str(figures.status[0]),
    }
