"""GET /matrix/cell: communes, structures and calls behind a cell of the matrix."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from numna_geo.api.closed import Question, closed
from numna_geo.api.replies import json_reply, self_link
from numna_geo.api.state import LayersDep, MatricesDep, MeasuresDep, ReaderDep
from numna_geo.api.v1.answers.documented import answers
from numna_geo.api.v1.answers.matrix import CellAnswer
from numna_geo.api.v1.matrix import MINUTES
from numna_geo.api.v1.prefix import PREFIX
from numna_geo.api.v1.territory_codes import EXAMPLE, territory_from
from numna_geo.errors import InvalidQuery, WrongParameter
from numna_geo.model.collection import Reading
from numna_geo.model.matrix import By, row_label, row_of, rows_by
from numna_geo.model.supply import Supply
from numna_geo.model.territory import Level
from numna_geo.usecases.matrix_calls import CellCall, CellStructure
from numna_geo.usecases.matrix_cell import CellCommune, CellTold, tell_cell

router = APIRouter(prefix=PREFIX, tags=["matrix"])

_OF_STRUCTURE = (
    *("id", "name", "category", "status", "commune", "commune_code"),
    *("position_precision", "phone", "website", "verified_on"),
)


class CellQuestion(Question):
    """Which cell."""

    by: By = Field(description="What the rows are.", examples=["stage"])
    row: str = Field(description="Which of them.", examples=["idea"], max_length=40)
    territory: str = Field(description="level:code.", examples=[EXAMPLE], max_length=40)
    reading: Reading = Field(Reading.DECLARED, description="As of `/matrix`.")
    max_min: MINUTES | None = Field(None, description="As of `/matrix`.")
    limit: int = Field(500, ge=1, le=5000, description="Communes at most.")


@router.get(
    "/matrix/cell",
    summary="What is behind a cell of the matrix",
    dependencies=[closed(CellQuestion)],
    responses=answers(CellAnswer),
)
async def matrix_cell(
    request: Request,
    question: Annotated[CellQuestion, Query()],
    reader: ReaderDep,
    measures: MeasuresDep,
    layers: LayersDep,
    matrices: MatricesDep,
) -> Response:
    """The cell, its communes (uncovered first), its structures, and the calls to make.

    `calls` come best first: `ask` is `verify` (nobody checked it in time), `opened`
    (it was announced), `stages` or `sectors` (no source tells them); `people` would be
    newly within the threshold if the answer were yes.
    """
    supply = _supply(question.by, question.row)
    run = await measures.needed_run()
    level, code = await territory_from(
        reader, question.territory, parameter="territory"
    )
    layer = await layers.level(run, level)
    if code not in layer.codes:
        expected = "a territory that has communes of the region"
        wrong = WrongParameter("territory", question.territory, expected)
        raise InvalidQuery("nothing is measured there", [wrong])
    known = await matrices.known(run)
    told = await tell_cell(
        known,
        (supply, question.reading, int(question.max_min) if question.max_min else None),
        layer.among([layer.number(code)]),
    )
    communes = await layers.level(run, Level.COMMUNE)
    names = dict(zip(communes.codes, communes.names, strict=True))
    body = {
        "by": question.by,
        "row": supply.value,
        "label": row_label(supply),
        "territory": f"{level}:{code}",
        "reading": question.reading,
        "run": run.about,
        "links": [self_link(request)],
        **_shown(told, names, question.limit),
    }
    return json_reply(body)


def _supply(by: By, row: str) -> Supply:
    found = row_of(by, row)
    if found is None:
        known = ", ".join(one.value for one in rows_by(by))
        wrong = WrongParameter("row", row, f"one of: {known}")
        raise InvalidQuery("no such row", [wrong])
    return found


def _shown(told: CellTold, names: Mapping[str, str], limit: int) -> dict[str, Any]:
    behind = told.behind
    return {
        "name": told.name,
        "max_min": told.max_min,
        "cell": told.cell,
        "communes_matched": len(behind.communes),
        "communes": [_commune(one, names) for one in behind.communes[:limit]],
        "structures": [_structure(one) for one in behind.structures],
        "calls": [_call(one) for one in behind.calls],
    }


def _commune(one: CellCommune, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": names.get(one.code, one.code),
        "people": None if one.people is None else int(one.people),
        "central_min": _minutes(one.central),
        "low_min": _minutes(one.low),
        "high_min": _minutes(one.high),
        "able": one.inside,
        "state": one.state,
    }


def _structure(one: CellStructure) -> dict[str, Any]:
    return {
        **{name: one.row[name] for name in _OF_STRUCTURE},
        "standing": one.standing,
        "in_territory": one.in_territory,
        "people": one.people,
    }


def _call(one: CellCall) -> dict[str, Any]:
    row = one.structure.row
    own = {n: row[n] for n in ("id", "name", "phone", "website", "commune")}
    return {**own, "ask": one.ask, "people": one.people}


def _minutes(found: float | None) -> float | None:
    return None if found is None else round(found, 1)
