"""The report of an import as CSV (RFC 4180), line by line as the database gives it."""

import csv
import io
from collections.abc import AsyncIterator, Iterable, Sequence

from fastapi import Response
from fastapi.responses import StreamingResponse

from numna_geo.api.negotiation import CSV
from numna_geo.model.spreadsheet import harmless
from numna_geo.store import import_reading
from numna_geo.store.reading import Reader
from numna_geo.store.statements import Row

COLUMNS = ("row_number", "record_key", "column_name", "value", "reason", "action")
_AT_ONCE = 5_000


def reply(reader: Reader, of: Row) -> Response:
    """Every line of the report of an import; unknown is an empty cell. Comma, CRLF."""
    name = f"{of['source_key']}-import-{of['id']}.csv"
    return StreamingResponse(
        _written(reader, of["id"]),
        media_type=f"{CSV}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


async def _written(reader: Reader, import_id: int) -> AsyncIterator[bytes]:
    yield _csv([COLUMNS])
    after = 0
    while True:
        page = import_reading.lines(import_id, after=after, limit=_AT_ONCE)
        lines = await reader.rows(page)
        if not lines:
            return
        yield _csv([[harmless(line[c]) for c in COLUMNS] for line in lines])
        after = lines[-1]["id"]


def _csv(rows: Iterable[Sequence[object]]) -> bytes:
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    return written.getvalue().encode()
