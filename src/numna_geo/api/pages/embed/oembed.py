"""/oembed: the frame that shows a page of ours, for who asks by its address."""

from dataclasses import replace
from http import HTTPStatus
from urllib.parse import SplitResult, parse_qsl

from fastapi import APIRouter, Request, Response

from numna_geo.api.ogc.links import published_at
from numna_geo.api.pages.embed.asked import Embed, EmbedAsked
from numna_geo.api.pages.embed.figures import FIRST
from numna_geo.api.pages.embed.integrate_asked import applying, offered
from numna_geo.api.pages.embed.integrate_view import title
from numna_geo.api.pages.embed.oembed_asked import embed_of, page_of, size_in
from numna_geo.api.pages.embed.snippets import Pasted
from numna_geo.api.pages.words.wording import language_in
from numna_geo.api.problems import problem
from numna_geo.api.replies import json_reply
from numna_geo.api.state import ReaderDep
from numna_geo.api.v1.territory_codes import current_code
from numna_geo.errors import InvalidQuery, WrongParameter
from numna_geo.model.territory import REGION_CODE, REGION_NAME, Level
from numna_geo.store import structures, territories
from numna_geo.store.reading import Reader

router = APIRouter(include_in_schema=False)

_KEPT_S = 86_400


@router.get("/oembed")
async def oembed(request: Request, reader: ReaderDep) -> Response:
    """A rich answer of oEmbed 1.0, in JSON.

    Source:
        https://oembed.com/
    """
    asked = request.query_params
    if not asked.get("url"):
        wrong = WrongParameter("url", "", "the address of a page of ours")
        raise InvalidQuery("which page? give its address as url", [wrong])
    if asked.get("format", "json") != "json":
        return problem(HTTPStatus.NOT_IMPLEMENTED, "Only format=json is made here.")
    bounds = size_in(asked)
    origin = published_at(request)
    parts = page_of(asked["url"], origin)
    embed = await _embed(reader, parts) if parts else None
    if embed is None:
        return problem(HTTPStatus.NOT_FOUND, "This page is not one that can be framed.")
    said = await _title(reader, embed)
    return _answer(origin, embed, said, bounds.of(embed.kind))


async def _embed(reader: Reader, parts: SplitResult) -> EmbedAsked | None:
    """What shows the page of an address, if it is there."""
    found = embed_of(parts)
    if not isinstance(found, str):
        return await _today(reader, found) if found else None
    row = await reader.row(structures.one(found))
    if row is None:
        return None
    code = row["commune_code"]
    return EmbedAsked(
        kind=Embed.FINDER,
        territory=(Level.COMMUNE, code) if code else None,
        categories=(row["category"],),
        search=True,
        list=True,
        lang=language_in(parse_qsl(parts.query)),
    )


async def _today(reader: Reader, asked: EmbedAsked) -> EmbedAsked | None:
    """The same of the territory as it is today; None where there never was one."""
    if asked.territory is None:
        return asked
    level, code = asked.territory
    now = await current_code(reader, level, code)
    return replace(asked, territory=(level, now)) if now else None


async def _title(reader: Reader, asked: EmbedAsked) -> str:
    """What is shown, and where, as the generator says it."""
    level, code = asked.territory or (Level.REGION, REGION_CODE)
    row = await reader.row(territories.one(level, code))
    shown = applying(asked)
    if asked.kind is Embed.FIGURE and asked.question not in offered(asked.kind):
        shown = replace(shown, indicator=FIRST[0])
    return title(shown, row["name"] if row else REGION_NAME)


def _answer(
    origin: str, asked: EmbedAsked, said: str, size: tuple[int, int]
) -> Response:
    width, height = size
    pasted = Pasted(
        origin=origin,
        kind=asked.kind.value,
        asked=dict(parse_qsl(asked.query())),
        title=said,
        width=str(width),
        height=height,
        fixed=False,
        full=origin + asked.whole(),
        link=said,
    )
    body = {
        "version": "1.0",
        "type": "rich",
        "title": said,
        "provider_name": "numNA Geo",
        "provider_url": f"{origin}/",
        "cache_age": _KEPT_S,
        "width": width,
        "height": height,
        # No quotation beside it: WordPress would hide the frame until it is greeted.
        "html": pasted.frame,
    }
    reply = json_reply(body)
    reply.headers["Cache-Control"] = "public, max-age=3600"
    return reply
