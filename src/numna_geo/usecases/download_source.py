"""A source's file from its address: taken once, then only when it has changed."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from numna_geo.fetching.download import download
from numna_geo.fetching.exchange import Known, Limits, NotModified, Say, silent
from numna_geo.fetching.target import Target, target_of
from numna_geo.store.database import Connection, Engine, writing
from numna_geo.store.downloads import Download, last_download, write_download

__all__ = ["Fetched", "Limits", "fetched", "remember"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A file to load, and what to remember of it once it is loaded.

    `url` is the address that was asked for, without its query, to be shown; `asked`
    names it for our own memory. Both are absent for a file of the disk.
    """

    path: Path
    file_name: str
    url: str | None = None
    asked: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    sha256: str | None = None

    @classmethod
    def of_file(cls, path: Path) -> "Fetched":
        """A file of the disk: nothing to remember."""
        return cls(path=path, file_name=path.name)


def fetched(
    engine: Engine,
    *,
    source_key: str,
    url: str,
    into: Path,
    limits: Limits,
    say: Say = silent,
) -> Fetched | None:
    """Take a source's file; `None` when it is the one that was loaded last.

    No connection to the database is held while the file comes.

    Args:
        engine: of a database with our schema.
        source_key: whose file it is.
        url: where it is.
        into: an existing folder; the caller removes it.
        limits: of size, time and patience, and what the file must be.
        say: told the bytes that came, and how many are announced.

    Raises:
        DownloadFailed: anything but a whole file; its sentence says what.
        DatabaseUnavailable: PostGIS does not answer.
    """
    target = target_of(url)
    asked = _name(target)
    with writing(engine) as connection:
        last = last_download(connection, source_key, asked)
    known = None if last is None else _known(last)
    found = download(url, into=into, limits=limits, known=known, say=say)
    if isinstance(found, NotModified):
        return None
    return Fetched(
        path=found.path,
        file_name=found.file_name,
        url=target.shown,
        asked=asked,
        etag=found.etag,
        last_modified=found.last_modified,
        sha256=found.sha256,
    )


def remember(connection: Connection, source_key: str, got: Fetched) -> None:
    """Keep what the server said of a file, in the transaction that loads it."""
    if got.asked is None or got.sha256 is None:
        return
    write_download(
        connection,
        Download(
            source_key=source_key,
            url=got.asked,
            etag=got.etag,
            last_modified=got.last_modified,
            sha256=got.sha256,
            downloaded_at=datetime.now(UTC),
        ),
    )


def _known(last: Download) -> Known:
    return Known(etag=last.etag, last_modified=last.last_modified, sha256=last.sha256)


def _name(target: Target) -> str:
    """The address as we keep it: a query may hold a key, its digest stands for it."""
    if target.url == target.shown:
        return target.shown
    digest = hashlib.sha256(target.url.encode()).hexdigest()
    return f"{target.shown}?sha256={digest}"
