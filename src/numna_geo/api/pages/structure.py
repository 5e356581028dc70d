"""/structures/{id}: what is known of one structure, and who says so."""

from http import HTTPStatus

from fastapi import APIRouter, Request, Response

from numna_geo.api.middleware.freshness import today
from numna_geo.api.pages.errors import error_page
from numna_geo.api.pages.templates import page
from numna_geo.api.replies import url
from numna_geo.api.state import ReaderDep
from numna_geo.store import sources, structures
from numna_geo.usecases.tell_structure import tell_structure
from numna_geo.usecases.tell_verified import is_verified

router = APIRouter(include_in_schema=False)


@router.get("/structures/{structure_id:path}")
async def structure_page(
    request: Request, structure_id: str, reader: ReaderDep
) -> Response:
    """A merged id moves on to the structure that it became."""
    row = await reader.row(structures.one(structure_id))
    if row is None:
        survivor = await reader.value(structures.survivor(structure_id))
        if survivor is None:
            return error_page(
                request, HTTPStatus.NOT_FOUND, title="structure.not_found"
            )
        moved = url(request, f"/structures/{survivor}")
        return Response(status_code=301, headers={"Location": moved})
    return page(
        request,
        "structure.html",
        active="find",
        one=row,
        verified=is_verified(row, today()),
        sources={r["key"]: r for r in await reader.rows(sources.every())},
        told=await tell_structure(reader, structure_id, row),
    )
