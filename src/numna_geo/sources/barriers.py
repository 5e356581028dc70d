"""Our two small tables of what roads do not cross, and of where they do."""

from dataclasses import dataclass
from pathlib import Path

from numna_geo.errors import SourceUnreadable
from numna_geo.model.barrier import Barrier, Crossing, LonLat
from numna_geo.model.travel import MOVING, Profile
from numna_geo.sources.table import read_table

Codes = tuple[str, ...]

_BY_BOAT = "ferry"
_KINDS = frozenset({_BY_BOAT, "bridge", "gate", "pass"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _BarrierRow:
    key: str
    name: str
    line: Codes


@dataclass(frozen=True, slots=True, kw_only=True)
class _CrossingRow:
    key: str
    name: str
    kind: str
    from_lon: float
    from_lat: float
    to_lon: float
    to_lat: float
    crossing_min: float
    headway_min: float
    boarding_min: float
    profiles: Codes


def read_barriers(data_dir: Path) -> tuple[tuple[Barrier, ...], tuple[Crossing, ...]]:
    """Lines that no way crosses, and the crossings.

    Whoever takes a boat comes `boarding_min` before it leaves, and waits half of what
    lies between two departures; on a bridge or a pass the minutes are what it takes
    beside its length.

    Raises:
        SourceUnreadable: a table is missing or damaged.
    """
    lines = read_table(data_dir / "barriers.csv", _BarrierRow)
    crossings = read_table(data_dir / "crossings.csv", _CrossingRow)
    try:
        return tuple(map(_barrier, lines)), tuple(map(_crossing, crossings))
    except ValueError as error:
        raise SourceUnreadable(f"barriers: {error}") from error


def _barrier(row: _BarrierRow) -> Barrier:
    return Barrier(key=row.key, name=row.name, line=tuple(map(_point, row.line)))


def _point(text: str) -> LonLat:
    lon, lat = map(float, text.split(","))
    return lon, lat


def _crossing(row: _CrossingRow) -> Crossing:
    profiles = frozenset(map(Profile, row.profiles))
    if row.kind not in _KINDS or not profiles or not profiles <= set(MOVING):
        raise ValueError(f"{row.key}: kind {row.kind}, profiles {row.profiles}")
    return Crossing(
        key=row.key,
        name=row.name,
        landings=((row.from_lon, row.from_lat), (row.to_lon, row.to_lat)),
        on_road=row.kind != _BY_BOAT,
        fixed_min=row.crossing_min + row.boarding_min,
        wait_min=row.headway_min / 2,
        profiles=profiles,
    )
