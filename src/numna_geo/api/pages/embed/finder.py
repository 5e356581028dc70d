"""/embed/trouver: who can help from here, in a list that needs no script."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from fastapi import Request

from numna_geo.api.middleware.freshness import today
from numna_geo.api.pages.embed.asked import EmbedAsked
from numna_geo.api.pages.embed.inside import Inside, told_inside
from numna_geo.api.pages.embed.view import Frame
from numna_geo.api.pages.finder.answer import Answered, answered
from numna_geo.api.pages.finder.asked import Asked
from numna_geo.api.pages.finder.reach import within_reach
from numna_geo.api.pages.finder.view import picture
from numna_geo.api.pages.finder.where import Found, from_where
from numna_geo.api.pages.shell.page_memory import PageMemory
from numna_geo.api.pages.words.wording import Words
from numna_geo.model.category import Category
from numna_geo.model.position import Position
from numna_geo.model.territory import Level
from numna_geo.store import sources
from numna_geo.store.reading import Reader
from numna_geo.store.statements import Row
from numna_geo.usecases.suggest_places import Places
from numna_geo.usecases.travel_engines import Travels

_MOST = 8
_LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class FinderTold:
    """What the embed of the finder shows: a place, its answers, a plan of them.

    `typed` is what stands in the field; `kept` what the form sends with it. `inside` is
    what is told of a whole territory, before a place in it is asked for. `personal` is
    whether the address may say where its reader is.
    """

    frame: Frame
    typed: str
    kept: Sequence[tuple[str, str]]
    found: Found
    told: Answered
    inside: Inside | None
    sources: Mapping[str, Row]
    plan: Any
    personal: bool


def finder_question(asked: EmbedAsked, typed: str) -> Asked:
    """The embed's question as the finder asks it; what is typed counts before."""
    level, code = asked.territory or (None, "")
    kinds = [one for one in Category if one.value in asked.categories]
    middle = None if typed else asked.start
    return Asked(
        q=typed,
        at=Position(lon=middle[0], lat=middle[1]) if middle else None,
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
    listing = asked.lists and not typed
    inside = await told_inside(reader, asked, question) if listing else None
    if inside and not inside.listed:
        question = replace(question, commune=inside.seat)
    found = await within_reach(await from_where(question, reader, places), memory)
    told = await answered(t, reader, travels, found.place, question)
    cited = {row["key"]: row for row in await reader.rows(sources.every())}
    place = found.place.label or found.place.commune if found.place else ""
    plan = await picture(t, memory, found.place, told) if asked.legend else None
    return FinderTold(
        frame=Frame(
            asked=_with_commune(asked, found, typed, known=not listing or bool(inside)),
            title=_title(t, told, inside),
            over=_kinds(t, question),
            day=today(),
            sources=_sources(t, told, inside, cited),
            notes=_notes(t, asked, question, found, inside),
        ),
        typed=typed or place or "",
        kept=_kept(asked),
        found=found,
        told=told,
        inside=inside if inside and inside.listed else None,
        sources=cited,
        plan=plan,
        personal=bool(typed or asked.view),
    )


def _kept(asked: EmbedAsked) -> list[tuple[str, str]]:
    """What is asked stays asked; only the place is typed anew."""
    pairs = replace(asked, territory=None, view=None).query().split("&")
    return [(name, value) for name, _, value in (p.partition("=") for p in pairs)]


def _title(t: Words, told: Answered, inside: Inside | None) -> str:
    if inside and inside.listed:
        return t.count("embed.inside", inside.count, place=inside.name)
    return told.public or t("find.title")


def _sources(
    t: Words, told: Answered, inside: Inside | None, cited: Mapping[str, Row]
) -> str:
    """Whose lists are told from."""
    shown = {one.row["source_key"] for one, _ in told.shown}
    shown |= {one.row["source_key"] for one in inside.listed} if inside else set()
    said = t.cited(cited[key] for key in sorted(shown))
    return t("page.sources", sources=said) if said else t("page.no_source")


def _kinds(t: Words, question: Asked) -> str:
    """What is looked for, where something is."""
    if question.categories or question.family is None:
        return t.categories(question.categories)
    return t.family(question.family)


def _with_commune(
    asked: EmbedAsked, found: Found, typed: str, *, known: bool
) -> EmbedAsked:
    """The whole page starts where this one does, by its commune."""
    if not known or found.too_far:
        return replace(asked, territory=None, view=None)
    if not typed or found.place is None or found.place.commune_code is None:
        return asked
    return replace(asked, territory=(Level.COMMUNE, found.place.commune_code))


def _notes(
    t: Words, asked: EmbedAsked, question: Asked, found: Found, inside: Inside | None
) -> list[str]:
    """Polite words to who asked for what is not there."""
    typed = question.q
    if found.place and found.place.outside_region:
        return [t("find.outside")]
    if found.too_far or found.turned:
        return [t("embed.far_start" if question.at else "embed.outside")]
    if found.unknown or (typed and found.place is None and not found.which):
        return [t("embed.unknown_place", q=typed)] if typed else [t("embed.outside")]
    if inside and not inside.listed:
        near = found.place.commune if found.place else None
        return [t("embed.inside_none", place=inside.name, near=near or "")]
    if asked.lists and not typed and inside is None:
        return [t("embed.outside")]
    return []
