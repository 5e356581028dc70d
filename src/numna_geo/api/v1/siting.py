"""GET /siting: where some more places would do most good."""

from http import HTTPStatus
from typing import Annotated, Literal

from fastapi import APIRouter, HTTPException, Query, Request, Response
from pydantic import Field

from numna_geo.api.closed import Question, closed
from numna_geo.api.negotiation import JSON, takes_json
from numna_geo.api.replies import json_reply, self_link, url
from numna_geo.api.state import ReaderDep, SitingsDep
from numna_geo.api.v1.answers.documented import answers
from numna_geo.api.v1.answers.siting import SitingAnswer
from numna_geo.api.v1.asked_measure import asked_measure
from numna_geo.api.v1.prefix import PREFIX
from numna_geo.api.v1.territory_codes import EXAMPLE, territory_from
from numna_geo.errors import InvalidPosition, InvalidQuery, WrongParameter
from numna_geo.gaps.indicator import Indicator
from numna_geo.model.category import Category, Family
from numna_geo.model.collection import Reading
from numna_geo.model.position import Position
from numna_geo.model.stage import Need, Sector, Stage
from numna_geo.model.supply import SUPPLIES, Supply, SupplyKind
from numna_geo.model.territory import Level, Quantity
from numna_geo.store.reading import Reader
from numna_geo.usecases.choose_sites import MOST, Sited
from numna_geo.usecases.scenarios import TRIABLE
from numna_geo.usecases.site_candidates import MOST_SITES, CandidatesOf, Wanted
from numna_geo.usecases.site_places import Busy, Sitings
from numna_geo.usecases.tell_siting import tell_siting

router = APIRouter(prefix=PREFIX, tags=["gaps"])

_COORDINATES = 2


class SitingQuestion(Question):
    """How many places of which kind, for whom, and where they could open."""

    category: Category | None = Field(
        None, description="What opens.", examples=["fab_lab"]
    )
    family: Family | None = Field(
        None, description="What opens, of whatever category, instead."
    )
    count: int = Field(5, ge=1, le=MOST, description="How many.")
    within: str | None = Field(
        None,
        description="level:code: whose people, and where.",
        examples=[EXAMPLE],
        max_length=40,
    )
    max_min: int | None = Field(
        None, description="Threshold in minutes, inclusive.", examples=[20]
    )
    candidates: CandidatesOf = Field(
        CandidatesOf.COMMUNES,
        description="Where one may open: the seat of any commune, where something is "
        "already, seats of the centres of two national programmes, or `sites`.",
    )
    sites: str | None = Field(
        None,
        description=f"lon,lat of at most {MOST_SITES} sites, by semicolons.",
        max_length=6000,
    )
    method: Literal["auto", "greedy", "exact"] = Field(
        "auto", description="`auto` proves the best choice wherever that is possible."
    )
    floor: float | None = Field(
        None, ge=0, le=1, description="No department may be left with a smaller share."
    )
    objective: Literal["coverage", "time"] = Field(
        "coverage", description="Who comes within reach, or all person-minutes."
    )
    counted: Quantity | None = Field(None, description="Whom to serve.")
    reading: Reading = Field(
        Reading.DECLARED, description="Which places exist already."
    )


class _Measure:
    """The same question as one of an indicator."""

    need: Need | None = None
    stage: Stage | None = None
    sector: Sector | None = None
    period: str | None = None

    def __init__(self, asked: SitingQuestion) -> None:
        self.category, self.max_min = asked.category, asked.max_min
        self.counted, self.reading = asked.counted, asked.reading


@router.get(
    "/siting",
    summary="Where some more places would do most good",
    dependencies=[closed(SitingQuestion), takes_json],
    responses=answers(SitingAnswer, busy=True),
)
async def siting(
    request: Request,
    asked: Annotated[SitingQuestion, Query()],
    reader: ReaderDep,
    sitings: SitingsDep,
) -> Response:
    """Places in the order of what each adds, and how good any other choice could be.

    `proof` is `optimal` where no other choice of as many candidates does more, else
    `bound`: none does more than `bound`, which is `gap_share` above what was found.
    Greedily chosen places do at least 63 % of the best. One question is worked out at
    a time, in 25 seconds at most, and remembered.
    """
    indicator, wanted = await wanted_from(reader, asked)
    sited = await sited_by(sitings, wanted, request)
    known, used = sited.known, sited.scene.travel
    communes = await sitings.scenarios.layer(known, Level.COMMUNE)
    told = tell_siting(sited, communes)
    people = wanted.asked.counted or Quantity.INHABITANTS
    unit = f"{people} × min" if wanted.by_time else str(people)
    body = {
        **told,
        "unit": unit,
        "run": known.run.about,
        "travel_method": used.method,
        "is_estimate": used.is_estimate,
        "links": [self_link(request), _scenario_link(request, indicator, sited)],
    }
    return json_reply(body)


