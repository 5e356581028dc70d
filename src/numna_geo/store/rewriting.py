"""Tables written anew: no page on the disk holds what their rows held before."""

from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from numna_geo.store.database import Engine
from numna_geo.store.tables import (
    ImportRowReportRow,
    OrganisationRow,
    OsmPlaceRow,
    PublishedStructureRow,
    RecordRow,
    StructureRow,
)

_HOLDERS = (
    *(RecordRow, StructureRow, OrganisationRow),
    *(PublishedStructureRow, OsmPlaceRow, ImportRowReportRow),
)
"""Whatever may hold a contact."""


def rewrite_contacts(engine: Engine) -> list[str]:
    """Write the tables that hold contacts anew; those that somebody else kept busy.

    Nobody reads a table meanwhile, which takes a second for some thousands of rows: one
    that is not free in that time is left to the database's own cleaning.
    """
    busy = []
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as one:
        one.execute(text("SET lock_timeout = '3s'"))
        for table in _HOLDERS:
            name = table.__tablename__
            try:
                one.execute(text(f"VACUUM (FULL) {name}"))
            except OperationalError:
                busy.append(name)
        one.execute(text("RESET lock_timeout"))
    return busy
