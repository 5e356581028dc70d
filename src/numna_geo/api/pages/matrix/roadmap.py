"""/feuille-de-route: where the roadmap stands, and what nobody knows."""

import asyncio
from dataclasses import dataclass
from datetime import date
from typing import Any

from fastapi import APIRouter, Request, Response

from numna_geo.api.pages.matrix.asked import READINGS, inner, matrix_asked
from numna_geo.api.pages.matrix.roadmap_view import (
    figure_lines,
    grouped_lines,
    numbered,
    objective_texts,
    profile_cells,
    two_counts,
    warnings,
)
from numna_geo.api.pages.shell.templates import page
from numna_geo.api.pages.words.wording import Words, words_of
from numna_geo.api.state import LayersDep, ReaderDep, RoadmapDep
from numna_geo.api.v1.citing import cited
from numna_geo.api.v1.matrix import layer_within
from numna_geo.api.v1.roadmap import KnownDep
from numna_geo.api.v1.territory_codes import current_code
from numna_geo.model.collection import Reading
from numna_geo.model.territory import REGION_NAME, Level
from numna_geo.store.reading import Reader
from numna_geo.usecases.build_matrix import Known
from numna_geo.usecases.known_layers import Layer, Layers
from numna_geo.usecases.tell_ecosystem import Part, Presence, tell_ecosystem

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Profiles:
    """Whose ecosystems are shown: territories of a level, and where they lie."""

    level: Level
    place: str
    layer: Layer


@router.get("/feuille-de-route")
async def roadmap_page(
    request: Request,
    reader: ReaderDep,
    layers: LayersDep,
    known: KnownDep,
    roadmaps: RoadmapDep,
) -> Response:
    """Objectives 10, 11 and 12, a table of figures, a profile of each territory."""
    t = words_of(request)
    asked = matrix_asked(request.query_params)
    told = await roadmaps.told(known.run)
    figures = [one for objective in told["objectives"] for one in objective["figures"]]
    marks = numbered(figures)
    lines = list(figure_lines(t, figures, marks, _checked(known)))
    profiles = await _profiles(reader, layers, known, request.query_params.get("dans"))
    return page(
        request,
        "feuille-de-route.html",
        active="roadmap",
        told=told,
        voted_on=date.fromisoformat(told["voted_on"]),
        objectives=[(one, objective_texts(t, one)) for one in told["objectives"]],
        groups=grouped_lines(t, told["objectives"], lines),
        lines={line.key: line for line in lines},
        two_counts=two_counts(t, figures),
        warnings=warnings(t, figures),
        sources=await cited(reader, marks),
        readings=READINGS,
        reading=asked.reading,
        dans=request.query_params.get("dans") or "",
        parts=list(Part),
        presences=list(Presence),
        **await asyncio.to_thread(_shown, t, profiles, known, asked.reading),
        measured_at=known.run.measured_at,
        checked=any(line.is_checked for line in lines),
        day=date.fromisoformat,
    )


def _shown(
    t: Words, profiles: Profiles, known: Known, reading: Reading
) -> dict[str, Any]:
    told = tell_ecosystem(known.places, known.run.scene, profiles.layer, reading)
    return {
        "place": profiles.place,
        "level": profiles.level,
        "profiles": [(one, profile_cells(t, one, reading)) for one in told],
        "opens": profiles.level is Level.DEPARTEMENT,
    }


def _checked(known: Known) -> frozenset[str]:
    """Categories of which something was checked in time."""
    places = known.places
    chosen = (places.verified & places.usable).tolist()
    rows = [row for row, is_it in zip(places.rows, chosen, strict=True) if is_it]
    return frozenset(str(one) for row in rows for one in row["categories"])


async def _profiles(
    reader: Reader, layers: Layers, known: Known, text: str | None
) -> Profiles:
    """The departments, or the territories inside the one that is named."""
    name, _, code = (text or "").partition(":")
    level = Level(name) if name in set(Level) and code else Level.REGION
    today = await current_code(reader, level, code) if code else None
    below = inner(level)
    outer = await layers.level(known.run, level)
    if today not in outer.codes or below is None or level is Level.REGION:
        layer = await layers.level(known.run, Level.DEPARTEMENT)
        return Profiles(level=Level.DEPARTEMENT, place=REGION_NAME, layer=layer)
    within = f"{level}:{today}"
    layer = await layer_within(reader, layers, known.run, below, within)
    place = outer.names[outer.number(str(today))]
    return Profiles(level=below, place=place, layer=layer)