async def wanted_from(
    reader: Reader, asked: SitingQuestion
) -> tuple[Indicator, Wanted]:
    """What is meant, and the indicator that asks it.

    Raises:
        InvalidQuery: no place can be sited like this; every wrong parameter is named.
    """
    supply = _supply(asked)
    indicator = next(one for one in TRIABLE.values() if supply in one.supplies)
    measure = asked_measure(_Measure(asked), indicator)
    within = None
    if asked.within is not None:
        within = await territory_from(reader, asked.within, parameter="within")
    by_time = asked.objective == "time"
    proved = asked.method != "greedy"
    if asked.floor is not None and (by_time or not proved):
        expected = "coverage, and method auto or exact"
        wrong = WrongParameter("floor", str(asked.floor), expected)
        raise InvalidQuery("a floor cannot be kept like this", [wrong])
    return indicator, Wanted(
        asked=measure,
        count=asked.count,
        within=within,
        candidates=asked.candidates,
        sites=_sites(asked),
        proved=proved,
        floor=asked.floor,
        by_time=by_time,
    )


async def sited_by(sitings: Sitings, wanted: Wanted, request: Request) -> Sited:
    """What was found.

    Raises:
        HTTPException: 503 when too many ask at once.
    """
    try:
        return await sitings.found(wanted, request.is_disconnected)
    except Busy as error:
        told = "Too many ask where to open at once; try again in a moment."
        raise HTTPException(HTTPStatus.SERVICE_UNAVAILABLE, told) from error


def _supply(asked: SitingQuestion) -> Supply:
    named = [name for name in ("category", "family") if getattr(asked, name)]
    key = f"{named[0]}:{getattr(asked, named[0])}" if named else ""
    known = {s.key: s for i in TRIABLE.values() for s in i.supplies}
    if len(named) == 1 and key in known:
        return SUPPLIES[key]
    kinds = SupplyKind.CATEGORY, SupplyKind.FAMILY
    offered = ", ".join(s.value for s in known.values() if s.kind in kinds)
    expected = f"one of category and family, among: {offered}"
    value = key.partition(":")[2]
    wrong = WrongParameter(named[0] if named else "category", value, expected)
    raise InvalidQuery("what may open is not clear", [wrong])


def _sites(asked: SitingQuestion) -> tuple[tuple[float, float], ...]:
    if asked.candidates is not CandidatesOf.SITES:
        if asked.sites:
            told = WrongParameter("sites", asked.sites, "candidates=sites beside it")
            raise InvalidQuery("sites are not looked at", [told])
        return ()
    parts = [part for part in (asked.sites or "").split(";") if part.strip()]
    found, wrong = list[tuple[float, float]](), list[WrongParameter]()
    for number, part in enumerate(parts):
        try:
            values = [float(one) for one in part.split(",")]
            if len(values) != _COORDINATES or "_" in part:
                raise ValueError
            Position(lon=values[0], lat=values[1])
            found.append((values[0], values[1]))
        except (ValueError, InvalidPosition):
            wrong.append(WrongParameter(f"sites[{number}]", part, "lon,lat in degrees"))
    if len(parts) > MOST_SITES or not parts:
        many = f"{len(parts)} sites"
        wrong.append(WrongParameter("sites", many, f"1 to {MOST_SITES}"))
    if wrong:
        raise InvalidQuery("cannot use sites", wrong)
    return tuple(found)


def _scenario_link(
    request: Request, indicator: Indicator, sited: Sited
) -> dict[str, str]:
    query = scenario_query(indicator, sited)
    href = url(request, f"{PREFIX}/scenarios", query)
    return {"rel": "related", "href": href, "type": JSON}


def scenario_query(indicator: Indicator, sited: Sited) -> list[tuple[str, str]]:
    """The scenario in which these places open, as an address."""
    wanted, asked = sited.wanted, sited.wanted.asked
    supply = asked.supply
    category = supply.categories[0] if supply else ""
    seats = sited.known.seats
    added = ";".join(
        f"{category}:{one.commune}"
        if seats[one.commune] == (one.lon, one.lat)
        else f"{category}:{one.lon},{one.lat}"
        for one in sited.places
    )
    query = {"indicator": indicator.key, "add": added, "max_min": str(asked.max_min)}
    if supply is not None and supply.kind == SupplyKind.CATEGORY:
        query["category"] = supply.value
    if asked.reading is not Reading.DECLARED:
        query["reading"] = asked.reading.value
    if wanted.within:
        query["within"] = f"{wanted.within[0]}:{wanted.within[1]}"
    return list(query.items())
