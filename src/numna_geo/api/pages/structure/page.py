"""/structures/{id}: what is known of one structure, and who says so."""

from datetime import datetime
from http import HTTPStatus

from fastapi import APIRouter, Request, Response

from numna_geo.api.middleware.freshness import now
from numna_geo.api.pages.shell.errors import error_page
from numna_geo.api.pages.shell.metadata import (
    Metadata,
    absolute,
    metadata,
    structure_data,
)
from numna_geo.api.pages.shell.templates import page, web_address
from numna_geo.api.pages.structure.view import known_stages, view
from numna_geo.api.pages.words.wording import Words, words_of
from numna_geo.api.replies import url
from numna_geo.api.state import ReaderDep, TravelsDep
from numna_geo.model.category import Family
from numna_geo.model.position import Position
from numna_geo.model.search import Wanted
from numna_geo.model.travel import Profile
from numna_geo.store import sources, structures
from numna_geo.store.reading import Reader
from numna_geo.store.statements import Row
from numna_geo.usecases.find_nearest import find_nearest
from numna_geo.usecases.locate_place import Place
from numna_geo.usecases.nearby import Search, Takeover
from numna_geo.usecases.tell_structure import tell_structure
from numna_geo.usecases.tell_verified import is_verified
from numna_geo.usecases.travel_engines import Travels

router = APIRouter(include_in_schema=False)


@router.get("/structures/{structure_id:path}")
async def structure_page(
    request: Request, structure_id: str, reader: ReaderDep, travels: TravelsDep
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
    moment, t = now(), words_of(request)
    told = await tell_structure(reader, structure_id, row)
    verified = is_verified(row, moment.date())
    return page(
        request,
        "structure.html",
        active="find",
        one=row,
        verified=verified,
        sources={r["key"]: r for r in await reader.rows(sources.every())},
        told=told,
        view=view(t, row, told, moment, verified=verified),
        meta=_metadata(request, t, row),
        takeover=await _takeover(reader, travels, row, moment),
        today=moment.date(),
    )


async def _takeover(
    reader: Reader, travels: Travels, row: Row, moment: datetime
) -> Takeover | None:
    """Who accompanies the stage after its own, by straight line from where it is."""
    stages = known_stages(row)
    if not stages or row["lon"] is None:
        return None
    here = Place(
        position=Position(lon=row["lon"], lat=row["lat"]),
        precision="structure",
        label=row["name"],
        commune_code=row["commune_code"],
        commune=row["commune"],
    )
    wanted = Wanted(families=(Family.SUPPORT,), stages=(stages[-1],))
    search = Search(
        place=here, wanted=wanted, now=moment, limit=1, profile=Profile.CROW
    )
    return (await find_nearest(reader, travels, search)).takeover


def _metadata(request: Request, t: Words, row: Row) -> Metadata:
    path = f"/structures/{row['id']}"
    where = row["city"] or row["commune"]
    kind = t.category(row["category"])
    return metadata(
        request,
        title=row["name"],
        description=f"{kind}, {where}." if where else f"{kind}.",
        path=path,
        data=structure_data(
            row,
            page_url=absolute(request, path),
            website=web_address(row["website"]),
        ),
    )
