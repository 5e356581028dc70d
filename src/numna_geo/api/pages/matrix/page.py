"""/matrice: « Qui répond, où ? », and what is behind each cell."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request, Response

from numna_geo.api.pages.matrix.asked import (
    READINGS,
    TABS,
    MatrixAsked,
    Territory,
    inner,
    matrix_asked,
)
from numna_geo.api.pages.matrix.notes import public_note, row_notes
from numna_geo.api.pages.matrix.view import (
    GUARANTEED,
    cell_text,
    look_of,
    row_name,
    share,
    shown_matrix,
)
from numna_geo.api.pages.shell.templates import page
from numna_geo.api.pages.words.wording import Words, words_of
from numna_geo.api.replies import url
from numna_geo.api.state import LayersDep, MatricesDep, MeasuresDep, ReaderDep
from numna_geo.api.v1.citing import cited
from numna_geo.api.v1.territory_codes import current_code
from numna_geo.model.collection import Reading
from numna_geo.model.matrix import THRESHOLDS, CellStatus
from numna_geo.model.supply import Supply
from numna_geo.model.territory import REGION_CODE, REGION_NAME, Level
from numna_geo.store.reading import Reader
from numna_geo.usecases.build_matrix import Known, build_matrix
from numna_geo.usecases.cite_sources import place_sources
from numna_geo.usecases.known_layers import Layers
from numna_geo.usecases.matrix_cell import tell_cell
from numna_geo.usecases.read_measures import Run

router = APIRouter(include_in_schema=False)

COMMUNES_SHOWN, STRUCTURES_SHOWN = 40, 30
_LOOKS = (GUARANTEED, *CellStatus)


@router.get("/matrice")
async def matrix_page(
    request: Request,
    reader: ReaderDep,
    measures: MeasuresDep,
    layers: LayersDep,
    matrices: MatricesDep,
) -> Response:
    """The matrix of the region or of a territory, or one cell of it."""
    t = words_of(request)
    run = await measures.needed_run()
    known = await matrices.known(run)
    asked = await _today(reader, (known, layers), matrix_asked(request.query_params))
    listing = (await place_sources(reader)).ranked
    frame: dict[str, Any] = {
        "active": "matrix",
        "asked": asked,
        "tabs": TABS,
        "readings": READINGS,
        "thresholds": THRESHOLDS,
        "looks": _LOOKS,
        "measured_at": run.measured_at,
        "method": run.scene.travel.method,
        "checked": int(known.places.verified.sum()),
        "sources": await cited(reader, listing),
        "address": url(request, "/matrice", request.query_params.multi_items()),
        "public_note": public_note(t, known.places, asked.row, asked.by),
    }
    if asked.row is not None and asked.territory is not None:
        told = await _cell(t, asked, (known, layers), asked.row, asked.territory)
        return page(request, "matrice_case.html", **frame, **told)
    shown = await _matrix(t, asked, known, layers)
    return page(
        request,
        "matrice.html",
        **frame,
        **shown,
        crumbs=await crumbs(layers, run, asked.within),
    )


async def _matrix(
    t: Words, asked: MatrixAsked, known: Known, layers: Layers
) -> dict[str, Any]:
    layer = await layers.level(known.run, asked.level)
    level, code = asked.within or (Level.REGION, REGION_CODE)
    outer = await layers.level(known.run, level)
    whole = outer.among([outer.number(code)])
    if asked.within is not None:
        layer = layer.among(layer.touching(whole.groups.of(0)))
    told = [
        (one, await build_matrix(known, asked.by, one, max_min=asked.max_min))
        for one in (whole, layer)
    ]
    notes = row_notes(t, known.places, asked.by)
    found = told[-1][1]
    return {
        "place": whole.names[0],
        "matrix": await asyncio.to_thread(shown_matrix, t, asked, told, notes),
        "minutes": sorted({row.near_min for row in found}),
    }


async def _cell(
    t: Words,
    asked: MatrixAsked,
    ground: tuple[Known, Layers],
    row: Supply,
    territory: Territory,
) -> dict[str, Any]:
    known, layers = ground
    layer = await layers.level(known.run, territory[0])
    alone = layer.among([layer.number(territory[1])])
    told = await tell_cell(known, (row, asked.reading, asked.max_min), alone)
    communes = await layers.level(known.run, Level.COMMUNE)
    look = look_of(told.cell, asked.reading)
    further = inner(territory[0])
    return {
        "told": told,
        "cell": told.cell,
        "look": look,
        "share": share(t, told.cell["people"]),
        "text": cell_text(t, told.cell, look, told.max_min),
        "row_name": row_name(t, row),
        "place": told.name,
        "territory": territory,
        "names": dict(zip(communes.codes, communes.names, strict=True)),
        "communes": told.behind.communes[:COMMUNES_SHOWN],
        "structures": told.behind.structures[:STRUCTURES_SHOWN],
        "calls": told.behind.calls,
        "further": asked.inside(territory) if further else None,
        "crumbs": await crumbs(layers, known.run, territory),
        "verified": asked.reading is Reading.VERIFIED,
    }


async def crumbs(
    layers: Layers, run: Run, territory: Territory | None
) -> Sequence[tuple[str, Territory]]:
    """The region, then the territories that one lies in, itself last."""
    found = [(REGION_NAME, (Level.REGION, REGION_CODE))]
    if territory is None or territory[0] is Level.REGION:
        return found
    layer = await layers.level(run, territory[0])
    number = layer.number(territory[1])
    members = set(layer.groups.of(number).tolist())
    for level in (Level.DEPARTEMENT, Level.EPCI):
        if level is territory[0]:
            break
        outer = await layers.level(run, level)
        found += [
            (outer.names[at], (level, outer.codes[at]))
            for at in outer.touching(layer.groups.of(number))
            if members <= set(outer.groups.of(at).tolist())
        ]
    return [*found, (layer.names[number], territory)]


async def _today(
    reader: Reader, ground: tuple[Known, Layers], asked: MatrixAsked
) -> MatrixAsked:
    """What is asked, by codes of today; of what is unknown nothing is asked."""
    within = await _known(reader, ground, asked.within)
    if within is not None and within[0] is Level.REGION:
        within = None
    territory = await _known(reader, ground, asked.territory)
    return replace(asked, within=within, territory=territory)


async def _known(
    reader: Reader, ground: tuple[Known, Layers], asked: Territory | None
) -> Territory | None:
    """A territory by its code of today, if it has communes of the region."""
    code = await current_code(reader, *asked) if asked else None
    if asked is None or code is None:
        return None
    known, layers = ground
    layer = await layers.level(known.run, asked[0])
    return (asked[0], code) if code in layer.codes else None
