"""One more change, as somebody types it: what opens, closes or moves, and where."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from starlette.datastructures import QueryParams

from numna_geo.api.pages.scenario.asked import ScenarioAsked
from numna_geo.errors import PlaceNotFound
from numna_geo.geocoding.entry import WORDS
from numna_geo.model.category import Category
from numna_geo.model.scenario import Change, Kind
from numna_geo.store.reading import Reader
from numna_geo.usecases.known_supply import KnownSupply
from numna_geo.usecases.locate_place import locate_text
from numna_geo.usecases.suggest_places import Places

VERBS = {
    "ouvrir": Kind.ADD,
    "fermer": Kind.REMOVE,
    "deplacer": Kind.MOVE,
    "permanence": Kind.VISIT,
}
"""What the form calls each kind of change."""

_POINT = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*[,; ]\s*(-?\d+(?:\.\d+)?)\s*")
_LEAST_LAT = 40.0
_DIGITS, _MOST = 5, 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What became of a form: a change, or why there is none and what may be meant.

    `problem` is the end of a text of the page; `choices` are further changes that may
    have been meant, each with its name.
    """

    change: Change | None = None
    problem: str | None = None
    choices: Sequence[tuple[str, Change]] = ()


async def typed_change(
    query: QueryParams,
    asked: ScenarioAsked,
    reader: Reader,
    places: Places,
    known: KnownSupply,
) -> Typed | None:
    """The change that a form asks for, `None` when it asks for none.

    Raises:
        DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
    """
    kind = VERBS.get(query.get("faire", ""))
    if kind is None:
        return None
    change = Change(kind=kind, item="")
    if kind is Kind.ADD:
        change = replace(change, category=_category(query, asked))
    else:
        found = await _structure(query.get("qui", ""), asked, places, known)
        if found.change is None or kind is Kind.REMOVE:
            return found
        change = replace(change, structure=found.change.structure)
    return await _where(query.get("ou", ""), change, reader, places)


def _category(query: QueryParams, asked: ScenarioAsked) -> Category:
    known = {one.value: one for one in asked.supply.categories}
    return known.get(query.get("quoi", ""), asked.default_category)


async def _structure(
    text: str, asked: ScenarioAsked, places: Places, known: KnownSupply
) -> Typed:
    """A structure that counts for the question, by its id or its name."""
    counted = {place.id for place in known.places if asked.supply.key in place.supplies}
    gone = Change(kind=Kind.REMOVE, item="")
    if text.strip() in counted:
        return Typed(change=replace(gone, structure=text.strip()))
    gazetteer = await places.gazetteer()
    found = [
        one
        for one in gazetteer.suggest(text, limit=200)
        if one.entry.kind == "structure" and one.entry.id in counted
    ]
    whole = [one for one in found if one.entry.label.lower() == text.strip().lower()]
    sure = whole or [one for one in found if one.score >= WORDS]
    if len(sure) == 1:
        return Typed(change=replace(gone, structure=sure[0].entry.id))
    choices = [
        (_named(one.entry), replace(gone, structure=one.entry.id))
        for one in (sure or found)[:_MOST]
    ]
    problem = "which_structure" if choices else "unknown_structure"
    return Typed(problem=problem, choices=choices)


def _named(entry: Any) -> str:
    return f"{entry.label} ({entry.detail})"


async def _where(text: str, change: Change, reader: Reader, places: Places) -> Typed:
    point = _POINT.fullmatch(text)
    if point:
        first, second = (float(one) for one in point.groups())
        lon, lat = (second, first) if first > _LEAST_LAT else (first, second)
        return Typed(change=replace(change, lon=lon, lat=lat))
    gazetteer = await places.gazetteer()
    try:
        place = await locate_text(reader, gazetteer, text, places.addresses)
    except PlaceNotFound:
        named = [
            (_named(one.entry), replace(change, at=one.entry.id))
            for one in gazetteer.suggest(text)[:_MOST]
            if one.entry.kind == "commune"
        ]
        return Typed(problem="unknown_where", choices=named)
    if place.commune_code is None:
        return Typed(problem="outside")
    if place.precision == "commune":
        return Typed(change=replace(change, at=place.commune_code))
    at = place.position
    lon, lat = round(at.lon, _DIGITS), round(at.lat, _DIGITS)
    return Typed(change=replace(change, lon=lon, lat=lat))
