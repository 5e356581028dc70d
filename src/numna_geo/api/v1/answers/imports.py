"""Sources, and what became of the rows of their files."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

from numna_geo.api.v1.answers.documented import CitedSource, Link


class Rows(BaseModel):
    """read = kept + merged + rejected; `outside` are some of the rejected."""

    read: int
    kept: int
    merged: int
    mended: int
    rejected: int
    outside: int


class ImportShown(BaseModel):
    """One load of one file; `how_read` is what was sniffed of it."""

    id: int
    source: str
    title: str
    file_name: str
    sha256: str
    how_read: str | None
    imported_at: datetime
    rows: Rows
    href: str


class SourceShown(CitedSource):
    """A publisher's data set, and what we have of it."""

    rank: int | None
    family: str
    format: str | None
    redistributable: bool
    structures: int
    last_import: ImportShown | None


class SourcesAnswer(BaseModel):
    """All of them."""

    sources: list[SourceShown]
    links: list[Link]


class ImportsAnswer(BaseModel):
    """One page."""

    number_matched: int = Field(alias="numberMatched")
    number_returned: int = Field(alias="numberReturned")
    imports: list[ImportShown]
    links: list[Link]


class ReasonCounted(BaseModel):
    """How many lines of a report are there for one reason."""

    kind: Literal["mended", "merged", "rejected"]
    column_name: str
    reason: str
    lines: int


class Line(BaseModel):
    """One cell that was not taken as it stood; `row_number` counts from 1."""

    row_number: int
    record_key: str | None
    column_name: str
    value: str | None
    reason: str
    action: str


class ImportAnswer(ImportShown):
    """One load, and one page of its report."""

    number_matched: int = Field(alias="numberMatched")
    reasons: list[ReasonCounted]
    lines: list[Line]
    links: list[Link]
