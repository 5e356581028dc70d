"""GET /downloads/{dataset}/changes: what changed between two versions."""

import asyncio
import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Annotated, Any, Literal

import orjson
from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from numna_geo.api.closed import Question, closed
from numna_geo.api.negotiation import CSV
from numna_geo.api.replies import Link, self_link, url
from numna_geo.api.sent_file import SentFile
from numna_geo.api.state import DownloadsDep
from numna_geo.api.v1.answers.documented import answers
from numna_geo.api.v1.answers.downloads import ChangesAnswer
from numna_geo.api.v1.csv_table import media_type_of
from numna_geo.api.v1.download_file import dataset_named
from numna_geo.api.v1.prefix import PREFIX
from numna_geo.api.v1.tagged import tagged
from numna_geo.model.spreadsheet import harmless
from numna_geo.usecases.compare_versions import Change, ChangeKind, changes
from numna_geo.usecases.export_items import Exports
from numna_geo.usecases.kept_downloads import LATEST, Downloads, Version

router = APIRouter(prefix=PREFIX, tags=["downloads"])

_COLUMNS = ("id", "kind", "label", "field", "before", "after")
_TOGETHER = 500


class ChangesQuestion(Question):
    """Which two versions, and as what."""

    since: str | None = Field(
        None,
        max_length=40,
        description="The version that is known; the one before `until` when absent.",
    )
    until: str = Field(
        LATEST, max_length=40, description="The version to come to; the last one."
    )
    f: Literal["json", "csv"] | None = Field(
        None, description="Format, stronger than `Accept`."
    )


@router.get(
    "/downloads/{dataset}/changes",
    summary="What changed between two versions of a dataset",
    dependencies=[closed(ChangesQuestion)],
    responses=answers(ChangesAnswer, csv=True, unknown=True),
)
async def changes_of(
    request: Request,
    dataset: str,
    asked: Annotated[ChangesQuestion, Query()],
    downloads: DownloadsDep,
) -> Response:
    """Features by identifier: added, removed, or changed and how, field by field.

    `closed` is a change by which a structure came to be closed. Between equal versions
    nothing changed. A version that is not kept is answered 404, with those that are.
    As CSV, a line a field that changed.
    """
    known, form = dataset_named(dataset), media_type_of(request, asked.f)
    until = downloads.version(known.key, asked.until)
    since = _since(downloads, until, asked.since)
    headers = {"Content-Type": form}
    if form == CSV:
        name = f"{known.key}-{since.version}-{until.version}.csv"
        headers["Content-Type"] = f"{CSV}; charset=utf-8"
        headers["Content-Disposition"] = f'attachment; filename="{name}"'
    made_from = (since.content, until.content)
    held = tagged(request, Response(headers=headers), made_from)
    if held.status_code == HTTPStatus.NOT_MODIFIED:
        return held
    # Two whole files are read for it: no more at once than files are made.
    exports: Exports = request.app.state.exports
    async with exports.place():
        found = changes(downloads, known, since, until)
        told = _csv(found) if form == CSV else _json(since, until, found, request)
        exported = await exports.written("changes", partial(_written, told))
    return SentFile(exported, exports, _without_length(held))


async def _written(told: Iterator[bytes], path: Path) -> int:
    def write() -> int:
        with path.open("wb") as file:
            file.writelines(told)
        return 0

    return await asyncio.to_thread(write)


def _without_length(reply: Response) -> dict[str, str]:
    return {k: v for k, v in reply.headers.items() if k != "content-length"}


def _since(downloads: Downloads, until: Version, asked: str | None) -> Version:
    if asked is not None:
        return downloads.version(until.dataset, asked)
    versions = downloads.index(until.dataset).versions
    place = next(
        (n for n, one in enumerate(versions) if one.version == until.version), 0
    )
    return versions[max(place - 1, 0)] if versions else until


def _json(
    since: Version, until: Version, found: Iterator[Change], request: Request
) -> Iterator[bytes]:
    head = {
        "dataset": until.dataset,
        "since": since.version,
        "until": until.version,
    }
    yield orjson.dumps(head)[:-1] + b',"changes":['
    counts, between = Counter[ChangeKind](), b"\n"
    for several in _together(found):
        counts.update(one.kind for one in several)
        yield between + b",\n".join(orjson.dumps(asdict(one)) for one in several)
        between = b",\n"
    # Named, for the last version will be another one day.
    asked = [("since", since.version), ("until", until.version)]
    here = url(request, request.url.path, asked)
    links: list[Link] = [{**self_link(request), "href": here}]
    told = {"counts": {kind.value: counts[kind] for kind in ChangeKind}, "links": links}
    yield b"\n]," + orjson.dumps(told)[1:]


def _csv(found: Iterator[Change]) -> Iterator[bytes]:
    yield _lines([_COLUMNS])
    for several in _together(found):
        yield _lines([line for one in several for line in _rows(one)])


def _rows(change: Change) -> Iterator[Sequence[Any]]:
    told = (change.id, change.kind, change.label)
    if not change.fields:
        yield (*told, "", "", "")
    for one in change.fields:
        yield (*told, one.field, _cell(one.before), _cell(one.after))


def _cell(value: Any) -> Any:
    if isinstance(value, dict):
        return orjson.dumps(value).decode()
    return "|".join(value) if isinstance(value, list) else value


def _lines(rows: Sequence[Sequence[Any]]) -> bytes:
    written = io.StringIO()
    csv.writer(written).writerows([[harmless(cell) for cell in row] for row in rows])
    return written.getvalue().encode()


def _together(found: Iterator[Change]) -> Iterator[list[Change]]:
    held: list[Change] = []
    for one in found:
        held.append(one)
        if len(held) == _TOGETHER:
            yield held
            held = []
    if held:
        yield held
