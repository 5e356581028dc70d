"""Taking withdrawn contacts out of the records that hold them."""

from typing import Any

import orjson
from sqlalchemy import Connection, text

from numna_geo.model.suppression import Suppressed
from numna_geo.store.record_json import digest_of

_CONTACTS = ("phone", "email", "website")


def remove_contact(connection: Connection, withdrawn: Suppressed) -> int:
    """Remove every contact that `withdrawn` holds; returns the records it was in."""
    rows = connection.execute(
        text(
            "SELECT source_key, record_key, record FROM records WHERE record ?| :names"
        ).bindparams(names=list(_CONTACTS))
    )
    found = [
        (row.source_key, row.record_key, _without(row.record, withdrawn))
        for row in rows
        if any(withdrawn.holds(row.record[n]) for n in _CONTACTS if n in row.record)
    ]
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


def _without(record: dict[str, Any], withdrawn: Suppressed) -> dict[str, Any]:
    return {
        name: value
        for name, value in record.items()
        if name not in _CONTACTS or not withdrawn.holds(value)
    }
