"""One version of a dataset as files, in a folder of its own.

Rows are read once, to the file that keeps their types; every other format is written
from it, so that all files of a version tell the same.
"""

import asyncio
import hashlib
from pathlib import Path

from numna_geo.errors import DoesNotFit
from numna_geo.formats import geoparquet
from numna_geo.formats.catalogue import FORMATS, Format
from numna_geo.formats.columns import GEOMETRY
from numna_geo.formats.layer import Layer
from numna_geo.store.published.question import FeatureQuestion
from numna_geo.store.reading import Reader
from numna_geo.usecases.describe_datasets import Description
from numna_geo.usecases.kept_downloads import KeptFile
from numna_geo.usecases.layer_files import Dress, layer_of, write_rows

FIRST = FORMATS["parquet"]
"""The format that the others are written from."""


async def write_version(
    reader: Reader, description: Description, dress: Dress, folder: Path
) -> tuple[int, tuple[KeptFile, ...]]:
    """Write every format of the whole dataset; how many rows, and which files.

    Raises:
        DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
        OSError: the folder cannot be written to.
    """
    question = FeatureQuestion(dataset=description.dataset)
    layer = layer_of(question, description, dress)
    first = folder / file_name(layer, FIRST)
    rows = await write_rows(reader, question, lambda b: FIRST.write(layer, b, first))
    files = await asyncio.to_thread(_every_format, layer, first)
    return rows, files


def file_name(layer: Layer, form: Format) -> str:
    """What a whole layer is called in a format."""
    return f"{layer.dataset.key}.{form.ending}"


def _every_format(layer: Layer, first: Path) -> tuple[KeptFile, ...]:
    files = []
    for form in FORMATS.values():
        path = first.with_name(file_name(layer, form))
        if form is not FIRST:
            try:
                rows = geoparquet.rows(first, (*layer.names, GEOMETRY))
                form.write(layer, rows, path)
            except DoesNotFit:
                # A dataset that outgrew spreadsheets still has every other format.
                path.unlink(missing_ok=True)
                continue
        files.append(_kept(form, path))
    return tuple(files)


def _kept(form: Format, path: Path) -> KeptFile:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return KeptFile(
        name=path.name,
        format=form.key,
        title=form.title,
        media_type=form.media_type,
        bytes=path.stat().st_size,
        sha256=digest,
    )
