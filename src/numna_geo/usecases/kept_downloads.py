"""The whole layers that are kept as files: which versions of which dataset, and where.

DOWNLOADS_DIR/structures/index.json                   every version, the last one last
DOWNLOADS_DIR/structures/2026-11-26-1f0c9a3e/manifest.json, structures.gpkg, …
"""

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import orjson

from numna_geo.errors import UnknownDownload

LATEST = "latest"
"""What the last version of a dataset is called, beside its own name."""

_INDEX, _MANIFEST = "index.json", "manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFile:
    """A file of a version; `format` is a key of `formats.catalogue`."""

    name: str
    format: str
    title: str
    media_type: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A dataset as it was published at a time.

    Args:
        dataset: its key.
        version: its name: the day of the data and the first signs of `content`.
        day: of the data.
        data_version: of all data, when it was built.
        created: when it was built, ISO 8601.
        content: a digest of its rows and of what else its files are made from.
        rows: how many it has.
        files: in the order in which people look for them.
        origins: keys of the sources that its files cite.
    """

    dataset: str
    version: str
    day: str
    data_version: str
    created: str
    content: str
    rows: int
    files: tuple[KeptFile, ...]
    origins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Index:
    """Versions of a dataset, and what they were last compared with."""

    versions: tuple[Version, ...] = ()
    checked: str = ""


@dataclass(frozen=True, slots=True)
class Downloads:
    """The folder of all of them; it need not exist."""

    folder: Path

    def index(self, dataset: str) -> Index:
        """What is kept of a dataset, the oldest first; nothing is a valid answer."""
        try:
            told = orjson.loads((self.folder / dataset / _INDEX).read_bytes())
            versions = tuple(_version(one) for one in told["versions"])
            return Index(versions, str(told["checked"]))
        except (OSError, ValueError, KeyError, TypeError):
            return Index()

    def is_unreadable(self, dataset: str) -> bool:
        """Whether there is a list of versions that tells nothing."""
        return self.index(dataset) == Index() and (
            self.folder.joinpath(dataset, _INDEX).exists()
        )

    def by_manifests(self, dataset: str) -> Index:
        """What lies there of a dataset, for want of a list; the oldest first."""
        found = []
        for path in (self.folder / dataset).glob(f"*/{_MANIFEST}"):
            with suppress(OSError, ValueError, KeyError, TypeError):
                version = _version(orjson.loads(path.read_bytes()))
                if version.version == path.parent.name:
                    found.append(version)
        return Index(tuple(sorted(found, key=lambda one: one.created)))

    def latest(self, dataset: str) -> Version | None:
        """The last version of a dataset, if there is any."""
        versions = self.index(dataset).versions
        return versions[-1] if versions else None

    def version(self, dataset: str, name: str) -> Version:
        """One version, by its name or as `latest`.

        Raises:
            UnknownDownload: it is not kept; says which ones are.
        """
        versions = self.index(dataset).versions
        known = {one.version: one for one in versions}
        if versions:
            known[LATEST] = versions[-1]
        if name not in known:
            kept = ", ".join(known) or "none yet"
            raise UnknownDownload(
                f"{dataset} has no version of this name; kept are: {kept}"
            )
        return known[name]

    def file(self, dataset: str, version: str, name: str) -> KeptFile:
        """One file of a version.

        Raises:
            UnknownDownload: there is none of this name; says which there are.
        """
        files = {one.name: one for one in self.version(dataset, version).files}
        if name not in files:
            kept = ", ".join(files)
            raise UnknownDownload(
                f"this version of {dataset} has no file of this name; there are: {kept}"
            )
        return files[name]

    def path(self, version: Version, name: str) -> Path:
        """Where a file of a version is, `name` being that of one of its files."""
        return self.folder / version.dataset / version.version / name

    def keep(self, dataset: str, index: Index) -> None:
        """Say what is kept; whoever reads meanwhile finds the old list or the new."""
        told = {
            "checked": index.checked,
            "versions": [asdict(one) for one in index.versions],
        }
        _written(self.folder / dataset / _INDEX, told)


def described(version: Version, folder: Path) -> None:
    """Leave the manifest of a version beside its files."""
    _written(folder / _MANIFEST, asdict(version))


def _written(path: Path, told: Mapping[str, Any]) -> None:
    new = path.with_suffix(".new")
    new.write_bytes(orjson.dumps(told, option=orjson.OPT_INDENT_2) + b"\n")
    os.replace(new, path)  # noqa: PTH105 (atomic on every system)


def _version(told: Mapping[str, Any]) -> Version:
    """Without what another release says beside: its versions are no less kept.

    Raises:
        KeyError, TypeError, ValueError: it is none that we could have written.
    """
    files = tuple(_known(KeptFile, {**one}) for one in told["files"])
    origins = tuple(str(one) for one in told.get("origins", ()))
    version = _known(Version, {**told, "files": files, "origins": origins})
    datetime.fromisoformat(version.created)
    date.fromisoformat(version.day)
    return version


Told = TypeVar("Told", KeptFile, Version)


def _known(kind: type[Told], told: Mapping[str, Any]) -> Told:
    known = {field.name: told[field.name] for field in fields(kind)}
    for field in fields(kind):
        wanted = field.type if field.type in (str, int) else tuple
        if type(known[field.name]) is not wanted:
            raise TypeError(f"{field.name}: {known[field.name]!r}")
    return kind(**known)


def with_latest(index: Index, latest: Version, *, most: int) -> tuple[Index, list[str]]:
    """The index with one more version, and the names of those that are no more kept.

    Args:
        index: as it was.
        latest: comes last, wherever it was before.
        most: versions to keep.
    """
    others: Sequence[Version] = [
        one for one in index.versions if one.version != latest.version
    ]
    every = (*others, latest)
    gone = [one.version for one in every[:-most]]
    return replace(index, versions=every[-most:]), gone
