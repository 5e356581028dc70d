"""What servers said of the files we took: to ask again only for what has changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select

from numna_geo.store.loading import upsert
from numna_geo.store.tables import DownloadRow, ImportRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file of a source, as it was when we took it at `url`."""

    source_key: str
    url: str
    etag: str | None
    last_modified: str | None
    sha256: str
    downloaded_at: datetime


def last_download(connection: Connection, source_key: str, url: str) -> Download | None:
    """The file last taken at an address, if it is what the tables hold today.

    `None` when another file of the source was imported since: that the server's has not
    changed would not mean that there is nothing to load.
    """
    row = connection.execute(
        select(DownloadRow.__table__).where(
            DownloadRow.source_key == source_key, DownloadRow.url == url
        )
    ).first()
    if row is None or row.sha256 != _imported(connection, source_key):
        return None
    return Download(**row._mapping)


def write_download(connection: Connection, download: Download) -> None:
    """Keep what a server said of a file, in the transaction that loads it."""
    row = {name: getattr(download, name) for name in Download.__slots__}
    upsert(connection, DownloadRow, [row])


def forget_downloads(connection: Connection, sources: Iterable[str]) -> None:
    """Take their files again: the tables hold something else."""
    keys = sorted(sources)
    connection.execute(delete(DownloadRow).where(DownloadRow.source_key.in_(keys)))


def _imported(connection: Connection, source_key: str) -> str | None:
    latest = select(ImportRow.sha256).where(ImportRow.source_key == source_key)
    return connection.scalar(latest.order_by(ImportRow.id.desc()).limit(1))
