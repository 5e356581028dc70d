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
    file of the release says so, and theirs are taken again when they are asked for.

    Args:
        connection: an open transaction.
        communes: those of the release.
        load: writes territories with the outlines of the release.
        file_name: of the outlines of the release.
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
    _gave_way(connection, source, communes, file_name=file_name, sha256=sha256)
    return (
        f"{source}: the outlines loaded on {day} are of other communes than those of "
        "today, and were replaced by ours; load theirs of this year"
    )


def _gave_way(
    connection: Connection,
    source: str,
    communes: Sequence[tables.Commune],
    *,
    file_name: str,
    sha256: str,
) -> None:
    drawn = sum(c.in_region for c in communes)
    ours = Import(
        source_key=source,
        file_name=file_name,
        sha256=sha256,
        imported_at=datetime.now(UTC),
        url=None,
        how_read=BUNDLED,
        rows_read=drawn,
        rows_kept=drawn,
    )
    begin_import(connection, ours)
    forget_downloads(connection, [source])
