"""Where each record really is: its commune by its point, its point by its commune.

A point is believed when it lies in the commune its record declares. A little way off,
its precision is lowered; far off, it is the commune that is believed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
import shapely
from pyproj import Geod
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points

from numna_geo.errors import RowRejected
from numna_geo.model.mend import Mend
from numna_geo.model.position import Position, Precision
from numna_geo.model.structure import Record

EARTH = Geod(ellps="WGS84")

NEAR_KM = 2.0
"""A point this far outside its commune may still be right, at the edge of it."""

HALO_KM = 15.0
"""Beyond the border only one point of each commune is known: how far it may reach."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownCommune:
    """What is needed of a commune to place a record in it."""

    code: str
    seat: Position
    in_region: bool
    outline: BaseGeometry | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A record with its commune and its point, and what was done to get there."""

    record: Record
    in_region: bool
    mended: tuple[Mend, ...]


class Communes:
    """All communes, found by present or former code, or by a point.

    Args:
        communes: of the region and of the 50 km around it, by code.
        successors: present code of each former one.
        postcodes: those of the region.
    """

    def __init__(
        self,
        communes: Mapping[str, KnownCommune],
        successors: Mapping[str, str],
        postcodes: frozenset[str],
    ) -> None:
        self._communes, self._successors = communes, successors
        self.postcodes = postcodes
        self._outlined = [c for c in communes.values() if c.outline is not None]
        outlines = [c.outline for c in self._outlined if c.outline is not None]
        self._tree = shapely.STRtree(outlines)

    def present(self, code: str) -> KnownCommune | None:
        """The commune of `code`, or the one it merged into."""
        return self._communes.get(code) or self._communes.get(
            self._successors.get(code, "")
        )

    def around(self, position: Position) -> KnownCommune | None:
        """The commune of the region whose outline holds the point."""
        point = shapely.Point(position.lon, position.lat)
        held = self._tree.query(point, predicate="within")
        return self._outlined[int(held[0])] if held.size else None

    def beyond_border(self, position: Position) -> KnownCommune | None:
        """The commune beyond the border whose seat is nearest, if near enough."""
        outside = [c for c in self._communes.values() if not c.in_region]
        if not outside:
            return None
        seats = np.array([(c.seat.lon, c.seat.lat) for c in outside])
        here = np.broadcast_to((position.lon, position.lat), seats.shape)
        _, _, metres = EARTH.inv(*here.T, *seats.T)
        near = int(np.argmin(metres))
        return outside[near] if metres[near] <= HALO_KM * 1000 else None


def placed(record: Record, communes: Communes) -> Placed:
    """The record at the place that can be believed.

    Raises:
        RowRejected: it has no known commune, and no point in the region.
    """
    steps = list(_in_its_commune(record, communes))
    last, commune = steps[-1][0], steps[-1][2]
    mended = tuple(step[1] for step in steps if step[1] is not None)
    if last.position is None:
        last = replace(last, position=commune.seat, precision=Precision.COMMUNE)
    return Placed(record=last, in_region=commune.in_region, mended=mended)


Step = tuple[Record, Mend | None, KnownCommune]


def _in_its_commune(record: Record, communes: Communes) -> Iterator[Step]:
    declared = record.address.commune_code
    commune = communes.present(declared) if declared else None
    position = record.position
    if commune is None:
        yield _found_by_position(record, communes)
        return
    if commune.code != declared:
        yield _moved(record, commune, "former code", f"successor {commune.code}")
    else:
        yield record, None, commune
    if position is not None:
        current = _with_commune(record, commune)
        yield from _believed(current, commune, position)


def _found_by_position(record: Record, communes: Communes) -> Step:
    declared, at = record.address.commune_code, record.position
    reason = "no such commune" if declared else "no usable commune code"
    inside = communes.around(at) if at else None
    if inside is not None:
        action = f"found by the position: {inside.code}"
        return _moved(record, inside, reason, action)
    outside = communes.beyond_border(at) if at else None
    if outside is None:
        raise RowRejected(
            "commune_code",
            declared,
            f"{reason} in the region or its 50 km surroundings, and no position of "
            "the record lies there",
        )
    # Nobody counts or lists communes beyond the border: the code is left unknown.
    unknown = replace(record, address=replace(record.address, commune_code=None))
    mended = Mend(
        column="commune_code",
        value=declared,
        reason=reason,
        action="left unknown: the position is beyond the border",
    )
    return unknown, mended, outside


def _believed(record: Record, commune: KnownCommune, at: Position) -> Iterator[Step]:
    off = _outside_km(at, commune)
    if off == 0:
        yield record, None, commune
        return
    value, reason = f"{at.lon} {at.lat}", f"{off:.1f} km outside {commune.code}"
    if off <= NEAR_KM:
        finest = record.precision in (Precision.ADDRESS, Precision.STREET)
        lowered = Precision.STREET if finest else record.precision
        mended = Mend(
            column="position",
            value=value,
            reason=reason,
            action=f"kept, precision lowered to {lowered}",
        )
        yield replace(record, precision=lowered), mended, commune
        return
    mended = Mend(
        column="position",
        value=value,
        reason=reason,
        action="replaced by the seat of the commune",
    )
    seated = replace(record, position=commune.seat, precision=Precision.COMMUNE)
    yield seated, mended, commune


def _outside_km(at: Position, commune: KnownCommune) -> float:
    if commune.outline is None:
        _, _, metres = EARTH.inv(at.lon, at.lat, commune.seat.lon, commune.seat.lat)
        return 0.0 if metres <= HALO_KM * 1000 else metres / 1000
    point = shapely.Point(at.lon, at.lat)
    if commune.outline.covers(point):
        return 0.0
    near = nearest_points(commune.outline, point)[0]
    _, _, metres = EARTH.inv(at.lon, at.lat, near.x, near.y)
    return float(metres) / 1000


def _with_commune(record: Record, commune: KnownCommune) -> Record:
    return replace(record, address=replace(record.address, commune_code=commune.code))


def _moved(record: Record, commune: KnownCommune, reason: str, action: str) -> Step:
    mended = Mend(
        column="commune_code",
        value=record.address.commune_code,
        reason=reason,
        action=action,
    )
    return _with_commune(record, commune), mended, commune
