"""Build whole layers as files, of each dataset whose content is not what it was.

A version appears whole or not at all: it is written beside those that are kept, and
takes its place by a change of name. What fails leaves the versions before.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from numna_geo.errors import DatabaseNotReady, NotInTime
from numna_geo.formats.catalogue import EDITION
from numna_geo.model.dataset import Dataset
from numna_geo.store import sources, state
from numna_geo.store.published.content import content, marks
from numna_geo.store.published.question import FeatureQuestion
from numna_geo.store.reading import Reader
from numna_geo.store.state import DataVersion
from numna_geo.usecases.describe_datasets import Description, describe, timeless
from numna_geo.usecases.disk_errors import disk_errors
from numna_geo.usecases.keep_downloads import alone, put, scratch, sweep
from numna_geo.usecases.kept_downloads import (
    Downloads,
    Index,
    KeptFile,
    Version,
    with_latest,
)
from numna_geo.usecases.layer_files import Dress, layer_of
from numna_geo.usecases.published_datasets import DATASETS
from numna_geo.usecases.write_version import write_version

_TRIES = 3
_SIGNS = 8

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
        NotInTime: data changed whenever files were made; those before are still there.
        StorageFull, StorageUnusable: why files cannot be written; those before are
            still there.
    """
    built = dict[str, Version]()
    with disk_errors(
        f"{wanted.downloads.folder}: the downloads that were there still are, the new "
        "ones are not (DOWNLOADS_DIR is where they are kept)"
    ):
        async with alone(wanted.downloads):
            for dataset in datasets:
                version = await _brought_up(reader, wanted, dataset)
                if version is not None:
                    built[dataset.key] = version
    return built


async def _brought_up(
    reader: Reader, wanted: Wanted, dataset: Dataset
) -> Version | None:
    """Its new version; `None` where the last one still tells what there is."""
    downloads = wanted.downloads
    if downloads.is_unreadable(dataset.key):
        wanted.say(f"{dataset.key}: its list of versions cannot be read, made again")
        downloads.keep(dataset.key, downloads.by_manifests(dataset.key))
    await _forget(reader, wanted, dataset)
    for _ in range(_TRIES):
        index, stand = downloads.index(dataset.key), await _stand(reader)
        if not stand.version.data:
            return None
        description = await describe(reader, dataset, stand.version)
        recipe = _recipe(wanted, description)
        checked = f"{stand} {recipe}"
        if index.checked == checked:
            return None
        index = replace(index, checked=checked)
        digest = await _digest(reader, dataset, recipe)
        same = next((one for one in index.versions if one.content == digest), None)
        if same is not None:
            # The last one, or one before that the data came back to.
            _keep(wanted, index, same)
            return None
        wanted.say(dataset.key)
        with scratch(downloads, dataset.key) as folder:
            dress = wanted.dress(description)
            rows, files = await write_version(reader, description, dress, folder)
            after = await _stand(reader), await _digest(reader, dataset, recipe)
            # Otherwise data were published meanwhile: begin again.
            if after == (stand, digest):
                version = _version(description, digest, rows, files)
                put(downloads, version, folder)
                _keep(wanted, index, version)
                return version
    raise NotInTime(
        f"{dataset.key}: data were published each of the {_TRIES} times that its files "
        "were being made; run `numna-geo downloads` once they are loaded"
    )


async def _forget(reader: Reader, wanted: Wanted, dataset: Dataset) -> None:
    """Forget what is too old, and what cites a source that may not be passed on."""
    downloads = wanted.downloads
    withheld = {row["key"] for row in await reader.rows(sources.withheld())}
    index = downloads.index(dataset.key)
    recent = index.versions[-wanted.most :]
    free = tuple(one for one in recent if withheld.isdisjoint(one.origins))
    if free != index.versions:
        # What they were compared with holds as long as the last one stays.
        same = free[-1:] == index.versions[-1:]
        downloads.keep(dataset.key, Index(free, index.checked if same else ""))
    sweep(downloads, dataset.key)


def _keep(wanted: Wanted, index: Index, latest: Version) -> None:
    index, _ = with_latest(index, latest, most=wanted.most)
    wanted.downloads.keep(latest.dataset, index)
    sweep(wanted.downloads, latest.dataset)


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
        origins=tuple(one.key for one in description.origins),
    )


@dataclass(frozen=True, slots=True)
class _Stand:
    """Which data are published, and what their rows were made from, code and all."""

    version: DataVersion
    marks: str


async def _stand(reader: Reader) -> _Stand:
    row, made = await reader.row(state.version()), await reader.value(marks())
    return _Stand(state.version_of(row) if row else DataVersion(0, 0), made)


async def _digest(reader: Reader, dataset: Dataset, recipe: str) -> str:
    rows = await reader.value(content(dataset))
    return hashlib.sha256(f"{rows} {recipe}".encode()).hexdigest()


def _recipe(wanted: Wanted, description: Description) -> str:
    """What files are made from beside rows, whatever the day.

    Fields, their titles, and all that files say of themselves: sources, licence,
    lineage, publisher, style. Code that writes them otherwise raises `EDITION`.
    """
    said, dataset = timeless(description), description.dataset
    layer = layer_of(FeatureQuestion(dataset=dataset), said, wanted.dress(said))
    told = f"{EDITION} {layer!r} {said.licence!r} {said.lineage!r}"
    return hashlib.sha256(told.encode()).hexdigest()[:_SIGNS]
