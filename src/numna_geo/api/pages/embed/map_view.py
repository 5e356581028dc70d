"""/embed/carte: the question that is asked, around the place that is asked."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import floor, log, log2, pi, radians, tan
from typing import Any

from fastapi import Request

from numna_geo.api.pages.embed.asked import MAX_ZOOM, MIN_ZOOM, EmbedAsked, View
from numna_geo.api.pages.embed.view import Frame, elsewhere, measured_on, territory_of
from numna_geo.api.pages.gaps_map.config import (
    BOUNDS,
    attribution,
    category_looks,
    data_folder,
)
from numna_geo.api.pages.gaps_map.question import question_config
from numna_geo.api.pages.shell.page_memory import PageMemory
from numna_geo.api.pages.words.wording import Words
from numna_geo.model.territory import Level
from numna_geo.store import sources, territories
from numna_geo.store.outline_reading import outline
from numna_geo.store.reading import Reader
from numna_geo.store.statements import Row
from numna_geo.usecases.map_figures import QuestionFigures

_FAR = 1.0
"""Degrees around the region that a view may be in."""

_TILE, _ROOM = 256, (800, 560)
"""Pixels of the world at zoom 0, and of what is to be shown."""

_BY_COMMUNES = {Level.COMMUNE, Level.EPCI, Level.DEPARTEMENT, Level.REGION}
"""Levels whose bounds the browser finds in its own files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapTold:
    """What the embed of a map shows: a question, perhaps of one category, somewhere.

    `drawn_from` says whose outlines and people the map shows, in full.
    """

    frame: Frame
    figures: QuestionFigures
    category: str
    config: dict[str, Any]
    drawn_from: Sequence[str]


async def told_map(
    request: Request,
    t: Words,
    asked: EmbedAsked,
    figures: Sequence[QuestionFigures],
    memory: PageMemory,
) -> MapTold:
    """The map as it is asked for, or the nearest sensible one.

    Raises:
        DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
    """
    state = request.app.state
    reader: Reader = state.reader
    one, category, notes = _question(t, asked, figures)
    place, known = await _place(reader, asked)
    far = asked.view is not None and _is_far(asked.view[0], asked.view[1])
    every = await reader.rows(sources.every())
    config = await _config(t, every, figures, memory)
    title = t(f"q.{one.indicator.key}.question")
    kind = t.category(category) if category else ""
    cited = one.drawn_sources(category)
    return MapTold(
        frame=Frame(
            asked=asked,
            title=title,
            over=" · ".join(filter(None, (place["name"], kind))),
            day=await measured_on(state.measures),
            sources=t("page.sources", sources=t.cited(cited))
            if cited
            else t("page.no_source"),
            notes=[
                *elsewhere(t, known=known),
                *([t("embed.far_view")] if far else []),
                *notes,
            ],
            view=await _around(reader, place),
        ),
        figures=one,
        category=category,
        config=config
        | {"shown": {"question": one.indicator.key, "category": category}}
        | {"place": place, "view": None if far else asked.view},
        drawn_from=attribution(t, every),
    )


def _question(
    t: Words, asked: EmbedAsked, figures: Sequence[QuestionFigures]
) -> tuple[QuestionFigures, str, list[str]]:
    """The question, its category or none, and what could not be shown."""
    by_key = {one.indicator.key: one for one in figures}
    notes = []
    if asked.question and asked.question not in by_key:
        notes.append(t("embed.no_such_question"))
    one = by_key.get(asked.question or "", figures[0])
    offered = question_config(t, one)["sources"]
    wanted = asked.categories[0] if len(asked.categories) == 1 else ""
    if len(asked.categories) > 1:
        notes.append(t("embed.one_kind"))
    elif asked.categories and wanted not in offered:
        notes.append(t("embed.no_such_kind"))
    return one, wanted if wanted in offered else "", notes


async def _place(reader: Reader, asked: EmbedAsked) -> tuple[dict[str, Any], bool]:
    level, code, known = await territory_of(reader, asked)
    row = await reader.row(territories.one(level, code))
    place: dict[str, Any] = {"level": level, "code": code}
    place |= {"name": row["name"] if row else "", "bounds": None}
    if level not in _BY_COMMUNES:
        place["bounds"] = _bounds(await reader.value(outline(level, code)))
    return place, known


def _bounds(text: str | None) -> list[list[float]] | None:
    """South-west and north-east corners of a shape, latitude first."""
    if text is None:
        return None
    shape = json.loads(text)
    parts = shape["coordinates"]
    polygons = parts if shape["type"] == "MultiPolygon" else [parts]
    points = [point for polygon in polygons for ring in polygon for point in ring]
    lons, lats = zip(*((lon, lat) for lon, lat, *_ in points), strict=True)
    return [[min(lats), min(lons)], [max(lats), max(lons)]]


async def _around(reader: Reader, place: Mapping[str, Any]) -> View | None:
    """Where a territory fills the whole page; None where that opens on it by itself."""
    level = place["level"]
    if level in (Level.COMMUNE, Level.REGION):
        return None
    bounds = place["bounds"] or _bounds(
        await reader.value(outline(level, place["code"]))
    )
    return view_of(bounds) if bounds else None


def view_of(bounds: Sequence[Sequence[float]]) -> View:
    """Centre and zoom that show bounds on a screen of a thousand pixels or so.

    >>> view_of([[45.66, 1.37], [46.46, 2.62]])
    (1.995, 46.06, 9.4)
    """
    (south, west), (north, east) = bounds
    up, down = (log(tan(pi / 4 + radians(lat) / 2)) for lat in (north, south))
    wide, high = (east - west) / 360 * _TILE, (up - down) / (2 * pi) * _TILE
    zoom = log2(min(_ROOM[0] / wide, _ROOM[1] / high))
    return (
        round((west + east) / 2, 4),
        round((south + north) / 2, 4),
        floor(min(max(zoom, MIN_ZOOM), MAX_ZOOM) * 10) / 10,
    )


def _is_far(lon: float, lat: float) -> bool:
    """Whether a point is so far that a map around it would be empty.

    >>> _is_far(1.87, 46.17), _is_far(2.35, 48.85)
    (False, True)
    """
    (south, west), (north, east) = BOUNDS
    beside = west - _FAR < lon < east + _FAR
    return not (beside and south - _FAR < lat < north + _FAR)


def _short(line: str) -> str:
    """Whose something is, on a map that may be 280 pixels wide; « Sources » say all.

    >>> _short("Population : INSEE, DGCL via Etalab 2026")
    'INSEE, DGCL 2026'
    """
    return re.sub(r"^[^:]*: | via \w+", "", line)


async def _config(
    t: Words,
    every: Sequence[Row],
    figures: Sequence[QuestionFigures],
    memory: PageMemory,
) -> dict[str, Any]:
    """What the map needs before its first file; the other half is embed-map.ts."""
    return {
        "lang": t.lang,
        "words": t.of_the_map(),
        "data": data_folder(await memory.data.version()),
        "bounds": BOUNDS,
        "questions": [question_config(t, one) for one in figures],
        "categories": category_looks(t),
        "sources": {},
        "families": {},
        "attribution": [_short(line) for line in attribution(t, every)],
        "structure_page": "/structures/",
        **await memory.contours(),
    }
