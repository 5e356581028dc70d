"""GET /runs: the measurings that are kept, for whoever follows a gap over time."""

from fastapi import APIRouter, Request, Response

from numna_geo.api.closed import closed
from numna_geo.api.negotiation import takes_json
from numna_geo.api.replies import json_reply, self_link
from numna_geo.api.state import ReaderDep
from numna_geo.api.v1.answers.documented import answers
from numna_geo.api.v1.answers.runs import RunsAnswer
from numna_geo.api.v1.prefix import PREFIX
from numna_geo.store import measures

router = APIRouter(prefix=PREFIX, tags=["gaps"])


@router.get(
    "/runs",
    summary="Every measuring that is kept, the newest first",
    dependencies=[closed(), takes_json],
    responses=answers(RunsAnswer),
)
async def runs(request: Request, reader: ReaderDep) -> Response:
    """`GET /gaps?run=` answers as one of them did; without it, as the newest.

    Two runs are comparable where `engine` and `engine_version` are the same: minutes of
    different engines differ by a quarter. `data_version` grows with every import.
    """
    found = await reader.rows(measures.runs())
    body = {
        "numberMatched": len(found),
        "runs": [dict(row.items()) for row in found],
        "links": [self_link(request)],
    }
    return json_reply(body)
