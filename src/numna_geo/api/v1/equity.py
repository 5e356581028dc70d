"""GET /equity: how unequally access is shared among people."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from numna_geo.api.closed import closed, closest
from numna_geo.api.negotiation import CSV
from numna_geo.api.replies import json_reply, self_link
from numna_geo.api.state import LayersDep, MeasuresDep, ReaderDep
from numna_geo.api.v1.answers.documented import answers
from numna_geo.api.v1.answers.equity import EquityAnswer
from numna_geo.api.v1.asked_measure import asked_measure, run_from
from numna_geo.api.v1.csv_table import csv_reply, media_type_of
from numna_geo.api.v1.measure_parameters import MeasureParameters
from numna_geo.api.v1.measured_answer import about_measure, measured_from
from numna_geo.api.v1.prefix import PREFIX
from numna_geo.api.v1.territory_codes import territory_from
from numna_geo.errors import InvalidQuery, WrongParameter
from numna_geo.gaps import INDICATORS
from numna_geo.gaps.indicator import Asked, Indicator
from numna_geo.usecases.tell_equity import GAP_OF, gap_beside, tell_equity

router = APIRouter(prefix=PREFIX, tags=["gaps"])

DEFINITIONS = {
    "gini": (
        "Deux fois l'aire entre la courbe de Lorenz et l'égalité, chaque habitant "
        "comptant pour un : 0 si tous ont autant, près de 1 si un seul a tout."
    ),
    "palma": (
        "Moyenne des 10 % d'habitants qui ont le plus, divisée par celle des 40 % qui "
        "ont le moins ; sans revenus : les habitants sont rangés par leur accès même. "
        "Pour des minutes, « le plus » est le plus loin."
    ),
    "theil": (
        "Σ w (x/m) ln(x/m), w part des habitants, m moyenne ; qui n'a rien ajoute 0 et "
        "reste compté. « Entre » est ce qui resterait si chacun avait la moyenne de "
        "son groupe ; « dans » est le reste, exactement."
    ),
    "caution": (
        "Un indice qui baisse peut venir des mieux servis qui perdent : à lire avec la "
        "moyenne et la part sans offre à portée. L'indice des minutes et celui de "
        "l'offre ne se comparent pas."
    ),
}
_COLUMNS = ("code", "name", "people", "mean", "gini", "theil_part")
_SAME = ("by", "indicator", "supply", "unit", "counted", "period", "reading", "within")


class EquityQuestion(MeasureParameters):
    """Of which indicator, and by what it is taken apart."""

    indicator: str = Field(
        "support_access",
        description=f"One of: {', '.join(GAP_OF)}.",
        examples=["support_access"],
        max_length=80,
    )
    by: Literal["departement", "density", "epci"] = Field(
        "departement", description="Groups between and within which Theil's T tells."
    )


@router.get(
    "/equity",
    summary="How unequally access is shared",
    dependencies=[closed(EquityQuestion)],
    responses=answers(EquityAnswer, csv=True),
)
async def equity(
    request: Request,
    question: Annotated[EquityQuestion, Query()],
    reader: ReaderDep,
    measures: MeasuresDep,
    layers: LayersDep,
) -> Response:
    """Gini, Palma and Theil of what people have, beside the mean and the share in gap.

    Every inhabitant weighs alike; all people of a commune have what their commune has,
    hence inequality within communes is not seen. `people_without_figure` are left out.
    `max_min` is the threshold of `in_gap`, and of the choices within reach. As CSV, one
    row a group. A figure that cannot be told is null.
    """
    media_type = media_type_of(request, question.f)
    indicator = _indicator(question.indicator)
    asked = _asked(question, indicator)
    run = await run_from(measures, question.run)
    within = None
    if question.within is not None:
        within = await territory_from(reader, question.within, parameter="within")
    told = await tell_equity(
        run,
        layers,
        (indicator, asked),
        gap_min=question.max_min,
        within=within,
        by=question.by,
    )
    body = {
        **about_measure(indicator, asked, question.within),
        "run": run.about,
        **await measured_from(reader, indicator, asked),
        **told,
        "definitions": DEFINITIONS,
        "links": [self_link(request, media_type)],
    }
    if media_type == CSV:
        same = {name: body[name] for name in (*_SAME, "source", "method", "limits")}
        name = f"equity-{indicator.key}-{question.by}"
        return csv_reply(body["groups"], _COLUMNS, same, name=name)
    return json_reply(body)


def _indicator(key: str) -> Indicator:
    if key in GAP_OF:
        return INDICATORS[key]
    meant = closest(key, GAP_OF)
    proposal = f"did you mean {meant}? " if meant else ""
    expected = f"{proposal}one of: {', '.join(GAP_OF)}"
    wrong = WrongParameter("indicator", key, expected)
    raise InvalidQuery("no indicator that people have more or less of", [wrong])


def _asked(question: EquityQuestion, indicator: Indicator) -> Asked:
    """The measure, once its threshold and that of the gap beside it are right."""
    alone = question.model_copy(update={"max_min": None})
    asked = asked_measure(question if indicator.thresholds else alone, indicator)
    gap, _ = gap_beside(indicator, asked)
    if question.max_min is not None and question.max_min not in gap.thresholds:
        expected = f"one of: {', '.join(map(str, gap.thresholds))}"
        wrong = WrongParameter("max_min", str(question.max_min), expected)
        raise InvalidQuery("cannot use max_min with this indicator", [wrong])
    return asked
