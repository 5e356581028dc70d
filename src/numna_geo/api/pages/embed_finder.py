"""/embed/trouver: who can help from here, in a list that needs no script."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from fastapi import Request

from numna_geo.api.middleware.freshness import today
from numna_geo.api.pages.embed_asked import EmbedAsked
from numna_geo.api.pages.embed_view import Frame
from numna_geo.api.pages.finder_answer import Answered, answered
from numna_geo.api.pages.finder_asked import Asked
from numna_geo.api.pages.finder_reach import within_reach
from numna_geo.api.pages.finder_view import picture
from numna_geo.api.pages.finder_where import Found, from_where
from numna_geo.api.pages.shared import PageMemory
from numna_geo.api.pages.wording import Words
from numna_geo.model.category import Category
from numna_geo.model.territory import Level
from numna_geo.store import sources, territories
from numna_geo.store.reading import Reader
from numna_geo.store.statements import Row
from numna_geo.usecases.suggest_places import Places
from numna_geo.usecases.travel_engines import Travels

_MOST = 8
_LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class FinderTold:
    """What the embed of the finder shows: a place, its answers, a plan of them.

    `typed` is what stands in the field; `kept` what the form sends with it.
    """

    frame: Frame
    typed: str
    kept: Sequence[tuple[str, str]]
    found: Found
    told: Answered
    sources: Mapping[str, Row]
    plan: Any
    personal: bool


def finder_question(asked: EmbedAsked, typed: str) -> Asked:
    """The embed's question as the finder asks it; what is typed counts before."""
    level, code = asked.territory or (None, "")
    kinds = [one for one in Category if one.value in asked.categories]
    return Asked(
        q=typed,
        commune=code if level is Level.COMMUNE and not typed else "",
        family=asked.family,
        categories=tuple(kinds),
        limit=_MOST,
    )


async def told_finder(
    request: Request, t: Words, asked: EmbedAsked, memory: PageMemory
) -> FinderTold:
    """Who answers from the place that is asked for.

    Raises:
        DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
    """
    reader: Reader = request.app.state.reader
    places: Places = request.app.state.places
    travels: Travels = request.app.state.travels
    typed = request.query_params.get("q", "").strip()[:_LONGEST]
    question = finder_question(asked, typed)
    found = await within_reach(await from_where(question, reader, places), memory)
    told = await answered(t, reader, travels, found.place, question)
    cited = {row["key"]: row for row in await reader.rows(sources.every())}
    shown = {one.row["source_key"] for one, _ in told.shown}
    said = t.cited(cited[key] for key in sorted(shown))
    place = found.place.label or found.place.commune if found.place else ""
    plan = await picture(t, memory, found.place, told) if asked.legend else None
    return FinderTold(
        frame=Frame(
            asked=_with_commune(asked, found, typed),
            title=told.public or t("find.title"),
            over=_kinds(t, question),
            day=today(),
            sources=t("page.sources", sources=said) if said else t("page.no_source"),
            notes=await _notes(t, reader, asked, found, typed),
        ),
        typed=typed or place or "",
        kept=[
            (name, value)
            for pair in replace(asked, territory=None).query().split("&")
            for name, _, value in [pair.partition("=")]
        ],
        found=found,
        told=told,
        sources=cited,
        plan=plan,
        personal=bool(typed),
    )


def _kinds(t: Words, question: Asked) -> str:
    """What is looked for, where something is."""
    if question.categories or question.family is None:
        return t.categories(question.categories)
    return t.family(question.family)


def _with_commune(asked: EmbedAsked, found: Found, typed: str) -> EmbedAsked:
    """The whole page starts where this one does, by its commune."""
    if not typed or found.place is None or found.place.commune_code is None:
        return asked
    return replace(asked, territory=(Level.COMMUNE, found.place.commune_code))


async def _notes(
    t: Words, reader: Reader, asked: EmbedAsked, found: Found, typed: str
) -> list[str]:
    if found.place and found.place.outside_region:
        return [t("find.outside")]
    if found.too_far or found.turned:
        return [t("embed.outside")]
    if found.unknown or (typed and found.place is None and not found.which):
        return [t("embed.unknown_place", q=typed)] if typed else [t("embed.outside")]
    if asked.territory and asked.territory[0] is not Level.COMMUNE and not typed:
        level, code = asked.territory
        row = await reader.row(territories.one(level, code))
        return [] if row else [t("embed.outside")]
    return []
