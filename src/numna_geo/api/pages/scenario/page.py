"""/scenario: try places that open, close or move, and see where to open more."""

import asyncio
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from numna_geo.api.pages.scenario import view
from numna_geo.api.pages.scenario.add import VERBS, Typed, typed_change
from numna_geo.api.pages.scenario.asked import (
    CANDIDATES,
    ScenarioAsked,
    scenario_asked,
    without,
)
from numna_geo.api.pages.shell.page_memory import MemoryDep
from numna_geo.api.pages.shell.templates import page
from numna_geo.api.pages.words.wording import Words, words_of
from numna_geo.api.replies import url
from numna_geo.api.state import PlacesDep, ReaderDep, ScenariosDep, SitingsDep
from numna_geo.errors import InvalidQuery, NotInTime
from numna_geo.maps.gain_curve import gain_curve
from numna_geo.model.scenario import MOST
from numna_geo.model.territory import Level
from numna_geo.store import sources
from numna_geo.store.reading import Reader
from numna_geo.usecases.choose_sites import MOST as MOST_PLACES
from numna_geo.usecases.choose_sites import Sited
from numna_geo.usecases.cite_sources import place_sources
from numna_geo.usecases.known_layers import Layer
from numna_geo.usecases.known_supply import KnownSupply
from numna_geo.usecases.scenarios import TRIABLE, Scenario, Scenarios
from numna_geo.usecases.site_candidates import Wanted
from numna_geo.usecases.site_places import Busy, Sitings
from numna_geo.usecases.tell_siting import tell_siting

router = APIRouter(include_in_schema=False)

_SHOWN = 40


@router.get("/scenario")
async def scenario_page(
    request: Request,
    reader: ReaderDep,
    memory: MemoryDep,
    scenarios: ScenariosDep,
    sitings: SitingsDep,
    places: PlacesDep,
) -> Response:
    """A question, what would change, before and after; where more places would help."""
    t = words_of(request)
    known = await scenarios.known()
    asked = await _inside(scenarios, known, scenario_asked(request.query_params))
    typed = await typed_change(request.query_params, asked, reader, places, known)
    if typed is not None and typed.change is not None:
        to = asked.query([*asked.changes, typed.change])
        if t.lang == "en":
            to["lang"] = "en"
        return RedirectResponse(f"{view.PATH}?{urlencode(to)}", 303)
    asked, scenario = await _tried(scenarios, asked)
    sited, problem = await _sited(sitings, asked, request)
    whole = request.query_params.get("carte") == "region"
    near = [] if whole or sited else view.changing(scenario)
    return page(
        request,
        "scenario.html",
        active="scenario",
        asked=asked,
        view=view,
        typed=typed,
        form={name: request.query_params.get(name, "") for name in ("qui", "ou")},
        verb=_verb(request, typed),
        verbs=VERBS,
        scenario=scenario,
        picture=await view.picture(t, memory, (scenario, near), sited),
        near=bool(near),
        address=url(request, view.PATH, request.query_params.multi_items()),
        sited=_told(t, asked, scenario, sited),
        siting_problem=problem,
        cited=await _cited(reader, asked),
        api=f"/api/v1/scenarios?{urlencode(asked.api_query())}",
        **await _tables(scenarios, scenario),
        **_choices(),
    )


def _choices() -> dict[str, Any]:
    return {
        "indicators": list(TRIABLE.values()),
        "candidates": CANDIDATES,
        "most": MOST,
        "most_places": MOST_PLACES,
        "shown": _SHOWN,
    }


def _verb(request: Request, typed: Typed | None) -> str:
    asked = request.query_params.get("faire", "")
    return asked if typed is not None and asked in VERBS else next(iter(VERBS))


async def _inside(
    scenarios: Scenarios, known: KnownSupply, asked: ScenarioAsked
) -> ScenarioAsked:
    """The question without a territory that nobody knows."""
    if asked.within is None:
        return asked
    layer = await scenarios.layer(known, asked.within[0])
    return asked if asked.within[1] in layer.codes else replace(asked, within=None)


async def _tried(
    scenarios: Scenarios, asked: ScenarioAsked
) -> tuple[ScenarioAsked, Scenario]:
    """The scenario, without the changes that cannot be tried."""
    question = (asked.indicator, asked.measure)
    changes = list(asked.changes)[:MOST]
    try:
        return asked, await scenarios.tried(question, changes, asked.within)
    except InvalidQuery as error:
        left = without(changes, error.wrong)
        refused = [*asked.refused, *error.wrong]
        asked = replace(asked, changes=left, refused=refused)
        return asked, await scenarios.tried(question, left, asked.within)


async def _sited(
    sitings: Sitings, asked: ScenarioAsked, request: Request
) -> tuple[Sited | None, str | None]:
    """Where to open, or the end of the text that says why nobody knows."""
    if asked.propose is None:
        return None, None
    wanted = Wanted(
        asked=asked.measure,
        count=asked.propose,
        within=asked.within,
        candidates=asked.candidates,
        floor=asked.floor,
    )
    try:
        return await sitings.found(wanted, request.is_disconnected), None
    except (Busy, NotInTime):
        return None, "busy"
    except InvalidQuery as error:
        parameters = [one.parameter for one in error.wrong]
        return None, "floor" if "floor" in parameters else "centres"


def _told(
    t: Words, asked: ScenarioAsked, scenario: Scenario, sited: Sited | None
) -> dict[str, Any] | None:
    if sited is None:
        return None
    told = tell_siting(sited, scenario.outcome.communes)
    gains = [step["gain"] for step in told["curve"]]
    picture = gain_curve(
        gains, chosen=len(told["places"]), label=t("scenario.curve_alt")
    )
    return {**told, "picture": picture, "loading": view.loading(asked, sited)}


async def _tables(scenarios: Scenarios, scenario: Scenario) -> dict[str, Any]:
    known = scenario.known
    departments = await scenarios.layer(known, Level.DEPARTEMENT)
    density = await scenarios.density(known)
    within = await _within_name(scenarios, scenario)
    return await asyncio.to_thread(_counted, scenario, departments, density, within)


def _counted(
    scenario: Scenario, departments: Layer, density: Layer, within: str | None
) -> dict[str, Any]:
    outcome = scenario.outcome
    return {
        "totals": outcome.totals(),
        "territories": outcome.territories(departments),
        "density": outcome.territories(density),
        "communes": outcome.changed(),
        "departments": _named(departments),
        "within": within,
        "looks": view.counted_looks(scenario),
    }


def _named(layer: Layer) -> list[tuple[str, str]]:
    pairs = zip(layer.codes, layer.names, strict=True)
    return [(f"{Level.DEPARTEMENT}:{code}", name) for code, name in pairs]


async def _within_name(scenarios: Scenarios, scenario: Scenario) -> str | None:
    if scenario.within is None:
        return None
    layer = await scenarios.layer(scenario.known, scenario.within[0])
    return layer.names[layer.number(scenario.within[1])]


async def _cited(reader: Reader, asked: ScenarioAsked) -> list[Any]:
    places = await place_sources(reader)
    keys = tuple(places.behind(asked.indicator, asked.measure.supply))
    by_key = {row["key"]: row for row in await reader.rows(sources.sources(keys))}
    return [by_key[key] for key in keys if key in by_key]
