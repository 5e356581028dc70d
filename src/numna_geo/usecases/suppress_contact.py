"""A contact is withdrawn: out of all we hold now, and kept out at every later load."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from numna_geo.errors import InvalidQuery
from numna_geo.model.suppression import contact_digest, normal_contact
from numna_geo.sources.free_text import without_withdrawn
from numna_geo.store.contact_removal import (
    remove_from_osm_places,
    remove_from_records,
    remove_from_reports,
)
from numna_geo.store.database import Engine, writing
from numna_geo.store.publishing import alone, loaded_fingerprint, publish
from numna_geo.store.suppression import suppress, suppressed
from numna_geo.usecases.match_records import match_records

_CONTACT = re.compile(r"\+?\d{4,}|\S+[@.]\S+")

NAMELESS = "Sans nom"
"""What a place is called whose name was nothing but a withdrawn contact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """How many of each held the contact."""

    records: int
    osm_places: int
    report_lines: int

    @property
    def any(self) -> bool:
        """Whether it was anywhere at all."""
        return bool(self.records or self.osm_places or self.report_lines)


def suppress_contact(engine: Engine, contact: str) -> Removed:
    """Withdraw a phone number, an e-mail or a web site from all we hold.

    Only its keyed hash is kept. It is cut from names, addresses and texts too, and the
    cells of import reports that hold it are emptied. Of web sites, the address itself
    is withdrawn, not each page below it.

    Raises:
        InvalidQuery: it is none of the three; it is not repeated.
    """
    if not _CONTACT.fullmatch(normal_contact(contact)):
        raise InvalidQuery(
            "this is no phone number, e-mail or web address; expected one, as the "
            "directory shows it"
        )
    with writing(engine) as connection:
        alone(connection)
        key = suppressed(connection).key
        digest = contact_digest(contact, key=key)
        suppress(connection, digest, on=datetime.now(UTC).date())
        withdrawn = suppressed(connection)

        def without(column: str, text: str) -> str | None:
            rest = without_withdrawn(text, withdrawn)
            return NAMELESS if rest is None and column == "name" else rest

        removed = Removed(
            records=remove_from_records(connection, without),
            osm_places=remove_from_osm_places(connection, without),
            report_lines=remove_from_reports(connection, without),
        )
        if removed.records:
            match_records(connection, say=lambda _: None)
        if removed.any:
            publish(connection, fingerprint=loaded_fingerprint(connection) or "")
        return removed
