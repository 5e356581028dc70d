"""GET /territories/{level}/{code}/sheet: all that is known of one territory."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from numna_geo.api.closed import Question, closed
from numna_geo.api.negotiation import CSV
from numna_geo.api.replies import json_reply
from numna_geo.api.state import ReaderDep, SheetsDep
from numna_geo.api.v1.answers.documented import answers
from numna_geo.api.v1.answers.sheets import SheetAnswer
from numna_geo.api.v1.csv_table import media_type_of
from numna_geo.api.v1.prefix import PREFIX
from numna_geo.api.v1.sheet_body import sheet_body
from numna_geo.api.v1.sheet_csv import sheet_csv
from numna_geo.api.v1.territory_codes import current_code
from numna_geo.errors import UnknownTerritory
from numna_geo.model.territory import Level

router = APIRouter(prefix=PREFIX, tags=["territories"])


class SheetQuestion(Question):
    """In which format."""

    f: Literal["json", "csv"] | None = Field(
        None, description="Format, stronger than `Accept`."
    )


@router.get(
    "/territories/{level}/{code}/sheet",
    summary="The sheet of a territory, beside its department and region",
    dependencies=[closed(SheetQuestion)],
    responses=answers(SheetAnswer, csv=True, unknown=True),
)
async def sheet(
    request: Request,
    level: str,
    code: str,
    question: Annotated[SheetQuestion, Query()],
    reader: ReaderDep,
    sheets: SheetsDep,
) -> Response:
    """An old commune code answers with its successor, and `asked_code`.

    `indicators` are the default measures of /indicators, with the numbers of /gaps;
    `categories` the same place by place, `establishments` of businesses. Each stands
    beside the department where most of the people live, the region, and the median of
    `comparable` territories of the level: those whose people mostly live in the same
    class of density. `rank` 1 is the worst, `rank_of` how many are ranked, `rank_tied`
    how many others share it; a part of a territory has none. `band` tells people within
    reach, uncertain and beyond it apart, the minutes being estimates. A
    commune has `minutes`, those of its town hall, beside the medians of people.
    `verified` splits a gap into `absent` and `not_verified`; `not_collected` are people
    where nobody made a list. CSV has one row a figure.
    """
    media_type = media_type_of(request, question.f)
    if level not in set(Level):
        raise UnknownTerritory(f"no such level; there are {', '.join(Level)}")
    known = Level(level)
    today = await current_code(reader, known, code)
    if today is None:
        raise UnknownTerritory(f"no {known} of the region has or had this code")
    found = await sheets.of(known, today)
    if media_type == CSV:
        return sheet_csv(found)
    asked_code = code if code != today else None
    return json_reply(sheet_body(request, found, asked_code, media_type))
