"""GET /geocode: what may this text mean?"""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from numna_geo.api.closed import Question, closed
from numna_geo.api.negotiation import takes_json
from numna_geo.api.replies import json_reply, self_link
from numna_geo.api.state import PlacesDep
from numna_geo.api.v1.answers.documented import answers
from numna_geo.api.v1.answers.territories import GeocodeAnswer
from numna_geo.api.v1.citing import shown
from numna_geo.api.v1.prefix import PREFIX
from numna_geo.geocoding.entry import MOST, Suggestion
from numna_geo.store.sources import PLACES

router = APIRouter(prefix=PREFIX, tags=["places"])


class GeocodeQuestion(Question):
    """What somebody typed."""

    q: str = Field(
        description="A name, finished or not, or a postcode or its first digits.",
        examples=["st jean d angely"],
        min_length=1,
        max_length=200,
    )
    limit: int = Field(MOST, ge=1, le=MOST, description="How many, at most.")


@router.get(
    "/geocode",
    summary="Communes and structures that a text may mean",
    dependencies=[closed(GeocodeQuestion), takes_json],
    responses=answers(GeocodeAnswer),
)
async def geocode(
    request: Request, asked: Annotated[GeocodeQuestion, Query()], places: PlacesDep
) -> Response:
    """Accents, hyphens, articles, « st » and small typing errors do not matter.

    Former names answer with the commune of today. Best fit first, then inhabitants.
    """
    known = await places.known()
    found = known.gazetteer.suggest(asked.q, limit=asked.limit)
    # Seats, postcodes and old names have sources of their own.
    spoken = {*PLACES, *(one.entry.source for one in found)} if found else set()
    body = {
        "q": asked.q,
        "suggestions": [_shown(one) for one in found],
        "sources": [shown(row) for row in known.sources if row["key"] in spoken],
        "links": [self_link(request)],
    }
    return json_reply(body)


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
