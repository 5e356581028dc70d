"""Measure everything on the data as it stands, commune by commune, and keep it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import numpy as np

import numna_geo
from numna_geo.bundle import code_mark
from numna_geo.gaps.scene import Floats
from numna_geo.model.category import Category
from numna_geo.model.supply import of_category
from numna_geo.store.database import Engine, writing
from numna_geo.store.measure_writing import Column, MadeFrom, last_run, write_run
from numna_geo.store.publishing import alone, data_version
from numna_geo.travel.engine import Engine as TravelEngine
from numna_geo.travel.estimate import METHOD, Estimate
from numna_geo.usecases.measure_reach import reaches
from numna_geo.usecases.measured_columns import premises_columns, reach_columns
from numna_geo.usecases.measured_inputs import Inputs, read_inputs

BEYOND_KNOWN = tuple(
    map(of_category, (Category.COWORKING, Category.FAB_LAB, Category.FRANCE_SERVICES))
)
"""Supplies whose places beyond the border are listed (CGET 2019, ANCT 2024)."""


def measure_gaps(
    engine: Engine, *, travel: TravelEngine, say: Callable[[str], None]
) -> bool:
    """Measure and keep one run; False when nothing changed since the last one.

    That is: the same data, the same code, the same minutes, and no check that outlived
    its delay since.

    Args:
        engine: of the database.
        travel: whose minutes are measured.
        say: told of each step.

    Raises:
        DatabaseUnavailable: PostGIS does not answer.
    """
    now = datetime.now(UTC)
    with writing(engine) as connection:
        alone(connection)
        made_from = _made_from(data_version(connection), travel)
        inputs = read_inputs(connection)
        last = last_run(connection)
        if last and last.made_from == made_from:
            before = inputs.verified(last.measured_at)
            if (before == inputs.verified(now)).all():
                return False
        found = {}
        for name, numbers in _columns(inputs, travel, now, say):
            found[name] = Column(made_from=made_from.code_version, numbers=numbers)
        write_run(connection, made_from, now, inputs.codes, found)
        return True


def measuring_code_version() -> str:
    """The release, and a mark of the very formulas: editing one measures again."""
    mark = code_mark(
        *("gaps/*.py", "model/*.py", "travel/*.py", "store/scene_reading.py"),
        *("usecases/measure_*.py", "usecases/measured_*.py"),
    )
    return f"{numna_geo.__version__}+{mark}"


def _made_from(version: int, travel: TravelEngine) -> MadeFrom:
    return MadeFrom(
        data_version=version,
        code_version=measuring_code_version(),
        engine=travel.name,
        engine_version=travel.version,
        is_estimate=travel.is_estimate,
        method=METHOD if travel.is_estimate else f"réseau routier ({travel.name})",
    )


def _columns(
    inputs: Inputs,
    travel: TravelEngine,
    now: datetime,
    say: Callable[[str], None],
) -> Iterator[tuple[str, Floats]]:
    for quantity, people in inputs.demand.items():
        yield f"demand/{quantity}", people
    for period, premises in inputs.premises.items():
        yield from premises_columns(period, premises).items()
    for supply, flags in inputs.not_collected.items():
        yield f"uncollected/{supply}", flags.astype(np.float64)
    ones = np.ones(len(inputs.codes))
    for known in BEYOND_KNOWN:
        yield f"beyond_known/{known.key}", ones
    yield "border/min", _border_min(inputs, travel)
    for key, reading, reach in reaches(inputs, travel, now):
        say(key)
        yield from reach_columns(key, reading, reach).items()


def _border_min(inputs: Inputs, travel: TravelEngine) -> Floats:
    """Minutes at least to the border; an engine of roads knows no such thing."""
    km = [np.nan if c.border_km is None else c.border_km for c in inputs.own]
    if not isinstance(travel, Estimate):
        return np.array(km, dtype=np.float64)
    return np.array([travel.at_least_min(one) for one in km], dtype=np.float64)
