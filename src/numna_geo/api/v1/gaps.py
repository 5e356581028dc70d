"""GET /gaps: an indicator measured for every territory of a level."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from numna_geo.api.closed import closed
from numna_geo.api.negotiation import CSV
from numna_geo.api.replies import json_reply, self_link
from numna_geo.api.state import LayersDep, MeasuresDep, ReaderDep
from numna_geo.api.v1 import gaps_csv
from numna_geo.api.v1.answers.documented import answers
from numna_geo.api.v1.answers.gaps import GapsAnswer
from numna_geo.api.v1.asked_measure import asked_measure, indicator_from, run_from
from numna_geo.api.v1.asked_territories import Territories, territories_from
from numna_geo.api.v1.citing import cited
from numna_geo.api.v1.csv_table import media_type_of
from numna_geo.api.v1.directories import directories_of
from numna_geo.api.v1.gaps_question import GapsQuestion
from numna_geo.api.v1.indicators import among, named_sources, uncollected_categories
from numna_geo.api.v1.measured_answer import about_measure
from numna_geo.api.v1.prefix import PREFIX
from numna_geo.gaps.indicator import Asked, Indicator
from numna_geo.model.territory import REGION_CODE, Level
from numna_geo.store.reading import Reader
from numna_geo.usecases.cite_sources import place_sources
from numna_geo.usecases.known_layers import Layers
from numna_geo.usecases.read_measures import Run
from numna_geo.usecases.tell_figures import Told, ToldColumns, rows_of, tell_columns

router = APIRouter(prefix=PREFIX, tags=["gaps"])


@router.get(
    "/gaps",
    summary="A gap, territory by territory",
    dependencies=[closed(GapsQuestion)],
    responses=answers(GapsAnswer, csv=True),
)
async def gaps(
    request: Request,
    question: Annotated[GapsQuestion, Query()],
    reader: ReaderDep,
    measures: MeasuresDep,
    layers: LayersDep,
) -> Response:
    """Counts and their share; the region's total for every period stands beside.

    Minutes are those by car from the town hall; up to the threshold, inclusive, people
    are within reach. `rank` 1 is the worst among all territories of the level, or among
    the classes of the zoning that `by` names; equal values share a rank, and `tied` is
    how many others share it. A value that is not known is null, and its `status` says
    why; `estimated` holds whatever graver thing `status` says. Where
    `answers_objective` is false, it stands beside its objective (« à part »).
    `categories_not_collected` are those that nobody collected in any department asked:
    the value tells nothing of them. `collection` is how complete the directories behind
    a value are: where it is not `complete`, some of those in the gap may have a place
    that nobody listed.

    An estimated time has a band. `band` tells for how many it decides: `covered` even
    at the worst, in the `gap` even at the best, and `uncertain`, whose band straddles
    the threshold; `numerator` lies between `gap` and `gap + uncertain`. `details` are
    further figures of the indicator, such as `excess_person_min`, the minutes beyond
    the threshold summed over people.

    The verified reading splits `numerator`: `absent` are those for whom no source
    declares a place within reach, `not_verified` those who have one that nobody
    checked in time, as of `run.measured_at`.
    """
    media_type = media_type_of(request, question.f)
    indicator = indicator_from(question.indicator)
    asked = asked_measure(question, indicator)
    run = await run_from(measures, question.run)
    territories = await territories_from(reader, question, run, layers)
    body = {
        **_about(indicator, asked, question),
        "run": run.about,
        **await _origin(reader, indicator, asked, territories),
        "totals": await _totals(layers, run, indicator, asked),
        "values": await _values(reader, layers, run, (indicator, asked), territories),
        "links": [self_link(request, media_type)],
    }
    if media_type == CSV:
        return await asyncio.to_thread(gaps_csv.reply, body)
    return json_reply(body)


async def _totals(
    layers: Layers, run: Run, indicator: Indicator, asked: Asked
) -> list[dict[str, Any]]:
    """The region in every period of the indicator, the oldest first."""
    region = await layers.level(run, Level.REGION)
    whole = region.among([region.number(REGION_CODE)]).groups
    found = []
    for period in indicator.periods:
        told = tell_columns(run, indicator, replace(asked, period=period), whole)
        (total,) = rows_of(_nested(told, range(1)))
        del total["rank"], total["tied"]
        found.append({"period": period, **total})
    return found


async def _values(
    reader: Reader,
    layers: Layers,
    run: Run,
    measure: tuple[Indicator, Asked],
    territories: Territories,
) -> list[Told]:
    indicator, asked = measure
    layer, shown = territories.layer, territories.shown
    behind = asked.supply.categories if asked.supply else ()
    directories = await directories_of(reader, behind)
    communes = await layers.level(run, Level.COMMUNE)
    collection = directories.behind(communes, layer.groups)
    populations = territories.populations(run)
    told = tell_columns(run, indicator, asked, layer.groups)
    return rows_of(
        {
            "code": [layer.codes[i] for i in shown],
            "name": [layer.names[i] for i in shown],
            **_nested(told, shown),
            "population": [populations[i] for i in shown],
            "collection": [collection[i] for i in shown],
        }
    )


def _nested(told: ToldColumns, shown: Sequence[int]) -> dict[str, Sequence[Any]]:
    """The columns of some territories; the band and the details are documents."""
    figures = {n: [column[i] for i in shown] for n, column in told.figures.items()}
    size = len(told.figures["value"])
    band: list[Told | None] = [*rows_of(told.band)] or [None] * size
    details = rows_of(told.details) or [{}] * size
    return {
        **figures,
        "band": [band[i] for i in shown],
        "details": [details[i] for i in shown],
    }


async def _origin(
    reader: Reader, indicator: Indicator, asked: Asked, territories: Territories
) -> dict[str, Any]:
    """Whose data these are, and what they do not tell."""
    places = await place_sources(reader)
    keys = places.behind(indicator, asked.supply, asked.counted)
    sources = await cited(reader, keys)
    uncollected = await uncollected_categories(reader, territories.within)
    return {
        "source": named_sources(sources),
        "sources": sources,
        "categories_not_collected": among(asked.supply, uncollected),
    }


def _about(
    indicator: Indicator, asked: Asked, question: GapsQuestion
) -> dict[str, Any]:
    return {
        **about_measure(indicator, asked, question.within),
        "category": question.category,
        "level": None if question.by else question.level,
        "by": question.by,
        "warning": indicator.warning,
    }
