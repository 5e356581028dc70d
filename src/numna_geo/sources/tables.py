"""Our compact tables of facts: one dataclass a file, and how to read each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from numna_geo.model.position import Position
from numna_geo.sources.table import read_table

Codes = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Commune:
    """A commune of COG 2026, of the region or of the 50 km around it.

    `lon`, `lat` lie inside it, in WGS 84 degrees; `seat_lon`, `seat_lat` are its town
    hall, where its position can be trusted or is ours (`Seat`). `border_km` is how far
    its people are from the nearest department outside the region; unknown beyond the
    border. `mountain` is the massif that it belongs to, if the law calls it mountain.
    """

    code: str
    name: str
    department: str
    epci: str | None
    population: int | None
    area_km2: float | None
    lon: float
    lat: float
    seat_lon: float | None
    seat_lat: float | None
    border_km: float | None
    density: str | None
    mountain: str | None
    in_region: bool
    postcodes: Codes

    @property
    def counted_at(self) -> Position:
        """Where its people are counted: a trusted town hall, else the point inside."""
        if self.seat_lon is None or self.seat_lat is None:
            return Position(lon=self.lon, lat=self.lat)
        return Position(lon=self.seat_lon, lat=self.seat_lat)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A town hall that we place ourselves, to 0.01 degree (about 1 km), and why.

    Where the published position is trusted by distance, but is that of an annexe.
    """

    commune_code: str
    lon: float
    lat: float
    why: str
    source: str
    noted_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Epci:
    """An intercommunality; `population` and `area_km2` are of its communes here.

    Those beyond the region's border, which four of them have, are left out.
    """

    code: str
    name: str
    kind: str
    population: int | None
    area_km2: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """A department of the region."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prefecture:
    """The town that heads a metropolitan department, to 0.01 degree (about 1 km).

    Only for a coarse check: is a point in the part of France that its address names?

    Source: general knowledge, checked against our own town halls and a public table
    (Benzou65/DataMapVisu, data/prefectures.csv): nowhere more than 1.6 km apart.
    """

    code: str
    name: str
    lon: float
    lat: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerCommune:
    """A code or name that people still use; `kind`: former, delegated, associated."""

    code: str
    name: str | None
    commune_code: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """A count in a commune of COG 2026; `quantity` is a key of `model.Quantity`."""

    commune_code: str
    quantity: str
    period: str
    value: int
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Establishments:
    """Establishments of one size (employees) in a commune; a size left out is zero."""

    commune_code: str
    period: str
    size_band: str
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Broadband:
    """Premises of a commune in a quarter, by what reaches them.

    `connectable` and `premises` are one count of ARCEP; `mci_premises`, `best_*`,
    `thd30_terrestrial` and `gigabit` another: never divide one by the other.
    """

    commune_code: str
    period: str
    connectable: int
    premises: int
    mci_premises: int | None
    best_ftth: int | None
    best_coax: int | None
    best_copper: int | None
    best_thd_radio: int | None
    best_4g: int | None
    best_hd_radio: int | None
    best_satellite: int | None
    thd30_terrestrial: int | None
    gigabit: int | None
    copper_status: str | None
    copper_closes_on: date | None
    very_dense_zone: bool | None
    l33_13: str | None
    operator: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """How completely a category was collected in a department, and why."""

    category: str
    department: str
    completeness: str
    reason: str


def read_communes(data_dir: Path) -> Iterator[Commune]:
    """The communes of the region (`in_region`), then those around it."""
    return read_table(data_dir / "communes.csv", Commune)


def read_seats(data_dir: Path) -> Iterator[Seat]:
    """The town halls that are not where their publisher says."""
    return read_table(data_dir / "seats.csv", Seat)


def read_epci(data_dir: Path) -> Iterator[Epci]:
    """The intercommunalities with a commune in the region."""
    return read_table(data_dir / "epci.csv", Epci)


def read_departments(data_dir: Path) -> Iterator[Department]:
    """The departments of the region."""
    return read_table(data_dir / "departments.csv", Department)


def read_prefectures(data_dir: Path) -> Iterator[Prefecture]:
    """The prefectures of the 96 metropolitan departments."""
    return read_table(data_dir / "prefectures.csv", Prefecture)


def read_former_communes(data_dir: Path) -> Iterator[FormerCommune]:
    """Codes and names that are gone, or live on inside a commune."""
    return read_table(data_dir / "former_communes.csv", FormerCommune)


def read_demand(data_dir: Path) -> Iterator[Demand]:
    """Counts of people, dwellings and establishments, in long form."""
    return read_table(data_dir / "demand.csv", Demand)


def read_establishments(data_dir: Path) -> Iterator[Establishments]:
    """Establishments by size; a commune without a size has none."""
    return read_table(data_dir / "establishments.csv", Establishments)


def read_broadband(data_dir: Path) -> Iterator[Broadband]:
    """Both quarters, 2018-T1 then 2026-T2."""
    return read_table(data_dir / "broadband.csv", Broadband)


def read_collection(data_dir: Path) -> Iterator[Collected]:
    """How completely each category was collected, by department."""
    return read_table(data_dir / "collection.csv", Collected)
