"""GET /gaps: an indicator measured for every territory of a level."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from numna_geo.api.closed import Question, closed, closest
from numna_geo.api.negotiation import CSV, JSON, chosen
from numna_geo.api.replies import json_reply, self_link
from numna_geo.api.state import ReaderDep
from numna_geo.api.v1 import gaps_csv
from numna_geo.api.v1.answers.documented import answers
from numna_geo.api.v1.answers.gaps import GapsAnswer
from numna_geo.api.v1.citing import cited
from numna_geo.api.v1.directories import directories_of
from numna_geo.api.v1.indicators import among, named_sources, uncollected_categories
from numna_geo.api.v1.measured import total, value
from numna_geo.api.v1.prefix import PREFIX
from numna_geo.api.v1.territory_codes import EXAMPLE, refuse_unloaded, territory_from
from numna_geo.errors import DatabaseNotReady, InvalidQuery, WrongParameter
from numna_geo.gaps import INDICATORS
from numna_geo.gaps.indicator import Indicator
from numna_geo.model.category import Category
from numna_geo.model.collection import Reading
from numna_geo.model.territory import Level
from numna_geo.store import measures
from numna_geo.store.reading import Reader
from numna_geo.usecases.cite_sources import place_sources

router = APIRouter(prefix=PREFIX, tags=["gaps"])


class GapsQuestion(Question):
    """Which measure, of which territories."""

    indicator: str = Field(
        description=f"One of: {', '.join(INDICATORS)}.",
        examples=["support_beyond_20km"],
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
    request: Request, asked: Annotated[GapsQuestion, Query()], reader: ReaderDep
) -> Response:
    """Counts and their share; the region's total for every period stands beside.

    `rank` 1 is the biggest gap among all territories of the level. A value that is not
    known is null, and its `status` says why. `categories_not_collected` are those that
    nobody collected in any department asked: the value tells nothing of them.
    `collection` is how complete the directories behind a value are: where it is not
    `complete`, some of those in the gap may have a place that nobody listed.

    The verified reading splits `numerator`: `absent` are those for whom no source
    declares a place within reach, `not_verified` those who have one that nobody
    checked in time, as of `run.measured_at`.
    """
    media_type = _format(request, asked)
    indicator = _indicator(asked.indicator)
    period = _period(asked, indicator)
    within = None
    if asked.within is not None:
        within = await territory_from(reader, asked.within, parameter="within")
    run = await _run(asked, reader)
    measured = _measured(run["id"], asked)
    rows = await reader.rows(
        measures.values(measured, period=period, level=asked.level, within=within)
    )
    if not rows:
        level = asked.level
        await refuse_unloaded(reader, level, parameter="level", value=level)
    totals = await reader.rows(measures.totals(measured))
    behind = (asked.category,) if asked.category else indicator.answering
    directories = await directories_of(reader, asked.level, behind)
    body = {
        **_about(indicator, asked, period),
        "run": dict(run.items()),
        **await _origin(reader, indicator, asked, within),
        "totals": [total(row, asked.reading) for row in totals],
        "values": [value(row, asked.reading, directories) for row in rows],
        "links": [self_link(request, media_type)],
    }
    if media_type == CSV:
        return gaps_csv.reply(body)
    return json_reply(body)


async def _origin(
    reader: Reader,
    indicator: Indicator,
    asked: GapsQuestion,
    within: tuple[Level, str] | None,
) -> dict[str, Any]:
    """Whose data these are, and what they do not tell."""
    places = await place_sources(reader)
    sources = await cited(reader, places.behind(indicator, asked.category))
    uncollected = await uncollected_categories(reader, within)
    return {
        "source": named_sources(sources),
        "sources": sources,
        "categories_not_collected": among(indicator, uncollected, only=asked.category),
    }


def _measured(run: int, asked: GapsQuestion) -> measures.Measured:
    return measures.Measured(
        run=run,
        indicator=asked.indicator,
        category=asked.category or "",
        reading=asked.reading,
    )


def _format(request: Request, asked: GapsQuestion) -> str:
    if asked.f is not None:
        return CSV if asked.f == "csv" else JSON
    return chosen(request, [JSON, CSV])


def _indicator(key: str) -> Indicator:
    if key in INDICATORS:
        return INDICATORS[key]
    meant = closest(key, INDICATORS)
    proposal = f"did you mean {meant}? " if meant else ""
    expected = f"{proposal}one of: {', '.join(INDICATORS)}"
    wrong = WrongParameter("indicator", key, expected)
    raise InvalidQuery("no such indicator; /api/v1/indicators lists them", [wrong])


def _period(asked: GapsQuestion, indicator: Indicator) -> str:
    wrong = []
    if asked.reading not in indicator.readings:
        expected = f"declared: {indicator.one_reading}"
        wrong.append(WrongParameter("reading", asked.reading, expected))
    if asked.category is not None and asked.category not in indicator.categories:
        known = ", ".join(indicator.categories) or "none for this indicator"
        wrong.append(WrongParameter("category", asked.category, known))
    period = asked.period if asked.period is not None else indicator.periods[-1]
    if period not in indicator.periods:
        known = ", ".join(indicator.periods)
        wrong.append(WrongParameter("period", period, f"one of: {known}"))
    if wrong:
        named = ", ".join(one.parameter for one in wrong)
        raise InvalidQuery(f"cannot use {named} with this indicator", wrong)
    return period


async def _run(asked: GapsQuestion, reader: Reader) -> Any:
    run = await reader.row(measures.run(asked.run))
    if run is not None:
        return run
    if asked.run is None:
        raise DatabaseNotReady("nothing is measured yet")
    wrong = WrongParameter("run", str(asked.run), "the id of a kept measuring")
    raise InvalidQuery("no such measuring", [wrong])


def _about(indicator: Indicator, asked: GapsQuestion, period: str) -> dict[str, Any]:
    return {
        "indicator": indicator.key,
        "objective": indicator.objective,
        "title": indicator.title,
        "unit": indicator.unit,
        "counted": indicator.counted,
        "direction": indicator.direction,
        "category": asked.category,
        "level": asked.level,
        "period": period,
        "within": asked.within,
        "reading": asked.reading,
        "method": indicator.method,
        "limits": indicator.limits,
        "warning": indicator.warning,
    }
