"""GET /territories: lists of one level, and one territory with what it touches."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from numna_geo.api.closed import Question, closed
from numna_geo.api.negotiation import takes_json
from numna_geo.api.replies import json_reply, next_link, self_link, url
from numna_geo.api.state import ReaderDep
from numna_geo.api.v1.answers.documented import answers
from numna_geo.api.v1.answers.territories import TerritoriesAnswer, TerritoryAnswer
from numna_geo.api.v1.citing import cited
from numna_geo.api.v1.prefix import PREFIX
from numna_geo.api.v1.territory_codes import (
    EXAMPLE,
    current_code,
    refuse_unloaded,
    territory_from,
)
from numna_geo.errors import UnknownTerritory
from numna_geo.model.department import CODES
from numna_geo.model.fringe import Beyond, goes_beyond
from numna_geo.model.territory import Level
from numna_geo.store import sources
from numna_geo.store import territories as stored
from numna_geo.store.border_reading import nearest_border_km
from numna_geo.store.reading import Reader
from numna_geo.store.statements import Row

router = APIRouter(prefix=PREFIX, tags=["territories"])

_PATH = f"{PREFIX}/territories"


class TerritoriesQuestion(Question):
    """Which territories, and which page of them."""

    level: Level = Field(description="One level at a time.", examples=["commune"])
    within: str | None = Field(
        None,
        description="level:code of a territory they have a commune in.",
        examples=[EXAMPLE],
        max_length=40,
    )
    q: str | None = Field(
        None,
        description="Part of the name, whatever accents, hyphens and capitals.",
        examples=["gueret"],
        min_length=1,
        max_length=200,
    )
    limit: int = Field(100, ge=1, le=5000, description="Page size.")
    offset: int = Field(0, ge=0, le=1_000_000, description="How many to skip.")


@router.get(
    "/territories",
    summary="Territories of the region, by code",
    dependencies=[closed(TerritoriesQuestion), takes_json],
    responses=answers(TerritoriesAnswer),
)
async def territories(
    request: Request, asked: Annotated[TerritoriesQuestion, Query()], reader: ReaderDep
) -> Response:
    """The region's own only."""
    within = None
    if asked.within is not None:
        within = await territory_from(reader, asked.within, parameter="within")
    among = stored.Among(level=asked.level, within=within, q=asked.q)
    matched = await reader.value(stored.count(among))
    if not matched:
        level = asked.level
        await refuse_unloaded(reader, level, parameter="level", value=level)
    rows = await reader.rows(stored.page(among, limit=asked.limit, offset=asked.offset))
    links = [self_link(request)]
    following = asked.offset + len(rows)
    if rows and following < matched:
        links.append(next_link(request, offset=following))
    body = {
        "numberMatched": matched,
        "numberReturned": len(rows),
        "territories": [_listed(row) for row in rows],
        "sources": await cited(
            reader, sources.behind(asked.level, sources.TERRITORIES)
        ),
        "links": links,
    }
    return json_reply(body)


@router.get(
    "/territories/{level}/{code}",
    summary="One territory, its members and its neighbours",
    dependencies=[closed(), takes_json],
    responses=answers(TerritoryAnswer, unknown=True),
)
async def territory(
    request: Request, level: str, code: str, reader: ReaderDep
) -> Response:
    """An old commune code answers with its successor, and `asked_code`."""
    if level not in set(Level):
        raise UnknownTerritory(f"no such level; there are {', '.join(Level)}")
    known = Level(level)
    today = await current_code(reader, known, code)
    row = await reader.row(stored.one(known, today)) if today else None
    if today is None or row is None:
        raise UnknownTerritory(f"no {known} of the region has or had this code")
    body = {
        **_listed(row),
        "asked_code": code if code != today else None,
        "seat": _seat(row),
        **await _around(request, reader, row),
        "sources": await cited(reader, sources.behind(known, sources.TERRITORY)),
        "links": [self_link(request)],
    }
    return json_reply(body)


def _listed(row: Row) -> dict[str, Any]:
    names = ("level", "code", "name", "population", "area_km2")
    shown = {name: row[name] for name in names}
    return {
        **shown,
        "department_code": row["department_code"],
        "epci_code": row["epci_code"],
    }


def _seat(row: Row) -> dict[str, float] | None:
    if row["lon"] is None:
        return None
    return {"lon": round(row["lon"], 6), "lat": round(row["lat"], 6)}


async def _around(request: Request, reader: Reader, row: Row) -> dict[str, Any]:
    level, code = Level(row["level"]), row["code"]
    near = await reader.rows(stored.neighbours(level, code))
    found: dict[str, Any] = {
        "neighbours": [_named(request, level, one) for one in near],
        "members": None,
        **await _beyond(reader, row),
    }
    for outer, outer_code in (
        (Level.DEPARTEMENT, row["department_code"]),
        (Level.EPCI, row["epci_code"]),
    ):
        holder = outer_code and await reader.row(stored.one(outer, outer_code))
        found[outer.value] = _named(request, outer, holder) if holder else None
    if row["members"]:
        query = [("level", "commune"), ("within", f"{level}:{code}")]
        href = url(request, _PATH, query)
        found["members"] = {"communes": row["members"], "href": href}
    return found


async def _beyond(reader: Reader, row: Row) -> dict[str, Any]:
    """Whether it goes on beyond the region, and by how many communes if we know."""
    level, outside = Level(row["level"]), row["members_outside"]
    beyond = goes_beyond(
        level,
        row["code"],
        departments=CODES,
        members_outside=outside or 0,
        border_km=await reader.value(nearest_border_km(level, row["code"])),
    )
    counted = beyond in {Beyond.NO, Beyond.COUNTED}
    return {"members_outside": outside if counted else None, "beyond_region": beyond}


def _named(request: Request, level: Level, row: Row) -> dict[str, str]:
    href = url(request, f"{_PATH}/{level}/{row['code']}")
    return {"code": row["code"], "name": row["name"], "href": href}
