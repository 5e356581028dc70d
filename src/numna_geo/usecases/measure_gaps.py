"""Measure every indicator on the data as it stands, for every level of territory."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import product
from math import isnan
from typing import Any

import numpy as np
import numpy.typing as npt

import numna_geo
from numna_geo import gaps
from numna_geo.bundle import code_mark
from numna_geo.gaps.counts import Counts, gathered
from numna_geo.gaps.indicator import Asked, Indicator
from numna_geo.gaps.scene import Floats, Places, Premises, Scene
from numna_geo.model.category import Category
from numna_geo.model.freshness import verified
from numna_geo.model.territory import Level, Quantity
from numna_geo.store import scene_reading as reading
from numna_geo.store.database import Connection, Engine, writing
from numna_geo.store.measure_writing import MadeFrom, measured_already, write_run
from numna_geo.store.publishing import alone, data_version
from numna_geo.store.scene_reading import Rows

Members = dict[Level, dict[str, npt.NDArray[np.intp]]]


def measure_gaps(engine: Engine, *, say: Callable[[str], None]) -> bool:
    """Measure and keep one run; False when nothing changed since the last one.

    That is: the same data, the same code, and no check that outlived its delay since.

    Raises:
        DatabaseUnavailable: PostGIS does not answer.
    """
    now = datetime.now(UTC)
    with writing(engine) as connection:
        alone(connection)
        made_from = MadeFrom(
            data_version=data_version(connection),
            code_version=measuring_code_version(),
        )
        places = reading.read(connection, reading.places())
        last = measured_already(connection, made_from)
        if last and _verified(places, last) == _verified(places, now):
            return False
        codes, scene = _scene(connection, _places(places, now))
        members = _members(connection, codes)
        rows = []
        for indicator in gaps.INDICATORS.values():
            say(indicator.key)
            rows += list(_measures(indicator, scene, codes, members))
        write_run(connection, rows, made_from, now)
        return True


def measuring_code_version() -> str:
    """The release, and a mark of the very formulas: editing one measures again."""
    mark = code_mark(
        "gaps/*.py", "model/*.py", "store/scene_reading.py", "usecases/measure_gaps.py"
    )
    return f"{numna_geo.__version__}+{mark}"


def _measures(
    indicator: Indicator, scene: Scene, codes: list[str], members: Members
) -> Iterator[dict[str, Any]]:
    every = product(
        indicator.readings, indicator.periods, (None, *indicator.categories)
    )
    for whose, period, category in every:
        asked = Asked(category=category, period=period)
        counts = indicator.measure(scene.read(whose), asked)
        about = {
            "indicator": indicator.key,
            "category": category.value if category else "",
            "reading": whose.value,
            "period": period,
        }
        yield from _rows(counts, codes, {**about, "level": Level.COMMUNE.value})
        for level, groups in members.items():
            summed = gathered(counts, list(groups.values()))
            yield from _rows(summed, list(groups), {**about, "level": level.value})


def _rows(
    counts: Counts, codes: list[str], about: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    columns = {
        "code": codes,
        "value": _known(counts.share()),
        "numerator": _known(counts.numerator),
        "denominator": _known(counts.denominator),
        "border_unknown": _known(counts.border_unknown),
        "nearest_km": _known(counts.nearest_km),
        "rank": [None if r is None else int(r) for r in _known(counts.rank())],
        "status": counts.status().tolist(),
    }
    for cells in zip(*columns.values(), strict=True):
        yield {**about, **dict(zip(columns, cells, strict=True))}


def _known(numbers: Floats) -> list[float | None]:
    return [None if isnan(number) else number for number in numbers.tolist()]


def _scene(connection: Connection, places: Places) -> tuple[list[str], Scene]:
    communes = reading.read(connection, reading.communes())
    codes = [c.code for c in communes]
    row_of = {code: i for i, code in enumerate(codes)}
    border = [np.nan if c.border_km is None else c.border_km for c in communes]
    scene = Scene(
        lonlat=np.array([(c.lon, c.lat) for c in communes], dtype=np.float64),
        border_km=np.array(border, dtype=np.float64),
        demand=_demand(connection, row_of),
        places=places,
        premises=_premises(connection, row_of),
        not_collected=_uncollected(connection, [c.department_code for c in communes]),
    )
    return codes, scene


def _demand(
    connection: Connection, row_of: Mapping[str, int]
) -> dict[Quantity, Floats]:
    demand = {quantity: np.full(len(row_of), np.nan) for quantity in Quantity}
    for row in reading.read(connection, reading.newest_demand()):
        if row.commune_code in row_of:
            demand[Quantity(row.quantity)][row_of[row.commune_code]] = row.value
    return demand


def _places(rows: Rows, now: datetime) -> Places:
    lonlat = np.array([(r.lon, r.lat) for r in rows], dtype=np.float64)
    return Places(
        lonlat=lonlat.reshape(-1, 2),
        categories=tuple(frozenset(map(Category, r.categories)) for r in rows),
        verified=np.array(_verified(rows, now), dtype=bool),
    )


def _verified(rows: Rows, now: datetime) -> list[bool]:
    """Whether each place is verified then, by the delay of its main category."""
    today = now.astimezone(UTC).date()
    return [
        verified(
            row.verified_on,
            Category(row.category),
            today,
            evidence_level=row.evidence_level,
        )
        for row in rows
    ]


def _premises(connection: Connection, row_of: Mapping[str, int]) -> dict[str, Premises]:
    found: dict[str, Premises] = {}
    for row in reading.read(connection, reading.premises()):
        if row.period not in found:
            blank = np.full(len(row_of), np.nan)
            found[row.period] = Premises(connectable=blank, total=blank.copy())
        at = row_of[row.commune_code]
        if row.connectable is not None and row.premises is not None:
            found[row.period].connectable[at] = row.connectable
            found[row.period].total[at] = row.premises
    return found


def _uncollected(
    connection: Connection, departments: list[str]
) -> dict[Category, npt.NDArray[np.bool_]]:
    where: dict[Category, set[str]] = defaultdict(set)
    for row in reading.read(connection, reading.uncollected()):
        where[Category(row.category)].add(row.department_code)
    return {
        category: np.array([d in missing for d in departments], dtype=bool)
        for category, missing in where.items()
    }


def _members(connection: Connection, codes: list[str]) -> Members:
    row_of = {code: i for i, code in enumerate(codes)}
    found: dict[Level, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for row in reading.read(connection, reading.members()):
        if row.commune_code in row_of:
            found[Level(row.level)][row.code].append(row_of[row.commune_code])
    return {
        level: {code: np.array(rows, dtype=np.intp) for code, rows in groups.items()}
        for level, groups in found.items()
    }
