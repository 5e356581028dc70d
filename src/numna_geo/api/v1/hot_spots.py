"""GET /hot-spots: where lack is next to lack."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from numna_geo.api.closed import closed
from numna_geo.api.negotiation import CSV
from numna_geo.api.replies import json_reply, self_link
from numna_geo.api.state import LayersDep, MeasuresDep, ReaderDep
from numna_geo.api.v1.answers.documented import answers
from numna_geo.api.v1.answers.hot_spots import HotSpotsAnswer
from numna_geo.api.v1.asked_measure import asked_measure, indicator_from, run_from
from numna_geo.api.v1.csv_table import csv_reply, media_type_of
from numna_geo.api.v1.measure_parameters import MeasureParameters
from numna_geo.api.v1.measured_answer import about_measure, measured_from
from numna_geo.api.v1.prefix import PREFIX
from numna_geo.api.v1.territory_codes import territory_from
from numna_geo.gaps import INDICATORS
from numna_geo.usecases.hot_spots_words import LABELS
from numna_geo.usecases.tell_hot_spots import tell_hot_spots

router = APIRouter(prefix=PREFIX, tags=["gaps"])

METHOD = (
    "Valeur de chaque commune comparée à celle de ses 8 plus proches voisines "
    "(distance entre mairies). Indice de Moran local (Anselin 1995), probabilité "
    "bilatérale par 999 permutations conditionnelles, 99 999 pour les plus extrêmes si "
    "elles sont peu nombreuses ; Gi* (Getis et Ord) à côté. Fausses découvertes "
    "contrôlées à 5 % sur toute la région (Benjamini et Hochberg 1995). Une commune "
    "« non significative » n'est pas une commune sans manque."
)
_COLUMNS = (
    *("code", "name", "population", "value", "class", "class_before"),
    *("moran", "p", "q", "gi_star", "gi_p", "gi_q"),
)
_SAME = ("indicator", "supply", "max_min", "unit", "counted", "period", "reading")


class HotSpotsQuestion(MeasureParameters):
    """Of which indicator."""

    indicator: str = Field(
        description=f"One of: {', '.join(INDICATORS)}.",
        examples=["support_nearest_min"],
        max_length=80,
    )


@router.get(
    "/hot-spots",
    summary="Where lack is next to lack",
    dependencies=[closed(HotSpotsQuestion)],
    responses=answers(HotSpotsAnswer, csv=True),
)
async def hot_spots(
    request: Request,
    question: Annotated[HotSpotsQuestion, Query()],
    reader: ReaderDep,
    measures: MeasuresDep,
    layers: LayersDep,
) -> Response:
    """Clusters of high and low values, told from what chance would make.

    `class` HH is a high value among high ones, LL low among low, HL and LH stand out
    from their neighbours; `lack` is the class of lack next to lack. `class_before` is
    what each commune would be were it the only one that is tested; `q` is the rate of
    false discoveries at which it stands out. `within` chooses the communes that are
    told: they are compared with the whole region all the same.
    """
    media_type = media_type_of(request, question.f)
    indicator = indicator_from(question.indicator)
    asked = asked_measure(question, indicator)
    run = await run_from(measures, question.run)
    within = None
    if question.within is not None:
        within = await territory_from(reader, question.within, parameter="within")
    told = await tell_hot_spots(reader, run, layers, (indicator, asked), within=within)
    body = {
        **about_measure(indicator, asked, question.within),
        "run": run.about,
        **await measured_from(reader, indicator, asked),
        "method": f"{METHOD} Valeur : {indicator.method}",
        "labels": LABELS,
        **told,
        "links": [self_link(request, media_type)],
    }
    if media_type == CSV:
        same = {name: body[name] for name in (*_SAME, "source", "method")}
        name = f"hot-spots-{indicator.key}"
        return csv_reply(body["values"], _COLUMNS, same, name=name)
    return json_reply(body)
