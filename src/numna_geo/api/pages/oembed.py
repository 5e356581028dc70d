"""/oembed: the frame that shows a page of ours, for who asks by its address."""

from http import HTTPStatus
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request, Response

from numna_geo.api.ogc.links import origin_of
from numna_geo.api.pages.embed_asked import Embed, EmbedAsked
from numna_geo.api.pages.oembed_asked import embed_of, path_of, size_in
from numna_geo.api.pages.snippets import Pasted
from numna_geo.api.pages.wording import Words, words
from numna_geo.api.problems import problem
from numna_geo.api.replies import json_reply
from numna_geo.api.state import ReaderDep
from numna_geo.errors import InvalidQuery, WrongParameter
from numna_geo.gaps import INDICATORS
from numna_geo.model.territory import REGION_CODE, Level
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
    origin = origin_of(request.scope, request.app.state.settings.public_url)
    address = path_of(asked["url"], origin)
    embed = await _embed(reader, address) if address else None
    if embed is None:
        return problem(HTTPStatus.NOT_FOUND, "This page is not one that can be framed.")
    title = await _title(words(embed.lang), reader, embed)
    return _answer(origin, embed, title, bounds.of(embed.kind))


async def _embed(reader: Reader, address: str) -> EmbedAsked | None:
    """What shows the page of an address, if it is there."""
    found = embed_of(address)
    if not isinstance(found, str):
        return found
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
        lang="en" if ("lang", "en") in parse_qsl(address.partition("?")[2]) else "fr",
    )


async def _title(t: Words, reader: Reader, asked: EmbedAsked) -> str:
    """What is shown, and where."""
    level, code = asked.territory or (Level.REGION, REGION_CODE)
    row = await reader.row(territories.one(level, code))
    place = row["name"] if row else ""
    key = asked.question or ""
    if asked.kind is Embed.FINDER:
        what = t("find.title")
    elif asked.kind is Embed.MAP:
        what = t.texts.get(f"q.{key}.question") or t("page.map_title")
    elif asked.kind is Embed.FIGURE and key in INDICATORS:
        what = t.title(INDICATORS[key])
    else:
        what = t("site.tagline")
    return " · ".join(filter(None, (what, place)))


def _answer(
    origin: str, asked: EmbedAsked, title: str, size: tuple[int, int]
) -> Response:
    width, height = size
    pasted = Pasted(
        origin=origin,
        kind=asked.kind.value,
        asked=dict(parse_qsl(asked.query())),
        title=title,
        width=str(width),
        height=height,
        fixed=False,
        full=origin + asked.whole(),
        link=title,
    )
    body = {
        "version": "1.0",
        "type": "rich",
        "title": title,
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
