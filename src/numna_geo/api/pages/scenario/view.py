"""What the page of scenarios shows: figures, tables, the picture, links to go on."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from markupsafe import Markup

from numna_geo.api.pages.scenario.asked import ScenarioAsked
from numna_geo.api.pages.shell.page_memory import PageMemory
from numna_geo.api.pages.words.wording import Words
from numna_geo.api.v1.scenario_answer import coarse_outlines
from numna_geo.maps.borders import Borders, mercator
from numna_geo.maps.difference import Look, Spot, difference, framed
from numna_geo.maps.frame import Town
from numna_geo.model.category import Category
from numna_geo.model.scenario import Change, Kind
from numna_geo.model.supply import Supply, SupplyKind
from numna_geo.usecases.choose_sites import Sited
from numna_geo.usecases.difference_areas import areas
from numna_geo.usecases.scenario_changes import Resolved
from numna_geo.usecases.scenarios import Scenario

PATH = "/scenario"
_CLOSEST = 0.0035
"""Of the world's width: about 100 km across, to see where one is."""

_LOOKS = ("newly", "lost", "gap", "covered", "unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """A change in words, and the address of the page without it."""

    text: str
    undo: Mapping[str, str]


def change_rows(
    t: Words, asked: ScenarioAsked, changes: Sequence[Resolved]
) -> list[ChangeRow]:
    """Every change, and how to undo it."""
    return [
        ChangeRow(
            text=said(t, one),
            undo=asked.query([c for c in asked.changes if c is not one.change]),
        )
        for one in changes
    ]


def said(t: Words, one: Resolved) -> str:
    """A change in one sentence."""
    change = one.change
    where = one.commune or t("scenario.a_place")
    what = t.category(change.category) if change.category else one.name or ""
    return t(f"scenario.said_{change.kind.value}", what=what, where=where)


def counted_looks(scenario: Scenario) -> dict[str, int]:
    """How many communes there are of each look, in the order of the legend."""
    found = scenario.outcome.looks
    return {look: found.count(look) for look in _LOOKS if look in found}


def changing(scenario: Scenario) -> list[str]:
    """Communes to look at closely: those that change, where no territory is asked."""
    if scenario.within is not None:
        return []
    return [commune["code"] for commune in scenario.outcome.changed()]


async def picture(
    t: Words,
    memory: PageMemory,
    shown: tuple[Scenario, Sequence[str]],
    sited: Sited | None,
) -> Markup:
    """The communes by what they become, some of them from close by."""
    borders, towns = await memory.borders(), await memory.towns()
    return await asyncio.to_thread(_drawn, t, shown, sited, (borders, towns))


def _drawn(
    t: Words,
    shown: tuple[Scenario, Sequence[str]],
    sited: Sited | None,
    around: tuple[Sequence[Borders], Sequence[Town]],
) -> Markup:
    scenario, near = shown
    outcome, (borders, towns) = scenario.outcome, around
    codes = list(outcome.communes.codes)
    looks = list(outcome.looks)
    inside = {codes[i] for i in outcome.inside.tolist()}
    rings = areas(coarse_outlines(), codes, looks)
    wanted = inside or set(codes)
    if near:
        frame = framed(_corners(set(near)), least=_CLOSEST)
    elif scenario.within:
        frame = framed(_corners(wanted))
    else:
        frame = framed(np.vstack(borders[0].edges))
    return difference(
        cast("Mapping[Look, Any]", rings),
        borders,
        frame=frame,
        spots=[*_spots(t, scenario), *_proposed(scenario, sited)],
        names=towns,
        label=t("scenario.map_alt"),
    )


def _corners(codes: set[str]) -> Any:
    """Corners of the boxes round some communes, in Web Mercator."""
    outlines = coarse_outlines()
    boxes = np.array([outlines[code].bounds for code in codes if code in outlines])
    return mercator(np.vstack((boxes[:, :2], boxes[:, 2:])))


def _spots(t: Words, scenario: Scenario) -> list[Spot]:
    found = list[Spot]()
    for one in scenario.changes:
        name = said(t, one)
        if one.removed is not None:
            gone = scenario.known.places[one.removed]
            found.append(
                Spot(lon=gone.lon, lat=gone.lat, kind="removed", name=name, letter="×")
            )
        if one.added is not None:
            letter = "P" if one.change.kind is Kind.VISIT else "+"
            at = one.added
            found.append(
                Spot(lon=at.lon, lat=at.lat, kind="added", name=name, letter=letter)
            )
    return found


def _proposed(scenario: Scenario, sited: Sited | None) -> list[Spot]:
    if sited is None:
        return []
    names = dict(
        zip(
            scenario.outcome.communes.codes,
            scenario.outcome.communes.names,
            strict=True,
        )
    )
    return [
        Spot(
            lon=place.lon,
            lat=place.lat,
            kind="proposed",
            name=names.get(place.commune, place.commune),
            letter=str(rank),
        )
        for rank, place in enumerate(sited.places, start=1)
    ]


def loading(asked: ScenarioAsked, sited: Sited) -> dict[str, str]:
    """The address of the scenario in which the proposed places open, too."""
    category = usual(asked)
    seats = sited.known.seats
    added = [
        Change(
            kind=Kind.ADD,
            item="",
            category=category,
            at=one.commune if seats[one.commune] == (one.lon, one.lat) else None,
            lon=one.lon,
            lat=one.lat,
        )
        for one in sited.places
    ]
    return asked.query([*asked.changes, *added])


def supply_name(t: Words, supply: Supply) -> str:
    """What is looked for, in words."""
    if supply.kind is SupplyKind.CATEGORY:
        return t.category(supply.value)
    if supply.kind is SupplyKind.FAMILY:
        return t("scenario.all_together", family=t.family(supply.value))
    if supply.kind is SupplyKind.STAGE:
        return t.stage(supply.value)
    return t(f"{supply.kind.value}.{supply.value}")


def offered(asked: ScenarioAsked) -> list[Supply]:
    """What can be looked for on the page: all together, or one category."""
    kinds = (SupplyKind.FAMILY, SupplyKind.CATEGORY)
    return [one for one in asked.indicator.supplies if one.kind in kinds]


def usual(asked: ScenarioAsked) -> Category:
    """What opened last, for whoever adds several of them."""
    opened = [one.category for one in asked.changes if one.category is not None]
    return opened[-1] if opened else asked.default_category


def opening(asked: ScenarioAsked) -> list[Category]:
    """What may open."""
    return list(asked.supply.categories)
