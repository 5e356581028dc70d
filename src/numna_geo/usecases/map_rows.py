"""What the map says of each of its areas, as the rows of a table."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import Any

from numna_geo.gaps import INDICATORS
from numna_geo.gaps.bands import Side, sides
from numna_geo.gaps.indicator import Asked, Indicator
from numna_geo.gaps.scene import Floats
from numna_geo.maps.classes import Classes
from numna_geo.model import french
from numna_geo.model.collection import MeasureStatus, Reading
from numna_geo.model.territory import Level
from numna_geo.store import map_values
from numna_geo.store.reading import Reader
from numna_geo.usecases.known_layers import Layer, Layers
from numna_geo.usecases.map_columns import UNKNOWN, copper_dates, share_of
from numna_geo.usecases.map_values import Values
from numna_geo.usecases.read_measures import Measures, Run
from numna_geo.usecases.tell_figures import Told, plain, tell_figures


@dataclass(frozen=True, slots=True, kw_only=True)
class MapRow:
    """One area: what is drawn of it, and what stands beside.

    `part` says that it goes on beyond the region, and that only what is inside counts.
    `value` is the share of those in the gap; `minutes` those to the quickest place,
    `low` and `high` their band, whole: None where no place can be reached, and beyond
    communes. `unverified` says that a place within reach is declared, and nobody
    checked one; `uncertain` how many the band leaves undecided. `place` is the class,
    None where there is none. `rank` 1 is the biggest gap, `tied` how many others share
    it.
    """

    code: str
    name: str
    part: bool
    department_code: str | None
    department: str | None
    epci: str | None
    population: int | None
    numerator: float | None
    denominator: float | None
    value: float | None
    minutes: float | None
    low: int | None
    high: int | None
    inside: bool
    unverified: bool
    status: str
    uncertain: float
    copper: str | None
    place: int | None
    rank: int | None
    tied: int


class MapRows:
    """Tables of what the map draws.

    Args:
        reader: where the data are.
        measured: the measures, and the territories they are told of.
    """

    def __init__(self, reader: Reader, measured: tuple[Measures, Layers]) -> None:
        self._reader = reader
        self._runs, self._layers = measured

    async def rows(self, asked: Values, classes: Classes) -> list[MapRow]:
        """Every area of a level, in the order of their codes.

        Raises:
            DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
        """
        run = await self._runs.needed_run()
        level = asked.level
        layer = await self._layers.level(run, level)
        departments = await self._layers.level(run, Level.DEPARTEMENT)
        epcis = await self._layers.level(run, Level.EPCI)
        indicator, measure = INDICATORS[asked.indicator], asked.measure
        told = tell_figures(run, indicator, measure, layer)
        copper: Mapping[str, str] = {}
        parts = frozenset[str]()
        if level is Level.EPCI:
            found = await self._reader.rows(map_values.straddling())
            parts = frozenset(row["code"] for row in found)
        if level is Level.COMMUNE:
            _add_minutes(run, measure, told)
            copper = await self._copper(indicator, asked.period)
        around = _Around(
            departments=dict(zip(departments.codes, departments.names, strict=True)),
            epcis=_epci_names(layer, epcis) if level is Level.COMMUNE else {},
            copper=copper,
            parts=parts,
        )
        return ranked([around.row(one, classes) for one in told], classes)

    async def _copper(self, indicator: Indicator, period: str) -> Mapping[str, str]:
        if indicator.supplies:
            return {}
        return copper_dates(await self._reader.rows(map_values.copper(period)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
    """Names by code of department, and by code of commune; what goes on beyond."""

    departments: Mapping[str, str]
    epcis: Mapping[str, str]
    copper: Mapping[str, str]
    parts: Collection[str]

    def row(self, told: Told, classes: Classes) -> MapRow:
        """One area, not yet ranked."""
        numerator, denominator = told["numerator"], told["denominator"]
        status = told["status"] or MeasureStatus.NO_DATA
        value = share_of(numerator, denominator)
        minutes = told.get("minutes")
        drawn = value if classes.column == "value" else minutes
        return MapRow(
            code=told["code"],
            name=told["name"],
            part=told["code"] in self.parts,
            department_code=told["department_code"],
            department=self.departments.get(told["department_code"] or ""),
            epci=self.epcis.get(told["code"]),
            population=told["population"],
            numerator=numerator,
            denominator=denominator,
            value=value,
            minutes=minutes,
            low=told.get("low"),
            high=told.get("high"),
            inside=told.get("inside", False),
            unverified=told.get("unverified", False),
            status=status,
            uncertain=told["uncertain"] or 0,
            copper=self.copper.get(told["code"]),
            place=class_of(drawn, status, classes),
            rank=None,
            tied=0,
        )


def class_of(value: float | None, status: str, classes: Classes) -> int | None:
    """The class of a value; bounds are inclusive upwards, as the legend writes them.

    No place that can be reached is beyond the last bound; an unknown value, or one that
    nobody collected, has no class.
    """
    if status in UNKNOWN:
        return None
    if value is None:
        return len(classes.bounds) if classes.column == "nearest_min" else None
    return bisect_left(classes.bounds, value)


def ranked(rows: Sequence[MapRow], classes: Classes) -> list[MapRow]:
    """The same rows with their ranks; equal values share one."""
    share = classes.column == "value"
    drawn = [
        inf if value is None else value
        for row in rows
        for value in [row.value if share else row.minutes]
        if row.place is not None
    ]
    in_order = sorted(drawn)
    found, values = list[MapRow](), iter(drawn)
    for row in rows:
        if row.place is None:
            found.append(row)
            continue
        own = next(values)
        above = len(in_order) - bisect_right(in_order, own)
        same = len(in_order) - above - bisect_left(in_order, own)
        found.append(replace(row, rank=above + 1, tied=same - 1))
    return found


def _add_minutes(run: Run, measure: Asked, told: Sequence[dict[str, Any]]) -> None:
    """Minutes of communes beside their figures, in their order."""
    if measure.supply is None or measure.max_min is None:
        return
    limit = measure.max_min
    reach = run.scene.reach(measure.supply, measure.reading)
    declared = run.scene.reach(measure.supply, Reading.DECLARED)
    within = declared.central <= limit
    columns = {
        "minutes": plain(reach.central),
        "low": _whole(reach.low),
        "high": _whole(reach.high),
        "inside": (reach.inside > 0).tolist(),
        "unverified": (within & ~(reach.central <= limit)).tolist(),
    }
    band = (sides(reach, limit) == Side.UNCERTAIN).tolist()
    for i, one in enumerate(told):
        one |= {name: column[i] for name, column in columns.items()}
        one["uncertain"] = one["population"] or 0 if band[i] else 0


def _whole(minutes: Floats) -> list[int | None]:
    return [None if m is None else french.whole_minutes(m) for m in plain(minutes)]


def _epci_names(communes: Layer, epcis: Layer) -> Mapping[str, str]:
    return {
        communes.codes[row]: epcis.names[i]
        for i in range(len(epcis))
        for row in epcis.groups.of(i).tolist()
    }
