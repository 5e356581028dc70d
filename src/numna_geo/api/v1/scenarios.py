"""POST /scenarios: what some more, other or fewer places would change."""

from collections.abc import Sequence
from typing import Annotated, Any, Protocol

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel

from numna_geo.api.cache_control import NEVER
from numna_geo.api.closed import closed
from numna_geo.api.negotiation import CSV, GEOJSON, JSON, chosen, takes_json
from numna_geo.api.replies import json_reply, self_link, url
from numna_geo.api.scenario_text import changes_from, texts_of
from numna_geo.api.state import ReaderDep, ScenariosDep
from numna_geo.api.v1.answers.documented import Problem, answers
from numna_geo.api.v1.answers.scenarios import ScenarioAnswer
from numna_geo.api.v1.asked_measure import (
    MeasureQuestion,
    asked_measure,
    indicator_from,
)
from numna_geo.api.v1.citing import cited
from numna_geo.api.v1.prefix import PREFIX
from numna_geo.api.v1.scenario_answer import Body, body_of, csv_reply, geojson_reply
from numna_geo.api.v1.scenario_question import (
    ScenarioAddress,
    ScenarioBody,
    body_from,
)
from numna_geo.api.v1.territory_codes import territory_from
from numna_geo.errors import InvalidQuery, WrongParameter
from numna_geo.gaps.indicator import Indicator
from numna_geo.model.scenario import Change, Kind
from numna_geo.model.territory import Level
from numna_geo.store.reading import Reader
from numna_geo.usecases.cite_sources import place_sources
from numna_geo.usecases.scenarios import TRIABLE, Scenarios

router = APIRouter(prefix=PREFIX, tags=["gaps"])


class ScenarioAsked(MeasureQuestion, Protocol):
    """What a body and an address have in common."""

    indicator: str
    level: Level
    within: str | None


@router.post(
    "/scenarios",
    summary="What some more, other or fewer places would change",
    dependencies=[closed(), takes_json],
    responses={
        **answers(ScenarioAnswer),
        415: {"model": Problem, "description": "The body does not say it is JSON."},
    },
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                JSON: {
                    # What it defines goes there, too: see `api.openapi`.
                    "schema": ScenarioBody.model_json_schema(
                        ref_template="#/components/schemas/{model}"
                    )
                }
            },
        }
    },
)
async def scenarios_post(
    request: Request, reader: ReaderDep, scenarios: ScenariosDep
) -> Response:
    """Before, after and the difference, for people and businesses; nothing is kept.

    Added places are supposed to answer the question asked. A structure may hold visits
    (`kind`: `visit`) at a commune or at another structure. `difference` is who comes
    within `max_min` minutes (`newly_covered`) and who falls out of it (`lost`).
    `measured_again` is whether `before` is not what the last run says, because other
    places or another engine answer today. At most 50 changes, and 1,000 communes told.
    """
    asked = await body_from(request)
    body = await answered(reader, scenarios, asked, asked.changes())
    link = permalink(request, asked, asked.changes())
    reply = json_reply({**body, "links": [link]})
    reply.headers["Cache-Control"] = NEVER
    return reply


@router.get(
    "/scenarios",
    summary="The same scenario, as an address",
    dependencies=[closed(ScenarioAddress)],
    responses=answers(ScenarioAnswer, csv=True),
)
async def scenarios_get(
    request: Request,
    asked: Annotated[ScenarioAddress, Query()],
    reader: ReaderDep,
    scenarios: ScenariosDep,
) -> Response:
    """As `POST /scenarios`, to be kept or shared; CSV and GeoJSON hold the communes."""
    named = {"csv": CSV, "geojson": GEOJSON, "json": JSON}
    media_type = named.get(asked.f or "") or chosen(request, [JSON, CSV, GEOJSON])
    texts = {kind: getattr(asked, kind.value) for kind in Kind}
    body = await answered(reader, scenarios, asked, changes_from(texts))
    if media_type == CSV:
        return csv_reply(body)
    if media_type == GEOJSON:
        return geojson_reply(body)
    return json_reply({**body, "links": [self_link(request)]})


async def answered(
    reader: Reader,
    scenarios: Scenarios,
    asked: ScenarioAsked,
    changes: Sequence[Change],
) -> Body:
    """What is told of a scenario, and whose data these are.

    Raises:
        InvalidQuery: the question or some change cannot be used; each is named.
    """
    indicator = triable(asked.indicator)
    measure = asked_measure(asked, indicator)
    within = None
    if asked.within is not None:
        within = await territory_from(reader, asked.within, parameter="within")
    scenario = await scenarios.tried((indicator, measure), changes, within)
    body = await body_of(scenarios, scenario, asked.level)
    places = await place_sources(reader)
    behind = places.behind(indicator, measure.supply)
    return {**body, "sources": await cited(reader, behind)}


def triable(key: str) -> Indicator:
    """An indicator whose places can come and go.

    Raises:
        InvalidQuery: there is none of this key, or no scenario changes it.
    """
    indicator = indicator_from(key)
    if key not in TRIABLE:
        expected = f"one that asks how far places are: {', '.join(TRIABLE)}"
        wrong = WrongParameter("indicator", key, expected)
        raise InvalidQuery("no scenario can be tried on this indicator", [wrong])
    return indicator


def permalink(
    request: Request, asked: BaseModel, changes: Sequence[Change]
) -> dict[str, Any]:
    """The address that asks the same."""
    kept = asked.model_dump(
        mode="json", exclude_defaults=True, exclude={"add", "move", "remove"}
    )
    query = [(name, str(value)) for name, value in kept.items()]
    query += [(kind.value, text) for kind, text in texts_of(changes).items()]
    href = url(request, request.url.path, query)
    return {"rel": "alternate", "href": href, "type": JSON}
