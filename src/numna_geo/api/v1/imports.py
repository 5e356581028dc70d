"""GET /imports: what was loaded, when, and what became of each row."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from numna_geo.api.closed import Question, closed
from numna_geo.api.cursors import cursor_after, last_before
from numna_geo.api.negotiation import CSV, takes_json
from numna_geo.api.replies import Link, json_reply, next_link, self_link, url
from numna_geo.api.state import ReaderDep
from numna_geo.api.v1 import report_csv
from numna_geo.api.v1.answers.documented import answers
from numna_geo.api.v1.answers.imports import ImportAnswer, ImportsAnswer
from numna_geo.api.v1.csv_table import media_type_of
from numna_geo.api.v1.prefix import PREFIX
from numna_geo.errors import InvalidQuery, UnknownImport, WrongParameter
from numna_geo.store import import_reading, sources
from numna_geo.store.reading import Reader
from numna_geo.store.statements import Row

router = APIRouter(prefix=PREFIX, tags=["sources"])

_PATH = f"{PREFIX}/imports"
_COUNTS = ("read", "kept", "merged", "mended", "rejected", "outside")
_LINE = ("row_number", "record_key", "column_name", "value", "reason", "action")
_FEW, _DIGITS = 100, 9


class ImportsQuestion(Question):
    """Whose imports, and which page of them."""

    source: str | None = Field(
        None, description="Key of a source.", examples=["france_services_2024"]
    )
    limit: int = Field(50, ge=1, le=1000, description="Page size.")
    cursor: str | None = Field(None, description="From a `next` link.", max_length=1000)


class ImportQuestion(Question):
    """Which page of the report of an import, and as what."""

    limit: int | None = Field(
        None, ge=1, le=5000, description="Page size, 100 when absent. Not with CSV."
    )
    cursor: str | None = Field(
        None, description="From a `next` link. Not with CSV.", max_length=1000
    )
    f: Literal["json", "csv"] | None = Field(
        None, description="Format, stronger than `Accept`."
    )


@router.get(
    "/imports",
    summary="Every load of a file, the newest first",
    dependencies=[closed(ImportsQuestion), takes_json],
    responses=answers(ImportsAnswer),
)
async def imports(
    request: Request, asked: Annotated[ImportsQuestion, Query()], reader: ReaderDep
) -> Response:
    """Rows read are those kept, merged and rejected, always.

    `merged` said more of a place that another row of the file had named, `mended` are
    those of which some cell was not taken as it stood, and `outside` those of the
    rejected that lie beyond the region and its 50 km: no fault of the file.
    """
    await _refuse_unknown_source(asked.source, reader)
    of = f"imports of {asked.source}"
    before = import_reading.NEWEST
    if asked.cursor is not None:
        before = int(last_before(asked.cursor, of=of))
    page = import_reading.page(
        source=asked.source, before=before, limit=asked.limit + 1
    )
    rows = await reader.rows(page)
    links = [self_link(request)]
    if len(rows) > asked.limit:
        cursor = cursor_after(str(rows[asked.limit - 1]["id"]), of=of)
        links.append(next_link(request, cursor=cursor))
    shown = [import_shown(request, row) for row in rows[: asked.limit]]
    body = {
        "numberMatched": await reader.value(import_reading.count(asked.source)),
        "numberReturned": len(shown),
        "imports": shown,
        "links": links,
    }
    return json_reply(body)


@router.get(
    "/imports/{import_id}",
    summary="One load, and each row that was not taken as it stood",
    dependencies=[closed(ImportQuestion)],
    responses=answers(ImportAnswer, csv=True, unknown=True),
)
async def one_import(
    request: Request,
    import_id: str,
    asked: Annotated[ImportQuestion, Query()],
    reader: ReaderDep,
) -> Response:
    """Line by line in the order of the file; as CSV, the whole report at once.

    `reasons` counts the lines by reason, those that differ by a number together (`N`).
    Contacts that were left out for privacy are not repeated here. `value` and
    `record_key` are null throughout when the licence of the list is to be confirmed
    (`redistributable: false` in `/sources`).
    """
    media_type = _format(request, asked)
    number = int(import_id) if _is_number(import_id) else 0
    row = await reader.row(import_reading.one(number))
    if row is None:
        raise UnknownImport("no import has this number")
    if media_type == CSV:
        return report_csv.reply(reader, row)
    limit, of = asked.limit or _FEW, f"report {number}"
    after = int(last_before(asked.cursor, of=of)) if asked.cursor is not None else 0
    page = import_reading.lines(number, after=after, limit=limit + 1)
    lines = await reader.rows(page)
    links = [self_link(request), _csv_link(request, number)]
    if len(lines) > limit:
        cursor = cursor_after(str(lines[limit - 1]["id"]), of=of)
        links.append(next_link(request, cursor=cursor))
    why = await reader.rows(import_reading.reasons(number))
    body = {
        **import_shown(request, row),
        "numberMatched": sum(reason["lines"] for reason in why),
        "reasons": [dict(reason.items()) for reason in why],
        "lines": [{name: line[name] for name in _LINE} for line in lines[:limit]],
        "links": links,
    }
    return json_reply(body)


def import_shown(request: Request, row: Row) -> dict[str, Any]:
    """A row of `store.import_reading`, as answers tell of it."""
    return {
        "id": row["id"],
        "source": row["source_key"],
        "title": row["title"],
        "file_name": row["file_name"],
        "sha256": row["sha256"],
        "how_read": row["how_read"],
        "imported_at": row["imported_at"],
        "rows": {name: row[f"rows_{name}"] for name in _COUNTS},
        "href": url(request, f"{_PATH}/{row['id']}"),
    }


def _csv_link(request: Request, number: int) -> Link:
    href = url(request, f"{_PATH}/{number}", [("f", "csv")])
    return {"rel": "alternate", "href": href, "type": CSV}


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _DIGITS


def _format(request: Request, asked: ImportQuestion) -> str:
    media_type = media_type_of(request, asked.f)
    if media_type == CSV:
        given = {"limit": asked.limit, "cursor": asked.cursor}
        expected = "nothing with CSV, which holds the whole report"
        wrong = [
            WrongParameter(name, str(value), expected)
            for name, value in given.items()
            if value is not None
        ]
        if wrong:
            raise InvalidQuery("a report in CSV has no pages", wrong)
    return media_type


async def _refuse_unknown_source(asked: str | None, reader: Reader) -> None:
    if asked is None:
        return
    known = [row["key"] for row in await reader.rows(sources.loaded())]
    if asked not in known:
        expected = f"one of: {', '.join(known)}"
        wrong = [WrongParameter("source", asked, expected)]
        raise InvalidQuery("source: no loaded source has this key", wrong)
