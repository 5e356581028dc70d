"""GET /nearest: who can help from a point, a commune or an address, and why."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from numna_geo.api.cache_control import NEVER
from numna_geo.api.closed import closed
from numna_geo.api.interlocutors import interlocutors
from numna_geo.api.middleware.freshness import now
from numna_geo.api.negotiation import GEOJSON
from numna_geo.api.replies import geojson_reply, self_link
from numna_geo.api.state import PlacesDep, ReaderDep, TravelsDep
from numna_geo.api.unmet_counting import note_unmet
from numna_geo.api.v1.answers.documented import GeoJson, answers
from numna_geo.api.v1.answers.nearest import NearestAnswer
from numna_geo.api.v1.answers.travel import travel_used
from numna_geo.api.v1.nearest_question import NearestQuestion, from_where
from numna_geo.api.v1.nearest_start import started_from
from numna_geo.api.v1.prefix import PREFIX
from numna_geo.usecases.find_nearest import find_nearest
from numna_geo.usecases.locate_place import Place
from numna_geo.usecases.nearby import EngineUsed, Search

router = APIRouter(prefix=PREFIX, tags=["structures"])


@router.get(
    "/nearest",
    summary="Who can help from here, best first, and why",
    dependencies=[closed(NearestQuestion)],
    response_class=GeoJson,
    responses=answers(NearestAnswer),
)
async def nearest(
    request: Request,
    asked: Annotated[NearestQuestion, Query()],
    reader: ReaderDep,
    places: PlacesDep,
    travels: TravelsDep,
) -> Response:
    """Structures that are able to help, by travel time, those beyond the border too.

    Able: neither closed nor planned, of the family, category and need asked for, not
    said to serve other territories, other stages or other sectors; what a source does
    not say keeps nobody out. Within the same minute, those that surely may be asked
    from here come first, then verified ones, then better known positions, then more
    recent checks, then metres, then the id. Those with `redistributable` false are
    shown here, and are in no list or download.

    A position known to its commune only has no `travel_min`, but a band. `remote` help
    from afar, `itinerant` stop nearby for a few hours, `passed_over` are nearer than
    the first answer and are not it. Where nobody is near, whatever their hours,
    `nothing_near` says so; where `open_now` leaves none of those near, `nothing_open`
    does. An answer that counts as an unmet need is kept by no cache.

    A point outside the region is a fair question: `outside_region` is then true. An
    address whose postcode and commune contradict each other is measured from the
    commune that it names; `place.note` says so, and `others` are the other readings.
    """
    place = await from_where(asked, reader, places)
    search = Search(
        place=place,
        wanted=asked.wanted(),
        now=now(),
        limit=asked.limit,
        profile=asked.profile,
        max_min=asked.max_min,
        open_now=asked.open_now,
    )
    found = await find_nearest(reader, travels, search)
    body = {
        "type": "FeatureCollection",
        "query": _understood(asked, place, found.engine),
        **interlocutors(found, search),
        "links": [self_link(request, GEOJSON)],
    }
    reply = geojson_reply(request, body)
    if note_unmet(request, search, found) or _is_for_once(place, found.engine):
        reply.headers["Cache-Control"] = NEVER
    return reply


def _is_for_once(place: Place, engine: EngineUsed) -> bool:
    """Whether no cache may keep it: a street, or a better engine may soon be back."""
    return place.geocoded or engine.fallback is not None


def _understood(
    asked: NearestQuestion, place: Place, engine: EngineUsed
) -> dict[str, Any]:
    start = started_from(place)
    return {
        **start,
        "place": {**start["place"], "note": place.note},
        "others": [
            {"code": o.entry.id, "label": o.entry.label, "detail": o.entry.detail}
            for o in place.others
        ],
        "family": asked.family,
        "category": asked.category,
        "need": asked.need,
        "stage": asked.stage,
        "sector": asked.sector,
        "limit": asked.limit,
        "profile": asked.profile,
        "max_min": asked.max_min,
        "open_now": asked.open_now,
        "method": engine.method_text,
        "travel": travel_used(engine),
    }
