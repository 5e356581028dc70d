"""/: who can help from here; a form, a list and a picture, and no script needed."""

from typing import Any

from fastapi import APIRouter, Request, Response

from numna_geo.api.middleware.freshness import today
from numna_geo.api.pages.finder import links
from numna_geo.api.pages.finder.again import KEPT_BY_ITS_READER, comes_back
from numna_geo.api.pages.finder.answer import Answered, across_region, answered
from numna_geo.api.pages.finder.asked import (
    MANY,
    NEAR_CHOICES,
    PROFILES,
    Asked,
    asked_in,
    parameters,
    rounded,
)
from numna_geo.api.pages.finder.reach import within_reach
from numna_geo.api.pages.finder.view import config, picture
from numna_geo.api.pages.finder.where import Found, from_where
from numna_geo.api.pages.finder.words import place_text
from numna_geo.api.pages.gaps_map.drawn_maps import drawn_finder
from numna_geo.api.pages.gaps_map.known import Known, known_sites
from numna_geo.api.pages.gaps_map.page import embedded
from numna_geo.api.pages.shell.metadata import metadata
from numna_geo.api.pages.shell.page_memory import MemoryDep
from numna_geo.api.pages.shell.templates import page
from numna_geo.api.pages.words.wording import Words, words_of
from numna_geo.api.replies import url
from numna_geo.api.state import PlacesDep, ReaderDep, TravelsDep
from numna_geo.api.unmet_counting import note_unmet
from numna_geo.api.v1.isochrone import MOST_MINUTES
from numna_geo.model.category import Category, Family
from numna_geo.model.stage import Need, Sector, Stage
from numna_geo.model.travel import Profile
from numna_geo.store import sources
from numna_geo.store.reading import Reader
from numna_geo.usecases.map_figures import QuestionFigures, map_figures

router = APIRouter(include_in_schema=False)

_NEED_ICONS = {
    Need.SUPPORT: "handshake",
    Need.FUNDING: "euro",
    Need.NETWORK: "users",
    Need.WORKSPACE: "briefcase",
    Need.MAKING: "wrench",
    Need.DIGITAL_HELP: "life-buoy",
    Need.TRAINING: "graduation-cap",
}
_FORM: dict[str, Any] = {
    "stages": list(Stage),
    "needs": _NEED_ICONS,
    "sectors": [one for one in Sector if one is not Sector.ANY],
    "families": list(Family),
    "profiles": PROFILES,
    "near_choices": NEAR_CHOICES,
    "kinds_by_family": {f: [c for c in Category if c.family is f] for f in Family},
}


@router.get("/")
async def finder(
    request: Request,
    reader: ReaderDep,
    places: PlacesDep,
    travels: TravelsDep,
    memory: MemoryDep,
) -> Response:
    """The questions, and their answer once a place or a need is told."""
    less = rounded(request.query_params)
    if less is not None:
        return Response(status_code=302, headers={"Location": url(request, "/", less)})
    asked = asked_in(request.query_params)
    t = words_of(request)
    found = await within_reach(await from_where(asked, reader, places), memory)
    known = await known_sites(reader, today())
    told = await answered(t, reader, travels, found.place, asked)
    is_answer = found.named or asked.anything
    is_bare = is_answer and not found.named
    across = await across_region(reader, asked) if is_bare else []
    figures = [] if is_answer else await _figures(request, reader)
    drawn_config = await config(t, reader, memory, asked, found.place, told)
    reply = page(
        request,
        "accueil.html",
        active="find",
        meta=metadata(
            request,
            title=told.public or t("find.title"),
            description=t("find.lead"),
            path="/",
            query=links.canonical(asked, found.place),
        ),
        **_FORM,
        **_told(t, asked, found, known, told),
        answered=is_answer,
        asked=asked,
        found=found,
        across=across,
        sources={r["key"]: r for r in await reader.rows(sources.every())},
        known_sites=sum(known.counts.values()),
        figures=figures,
        drawn=drawn_finder(),
        picture=await picture(t, memory, found.place, told),
        config=embedded(drawn_config),
    )
    return _kept(request, reply, asked, told)


def _told(
    t: Words, asked: Asked, found: Found, known: Known, told: Answered
) -> dict[str, Any]:
    """The answer as the template reads it, and the questions that are next to it."""
    return {
        "title": told.public or t("find.title"),
        "place_text": place_text(t, found.place, asked),
        "uncollected": [c for c in asked.categories if not known.collected(c)],
        "colon": t("page.colon"),
        "zone_offered": asked.profile is not Profile.CROW
        and asked.near_min <= MOST_MINUTES,
        "chips": links.chips(t, asked),
        "filtered": links.refinements(asked),
        "bare": links.bare(asked),
        "more": links.more(asked) if told.more else {},
        "most": MANY,
        "whenever": links.without_hours(asked),
        "moved": links.moved(asked),
        "renamed": links.renamed(asked),
        "turned": links.turned(asked, found.turned),
        "unbound": asked.profile is Profile.CROW and asked.max_min is not None,
        "other_family": links.other_family(t, asked),
        "at_next_stage": links.next_stage(asked, told.answer),
        "here_parameters": parameters(asked),
        "told": told,
        "answer": told.answer,
    }


def _kept(request: Request, reply: Response, asked: Asked, told: Answered) -> Response:
    """Who may keep the page: one reader where a place is, without asking once counted.

    Another cache would hide that the same need is asked for again.
    """
    if asked.q or asked.commune or asked.at:
        reply.headers["Cache-Control"] = "private, no-cache"
    if told.search is None or told.answer is None:
        return reply
    asks = asked.says_what and not comes_back(request, asked)
    note_unmet(request, told.search, told.answer, chosen=asks)
    if told.counted:
        reply.headers["Cache-Control"] = KEPT_BY_ITS_READER
        del reply.headers["ETag"]
    return reply


async def _figures(request: Request, reader: Reader) -> list[QuestionFigures]:
    state = request.app.state
    return await map_figures(reader, state.measures, state.layers)
