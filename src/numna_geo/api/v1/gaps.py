"""GET /gaps: an indicator measured for every territory of a level."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from numna_geo.api.closed import Question, closed
from numna_geo.api.negotiation import CSV, JSON, chosen
from numna_geo.api.replies import json_reply, self_link
from numna_geo.api.state import LayersDep, MeasuresDep, ReaderDep
from numna_geo.api.v1 import gaps_csv
from numna_geo.api.v1.answers.documented import answers
from numna_geo.api.v1.answers.gaps import GapsAnswer
from numna_geo.api.v1.asked_measure import asked_measure, indicator_from, run_from
from numna_geo.api.v1.citing import cited
from numna_geo.api.v1.directories import Directories, directories_of
from numna_geo.api.v1.indicators import among, named_sources, uncollected_categories
from numna_geo.api.v1.prefix import PREFIX
from numna_geo.api.v1.territory_codes import EXAMPLE, refuse_unloaded, territory_from
from numna_geo.gaps import INDICATORS
from numna_geo.gaps.indicator import Asked, Indicator
from numna_geo.model.category import Category
from numna_geo.model.collection import Reading
from numna_geo.model.stage import Need, Sector, Stage
from numna_geo.model.territory import REGION_CODE, Level, Quantity
from numna_geo.store.reading import Reader
from numna_geo.usecases.cite_sources import place_sources
from numna_geo.usecases.known_layers import Layer, Layers
from numna_geo.usecases.read_measures import Run
from numna_geo.usecases.tell_figures import Told, tell_figures

router = APIRouter(prefix=PREFIX, tags=["gaps"])


class GapsQuestion(Question):
    """Which measure, of which territories."""

    indicator: str = Field(
        description=f"One of: {', '.join(INDICATORS)}.",
        examples=["support_beyond"],
        max_length=80,
    )
    level: Level = Field(Level.COMMUNE, description="Of the territories measured.")
    within: str | None = Field(
        None, description="level:code.", examples=[EXAMPLE], max_length=40
    )
    period: str | None = Field(
        None,
        description="A quarter of the data; the newest when absent.",
        examples=["2018-T1"],
        max_length=10,
    )
    category: Category | None = Field(
        None, description="One category of the indicator; all together when absent."
    )
    need: Need | None = Field(None, description="What places must answer instead.")
    stage: Stage | None = Field(None, description="Whom they must accompany instead.")
    sector: Sector | None = Field(None, description="For whom they must work instead.")
    max_min: int | None = Field(
        None, description="Threshold in minutes, inclusive.", examples=[20]
    )
    counted: Quantity | None = Field(
        None, description="Whom to count; the first of the indicator when absent."
    )
    reading: Reading = Field(
        Reading.DECLARED,
        description="Every place a source declares, or only those that somebody "
        "checked within the delay of their category.",
    )
    run: int | None = Field(
        None, ge=1, le=2**31 - 1, description="A measuring; the last when absent."
    )
    f: Literal["json", "csv"] | None = Field(
        None, description="Format, stronger than `Accept`."
    )


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

    `rank` 1 is the worst among all territories of the level. A value that is not
    known is null, and its `status` says why. `categories_not_collected` are those that
    nobody collected in any department asked: the value tells nothing of them.
    `collection` is how complete the directories behind a value are: where it is not
    `complete`, some of those in the gap may have a place that nobody listed.
    `uncertain` are those of whom the band of an estimated travel time does not tell on
    which side of the threshold they are.

    The verified reading splits `numerator`: `absent` are those for whom no source
    declares a place within reach, `not_verified` those who have one that nobody
    checked in time, as of `run.measured_at`.
    """
    media_type = _format(request, question)
    indicator = indicator_from(question.indicator)
    asked = asked_measure(question, indicator)
    run = await run_from(measures, question.run)
    layer = await layers.level(run, question.level)
    if not len(layer):
        level = question.level
        await refuse_unloaded(reader, level, parameter="level", value=level)
    shown = list(range(len(layer)))
    within = None
    if question.within is not None:
        within = await territory_from(reader, question.within, parameter="within")
        shown = await _inside(layers, run, layer, within)
    behind = asked.supply.categories if asked.supply else ()
    directories = await directories_of(reader, question.level, behind)
    body = {
        **_about(indicator, asked, question),
        "run": run.about,
        **await _origin(reader, indicator, asked, within),
        "totals": await _totals(layers, run, indicator, asked),
        "values": _values(
            tell_figures(run, indicator, asked, layer), shown, directories
        ),
        "links": [self_link(request, media_type)],
    }
    if media_type == CSV:
        return gaps_csv.reply(body)
    return json_reply(body)


async def _inside(
    layers: Layers, run: Run, layer: Layer, within: tuple[Level, str]
) -> list[int]:
    """Territories of a layer that have a commune in another territory."""
    outer = await layers.level(run, within[0])
    if within[1] not in outer.codes:
        return []
    return layer.touching(outer.groups.of(outer.number(within[1])))


async def _totals(
    layers: Layers, run: Run, indicator: Indicator, asked: Asked
) -> list[dict[str, Any]]:
    """The region in every period of the indicator, the oldest first."""
    region = await layers.level(run, Level.REGION)
    whole = region.among([region.number(REGION_CODE)])
    told = (
        {
            "period": p,
            **tell_figures(run, indicator, replace(asked, period=p), whole)[0],
        }
        for p in indicator.periods
    )
    return [{k: v for k, v in one.items() if k not in _OF_TERRITORY} for one in told]


_OF_TERRITORY = {"code", "name", "population", "department_code", "rank"}


def _values(
    told: Sequence[Told], shown: Sequence[int], directories: Directories
) -> list[dict[str, Any]]:
    found = []
    for one in (told[i] for i in shown):
        department = one.pop("department_code")
        of_it = directories.behind(one["code"], department)
        found.append({**one, "collection": of_it})
    return found


async def _origin(
    reader: Reader,
    indicator: Indicator,
    asked: Asked,
    within: tuple[Level, str] | None,
) -> dict[str, Any]:
    """Whose data these are, and what they do not tell."""
    places = await place_sources(reader)
    sources = await cited(reader, places.behind(indicator, asked.supply))
    uncollected = await uncollected_categories(reader, within)
    return {
        "source": named_sources(sources),
        "sources": sources,
        "categories_not_collected": among(asked.supply, uncollected),
    }


def _format(request: Request, asked: GapsQuestion) -> str:
    if asked.f is not None:
        return CSV if asked.f == "csv" else JSON
    return chosen(request, [JSON, CSV])


def _about(
    indicator: Indicator, asked: Asked, question: GapsQuestion
) -> dict[str, Any]:
    return {
        "indicator": indicator.key,
        "objective": indicator.objective,
        "title": indicator.title,
        "unit": indicator.unit,
        "counted": asked.counted or indicator.counted,
        "direction": indicator.direction,
        "supply": asked.supply.key if asked.supply else None,
        "category": question.category,
        "max_min": asked.max_min,
        "level": question.level,
        "period": asked.period,
        "within": question.within,
        "reading": asked.reading,
        "method": indicator.method,
        "limits": indicator.limits,
        "warning": indicator.warning,
    }
