"""GET /nearest: who is nearest to a point, a commune or an address."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field, FiniteFloat

from numna_geo.api.closed import Question, closed
from numna_geo.api.geojson import nearby_feature
from numna_geo.api.middleware.freshness import today
from numna_geo.api.negotiation import GEOJSON
from numna_geo.api.replies import geojson_reply, self_link
from numna_geo.api.state import PlacesDep, ReaderDep
from numna_geo.api.v1.answers.documented import GeoJson, answers
from numna_geo.api.v1.answers.structures import NearestAnswer
from numna_geo.api.v1.prefix import PREFIX
from numna_geo.errors import InvalidQuery, UnknownTerritory, WrongParameter
from numna_geo.geocoding.coordinates import position_from
from numna_geo.model.category import Category, Family
from numna_geo.model.search import Wanted
from numna_geo.model.stage import Need, Sector, Stage
from numna_geo.store.reading import Reader
from numna_geo.usecases.find_nearest import METHOD, find_nearest
from numna_geo.usecases.locate_place import (
    Place,
    locate_commune,
    locate_point,
    locate_text,
)
from numna_geo.usecases.suggest_places import Places

router = APIRouter(prefix=PREFIX, tags=["structures"])

_ONE_OF = "exactly one of: lon and lat, commune, address"


class NearestQuestion(Question):
    """From where, for what, and how many."""

    lon: FiniteFloat | None = Field(
        None, description="WGS 84 degrees, with `lat`.", examples=[1.8713]
    )
    lat: FiniteFloat | None = Field(
        None, description="WGS 84 degrees, with `lon`.", examples=[46.1702]
    )
    commune: str | None = Field(
        None,
        description="INSEE code of today or of old: measured from its town hall.",
        examples=["23096"],
        pattern="^[0-9AB]{5}$",
    )
    address: str | None = Field(
        None,
        description="A commune, a postcode, a structure, or an address, which is "
        "brought down to its commune in this version.",
        examples=["23000 Guéret"],
        min_length=1,
        max_length=200,
    )
    family: list[Family] = Field([], description="Of any category of the structure.")
    category: list[Category] = Field([], description="Any of the structure's counts.")
    need: list[Need] = Field([], description="By the source, or by the category.")
    stage: list[Stage] = Field([], description="Structures of unknown stage stay in.")
    sector: list[Sector] = Field([], description="Those of unknown sector stay in.")
    limit: int = Field(5, ge=1, le=50, description="How many, at most.")
    profile: Literal["crow", "car", "bike", "walk"] = Field(
        "crow", description="Only `crow` (straight line) in this version."
    )
    max_min: str | None = Field(None, description="Not available in this version.")
    open_now: str | None = Field(None, description="Not available in this version.")


@router.get(
    "/nearest",
    summary="The nearest structures, best first",
    dependencies=[closed(NearestQuestion)],
    response_class=GeoJson,
    responses=answers(NearestAnswer),
)
async def nearest(
    request: Request,
    asked: Annotated[NearestQuestion, Query()],
    reader: ReaderDep,
    places: PlacesDep,
) -> Response:
    """Usable structures by straight line, those beyond the border too.

    Of two at the same distance, a verified one comes first; then ties go by id. Those
    with `redistributable` false are shown here, and are in no list or download.

    A point outside the region is a fair question: `outside_region` is then true. An
    address whose postcode and commune contradict each other is measured from the
    commune that it names; `place.note` says so, and `others` are the other readings.
    """
    _refuse_what_comes_later(asked)
    place = await _from_where(asked, reader, places)
    wanted = Wanted(
        families=tuple(asked.family),
        categories=tuple(asked.category),
        needs=tuple(asked.need),
        stages=tuple(asked.stage),
        sectors=tuple(asked.sector),
    )
    day = today()
    found = await find_nearest(reader, place, wanted, limit=asked.limit, today=day)
    body = {
        "type": "FeatureCollection",
        "query": _understood(asked, place),
        "nothing_near": None,
        "numberReturned": len(found),
        "features": [nearby_feature(one, today=day) for one in found],
        "links": [self_link(request, GEOJSON)],
    }
    return geojson_reply(request, body)


def _refuse_what_comes_later(asked: NearestQuestion) -> None:
    later = []
    if asked.profile != "crow":
        expected = "crow: travel times come in a later version"
        later.append(WrongParameter("profile", asked.profile, expected))
    for name in ("max_min", "open_now"):
        value = getattr(asked, name)
        if value is not None:
            expected = "nothing: not available in this version"
            later.append(WrongParameter(name, value, expected))
    if later:
        named = ", ".join(one.parameter for one in later)
        raise InvalidQuery(f"{named}: not available in this version", later)


async def _from_where(asked: NearestQuestion, reader: Reader, places: Places) -> Place:
    point = asked.lon is not None or asked.lat is not None
    ways = [point, asked.commune is not None, asked.address is not None]
    if sum(ways) != 1:
        given = {"lon": asked.lon, "commune": asked.commune, "address": asked.address}
        wrong = [
            WrongParameter(name, "" if value is None else str(value), _ONE_OF)
            for name, value in given.items()
            if value is not None or sum(ways) == 0
        ]
        raise InvalidQuery(f"give {_ONE_OF}", wrong)
    if asked.commune is not None:
        return await _commune(asked.commune, reader)
    if asked.address is not None:
        return await locate_text(reader, await places.gazetteer(), asked.address)
    if asked.lon is None or asked.lat is None:
        name = "lon" if asked.lon is None else "lat"
        wrong = [WrongParameter(name, "", "WGS 84 degrees, beside the other one")]
        raise InvalidQuery("lon and lat go together", wrong)
    return await locate_point(reader, position_from(asked.lon, asked.lat))


async def _commune(code: str, reader: Reader) -> Place:
    try:
        return await locate_commune(reader, code)
    except UnknownTerritory as error:
        expected = "the INSEE code (not the postcode) of a commune, of today or of old"
        wrong = WrongParameter("commune", code, expected)
        raise InvalidQuery(str(error), [wrong]) from error


def _understood(asked: NearestQuestion, place: Place) -> dict[str, Any]:
    return {
        "lon": place.position.lon,
        "lat": place.position.lat,
        "place": {
            "label": place.label,
            "precision": place.precision,
            "commune_code": place.commune_code,
            "commune": place.commune,
            "note": place.note,
        },
        "others": [
            {"code": o.entry.id, "label": o.entry.label, "detail": o.entry.detail}
            for o in place.others
        ],
        "asked_code": place.asked_code,
        "outside_region": place.outside_region,
        "family": asked.family,
        "category": asked.category,
        "need": asked.need,
        "stage": asked.stage,
        "sector": asked.sector,
        "limit": asked.limit,
        "profile": asked.profile,
        "method": METHOD,
    }
