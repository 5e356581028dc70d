"""Build whole layers as files, of each dataset whose content is not what it was.

A version appears whole or not at all: it is written beside those that are kept, and
takes its place by a change of name. What fails leaves the versions before.
"""

import asyncio
import fcntl
import hashlib
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from numna_geo.errors import DatabaseNotReady, StorageFull
from numna_geo.formats.catalogue import EDITION
from numna_geo.model.dataset import Dataset
from numna_geo.store import state
from numna_geo.store.published.content import content
from numna_geo.store.reading import Reader
from numna_geo.store.state import DataVersion
from numna_geo.usecases.describe_datasets import Description, describe
from numna_geo.usecases.kept_downloads import (
    Downloads,
    KeptFile,
    Version,
    described,
    with_latest,
)
from numna_geo.usecases.layer_files import Dress
from numna_geo.usecases.layer_styles import qml
from numna_geo.usecases.published_datasets import DATASETS
from numna_geo.usecases.write_version import write_version

_TRIES = 3
_SIGNS = 8
_SCRATCH = ".new-"

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which downloads this deployment wants.

    Args:
        downloads: where they are kept.
        most: versions of a dataset to keep.
        dress: what files say beside their rows.
        say: is told of each dataset that is written.
    """

    downloads: Downloads
    most: int
    dress: Callable[[Description], Dress]
    say: Say = lambda _: None


async def build_downloads(
    reader: Reader, wanted: Wanted, datasets: Iterable[Dataset] = DATASETS.values()
) -> Mapping[str, Version]:
    """Bring the files of datasets up to date; the new versions, by dataset.

    Raises:
        DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
        StorageFull: no room is left; the versions before are still there.
    """
    folder, built = wanted.downloads.folder, dict[str, Version]()
    try:
        async with _alone(folder):
            for dataset in datasets:
                version = await _brought_up(reader, wanted, dataset)
                if version is not None:
                    built[dataset.key] = version
    except OSError as error:
        raise StorageFull(
            f"{folder}: {error.strerror or error}; the downloads that were there still "
            "are, the new ones are not (DOWNLOADS_DIR is where they are kept)"
        ) from error
    return built


def forget_versions(downloads: Downloads, dataset: str) -> list[str]:
    """Delete every version of a dataset but the last; the names of those deleted.

    For what must be found nowhere any more, as a contact that was withdrawn.
    """
    index = downloads.index(dataset)
    if not index.versions:
        return []
    index, gone = with_latest(index, index.versions[-1], most=1)
    downloads.keep(dataset, index)
    _delete(downloads, dataset, gone)
    return gone


async def _brought_up(
    reader: Reader, wanted: Wanted, dataset: Dataset
) -> Version | None:
    """Its new version; `None` where the last one still tells what there is."""
    downloads, now = wanted.downloads, await _now(reader)
    index = downloads.index(dataset.key)
    checked = _checked(now, dataset)
    if not now.data or index.checked == checked:
        return None
    index = replace(index, checked=checked)
    for _ in range(_TRIES):
        digest = await _digest(reader, dataset)
        same = next((one for one in index.versions if one.content == digest), None)
        if same is not None:
            # The last one, or one before that the data came back to.
            index, gone = with_latest(index, same, most=wanted.most)
            downloads.keep(dataset.key, index)
            _delete(downloads, dataset.key, gone)
            return None
        wanted.say(dataset.key)
        description = await describe(reader, dataset, now)
        with _scratch(downloads.folder / dataset.key) as folder:
            dress = wanted.dress(description)
            rows, files = await write_version(reader, description, dress, folder)
            # Data that were loaded meanwhile: begin again.
            if await _digest(reader, dataset) != digest:
                continue
            version = _version(description, digest, rows, files)
            index, gone = with_latest(index, version, most=wanted.most)
            _put(downloads, version, folder)
            downloads.keep(dataset.key, index)
        _delete(downloads, dataset.key, gone)
        return version
    return None


def _put(downloads: Downloads, version: Version, folder: Path) -> None:
    described(version, folder)
    place = downloads.folder / version.dataset / version.version
    # Nothing lists it: somebody died between this line and the index.
    shutil.rmtree(place, ignore_errors=True)
    folder.chmod(0o755)
    folder.rename(place)


def _delete(downloads: Downloads, dataset: str, versions: Iterable[str]) -> None:
    for name in versions:
        shutil.rmtree(downloads.folder / dataset / name, ignore_errors=True)


def _version(
    description: Description, digest: str, rows: int, files: tuple[KeptFile, ...]
) -> Version:
    if description.modified is None:
        raise DatabaseNotReady("nothing was published yet")
    day = description.modified.date().isoformat()
    return Version(
        dataset=description.dataset.key,
        version=f"{day}-{digest[:_SIGNS]}",
        day=day,
        data_version=str(description.version),
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        content=digest,
        rows=rows,
        files=files,
    )


async def _now(reader: Reader) -> DataVersion:
    row = await reader.row(state.version())
    return state.version_of(row) if row else DataVersion(0, 0)


async def _digest(reader: Reader, dataset: Dataset) -> str:
    rows = await reader.value(content(dataset))
    told = f"{rows} {_recipe(dataset)}"
    return hashlib.sha256(told.encode()).hexdigest()


def _checked(now: DataVersion, dataset: Dataset) -> str:
    return f"{now} {_recipe(dataset)}"


def _recipe(dataset: Dataset) -> str:
    """What files are made from beside rows: fields, their titles, styles, our code."""
    told = f"{EDITION} {dataset!r} {qml(dataset.key)}"
    return hashlib.sha256(told.encode()).hexdigest()[:_SIGNS]


@contextmanager
def _scratch(beside: Path) -> Iterator[Path]:
    """A folder that becomes a version by a change of name, or goes."""
    beside.mkdir(parents=True, exist_ok=True)
    # What was left by a process that died: nobody else builds now.
    for left in beside.glob(f"{_SCRATCH}*"):
        shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=_SCRATCH, dir=beside))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@asynccontextmanager
async def _alone(folder: Path) -> AsyncIterator[None]:
    """Wait for whoever else builds, then keep them waiting."""
    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        await asyncio.to_thread(fcntl.flock, lock, fcntl.LOCK_EX)
        yield
