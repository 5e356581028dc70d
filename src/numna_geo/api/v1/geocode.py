"""GET /geocode: what may this text mean?"""

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from numna_geo.api.cache_control import NEVER
from numna_geo.api.closed import Question, closed
from numna_geo.api.negotiation import takes_json
from numna_geo.api.replies import json_reply, self_link
from numna_geo.api.state import PlacesDep
from numna_geo.api.v1.answers.documented import answers
from numna_geo.api.v1.answers.territories import GeocodeAnswer
from numna_geo.api.v1.citing import shown
from numna_geo.api.v1.prefix import PREFIX
from numna_geo.geocoding.entry import MOST, Suggestion
from numna_geo.geocoding.geocoder import Address
from numna_geo.store.sources import PLACES

router = APIRouter(prefix=PREFIX, tags=["places"])


ADDRESSES = {
    "key": "geocoder",
    "title": "Adresses",
    "publisher": "Base Adresse Nationale",
    "licence": "Licence Ouverte 2.0",
    "landing_page": "https://adresse.data.gouv.fr",
    "date": None,
    "published_on": None,
    "vintage": None,
}
"""Whose addresses these are: asked at the time, they are in no catalogue of ours."""


class GeocodeQuestion(Question):
    """What somebody typed."""

    q: str = Field(
        description="A name, finished or not, with or without its department; a "
        "postcode or its first digits; the INSEE code of a commune; an address.",
        examples=["st jean d angely"],
        min_length=1,
        max_length=200,
    )
    limit: int = Field(MOST, ge=1, le=MOST, description="How many, at most.")


@router.get(
    "/geocode",
    summary="Communes, structures and addresses that a text may mean",
    dependencies=[closed(GeocodeQuestion), takes_json],
    responses=answers(GeocodeAnswer),
)
async def geocode(
    request: Request, asked: Annotated[GeocodeQuestion, Query()], places: PlacesDep
) -> Response:
    """Accents, hyphens, articles, « st » and small typing errors do not matter.

    Former names and codes answer with the commune of today. Best fit first, then
    inhabitants. Where a geocoder was named (`GEOCODER_URL`), a text that names a street
    is asked there too: addresses come last, and `addresses` says when it does not
    answer. What was typed is not logged.
    """
    known = await places.known()
    # Typing errors in many names take milliseconds: others are answered meanwhile.
    ours, streets = await asyncio.gather(
        asyncio.to_thread(known.gazetteer.suggest, asked.q, limit=asked.limit),
        places.addresses.find(asked.q),
    )
    found = ours[: max(asked.limit - len(streets.addresses), (asked.limit + 1) // 2)]
    addresses = streets.addresses[: asked.limit - len(found)]
    # Seats, postcodes and old names have sources of their own.
    spoken = {*PLACES, *(one.entry.source for one in found)} if found else set()
    cited = [shown(row) for row in known.sources if row["key"] in spoken]
    body = {
        "q": asked.q,
        "suggestions": [*map(_shown, found), *map(_address_shown, addresses)],
        "addresses": {"available": streets.available, "note": streets.note},
        "sources": [*cited, ADDRESSES] if addresses else cited,
        "links": [self_link(request)],
    }
    reply = json_reply(body)
    if streets.was_asked:
        # A street is nobody's to keep, and a server that is away may be back.
        reply.headers["Cache-Control"] = NEVER
    return reply


def _shown(found: Suggestion) -> dict[str, Any]:
    entry = found.entry
    return {
        "kind": entry.kind,
        "code" if entry.kind == "commune" else "id": entry.id,
        "label": entry.label,
        "detail": entry.detail,
        "lon": entry.lon,
        "lat": entry.lat,
        "score": round(found.score, 3),
        "matched": found.matched,
        "source": entry.source,
    }


def _address_shown(found: Address) -> dict[str, Any]:
    return {
        "kind": "address",
        "id": found.id,
        "label": found.label,
        "detail": found.context,
        "lon": found.position.lon,
        "lat": found.position.lat,
        "score": round(found.score, 3),
        "matched": found.label,
        "source": ADDRESSES["key"],
    }
