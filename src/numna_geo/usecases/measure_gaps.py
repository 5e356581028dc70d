"""Measure everything on the data as it stands, commune by commune, and keep it.

Columns that are made from the same as in the last run are kept without measuring.
"""

import hashlib
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import numpy as np

import numna_geo
from numna_geo.bundle import code_mark
from numna_geo.errors import TravelUnavailable
from numna_geo.store.database import Connection, Engine, writing
from numna_geo.store.measure_writing import (
    Column,
    KeptRun,
    MadeFrom,
    confirm_run,
    last_run,
)
from numna_geo.store.measure_writing import write_run as keep
from numna_geo.store.publishing import alone, data_version
from numna_geo.travel.engine import Engine as TravelEngine
from numna_geo.travel.estimate import METHOD
from numna_geo.usecases.measure_reach import reaches
from numna_geo.usecases.measured_columns import reach_columns, reach_names
from numna_geo.usecases.measured_inputs import Inputs, read_inputs
from numna_geo.usecases.measured_plain import plain_columns
from numna_geo.usecases.measured_supplies import Supplied, changed, name_of
from numna_geo.usecases.publish_gaps import publish_gaps

COVERED = 0.99
"""An engine whose roads reach a smaller share of the communes measures nothing."""

Found = Column | tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What a measuring did; nothing when all was as in the last one.

    Args:
        changed: whether a run was kept.
        run: the last one there is now.
        engine: whose minutes these are.
        measured: columns that were made.
        kept: columns that were made from the same before.
        supplies: those whose reach was measured, with the reading.
        seconds: that it took.
        instead_of: why better engines did not measure.
    """

    changed: bool
    run: int
    engine: str
    measured: int = 0
    kept: int = 0
    supplies: tuple[str, ...] = ()
    seconds: float = 0.0
    instead_of: tuple[str, ...] = ()


def measure_gaps(
    engine: Engine, *, travel: TravelEngine, say: Callable[[str], None]
) -> Measured:
    """Measure and keep one run, unless nothing changed since the last one.

    That is: the same data, the same code, the same minutes, and no check that outlived
    its delay since. Where other data left every column as it was, the last run is said
    to be made from them. All minutes of a run are of one engine.

    Args:
        engine: of the database.
        travel: whose minutes are measured.
        say: told of each step.

    Raises:
        DatabaseUnavailable: PostGIS does not answer.
        TravelUnavailable: `travel` does not answer, or does not know the region.
    """
    began = time.monotonic()
    with writing(engine) as connection:
        alone(connection)
        done = _measured(connection, travel, say)
        publish_gaps(connection)
    return replace(done, seconds=time.monotonic() - began)


def _measured(
    connection: Connection, travel: TravelEngine, say: Callable[[str], None]
) -> Measured:
    now = datetime.now(UTC)
    inputs = read_inputs(connection)
    supplied = Supplied(inputs=inputs, travel=travel, at=now)
    made_from = _made_from(data_version(connection), travel)
    last = last_run(connection)
    if last and _is_of_today(last, made_from, inputs, now):
        return Measured(changed=False, run=last.id, engine=travel.name)
    columns, again = _columns(supplied, dict(last.columns) if last else {}, say)
    say("writing")
    if last and _is_as_last(last, made_from, (inputs, now), columns):
        run = confirm_run(connection, last.id, made_from)
    else:
        run = keep(connection, made_from, now, inputs.codes, columns)
    fresh = sum(isinstance(column, Column) for column in columns.values())
    return Measured(
        changed=last is None or run != last.id,
        run=run,
        engine=travel.name,
        measured=fresh,
        kept=len(columns) - fresh,
        supplies=tuple(again),
    )


def measuring_code_version() -> str:
    """The release, and a mark of what columns are made by: editing it measures again.

    Indicators are none of it: they are reckoned from the columns when they are asked.
    """
    mark = code_mark(
        *("gaps/catchment.py", "gaps/scene.py", "travel/*.py"),
        *(f"model/{name}.py" for name in ("category", "freshness", "stage", "supply")),
        *("store/scene_reading.py", "store/ground_reading.py"),
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


def _is_of_today(
    last: KeptRun, made_from: MadeFrom, inputs: Inputs, now: datetime
) -> bool:
    return last.made_from == made_from and _same_checks(last, inputs, now)


def _same_checks(last: KeptRun, inputs: Inputs, now: datetime) -> bool:
    """Whether no check outlived its delay since."""
    return bool((inputs.verified(last.measured_at) == inputs.verified(now)).all())


def _is_as_last(
    last: KeptRun,
    made_from: MadeFrom,
    today: tuple[Inputs, datetime],
    found: Mapping[str, Found],
) -> bool:
    """Whether the last run holds the very same, by the same engine."""
    before = last.made_from
    return (
        dict(last.columns) == dict(found)
        and last.codes == tuple(today[0].codes)
        and _same_checks(last, *today)
        and (before.engine, before.engine_version)
        == (made_from.engine, made_from.engine_version)
    )


def _expect_covered(supplied: Supplied) -> None:
    """Roads of a corner of the region would make a desert of the rest.

    Raises:
        TravelUnavailable: too many communes are off the map.
    """
    people = supplied.people
    if supplied.travel.is_estimate or not people.own:
        return
    own = np.arange(people.own)
    largest = np.array([np.argmax(np.nan_to_num(people.inhabitants[own]))])
    table = supplied.travel.table(people.ends.some(own), people.ends.some(largest))
    share = float(np.isfinite(table.central).mean())
    if share < COVERED:
        raise TravelUnavailable(
            f"{supplied.travel.name}: its roads reach {share:.0%} of the communes;"
            f" {COVERED:.0%} are needed to measure by them"
        )


def _columns(
    supplied: Supplied,
    before: Mapping[str, tuple[str, str]],
    say: Callable[[str], None],
) -> tuple[dict[str, Found], list[str]]:
    """Columns by name, and the supplies that had to be measured."""
    _expect_covered(supplied)
    found: dict[str, Found] = {}
    for name, numbers in plain_columns(supplied.inputs, supplied.travel):
        mark = hashlib.sha256(numbers.tobytes()).hexdigest()[:32]
        kept = before.get(name, ("", ""))
        same = kept[0] == mark
        found[name] = kept if same else Column(made_from=mark, numbers=numbers)
    marks = supplied.marks()
    again = [key for key in marks if changed(reach_names(*key), marks[key], before)]
    for key in marks.keys() - set(again):
        found |= {name: before[name] for name in reach_names(*key)}
    sites, wanted = supplied.sites(again)
    by_name = {name_of(key): key for key in again}
    for name, reach in reaches(supplied.travel, supplied.people, sites, wanted, say):
        key = by_name[name]
        for column, numbers in reach_columns(*key, reach).items():
            found[column] = Column(made_from=marks[key], numbers=numbers)
    return found, list(by_name)
