"""Outlines that somebody loaded outlive a release, while communes stay the same."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from numna_geo.sources import tables
from numna_geo.store.database import Connection
from numna_geo.store.downloads import forget_downloads
from numna_geo.store.held_outlines import hold_outlines, take_back_outlines
from numna_geo.store.imports import Import, begin_import
from numna_geo.store.loaded_files import BUNDLED, own_outlines


def keeping_outlines(
    connection: Connection,
    communes: Sequence[tables.Commune],
    load: Callable[[], None],
    *,
    file_name: str,
    sha256: str,
) -> str | None:
    """Replace territories by `load`, all but the outlines that somebody loaded.

    They are replaced too when territories are made of other communes: the import of the
    file of the release says so, and theirs will be taken again.

    Args:
        connection: an open transaction.
        communes: those of the release.
        load: writes territories with the outlines of the release.
        file_name: of those outlines.
        sha256: of that file.

    Returns:
        What became of loaded outlines, in a sentence; `None` where there were none.
    """
    loaded = own_outlines(connection)
    if loaded is None:
        load()
        return None
    source, day = loaded
    hold_outlines(connection)
    load()
    seated = [c.code for c in communes if c.seat_lon is not None]
    if take_back_outlines(connection, town_halls=seated):
        return f"{source}: outlines kept as they were loaded on {day}"
    drawn = sum(c.in_region for c in communes)
    begin_import(
        connection,
        Import(
            source_key=source,
            file_name=file_name,
            sha256=sha256,
            imported_at=datetime.now(UTC),
            url=None,
            how_read=BUNDLED,
            rows_read=drawn,
            rows_kept=drawn,
        ),
    )
    forget_downloads(connection, [source])
    return (
        f"{source}: the outlines loaded on {day} are of other communes than those of "
        "today, and were replaced by ours; load theirs of this year"
    )
