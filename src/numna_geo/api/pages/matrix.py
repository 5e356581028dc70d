"""/matrice: « Qui répond, où ? », and what is behind each cell."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request, Response

from numna_geo.api.pages.matrix_asked import (
    READINGS,
    TABS,
    MatrixAsked,
    Territory,
    inner,
    matrix_asked,
)
from numna_geo.api.pages.matrix_view import (
    GUARANTEED,
    cell_text,
    look_of,
    row_name,
    share,
    shown_matrix,
)
from numna_geo.api.pages.templates import page
from numna_geo.api.pages.wording import Words, language, words
from numna_geo.api.state import LayersDep, MatricesDep, MeasuresDep, ReaderDep
from numna_geo.api.v1.asked_measure import run_from
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
    asked = await _today(reader, matrix_asked(request.query_params))
    t = words(language(request.query_params.get("lang")))
    run = await run_from(measures, None)
    known = await matrices.known(run)
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
    }
    if asked.row is not None and asked.territory is not None:
        told = await _cell(t, asked, (known, layers), asked.row, asked.territory)
        return page(request, "matrice_case.html", **frame, **told)
    shown = await _matrix(t, asked, known, layers)
    listing = (await place_sources(reader)).ranked
    return page(
        request,
        "matrice.html",
        **frame,
        **shown,
        sources=await cited(reader, listing),
        crumbs=await crumbs(layers, run, asked.within),
    )


async def _matrix(
    t: Words, asked: MatrixAsked, known: Known, layers: Layers
) -> dict[str, Any]:
    layer = await layers.level(known.run, asked.level)
    place = REGION_NAME
    if asked.within is not None:
        outer = await layers.level(known.run, asked.within[0])
        number = outer.number(asked.within[1])
        place = outer.names[number]
        layer = layer.among(layer.touching(outer.groups.of(number)))
    found = await build_matrix(known, asked.by, layer, max_min=asked.max_min)
    return {
        "place": place,
        "matrix": shown_matrix(t, asked, found, layer),
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


async def _today(reader: Reader, asked: MatrixAsked) -> MatrixAsked:
    """What is asked, by codes of today; of what is unknown nothing is asked."""
    within = await _known(reader, asked.within)
    if within is not None and within[0] is Level.REGION:
        within = None
    territory = await _known(reader, asked.territory)
    return replace(asked, within=within, territory=territory)


async def _known(reader: Reader, asked: Territory | None) -> Territory | None:
    code = await current_code(reader, *asked) if asked else None
    return (asked[0], code) if asked and code else None
