"""Our compact tables of zones and of shares: one dataclass a file."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from numna_geo.sources.table import read_table


@dataclass(frozen=True, slots=True, kw_only=True)
class CommuneZones:
    """What a commune of the region is part of, besides its department and its EPCI.

    `zone_emploi` and `bassin_vie` are codes of INSEE, `deployment_zone` and `centre`
    keys of `model.zoning`; few communes are a centre.
    """

    commune_code: str
    zone_emploi: str
    bassin_vie: str
    deployment_zone: str
    centre: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A share (0 to 1) published without what it was taken of; never added up."""

    level: str
    code: str
    period: str
    quantity: str
    value: float
    source: str


def read_zones(data_dir: Path) -> Iterator[CommuneZones]:
    """The zones of every commune of the region."""
    return read_table(data_dir / "zones.csv", CommuneZones)


def read_shares(data_dir: Path) -> Iterator[Share]:
    """Shares of premises with 30 Mbit/s, by EPCI and year."""
    return read_table(data_dir / "shares.csv", Share)
