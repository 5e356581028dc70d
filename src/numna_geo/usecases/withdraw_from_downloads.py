"""A withdrawn contact leaves the files of before: versions that tell it are deleted."""

import asyncio
from collections.abc import Callable, Iterable
from typing import Any

import pyarrow as pa

from numna_geo.formats import geoparquet
from numna_geo.formats.columns import GEOMETRY
from numna_geo.model.dataset import Dataset
from numna_geo.sources.free_text import withdrawn
from numna_geo.store.database import Engine, writing
from numna_geo.store.suppression import suppressed
from numna_geo.usecases.disk_errors import disk_errors
from numna_geo.usecases.keep_downloads import alone, sweep
from numna_geo.usecases.kept_downloads import Downloads, Index, Version
from numna_geo.usecases.write_version import FIRST

Tells = Callable[[str], bool]


def withdraw_from_downloads(
    engine: Engine, downloads: Downloads, dataset: Dataset
) -> list[str]:
    """Delete the versions of a dataset that tell any withdrawn contact; their names.

    Whatever no index lists goes too. Files that are being made are waited for.

    Raises:
        StorageUnusable: they cannot be deleted.
    """
    with writing(engine) as connection:
        known = suppressed(connection)
    place = downloads.folder / dataset.key
    if not place.is_dir():
        return []
    with disk_errors(f"{place}: files may be left that tell what was withdrawn"):
        return asyncio.run(
            _deleted(downloads, dataset, lambda text: bool(withdrawn(text, known)))
        )


async def _deleted(downloads: Downloads, dataset: Dataset, tells: Tells) -> list[str]:
    async with alone(downloads):
        # Those that a damaged list does not tell are swept away.
        versions = downloads.index(dataset.key).versions
        gone = {
            one.version
            for one in versions
            if await asyncio.to_thread(_tells, downloads, one, tells)
        }
        if gone:
            kept = tuple(one for one in versions if one.version not in gone)
            downloads.keep(dataset.key, Index(kept))
        sweep(downloads, dataset.key)
    return sorted(gone)


def _tells(downloads: Downloads, version: Version, tells: Tells) -> bool:
    """Whether a version tells it; one that cannot be read is taken to."""
    path = downloads.path(version, f"{version.dataset}.{FIRST.ending}")
    try:
        names = [name for name in geoparquet.names(path) if name != GEOMETRY]
        return any(
            tells(text)
            for rows in geoparquet.rows(path, names)
            for row in rows
            for text in _texts(row)
        )
    except (OSError, pa.ArrowException):
        return True


def _texts(cells: Iterable[Any]) -> Iterable[str]:
    for cell in cells:
        if isinstance(cell, str):
            yield cell
        elif isinstance(cell, list):
            yield from _texts(cell)
