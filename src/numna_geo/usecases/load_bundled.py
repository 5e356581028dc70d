"""Load what the product brings with it, once."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from numna_geo.bundle import code_mark
from numna_geo.outlines.topology import read_topology
from numna_geo.sources import tables
from numna_geo.sources.source import catalogue
from numna_geo.store.database import Engine, writing
from numna_geo.store.publishing import alone, data_version, loaded_fingerprint, publish
from numna_geo.usecases.known_communes import known_communes
from numna_geo.usecases.load_structures import load_structures
from numna_geo.usecases.load_territories import (
    load_broadband,
    load_collection,
    load_sources,
    load_territories,
)
from numna_geo.usecases.match_records import Matched, match_records
from numna_geo.usecases.source_report import SourceReport, Tell, tell_nobody

_DATA_SUFFIXES = {".csv", ".topojson"}
_READERS = (
    "model/*.py",
    "sources/*.py",
    "outlines/*.py",
    "matching/*.py",
    "usecases/commune_*.py",
    "usecases/find_commune.py",
    "usecases/import_rows.py",
    "usecases/known_communes.py",
    "usecases/load_*.py",
    "usecases/match_records.py",
    "usecases/place_records.py",
    "usecases/trust_code.py",
    "usecases/understand_rows.py",
    "store/loading.py",
    "store/record*.py",
    "store/structure_*.py",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What a load did; `changed` is False when everything was there already."""

    data_version: int
    changed: bool
    reports: tuple[SourceReport, ...] = ()
    matched: Matched | None = None


def load_bundled(
    engine: Engine,
    data_dir: Path,
    *,
    say: Callable[[str], None],
    tell: Tell = tell_nobody,
) -> Loaded:
    """Replace what the tables hold by the bundled data, in one transaction.

    The same data twice changes nothing. Records of other sources stay, and are matched
    anew with the bundled ones. On any error the tables stay as they were. `tell` is
    given the lines of the reports as they come.

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
        known = known_communes(data_dir, communes=communes, fine=fine)
        sources = catalogue(data_dir)
        reports = load_structures(
            connection, data_dir, sources, known, say=say, tell=tell
        )
        matched = match_records(connection, say=say)
        version = publish(connection, fingerprint=fingerprint)
    return Loaded(
        data_version=version, changed=True, reports=tuple(reports), matched=matched
    )


def _fingerprint(data_dir: Path) -> str:
    """A mark of the data and of the code that reads it: when either changes, load."""
    digest = hashlib.sha256(code_mark(*_READERS).encode())
    for path in sorted(data_dir.glob("*")):
        if path.suffix in _DATA_SUFFIXES:
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()
