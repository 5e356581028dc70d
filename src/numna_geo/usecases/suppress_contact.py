"""A contact is withdrawn: out of every record now, and kept out at every later load."""

from datetime import UTC, datetime

from numna_geo.model.suppression import contact_digest
from numna_geo.store.contact_removal import remove_contact
from numna_geo.store.database import Engine, writing
from numna_geo.store.publishing import alone, loaded_fingerprint, publish
from numna_geo.store.suppression import suppress, suppressed
from numna_geo.usecases.match_records import match_records


def suppress_contact(engine: Engine, contact: str) -> int:
    """Withdraw a phone number, an e-mail or a web site; returns records it was in.

    Only its keyed hash is kept. It is no longer in any record, structure or answer.
    """
    with writing(engine) as connection:
        alone(connection)
        key = suppressed(connection).key
        digest = contact_digest(contact, key=key)
        suppress(connection, digest, on=datetime.now(UTC).date())
        removed = remove_contact(connection, suppressed(connection))
        if removed:
            match_records(connection, say=lambda _: None)
            publish(connection, fingerprint=loaded_fingerprint(connection) or "")
        return removed
