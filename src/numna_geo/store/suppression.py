"""The suppression list: contacts that somebody withdrew, as keyed hashes."""

import secrets
from datetime import date

from sqlalchemy import Connection, select
from sqlalchemy.dialects.postgresql import insert

from numna_geo.model.suppression import Suppressed
from numna_geo.store.tables import SecretRow, SuppressedContactRow

_NAME = "suppression"
_KEY_BYTES = 32


def suppressed(connection: Connection) -> Suppressed:
    """All withdrawn contacts, and the key of their hashes (made at first use)."""
    digests = connection.scalars(select(SuppressedContactRow.digest))
    return Suppressed(digests=frozenset(digests), key=_key(connection))


def suppress(connection: Connection, digest: str, *, on: date) -> bool:
    """Add a contact's hash; False when it was there."""
    statement = insert(SuppressedContactRow).values(digest=digest, suppressed_on=on)
    return connection.execute(statement.on_conflict_do_nothing()).rowcount > 0


def _key(connection: Connection) -> bytes:
    mine = insert(SecretRow).values(name=_NAME, value=secrets.token_hex(_KEY_BYTES))
    connection.execute(mine.on_conflict_do_nothing())
    value = connection.scalar(select(SecretRow.value).where(SecretRow.name == _NAME))
    return bytes.fromhex(value or "")
