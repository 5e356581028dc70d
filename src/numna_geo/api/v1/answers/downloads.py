"""Whole layers as files, and what changed between two versions of one."""

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel

from numna_geo.api.v1.answers.documented import Link


class FileShown(BaseModel):
    """A file: `sha256` is its ETag too."""

    name: str
    format: str
    title: str
    media_type: str
    bytes: int
    sha256: str
    href: str


class VersionShown(BaseModel):
    """A dataset as it was published at a time; `changes` is since the one before."""

    version: str
    day: date
    created: datetime
    data_version: str
    rows: int
    files: list[FileShown]
    changes: str | None


class DatasetShown(BaseModel):
    """Its versions, the last one first; none while its files are being built."""

    dataset: str
    title: str
    title_en: str
    versions: list[VersionShown]


class DownloadsAnswer(BaseModel):
    """All of them."""

    datasets: list[DatasetShown]
    links: list[Link]


class FieldChangeShown(BaseModel):
    """A field that is not what it was."""

    field: str
    before: Any
    after: Any


class ChangeShown(BaseModel):
    """What became of a feature; `properties` are those of one that was added."""

    id: str
    kind: Literal["added", "changed", "closed", "removed"]
    label: str | None
    fields: list[FieldChangeShown]
    properties: dict[str, Any] | None


class ChangeCounts(BaseModel):
    """How many features of each kind."""

    added: int
    changed: int
    closed: int
    removed: int


class ChangesAnswer(BaseModel):
    """Every feature that differs, in the order of identifiers."""

    dataset: str
    since: str
    until: str
    changes: list[ChangeShown]
    counts: ChangeCounts
    links: list[Link]
