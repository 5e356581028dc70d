"""Load what the product brings with it, once."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from numna_geo.bundle import code_mark
from numna_geo.outlines.topology import read_topology
from numna_geo.sources import tables
from numna_geo.sources.source import catalogue
from numna_geo.store.database import Engine, writing
from numna_geo.store.publishing import alone, data_version, loaded_fingerprint, publish
from numna_geo.usecases.load_structures import SourceReport, load_structures
from numna_geo.usecases.load_territories import (
    Outlines,
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
        communes = list(tables.read_communes(data_dir))
        fine = read_topology(data_dir / "outlines_fine.topojson")
        load_sources(connection, data_dir)
        load_territories(connection, data_dir, communes, fine)
        say("broadband")
        load_broadband(connection, data_dir)
        load_collection(connection, data_dir)
        say("structures")
        known = _known(data_dir, communes, fine)
        reports = load_structures(connection, data_dir, catalogue(data_dir), known)
        version = publish(connection, fingerprint=fingerprint)
    return Loaded(data_version=version, changed=True, reports=tuple(reports))


def _known(
    data_dir: Path, communes: Sequence[tables.Commune], fine: Outlines
) -> Communes:
    known = {
        c.code: KnownCommune(
            code=c.code,
            seat=c.counted_at,
            in_region=c.in_region,
            outline=fine.get(c.code),
        )
        for c in communes
    }
    former = {f.code: f.commune_code for f in tables.read_former_communes(data_dir)}
    postcodes = frozenset(code for c in communes for code in c.postcodes)
    return Communes(known, former, postcodes)


def _fingerprint(data_dir: Path) -> str:
    """A mark of the data and of the code that reads it: when either changes, load."""
    digest = hashlib.sha256(code_mark(*_READERS).encode())
    for path in sorted(data_dir.glob("*")):
        if path.suffix in _DATA_SUFFIXES:
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()
