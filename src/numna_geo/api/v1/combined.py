"""GET /combined: who lacks two or three of broadband, support and a place."""

import asyncio
import math
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from numna_geo.api.closed import closed
from numna_geo.api.negotiation import CSV
from numna_geo.api.replies import json_reply, self_link
from numna_geo.api.state import LayersDep, MeasuresDep, ReaderDep
from numna_geo.api.v1.answers.combined import CombinedAnswer
from numna_geo.api.v1.answers.documented import answers
from numna_geo.api.v1.asked_measure import run_from
from numna_geo.api.v1.citing import cited
from numna_geo.api.v1.csv_table import csv_reply, media_type_of
from numna_geo.api.v1.indicators import named_sources
from numna_geo.api.v1.measure_parameters import TerritoryParameters
from numna_geo.api.v1.prefix import PREFIX
from numna_geo.api.v1.territory_codes import refuse_unloaded, territory_from
from numna_geo.errors import InvalidQuery, WrongParameter
from numna_geo.gaps import INDICATORS
from numna_geo.gaps.combined import LACKS, Lines
from numna_geo.model.territory import Level
from numna_geo.store.reading import Reader
from numna_geo.usecases.cite_sources import place_sources
from numna_geo.usecases.tell_combined import Weights, tell_combined

router = APIRouter(prefix=PREFIX, tags=["gaps"])

METHOD = (
    "Une commune manque de très haut débit si la part de ses locaux non raccordables à "
    "la fibre, ou celle sans 30 Mbit/s hors satellite, dépasse sa ligne ; de structure "
    "d'accompagnement ou de lieu d'accueil (France Services à part) au-delà du seuil "
    "en minutes, depuis la mairie. L'indice est la moyenne pondérée de trois rangs "
    "centiles, chacun pesé par la population : part des locaux non raccordables, temps "
    "moyen d'un habitant jusqu'à une structure, jusqu'à un lieu. Il dépend de ses "
    "poids : `rank_highest`, `rank_lowest` et `sensitivity` disent combien."
)
BEHIND = (
    "fibre_not_connectable",
    "below_30_mbps",
    "support_beyond",
    "host_place_beyond",
)
"""Indicators of which the combination is made."""
_EXAMPLE = "broadband:1,support:1,place:1"
_MOST = 1_000.0
_COLUMNS = (
    *("code", "name", "population", "lacks", "communes", "communes_two_or_more"),
    *("communes_three", "people", "people_two_or_more", "people_three"),
    *("people_no_data", "uncertain_people", "border_unknown_people"),
    *("not_connectable_share", "support_mean_min", "place_mean_min"),
    *(f"percentile_ranks.{one}" for one in LACKS),
    *("index", "rank", "rank_highest", "rank_lowest"),
)


class CombinedQuestion(TerritoryParameters):
    """Of which territories, from where on something lacks, and what weighs how much."""

    level: Level = Field(Level.COMMUNE, description="Of the territories in `values`.")
    weights: str = Field(
        _EXAMPLE,
        description="Of the index, name:number; those not named weigh nothing.",
        max_length=80,
    )
    max_min: Literal["15", "20", "30", "45"] | None = Field(
        None,
        description="Minutes to support and to a place alike, inclusive; 20 and 15 "
        "when absent.",
    )
    not_connectable_share: float = Field(
        Lines().not_connectable,
        ge=0,
        lt=1,
        description="Share of premises without fibre beyond which broadband lacks.",
    )
    below_30_share: float = Field(
        Lines().below_30,
        ge=0,
        lt=1,
        description="Share of premises below 30 Mbit/s beyond which broadband lacks.",
    )


@router.get(
    "/combined",
    summary="Who lacks two or three of broadband, support and a place",
    dependencies=[closed(CombinedQuestion)],
    responses=answers(CombinedAnswer, csv=True),
)
async def combined(
    request: Request,
    question: Annotated[CombinedQuestion, Query()],
    reader: ReaderDep,
    measures: MeasuresDep,
    layers: LayersDep,
) -> Response:
    """Communes and people by what they lack: eight cells, and those without data.

    `values` are the territories of the level that have a commune `within`; ranks are
    among all of the level in the region, 1 lacking most. `index` is only as good as its
    weights: `rank_highest` and `rank_lowest` are what each component alone, each weight
    halved or raised by half, and equal weights would make of it, and `sensitivity` how
    far territories move. `lacks` is told of communes only.
    """
    media_type = media_type_of(request, question.f)
    weights = weights_from(question.weights)
    run = await run_from(measures, question.run)
    within = None
    if question.within is not None:
        within = await territory_from(reader, question.within, parameter="within")
    level, lines = question.level, _lines(question)
    if not len(await layers.level(run, level)):
        await refuse_unloaded(reader, level, parameter="level", value=level)
    told = await tell_combined(
        run, layers, level=level, within=within, lines=lines, weights=weights
    )
    body = {
        "level": level,
        "within": question.within,
        "reading": question.reading,
        "run": run.about,
        **await _sources(reader),
        "method": METHOD,
        **told,
        "links": [self_link(request, media_type)],
    }
    if media_type == CSV:
        given = {f"weight_{one}": weight for one, weight in told["weights"].items()}
        same = {"level": level, **told["lines"], **given, "source": body["source"]}
        table = (body["values"], _COLUMNS, same)
        return await asyncio.to_thread(csv_reply, *table, name=f"combined-{level}")
    return json_reply(body)


def weights_from(text: str) -> Weights:
    """Weights of the index, as a query writes them.

    >>> weights_from("support:2,place:1")
    (0.0, 2.0, 1.0)

    Raises:
        InvalidQuery: not `name:number` with names of `LACKS`, or nothing weighs.
    """
    found: dict[str, float] = {}
    for part in text.split(","):
        name, _, written = part.strip().partition(":")
        weight = _number(written)
        if name not in LACKS or name in found or weight is None:
            raise _wrong_weights(text)
        found[name] = weight
    if not sum(found.values()):
        raise _wrong_weights(text)
    first, second, third = (found.get(one, 0.0) for one in LACKS)
    return first, second, third


def _number(written: str) -> float | None:
    try:
        weight = float(written)
    except ValueError:
        return None
    return weight if math.isfinite(weight) and 0 <= weight <= _MOST else None


def _wrong_weights(text: str) -> InvalidQuery:
    expected = (
        f"such as {_EXAMPLE}: each of {', '.join(LACKS)} once at most, from 0 to "
        f"{_MOST:.0f}, not all 0"
    )
    return InvalidQuery(
        "cannot read weights", [WrongParameter("weights", text, expected)]
    )


def _lines(question: CombinedQuestion) -> Lines:
    default = Lines()
    both = None if question.max_min is None else int(question.max_min)
    return Lines(
        not_connectable=question.not_connectable_share,
        below_30=question.below_30_share,
        support_min=both or default.support_min,
        place_min=both or default.place_min,
        reading=question.reading,
    )


async def _sources(reader: Reader) -> dict[str, Any]:
    places = await place_sources(reader)
    keys = [
        key
        for one in BEHIND
        for key in places.behind(INDICATORS[one], INDICATORS[one].default.supply)
    ]
    sources = await cited(reader, keys)
    return {"source": named_sources(sources), "sources": sources}
