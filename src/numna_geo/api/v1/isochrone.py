"""GET /isochrone: what is reached from a place in time."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from numna_geo.api.cache_control import NEVER
from numna_geo.api.closed import closed
from numna_geo.api.negotiation import GEOJSON
from numna_geo.api.replies import geojson_reply, self_link
from numna_geo.api.state import IsochronesDep, ReaderDep
from numna_geo.api.v1.answers.documented import GeoJson, answers
from numna_geo.api.v1.answers.isochrone import IsochroneAnswer
from numna_geo.api.v1.answers.travel import travel_used
from numna_geo.api.v1.nearest_start import (
    StartQuestion,
    asked_commune,
    asked_position,
    refuse_all_but_one,
    started_from,
)
from numna_geo.api.v1.prefix import PREFIX
from numna_geo.errors import InvalidQuery, WrongParameter
from numna_geo.model.travel import Profile, TravelMethod
from numna_geo.store.reading import Reader
from numna_geo.travel.isochrone import Area, geojson
from numna_geo.usecases.draw_isochrone import Band, Isochrone
from numna_geo.usecases.locate_place import Place, locate_point
from numna_geo.usecases.nearby import EngineUsed

router = APIRouter(prefix=PREFIX, tags=["travel"])

MOST_MINUTES, MOST_AREAS = 120, 4
MAX_LAT, MAX_LON = 80.0, 175.0
"""Nearer to the poles and to the date line, local metres are none."""

Minutes = Annotated[int, Field(ge=1, le=MOST_MINUTES)]


class IsochroneQuestion(StartQuestion):
    """From where, within how many minutes, and how."""

    minutes: list[Minutes] = Field(
        [30],
        description="How long; several for several areas.",
        min_length=1,
        max_length=MOST_AREAS,
    )
    profile: Profile = Field(Profile.CAR, description="How one goes: not `crow`.")
    band: list[Band] = Field(
        [Band.CENTRAL],
        description="Of an estimate: where one surely gets in time (`covered`), its "
        "middle (`central`), where one perhaps does (`possible`). An engine that "
        "knows the roads draws `central` alone.",
        min_length=1,
        max_length=len(Band),
    )


@router.get(
    "/isochrone",
    summary="What is reached from here in time",
    dependencies=[closed(IsochroneQuestion)],
    response_class=GeoJson,
    responses=answers(IsochroneAnswer, busy=True),
)
async def isochrone(
    request: Request,
    asked: Annotated[IsochroneQuestion, Query()],
    reader: ReaderDep,
    isochrones: IsochronesDep,
) -> Response:
    """Polygons, the widest first, each within the one before.

    They are drawn on a grid of about a hundred points a side: an outline tells no
    street from the next. The starting point is always inside. `query.travel` says how
    minutes were found, and `method` of each area whether it follows roads. Two are
    drawn at once: who waits five seconds in vain gets 503 and `Retry-After`.
    """
    if asked.profile is Profile.CROW:
        wrong = [WrongParameter("profile", asked.profile, "car, bike or walk")]
        raise InvalidQuery("profile: a straight line takes no minutes", wrong)
    place = await _from_where(asked, reader)
    drawn = await isochrones.draw(
        place, minutes=asked.minutes, profile=asked.profile, bands=asked.band
    )
    body = {
        "type": "FeatureCollection",
        "query": _understood(asked, place, drawn.engine),
        "numberReturned": len(drawn.areas),
        "features": _features(drawn, asked.profile),
        "links": [self_link(request, GEOJSON)],
    }
    reply = geojson_reply(request, body)
    if drawn.engine.fallback is not None:
        # The better engine may be back at the next question.
        reply.headers["Cache-Control"] = NEVER
    return reply


async def _from_where(asked: IsochroneQuestion, reader: Reader) -> Place:
    refuse_all_but_one(asked, {})
    if asked.commune is not None:
        return await asked_commune(reader, asked.commune)
    position = asked_position(asked)
    if abs(position.lat) > MAX_LAT or abs(position.lon) > MAX_LON:
        wrong = [
            WrongParameter("lon", f"{asked.lon}", f"within {MAX_LON:g} degrees of 0"),
            WrongParameter("lat", f"{asked.lat}", f"within {MAX_LAT:g} degrees of 0"),
        ]
        raise InvalidQuery("no isochrone so near to a pole or to the date line", wrong)
    return await locate_point(reader, position)


def _features(drawn: Isochrone, profile: Profile) -> list[dict[str, Any]]:
    return [_feature(area, drawn.engine, profile) for area in drawn.areas]


def _feature(area: Area, engine: EngineUsed, profile: Profile) -> dict[str, Any]:
    method = TravelMethod.ESTIMATE if engine.is_estimate else TravelMethod.ROAD
    return {
        "type": "Feature",
        "geometry": geojson(area.shape),
        "properties": {
            "minutes": area.minutes,
            "band": area.band,
            "profile": profile,
            "method": method,
            "engine": engine.name,
            "version": engine.version,
            "is_estimate": engine.is_estimate,
        },
    }


def _understood(
    asked: IsochroneQuestion, place: Place, engine: EngineUsed
) -> dict[str, Any]:
    return {
        **started_from(place),
        "minutes": sorted(set(asked.minutes), reverse=True),
        "profile": asked.profile,
        "band": asked.band,
        "travel": travel_used(engine),
    }
