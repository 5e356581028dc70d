"""GET /sources: whose data were loaded, under which licence, and when."""

from typing import Any

from fastapi import APIRouter, Request, Response

from numna_geo.api.closed import closed
from numna_geo.api.negotiation import takes_json
from numna_geo.api.replies import json_reply, self_link
from numna_geo.api.state import ReaderDep
from numna_geo.api.v1.answers.documented import answers
from numna_geo.api.v1.answers.imports import SourcesAnswer
from numna_geo.api.v1.citing import shown
from numna_geo.api.v1.imports import import_shown
from numna_geo.api.v1.prefix import PREFIX
from numna_geo.store import import_reading, sources
from numna_geo.store.statements import Row

router = APIRouter(prefix=PREFIX, tags=["sources"])

_MORE = ("rank", "family", "format", "redistributable")


@router.get(
    "/sources",
    summary="Every loaded source",
    dependencies=[closed(), takes_json],
    responses=answers(SourcesAnswer),
)
async def every_source(request: Request, reader: ReaderDep) -> Response:
    """Those that list structures first, the most trusted first within their family.

    Where `redistributable` is false, the licence is to be confirmed: what only this
    source says is shown on the map, and is in no list or download. `structures` are
    those of the region that the source speaks of today; `last_import` is null for what
    was not loaded row by row.
    """
    told = {row["key"]: row["structures"] for row in await reader.rows(sources.told())}
    imports = {
        row["source_key"]: import_shown(request, row)
        for row in await reader.rows(import_reading.last_of_each())
    }

    def whole(row: Row) -> dict[str, Any]:
        return {
            **shown(row),
            **{name: row[name] for name in _MORE},
            "structures": told.get(row["key"], 0),
            "last_import": imports.get(row["key"]),
        }

    body = {
        "sources": [whole(row) for row in await reader.rows(sources.loaded())],
        "links": [self_link(request)],
    }
    return json_reply(body)
