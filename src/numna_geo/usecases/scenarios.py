"""Scenarios: everything that trying one needs, in one hand."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from numna_geo.gaps import INDICATORS
from numna_geo.gaps.beyond import people_beyond
from numna_geo.gaps.groups import Rows
from numna_geo.gaps.indicator import Asked, Indicator
from numna_geo.model.scenario import Change
from numna_geo.model.territory import Level
from numna_geo.store.reading import Reader
from numna_geo.usecases.known_ground import DENSITY_CLASSES
from numna_geo.usecases.known_layers import Layer, Layers
from numna_geo.usecases.known_supply import KnownSupply, Supplies
from numna_geo.usecases.read_measures import Measures
from numna_geo.usecases.scenario_changes import Resolved, resolved
from numna_geo.usecases.tell_scenario import Outcome
from numna_geo.usecases.travel_engines import Travels
from numna_geo.usecases.try_scenario import engine_of, try_scenario

TRIABLE = {key: one for key, one in INDICATORS.items() if one.measure is people_beyond}
"""Indicators that only ask how far the nearest place is."""

Within = tuple[Level, str]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scenario:
    """A scenario that was tried, and the changes that it is made of."""

    known: KnownSupply
    changes: Sequence[Resolved]
    outcome: Outcome
    within: Within | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scenarios:
    """Tries scenarios on the last measuring.

    Args:
        reader: where the data are.
        measures: what was measured.
        layers: of territories.
        supplies: where people and places are.
        travels: who tells minutes.
    """

    reader: Reader
    measures: Measures
    layers: Layers
    supplies: Supplies
    travels: Travels

    async def known(self) -> KnownSupply:
        """People and places, beside the last measuring.

        Raises:
            DatabaseNotReady: nothing is measured yet.
        """
        return await self.supplies.of(await self.measures.needed_run())

    async def tried(
        self,
        question: tuple[Indicator, Asked],
        changes: Sequence[Change],
        within: Within | None,
    ) -> Scenario:
        """What some changes would change.

        Args:
            question: an indicator of `TRIABLE`, and which measure of it.
            changes: what comes, moves and goes.
            within: whose people are told of; the whole region without.

        Raises:
            InvalidQuery: some items cannot be tried; each is named.
            TravelUnavailable: the engine does not answer.
        """
        known = await self.known()
        understood = await resolved(self.reader, known, question, changes)
        engine = await engine_of(self.travels, known)
        tried = await asyncio.to_thread(
            try_scenario, known, engine, question[1], understood
        )
        outcome = Outcome(
            tried=tried,
            indicator=question[0],
            asked=question[1],
            communes=await self.layers.level(known.run, Level.COMMUNE),
            inside=await self.inside(known, within),
        )
        return Scenario(known=known, changes=understood, outcome=outcome, within=within)

    async def inside(self, known: KnownSupply, within: Within | None) -> Rows:
        """Numbers of the communes of a territory; all of them without one."""
        if within is None:
            return np.arange(len(known.run.codes), dtype=np.intp)
        layer = await self.layers.level(known.run, within[0])
        if within[1] not in layer.codes:
            return np.empty(0, dtype=np.intp)
        return layer.groups.of(layer.number(within[1]))

    async def layer(self, known: KnownSupply, level: Level) -> Layer:
        """Territories of a level."""
        return await self.layers.level(known.run, level)

    async def density(self, known: KnownSupply) -> Layer:
        """Classes of density, the densest first."""
        layer = await self.layers.zoning(known.run, "density")
        ranks = [DENSITY_CLASSES.get(code, len(layer)) for code in layer.codes]
        return layer.among(sorted(range(len(layer)), key=ranks.__getitem__))

    async def zoning(self, known: KnownSupply, name: str) -> Layer:
        """Classes of a zoning."""
        return await self.layers.zoning(known.run, name)
