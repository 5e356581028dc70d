"""Load what the product brings with it, once."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from numna_geo.bundle import code_mark
from numna_geo.model.position import Position
from numna_geo.outlines.topology import read_topology
from numna_geo.sources import tables
from numna_geo.sources.source import catalogue
from numna_geo.store.database import Engine, writing
from numna_geo.store.publishing import alone, data_version, loaded_fingerprint, publish
from numna_geo.usecases.load_structures import SourceReport, load_structures
from numna_geo.usecases.load_territories import (
    load_broadband,
    load_collection,
    load_sources,
    load_territories,
)
from numna_geo.usecases.place_records import Communes, KnownCommune

_DATA_SUFFIXES = {".csv", ".topojson"}
_READERS = (
    "model/*.py",
    "sources/*.py",
    "outlines/*.py",
    "matching/*.py",
    "usecases/load_*.py",
    "usecases/place_records.py",
    "store/loading.py",
    "store/structure_writing.py",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What a load did; `changed` is False when everything was there already."""

    data_version: int
    changed: bool
    reports: tuple[SourceReport, ...] = ()


def load_bundled(
    engine: Engine, data_dir: Path, *, say: Callable[[str], None]
) -> Loaded:
    """Replace what the tables hold by the bundled data, in one transaction.

    The same data twice changes nothing. On any error the tables stay as they were.

    Raises:
        SourceUnreadable: a bundled table is missing or damaged.
        DatabaseUnavailable: PostGIS does not answer.
    """
    fingerprint = _fingerprint(data_dir)
    with writing(engine) as connection:
        alone(connection)
        if loaded_fingerprint(connection) == fingerprint:
            return Loaded(data_version=data_version(connection), changed=False)
        say("sources, territories and outlines")
        load_sources(connection, data_dir)
        load_territories(connection, data_dir)
        say("broadband")
        load_broadband(connection, data_dir)
        load_collection(connection, data_dir)
        say("structures")
        reports = load_structures(
            connection, data_dir, catalogue(data_dir), _communes(data_dir)
        )
        version = publish(connection, fingerprint=fingerprint)
    return Loaded(data_version=version, changed=True, reports=tuple(reports))


def _communes(data_dir: Path) -> Communes:
    outlines = read_topology(data_dir / "outlines_fine.topojson")
    known, postcodes = {}, set[str]()
    for c in tables.read_communes(data_dir):
        postcodes.update(c.postcodes)
        trusted = c.seat_lon is not None and c.seat_lat is not None
        seat = Position(
            lon=c.seat_lon if trusted and c.seat_lon is not None else c.lon,
            lat=c.seat_lat if trusted and c.seat_lat is not None else c.lat,
        )
        known[c.code] = KnownCommune(
            code=c.code, seat=seat, in_region=c.in_region, outline=outlines.get(c.code)
        )
    former = {f.code: f.commune_code for f in tables.read_former_communes(data_dir)}
    return Communes(known, former, frozenset(postcodes))


def _fingerprint(data_dir: Path) -> str:
    """A mark of the data and of the code that reads it: when either changes, load."""
    digest = hashlib.sha256(code_mark(*_READERS).encode())
    for path in sorted(data_dir.glob("*")):
        if path.suffix in _DATA_SUFFIXES:
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()
