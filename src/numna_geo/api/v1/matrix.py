"""GET /matrix: who answers each need, stage or sector, in each territory."""

import asyncio
from collections.abc import Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from numna_geo.api.closed import Question, closed
from numna_geo.api.negotiation import CSV
from numna_geo.api.replies import json_reply, self_link
from numna_geo.api.state import LayersDep, MatricesDep, MeasuresDep, ReaderDep
from numna_geo.api.v1 import matrix_csv
from numna_geo.api.v1.answers.documented import answers
from numna_geo.api.v1.answers.matrix import MatrixAnswer
from numna_geo.api.v1.citing import cited
from numna_geo.api.v1.csv_table import media_type_of
from numna_geo.api.v1.prefix import PREFIX
from numna_geo.api.v1.territory_codes import EXAMPLE, refuse_unloaded, territory_from
from numna_geo.model.collection import Reading
from numna_geo.model.matrix import RULES, By, CellStatus
from numna_geo.model.territory import Level
from numna_geo.usecases.build_matrix import MatrixRow, build_matrix
from numna_geo.usecases.cite_sources import place_sources
from numna_geo.usecases.known_layers import Layer, Layers
from numna_geo.usecases.read_measures import Run
from numna_geo.usecases.tell_matrix import Told, tell_row

router = APIRouter(prefix=PREFIX, tags=["matrix"])

METHOD = (
    "Temps en voiture estimés depuis la mairie, structures déclarées ouvertes ou sans "
    "état connu ; une structure qui ne dit pas ses étapes ou ses secteurs est comptée "
    "à part."
)
MINUTES = Literal["15", "20", "30", "45"]


class MatrixQuestion(Question):
    """Which rows, which territories."""

    by: By = Field(description="What the rows are.", examples=["stage"])
    level: Level = Field(Level.DEPARTEMENT, description="Of the territories.")
    within: str | None = Field(
        None, description="level:code.", examples=[EXAMPLE], max_length=40
    )
    reading: Reading = Field(
        Reading.DECLARED,
        description="Whoever a source declares, or only who was checked in time.",
    )
    max_min: MINUTES | None = Field(
        None, description="Minutes within which somebody is near; by row when absent."
    )
    f: Literal["json", "csv"] | None = Field(
        None, description="Format, stronger than `Accept`."
    )


@router.get(
    "/matrix",
    summary="Who answers where",
    dependencies=[closed(MatrixQuestion)],
    responses=answers(MatrixAnswer, csv=True),
)
async def matrix(
    request: Request,
    question: Annotated[MatrixQuestion, Query()],
    reader: ReaderDep,
    measures: MeasuresDep,
    layers: LayersDep,
    matrices: MatricesDep,
) -> Response:
    """A row for each need, stage or sector, a cell for each territory.

    A cell has the best status that is true of it, in the order of `statuses`; unknown
    and unverified are never nobody. `guaranteed` is stronger than any: every inhabited
    commune has somebody on site or near, at the worst of the estimated minutes.
    `may_be_nearer`: structures there do not say whether they answer, or are declared
    and unverified. `/matrix/cell` tells the communes, structures and calls behind one.
    """
    media_type = media_type_of(request, question.f)
    run = await measures.needed_run()
    layer = await layer_within(reader, layers, run, question.level, question.within)
    known = await matrices.known(run)
    max_min = int(question.max_min) if question.max_min else None
    found = await build_matrix(known, question.by, layer, max_min=max_min)
    body = {
        "by": question.by,
        "level": question.level,
        "within": question.within,
        "reading": question.reading,
        "max_min": max_min,
        "run": run.about,
        "method": METHOD,
        "statuses": [
            {"key": one, "label": one.label, "rule": RULES[one]} for one in CellStatus
        ],
        "territories": _territories(layer),
        "rows": await asyncio.to_thread(_rows, found, layer, question.reading),
        "links": [self_link(request, media_type)],
    }
    if media_type == CSV:
        return await asyncio.to_thread(matrix_csv.reply, body)
    listing = (await place_sources(reader)).of(
        [category for row in found for category in row.supply.categories]
    )
    sources = await cited(reader, listing)
    return await asyncio.to_thread(json_reply, {**body, "sources": sources})


async def layer_within(
    reader: ReaderDep, layers: Layers, run: Run, level: Level, within: str | None
) -> Layer:
    """The territories of a level that have a commune within another.

    Raises:
        InvalidQuery: no such level or territory.
    """
    layer = await layers.level(run, level)
    if not len(layer):
        await refuse_unloaded(reader, level, parameter="level", value=level)
    if within is None:
        return layer
    outer_level, code = await territory_from(reader, within, parameter="within")
    outer = await layers.level(run, outer_level)
    if code not in outer.codes:
        return layer.among([])
    return layer.among(layer.touching(outer.groups.of(outer.number(code))))


def _rows(found: Sequence[MatrixRow], layer: Layer, reading: Reading) -> list[Told]:
    return [tell_row(row, layer, reading) for row in found]


def _territories(layer: Layer) -> list[dict[str, Any]]:
    told = zip(layer.codes, layer.names, layer.populations, strict=True)
    return [{"code": c, "name": n, "population": p} for c, n, p in told]
