"""GET /unmet-needs: what people looked for and found nobody near, for planners."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from numna_geo.api.closed import Question, closed
from numna_geo.api.middleware.freshness import today
from numna_geo.api.negotiation import takes_json
from numna_geo.api.replies import json_reply, self_link
from numna_geo.api.state import ReaderDep
from numna_geo.api.v1.answers.documented import answers
from numna_geo.api.v1.answers.unmet import UnmetAnswer
from numna_geo.api.v1.prefix import PREFIX
from numna_geo.api.v1.territory_codes import EXAMPLE, refuse_unloaded, territory_from
from numna_geo.model.category import Category, Family
from numna_geo.model.stage import Need
from numna_geo.model.territory import Level
from numna_geo.store import unmet_needs as stored
from numna_geo.store.statements import Row
from numna_geo.usecases.nearby import NEAR_MIN

router = APIRouter(prefix=PREFIX, tags=["gaps"])

METHOD = (
    "Questions posées à ce service depuis une commune de la région, pour un besoin ou "
    "un type de structure choisi, auxquelles rien de connu ne répondait à moins de "
    "{near:g} minutes en voiture, quels que soient le temps demandé et les horaires ; "
    "les recherches à pied, à vélo et à vol d'oiseau ne comptent pas, ni les robots "
    "qui se déclarent, ni les pages chargées d'avance, rechargées ou revues. On compte "
    "des questions, non des personnes : ni adresse, ni position, ni heure. Pour une "
    "commune, un mois n'est donné qu'à partir de {fewest} questions."
)


class UnmetQuestion(Question):
    """Of which territories, and from which month on."""

    level: Level = Field(Level.DEPARTEMENT, description="Of the territories counted.")
    within: str | None = Field(
        None, description="level:code.", examples=[EXAMPLE], max_length=40
    )
    since: str | None = Field(
        None,
        description="First month; the first of the last twelve when absent.",
        examples=["2026-01"],
        pattern="^20[0-9]{2}-(0[1-9]|1[0-2])$",
    )


@router.get(
    "/unmet-needs",
    summary="What was looked for in vain, by territory, month and need",
    dependencies=[closed(UnmetQuestion), takes_json],
    responses=answers(UnmetAnswer),
)
async def unmet_needs(
    request: Request, asked: Annotated[UnmetQuestion, Query()], reader: ReaderDep
) -> Response:
    """Counted since this service runs: no value is no question, not no need.

    `need` is a need, or `family:` or `category:` and a key where no need was named.
    The sum of communes may be less than their EPCI: months of a commune with fewer
    than `fewest_in_commune` questions are told at larger levels only.
    """
    within = None
    if asked.within is not None:
        within = await territory_from(reader, asked.within, parameter="within")
    since = _first_month(asked.since)
    rows = await reader.rows(stored.totals(asked.level, within, since))
    if not rows:
        level = asked.level
        await refuse_unloaded(reader, level, parameter="level", value=level)
    body = {
        "level": asked.level,
        "within": asked.within,
        "since": f"{since:%Y-%m}",
        "fewest_in_commune": stored.FEWEST,
        "method": METHOD.format(near=NEAR_MIN, fewest=stored.FEWEST),
        "numberReturned": len(rows),
        "values": [_value(row) for row in rows],
        "links": [self_link(request)],
    }
    return json_reply(body)


def _first_month(said: str | None) -> date:
    if said is not None:
        return date.fromisoformat(f"{said}-01")
    month = today().replace(day=1)
    return date(month.year - (month.month < 12), month.month % 12 + 1, 1)  # noqa: PLR2004


def _value(row: Row) -> dict[str, Any]:
    return {
        "code": row["code"],
        "name": row["name"],
        "month": f"{row['month']:%Y-%m}",
        "need": row["need"],
        "label": _label(row["need"]),
        "times": row["times"],
    }


def _label(need: str) -> str:
    kind, _, key = need.rpartition(":")
    labelled = {"family": Family, "category": Category}.get(kind, Need)
    try:
        return str(labelled(key).label)
    except ValueError:
        # A category that a later version no longer has.
        return need
