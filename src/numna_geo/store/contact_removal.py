"""Taking withdrawn contacts out of whatever holds them: records, OSM, reports.

What finds a contact in a text is handed in: only `sources` reads texts.
"""

from collections.abc import Callable
from typing import Any

import orjson
from sqlalchemy import Connection, text

from numna_geo.store.record_json import digest_of

Without = Callable[[str, str], str | None]
"""A column and its text; returns the text without withdrawn contacts."""

_CONTACTS = ("phone", "email", "website")
_TEXTS = ("name", "organisation", "street", "city", "how_to_apply", "opening", "notes")
_OSM = ("name", "website", "opening")
_AT_ONCE = 2_000


def remove_from_records(connection: Connection, without: Without) -> int:
    """Rewrite every record that holds a withdrawn contact; returns how many did."""
    rows = connection.execute(
        text("SELECT source_key, record_key, record FROM records"),
        execution_options={"yield_per": _AT_ONCE},
    )
    found = []
    for source, key, record in rows:
        rest = _record_without(record, without)
        if rest != record:
            found.append((source, key, rest))
    for source, key, record in found:
        document = orjson.dumps(record, option=orjson.OPT_SORT_KEYS)
        connection.execute(
            text(
                "UPDATE records SET record = CAST(:record AS jsonb), digest = :digest"
                " WHERE source_key = :source AND record_key = :key"
            ),
            {
                "record": document.decode(),
                "digest": digest_of(document),
                "source": source,
                "key": key,
            },
        )
    return len(found)


def remove_from_osm_places(connection: Connection, without: Without) -> int:
    """Clear places of OpenStreetMap likewise; returns how many held a contact."""
    rows = connection.execute(
        text("SELECT osm_id, name, website, opening FROM osm_places")
    ).mappings()
    found = []
    for row in rows:
        said = {name: row[name] for name in _OSM}
        rest = _cells_without(said, without)
        if rest != said:
            found.append({**dict.fromkeys(_OSM), **rest, "osm_id": row["osm_id"]})
    if found:
        connection.execute(
            text(
                "UPDATE osm_places SET name = :name, website = :website,"
                " opening = :opening WHERE osm_id = :osm_id"
            ),
            found,
        )
    return len(found)


def remove_from_reports(connection: Connection, without: Without) -> int:
    """Clear the cells that reports of imports repeat; returns how many lines did."""
    values = connection.scalars(
        text("SELECT DISTINCT value FROM import_rows WHERE value IS NOT NULL"),
        execution_options={"yield_per": _AT_ONCE},
    )
    found = [value for value in values if without("value", value) != value]
    if not found:
        return 0
    return connection.execute(
        text("UPDATE import_rows SET value = NULL WHERE value = ANY(:found)"),
        {"found": found},
    ).rowcount


def _record_without(record: dict[str, Any], without: Without) -> dict[str, Any]:
    rest = _cells_without(record, without)
    if "visits" in rest:
        rest["visits"] = [
            [code, hours and without("opening", hours)]
            for code, hours in rest["visits"]
        ]
    return rest


def _cells_without(said: dict[str, Any], without: Without) -> dict[str, Any]:
    """The cells that have something left; a contact goes whole."""
    rest = dict(said)
    for name in (*_CONTACTS, *_TEXTS):
        value = rest.get(name)
        if value is None:
            continue
        left = without(name, value)
        if left is None or (left != value and name in _CONTACTS):
            del rest[name]
        else:
            rest[name] = left
    return rest
