"""Changes to the folder of downloads, by one process at a time.

Whatever lies beside the versions that an index lists is nobody's: it is taken away, for
it may hold what was withdrawn.
"""

import asyncio
import fcntl
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from numna_geo.usecases.kept_downloads import Downloads, Version, described

_SCRATCH = ".new-"
_ASK_AGAIN_S = 0.1


@asynccontextmanager
async def alone(downloads: Downloads) -> AsyncIterator[None]:
    """Wait for whoever else changes the folder, then keep them waiting."""
    folder = downloads.folder
    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        # Another process holds it, and a thread that waits cannot be called off.
        while not _locked(lock.fileno()):  # noqa: ASYNC110
            await asyncio.sleep(_ASK_AGAIN_S)
        yield


def _locked(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def sweep(downloads: Downloads, dataset: str) -> None:
    """Take away the folders that no index lists; nobody else may build now."""
    listed = {one.version for one in downloads.index(dataset).versions}
    for place in (downloads.folder / dataset).glob("*/"):
        if place.name not in listed:
            shutil.rmtree(place)


@contextmanager
def scratch(downloads: Downloads, dataset: str) -> Iterator[Path]:
    """A folder that becomes a version by a change of name, or goes."""
    beside = downloads.folder / dataset
    beside.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=_SCRATCH, dir=beside))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def put(downloads: Downloads, version: Version, folder: Path) -> None:
    """Give a scratch folder the name of its version; an index lists it afterwards."""
    described(version, folder)
    place = downloads.folder / version.dataset / version.version
    # Nothing lists it: somebody died between this line and the index.
    shutil.rmtree(place, ignore_errors=True)
    folder.chmod(0o755)
    folder.rename(place)
