"""Load what the product brings with it, once."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from numna_geo.bundle import code_mark
from numna_geo.outlines.topology import read_topology
from numna_geo.sources import tables
from numna_geo.sources.source import catalogue
from numna_geo.store.database import Connection, Engine, writing
from numna_geo.store.loaded_files import own_counts
from numna_geo.store.publishing import alone, data_version, loaded_fingerprint, publish
from numna_geo.usecases.file_mark import sha256_of
from numna_geo.usecases.keep_outlines import keeping_outlines
from numna_geo.usecases.known_communes import known_communes
from numna_geo.usecases.load_structures import kept_newer, load_structures
from numna_geo.usecases.load_territories import (
    COUNTED,
    load_broadband,
    load_collection,
    load_sources,
    load_territories,
)
from numna_geo.usecases.match_records import Matched, match_records
from numna_geo.usecases.source_report import SourceReport, Tell, tell_nobody
from numna_geo.usecases.territory_rows import Outlines

_FINE = "outlines_fine.topojson"
_DATA_SUFFIXES = {".csv", ".topojson"}
READERS = (
    "model/**/*.py",
    "sources/**/*.py",
    "outlines/**/*.py",
    "matching/**/*.py",
    "usecases/commune_*.py",
    "usecases/find_commune.py",
    "usecases/import_rows.py",
    "usecases/keep_outlines.py",
    "usecases/known_communes.py",
    "usecases/load_*.py",
    "usecases/match_records.py",
    "usecases/name_territories.py",
    "usecases/place_records.py",
    "usecases/supersede.py",
    "usecases/territory_rows.py",
    "usecases/trust_code.py",
    "usecases/understand_rows.py",
    "store/bundled_counts.py",
    "store/editions.py",
    "store/held_outlines.py",
    "store/loaded_files.py",
    "store/loading.py",
    "store/named_territories.py",
    "store/record*.py",
    "store/structure_*.py",
)
"""The modules that decide what a load writes, as patterns in the package."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What a load did; `changed` is False when everything was there already.

    `kept_newer` are sentences: what somebody loaded since, and the release left alone.
    """

    data_version: int
    changed: bool
    reports: tuple[SourceReport, ...] = ()
    matched: Matched | None = None
    kept_newer: tuple[str, ...] = ()


def load_bundled(
    engine: Engine,
    data_dir: Path,
    *,
    say: Callable[[str], None],
    tell: Tell = tell_nobody,
) -> Loaded:
    """Replace what the tables hold of the last release, in one transaction.

    The same data twice changes nothing. What people loaded since stays: records of
    other sources, which are matched anew with the bundled ones, files of the bundled
    sources, counts and outlines. On any error the tables stay as they were. `tell` is
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
        communes = list(tables.read_communes(data_dir))
        fine = read_topology(data_dir / _FINE)
        kept = _load_reference(connection, data_dir, communes, fine, say=say)
        known = known_communes(data_dir, communes=communes, fine=fine)
        sources = catalogue(data_dir)
        reports, newer = load_structures(
            connection, data_dir, sources, known, say=say, tell=tell
        )
        matched = match_records(connection, say=say)
        version = publish(connection, fingerprint=fingerprint)
    return Loaded(
        data_version=version,
        changed=True,
        reports=tuple(reports),
        matched=matched,
        kept_newer=(*kept, *newer),
    )


def _load_reference(
    connection: Connection,
    data_dir: Path,
    communes: Sequence[tables.Commune],
    fine: Outlines,
    *,
    say: Callable[[str], None],
) -> list[str]:
    """Write all but places; what of it was left as it is, one sentence each."""
    say("sources, territories and outlines")
    load_sources(connection, data_dir)
    outlines = keeping_outlines(
        connection,
        communes,
        lambda: load_territories(connection, data_dir, communes, fine),
        file_name=_FINE,
        sha256=sha256_of(data_dir / _FINE),
    )
    say("broadband")
    load_broadband(connection, data_dir)
    load_collection(connection, data_dir)
    loaded = own_counts(connection)
    kept = [kept_newer(key, day) for key, day in loaded.items() if key in COUNTED]
    if outlines is not None:
        kept.append(outlines)
    for sentence in kept:
        say(sentence)
    return kept


def _fingerprint(data_dir: Path) -> str:
    """A mark of the data and of the code that reads it: when either changes, load."""
    digest = hashlib.sha256(code_mark(*READERS).encode())
    for path in sorted(data_dir.glob("*")):
        if path.suffix in _DATA_SUFFIXES:
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()
