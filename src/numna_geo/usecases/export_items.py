"""Features that match a question as a file, made when somebody asks.

A file loses its name as soon as it is whole: whatever becomes of who asked, or of the
service, nothing of it stays on the disk.
"""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from numna_geo.errors import StorageFull, TooManyExports
from numna_geo.formats.catalogue import Format
from numna_geo.formats.layer import Layer
from numna_geo.store.published.question import FeatureQuestion
from numna_geo.store.reading import Reader
from numna_geo.usecases.layer_files import write_rows

MADE_AT_ONCE = 2
"""Files that are made at the same time; a third waits."""

MOST = 12
"""Files that are made, awaited or being sent; whoever comes then is asked to wait."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A whole file without a name; whoever took it closes it."""

    file: BinaryIO
    size: int
    rows: int


@dataclass(slots=True)
class Exports:
    """Makes files, no more than this deployment bears.

    Args:
        reader: where features are.
        most: see `MOST`.
        folder: where files are while they are made; the system's when None.
    """

    reader: Reader
    most: int = MOST
    folder: Path | None = None
    asked: int = 0
    _making: asyncio.Semaphore = field(
        default_factory=lambda: asyncio.Semaphore(MADE_AT_ONCE)
    )

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """Take one of the places, for as long as a file is made and sent.

        Raises:
            TooManyExports: all of them are taken.
        """
        if self.asked >= self.most:
            raise TooManyExports(f"{self.most} files are being made and sent already")
        self.asked += 1
        try:
            yield
        finally:
            self.asked -= 1

    async def made(
        self,
        question: FeatureQuestion,
        layer: Layer,
        form: Format,
        *,
        limit: int | None = None,
    ) -> Exported:
        """The file, for who has a place.

        Raises:
            DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
            DoesNotFit: the format cannot hold so many.
            StorageFull: there is no room for it.
        """
        async with self._making:
            with tempfile.TemporaryDirectory(
                prefix="numna-geo-export-", dir=self.folder
            ) as name:
                path = Path(name, f"{layer.dataset.key}.{form.ending}")
                try:
                    rows = await write_rows(
                        self.reader,
                        question,
                        lambda batches: form.write(layer, batches, path),
                        limit=limit,
                    )
                except OSError as error:
                    raise StorageFull(f"no room for an export: {error}") from error
                size = await asyncio.to_thread(lambda: path.stat().st_size)
                # Opened before its folder goes, it is read as long as it is open.
                return Exported(path.open("rb"), size, rows)  # noqa: ASYNC230
