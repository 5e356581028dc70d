"""Features that match a question as a file, made when somebody asks.

A file loses its name as soon as it is whole: whatever becomes of who asked, nothing of
it stays on the disk. What a process leaves that dies while it makes one, a later one
takes away.
"""

import asyncio
import shutil
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from numna_geo.errors import TooManyExports
from numna_geo.formats.catalogue import Format
from numna_geo.formats.layer import Layer
from numna_geo.store.published.question import FeatureQuestion
from numna_geo.store.reading import Reader
from numna_geo.usecases.disk_errors import disk_errors
from numna_geo.usecases.layer_files import write_rows

MADE_AT_ONCE = 2
"""Files that are made at the same time; a third waits."""

MOST = 12
"""Files that are made or awaited; whoever comes then is asked to wait."""

MOST_SENT = 200
"""Files that are being sent, each with its bytes on the disk."""

_PREFIX = "numna-geo-export-"
_DAY_S = 86_400


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
        most_sent: see `MOST_SENT`.
        folder: where files are while they are made; the system's when None.
    """

    reader: Reader
    most: int = MOST
    most_sent: int = MOST_SENT
    folder: Path | None = None
    asked: int = 0
    sent: int = 0
    _cleared: bool = False
    _making: asyncio.Semaphore = field(
        default_factory=lambda: asyncio.Semaphore(MADE_AT_ONCE)
    )

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """Take one of the places, for as long as a file is awaited and made.

        Raises:
            TooManyExports: all of them are taken, or too many files are being sent.
        """
        if self.asked >= self.most or self.sent >= self.most_sent:
            raise TooManyExports(
                f"{self.asked} files are being made and {self.sent} sent already"
            )
        self.asked += 1
        try:
            yield
        finally:
            self.asked -= 1

    @contextmanager
    def sending(self, exported: Exported) -> Iterator[None]:
        """Count a file as long as it is sent, then close it."""
        self.sent += 1
        try:
            yield
        finally:
            self.sent -= 1
            exported.file.close()

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
            StorageFull, StorageUnusable: why it cannot be written.
        """

        def write(path: Path) -> Coroutine[Any, Any, int]:
            return write_rows(
                self.reader,
                question,
                lambda batches: form.write(layer, batches, path),
                limit=limit,
            )

        return await self.written(f"{layer.dataset.key}.{form.ending}", write)

    async def written(
        self, name: str, write: Callable[[Path], Awaitable[int]]
    ) -> Exported:
        """What `write` leaves at a path, telling how many rows, for who has a place.

        Raises:
            StorageFull, StorageUnusable: why it cannot be written.
        """
        if not self._cleared:
            self._cleared = True
            await asyncio.to_thread(self._clear)
        async with self._making:
            with tempfile.TemporaryDirectory(prefix=_PREFIX, dir=self.folder) as folder:
                path = Path(folder, name)
                with disk_errors(folder):
                    rows = await write(path)
                    size = await asyncio.to_thread(lambda: path.stat().st_size)
                    # Opened before its folder goes, it is read as long as it is open.
                    return Exported(path.open("rb"), size, rows)  # noqa: ASYNC230

    def _clear(self) -> None:
        """Take away what was left by who died; no file takes a day to make."""
        before = time.time() - _DAY_S
        for left in Path(self.folder or tempfile.gettempdir()).glob(f"{_PREFIX}*/"):
            if left.stat().st_mtime < before:
                shutil.rmtree(left, ignore_errors=True)
