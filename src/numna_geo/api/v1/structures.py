"""GET /structures: those of the region, page by page, and one by one."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from numna_geo.api.closed import Question, closed
from numna_geo.api.cursors import cursor_after, last_before
from numna_geo.api.geojson import structure_feature
from numna_geo.api.interlocutors import opening_state
from numna_geo.api.middleware.freshness import canonical, now, today
from numna_geo.api.negotiation import GEOJSON
from numna_geo.api.replies import geojson_reply, next_link, self_link, url
from numna_geo.api.state import ReaderDep
from numna_geo.api.v1.answers.documented import GeoJson, answers
from numna_geo.api.v1.answers.structures import StructureAnswer, StructuresAnswer
from numna_geo.api.v1.boxes import box_from
from numna_geo.api.v1.prefix import PREFIX
from numna_geo.api.v1.territory_codes import EXAMPLE, territory_from
from numna_geo.errors import InvalidQuery, UnknownStructure, WrongParameter
from numna_geo.model.category import Category, Family
from numna_geo.model.structure import Status
from numna_geo.store import sources
from numna_geo.store import structures as stored
from numna_geo.store.reading import Reader, Row
from numna_geo.store.structure_filters import Listed
from numna_geo.usecases.tell_opening import tell_opening
from numna_geo.usecases.tell_structure import tell_structure

router = APIRouter(prefix=PREFIX, tags=["structures"])

_PATH = f"{PREFIX}/structures"


class StructuresQuestion(Question):
    """Which structures, and which page of them."""

    bbox: str | None = Field(
        None,
        description="west,south,east,north in WGS 84 degrees.",
        examples=["1.5,45.9,2.3,46.5"],
    )
    category: list[Category] = Field([], description="Any of the structure's counts.")
    family: list[Family] = Field([], description="Of any category of the structure.")
    territory: str | None = Field(
        None, description="level:code.", examples=[EXAMPLE], max_length=40
    )
    source: list[str] = Field(
        [], description="Key of a source that speaks of the structure."
    )
    status: list[Status] = Field([], description="All of them when absent.")
    limit: int = Field(100, ge=1, le=1000, description="Page size.")
    cursor: str | None = Field(None, description="From a `next` link.", max_length=1000)


@router.get(
    "/structures",
    summary="Structures of the region, by id",
    dependencies=[closed(StructuresQuestion)],
    response_class=GeoJson,
    responses=answers(StructuresAnswer),
)
async def structures(
    request: Request, asked: Annotated[StructuresQuestion, Query()], reader: ReaderDep
) -> Response:
    """The region's own only; follow `next` to the end of the list.

    What only sources of an unconfirmed licence speak of is neither listed nor counted.
    """
    listed = await _listed(asked, reader)
    of = _filters(request)
    after = last_before(asked.cursor, of=of) if asked.cursor is not None else None
    # One more than asked tells whether there is a next page.
    rows = await reader.rows(stored.page(listed, after=after, limit=asked.limit + 1))
    shown, day = rows[: asked.limit], today()
    links = [self_link(request, GEOJSON)]
    if len(rows) > asked.limit:
        cursor = cursor_after(shown[-1]["id"], of=of)
        links.append(next_link(request, GEOJSON, cursor=cursor))
    body = {
        "type": "FeatureCollection",
        "numberMatched": await reader.value(stored.count(listed)),
        "numberReturned": len(shown),
        "features": [structure_feature(row, today=day) for row in shown],
        "links": links,
    }
    return geojson_reply(request, body)


@router.get(
    "/structures/{structure_id:path}",
    summary="One structure, with the origin of every field",
    dependencies=[closed()],
    response_class=GeoJson,
    responses=answers(StructureAnswer, unknown=True),
)
async def structure(request: Request, structure_id: str, reader: ReaderDep) -> Response:
    """Beyond the border too; an id that was merged answers 301 to the survivor.

    `criteria` are what `completeness` is made of; null is a criterion that makes no
    sense for this structure.
    """
    row = await reader.row(stored.one(structure_id))
    if row is None:
        survivor = await reader.value(stored.survivor(structure_id))
        if survivor is None:
            raise UnknownStructure("no structure has or had this id")
        moved = url(request, f"{_PATH}/{survivor}")
        return Response(status_code=301, headers={"Location": moved})
    more = await _in_full(reader, structure_id, row)
    feature = structure_feature(row, today=today(), more=more)
    feature["links"] = [self_link(request, GEOJSON)]
    return geojson_reply(request, feature)


async def _in_full(reader: Reader, structure_id: str, row: Row) -> dict[str, Any]:
    told = await tell_structure(reader, structure_id, row)
    usable = row["status"] in {Status.OPEN, Status.UNKNOWN}
    opening = tell_opening(row["opening"], now()) if usable else None
    return {
        "opening_state": opening and opening_state(opening),
        "criteria": dict(told.criteria),
        "competence_areas": [dict(area.items()) for area in told.competence],
        "visits": [dict(visit.items()) for visit in told.visits],
        "provenance": {
            field: {"source": source, "record_key": key}
            for field, (source, key) in sorted(told.origins.items())
        },
        "records": [dict(record.items()) for record in told.records],
    }


async def _listed(asked: StructuresQuestion, reader: Reader) -> Listed:
    territory = None
    if asked.territory is not None:
        territory = await territory_from(reader, asked.territory, parameter="territory")
    await _refuse_unknown_sources(asked.source, reader)
    return Listed(
        families=tuple(asked.family),
        categories=tuple(asked.category),
        statuses=tuple(asked.status),
        sources=tuple(asked.source),
        territory=territory,
        bbox=box_from(asked.bbox) if asked.bbox is not None else None,
    )


async def _refuse_unknown_sources(asked: list[str], reader: Reader) -> None:
    if not asked:
        return
    known = [row["key"] for row in await reader.rows(sources.of_structures())]
    expected = f"one of: {', '.join(known)}"
    wrong = [WrongParameter("source", key, expected) for key in asked]
    wrong = [one for one in wrong if one.value not in known]
    if wrong:
        raise InvalidQuery("source: no loaded source has this key", wrong)


def _filters(request: Request) -> str:
    """The question without what changes from page to page: a cursor belongs to it."""
    pages = ("cursor=", "limit=")
    query = canonical(request.url.query.encode())
    return "&".join(pair for pair in query.split("&") if not pair.startswith(pages))
