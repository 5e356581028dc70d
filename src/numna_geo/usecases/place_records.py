"""Where each record really is: its commune by its row, its point by its commune.

A point is believed when it lies in the commune of its record. A little way off, its
precision is lowered; far off, it is the commune that is believed.
"""

from dataclasses import dataclass, replace
from typing import NamedTuple

from numna_geo.model.mend import Mend
from numna_geo.model.position import Position, Precision
from numna_geo.model.structure import Address, Record
from numna_geo.usecases.commune_points import KnownCommune, holds, km_outside
from numna_geo.usecases.find_commune import commune_of
from numna_geo.usecases.known_communes import Communes
from numna_geo.usecases.trust_code import Found

__all__ = ["Communes", "Placed", "placed", "refuse_elsewhere"]

NEAR_KM = 2.0
"""A point this far outside its commune may still be right, at the edge of it."""

EDGE_KM = 0.05
"""Our outlines are drawn to within 50 m: nearer than that, a point lies on the edge."""

_LOWERED = {
    Precision.ADDRESS: Precision.STREET,
    Precision.STREET: Precision.STREET,
    Precision.UNKNOWN: Precision.COMMUNE,
}
"""What a point at the edge of its commune is still good for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A record with its commune and its point, and what was done to get there."""

    record: Record
    in_region: bool
    mended: tuple[Mend, ...]


class _Point(NamedTuple):
    """The point of a record, how well it is known, and what was done to it."""

    at: Position
    precision: Precision
    mended: tuple[Mend, ...] = ()


class _Whereabouts(NamedTuple):
    address: Address
    position: Position | None


def refuse_elsewhere(
    address: Address, position: Position | None, communes: Communes
) -> None:
    """Reject as `placed` would, but early, a row that names a department elsewhere.

    Raises:
        RowRejected: neither does anything else in the row lead here.
    """
    told = address.commune_code or address.postcode
    if told is not None and told[:2] not in communes.departments:
        commune_of(_Whereabouts(address, position), communes)


def placed(record: Record, communes: Communes) -> Placed:
    """The record at the place that can be believed.

    Raises:
        RowRejected: nothing in the row leads to the region or its surroundings;
            `outside` tells a row of elsewhere from a faulty one.
    """
    found = commune_of(record, communes)
    point = _point(record, found)
    address = record.address
    if (address.commune_code, address.postcode) != (found.code, found.postcode):
        address = replace(address, commune_code=found.code, postcode=found.postcode)
    moved = point.at is not record.position or point.precision is not record.precision
    if moved or address is not record.address:
        record = replace(
            record, address=address, position=point.at, precision=point.precision
        )
    return Placed(
        record=record,
        in_region=found.commune.in_region,
        mended=found.mended + point.mended,
    )


def _point(record: Record, found: Found) -> _Point:
    at, commune = record.position, found.commune
    if at is None:
        return _Point(at=commune.seat, precision=Precision.COMMUNE)
    off_km = 0.0 if found.by_point else km_outside(at, commune)
    if off_km <= EDGE_KM:
        return _Point(at=at, precision=record.precision)
    west = Position(lon=-at.lon, lat=at.lat)
    if off_km > NEAR_KM and holds(commune, west):
        mend = _mend(at, "sign of the longitude lost", "put right")
        return _Point(at=west, precision=record.precision, mended=(mend,))
    return _outside(at, commune, off_km, record.precision)


def _outside(
    at: Position, commune: KnownCommune, off_km: float, precision: Precision
) -> _Point:
    reason = f"{off_km:.1f} km outside {commune.code}"
    if off_km > NEAR_KM:
        mend = _mend(at, reason, "replaced by the seat of the commune")
        return _Point(at=commune.seat, precision=Precision.COMMUNE, mended=(mend,))
    if precision is Precision.COMMUNE:
        return _Point(at=at, precision=precision, mended=(_mend(at, reason, "kept"),))
    lowered = _LOWERED[precision]
    mend = _mend(at, reason, f"kept, precision lowered to {lowered}")
    return _Point(at=at, precision=lowered, mended=(mend,))


def _mend(at: Position, reason: str, action: str) -> Mend:
    return Mend(
        column="position", value=f"{at.lon} {at.lat}", reason=reason, action=action
    )
