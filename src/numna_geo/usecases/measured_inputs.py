"""What is measured, as the tables have it: people, premises, places, directories."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property, lru_cache

import numpy as np

from numna_geo.gaps.scene import Flags, Floats, Premises
from numna_geo.model.category import Category
from numna_geo.model.freshness import verified
from numna_geo.model.stage import Need, Sector, Stage
from numna_geo.model.supply import SUPPLIES, answered
from numna_geo.model.territory import Quantity
from numna_geo.store import ground_reading
from numna_geo.store import scene_reading as reading
from numna_geo.store.database import Connection
from numna_geo.store.scene_reading import Rows
from numna_geo.usecases.known_ground import DENSITY_CLASSES, CommuneGround, Ground

Words = tuple[str, ...]

_EPOCH = date(1970, 1, 1)
_CLOSED = "closed"
_NO_COUNT = {
    *("commune_code", "period", "source_key", "copper_status", "copper_closes_on"),
    *("very_dense_zone", "l33_13", "operator"),
}


@dataclass(frozen=True, kw_only=True, eq=False)
class Inputs:
    """The tables as rows; `communes` hold those beyond the border too."""

    communes: Rows
    places: Rows
    demand: Mapping[Quantity, Floats]
    premises: Mapping[str, Premises]
    not_collected: Mapping[str, Flags]
    ground: Ground

    @cached_property
    def own(self) -> Rows:
        """Communes of the region, by code."""
        return [c for c in self.communes if c.in_region]

    @cached_property
    def codes(self) -> list[str]:
        """Of the communes of the region, in the order of every array."""
        return [c.code for c in self.own]

    @cached_property
    def answers(self) -> list[frozenset[str]]:
        """Keys of the supplies that each place is part of."""
        return [
            _answered(
                *(tuple(place.categories), tuple(place.needs)),
                *(tuple(place.stages), tuple(place.sectors)),
            )
            for place in self.places
        ]

    def verified(self, at: datetime) -> Flags:
        """Whether each place is verified then, by the delay of its main category."""
        today = at.astimezone(UTC).date()
        told = [
            verified(
                place.verified_on,
                Category(place.category),
                today,
                evidence_level=place.evidence_level,
            )
            for place in self.places
        ]
        return np.array(told, dtype=bool)


@lru_cache(maxsize=4096)
def _answered(
    categories: Words, needs: Words, stages: Words, sectors: Words
) -> frozenset[str]:
    """As `answered`; many places are alike."""
    return answered(
        [Category(c) for c in categories],
        [Need(n) for n in needs],
        [Stage(s) for s in stages],
        [Sector(s) for s in sectors],
    )


def read_inputs(connection: Connection) -> Inputs:
    """Everything that a measuring looks at."""
    communes = reading.read(connection, reading.communes())
    own = [c for c in communes if c.in_region]
    row_of = {c.code: i for i, c in enumerate(own)}
    return Inputs(
        communes=communes,
        places=reading.read(connection, reading.places()),
        demand=_demand(connection, row_of),
        premises=_premises(connection, row_of),
        not_collected=_uncollected(connection, [c.department_code for c in own]),
        ground=_ground(connection),
    )


def _demand(
    connection: Connection, row_of: Mapping[str, int]
) -> dict[Quantity, Floats]:
    demand = {quantity: np.full(len(row_of), np.nan) for quantity in Quantity}
    for row in reading.read(connection, reading.newest_demand()):
        if row.commune_code in row_of:
            demand[Quantity(row.quantity)][row_of[row.commune_code]] = row.value
    digital = reading.read(connection, reading.digital_establishments())
    if digital:
        counted = demand[Quantity.DIGITAL_ESTABLISHMENTS]
        counted[:] = 0.0
        for row in digital:
            if row.commune_code in row_of:
                counted[row_of[row.commune_code]] = row.value
    return demand


def _premises(connection: Connection, row_of: Mapping[str, int]) -> dict[str, Premises]:
    by_period = defaultdict[str, Rows](list)
    for row in reading.read(connection, reading.premises()):
        if row.commune_code in row_of:
            by_period[row.period].append(row)
    return {period: _of_quarter(rows, row_of) for period, rows in by_period.items()}


def _of_quarter(rows: Rows, row_of: Mapping[str, int]) -> Premises:
    names = [name for name in rows[0]._fields if name not in _NO_COUNT]
    at = np.array([row_of[row.commune_code] for row in rows], dtype=np.intp)

    def column(values: Sequence[float | None]) -> Floats:
        numbers = np.full(len(row_of), np.nan)
        numbers[at] = [np.nan if value is None else value for value in values]
        return numbers

    closes = [row.copper_closes_on for row in rows]
    said = [row.copper_status for row in rows]
    closed = [None if one is None else float(one == _CLOSED) for one in said]
    counts = {name: column([getattr(row, name) for row in rows]) for name in names}
    return Premises(
        counts={**counts, "copper_closed": column(closed)},
        copper_closes=column(
            [None if d is None else (d - _EPOCH).days for d in closes]
        ),
    )


def _uncollected(
    connection: Connection, departments: Sequence[str]
) -> dict[str, Flags]:
    """Supplies of which every category is uncollected in the commune's department."""
    where = defaultdict[Category, set[str]](set)
    for row in reading.read(connection, reading.uncollected()):
        where[Category(row.category)].add(row.department_code)
    found = {}
    for key, supply in SUPPLIES.items():
        sets = [where[category] for category in supply.categories]
        missing = set.intersection(*sets) if sets else set()
        if missing:
            found[key] = np.array([d in missing for d in departments], dtype=bool)
    return found


def _ground(connection: Connection) -> Ground:
    return Ground(
        {
            row.code: CommuneGround(
                density=DENSITY_CLASSES.get(row.density, 0),
                mountain=row.massif is not None,
                area_km2=row.area_km2,
            )
            for row in reading.read(connection, ground_reading.communes())
        }
    )
