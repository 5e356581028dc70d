"""GET /roadmap: where objectives 10, 11, 12 stand, and each territory's ecosystem."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import Field

from numna_geo.api.closed import Question, closed
from numna_geo.api.replies import json_reply, self_link
from numna_geo.api.state import (
    LayersDep,
    MatricesDep,
    MeasuresDep,
    ReaderDep,
    RoadmapDep,
)
from numna_geo.api.v1.answers.documented import answers
from numna_geo.api.v1.answers.roadmap import RoadmapAnswer
from numna_geo.api.v1.citing import cited
from numna_geo.api.v1.matrix import layer_within
from numna_geo.api.v1.prefix import PREFIX
from numna_geo.api.v1.territory_codes import EXAMPLE
from numna_geo.model.collection import Reading
from numna_geo.model.territory import Level
from numna_geo.usecases.build_matrix import Known
from numna_geo.usecases.tell_ecosystem import tell_ecosystem

router = APIRouter(prefix=PREFIX, tags=["roadmap"])


async def _last(measures: MeasuresDep, matrices: MatricesDep) -> Known:
    return await matrices.known(await measures.needed_run())


KnownDep = Annotated[Known, Depends(_last)]
"""The last measuring, and the structures of the moment."""


class RoadmapQuestion(Question):
    """Whose ecosystems are told beside the objectives."""

    level: Level = Field(Level.DEPARTEMENT, description="Of the ecosystems told.")
    within: str | None = Field(
        None, description="level:code.", examples=[EXAMPLE], max_length=40
    )
    reading: Reading = Field(
        Reading.DECLARED,
        description="Of the ecosystems: whoever is declared, or who was checked.",
    )


@router.get(
    "/roadmap",
    summary="Where the roadmap stands",
    dependencies=[closed(RoadmapQuestion)],
    responses=answers(RoadmapAnswer),
)
async def roadmap(
    request: Request,
    question: Annotated[RoadmapQuestion, Query()],
    reader: ReaderDep,
    layers: LayersDep,
    known: KnownDep,
    roadmaps: RoadmapDep,
) -> Response:
    """Each objective with what was announced in 2018, what is known today, and not.

    `quote` holds the very words of the roadmap, null where we hold none. `ecosystems`
    tell of each territory what is `present`, `unverified` (declared, in the verified
    reading), `absent` (the directory is complete), `not_listed` (it is not) or
    `unknown`; broadband is present where most premises can be connected to fibre.
    """
    run = known.run
    told = await roadmaps.told(run)
    layer = await layer_within(reader, layers, run, question.level, question.within)
    figures = [one for objective in told["objectives"] for one in objective["figures"]]
    keys = dict.fromkeys(key for figure in figures for key in figure["sources"])
    profiles = await asyncio.to_thread(
        tell_ecosystem, known.places, run.scene, layer, question.reading
    )
    return json_reply(
        {
            **told,
            "run": run.about,
            "level": question.level,
            "within": question.within,
            "reading": question.reading,
            "ecosystems": profiles,
            "sources": await cited(reader, keys),
            "links": [self_link(request)],
        }
    )
