"""Columns that take no measuring: people, premises, directories and the border."""

from collections.abc import Iterator

import numpy as np

from numna_geo.gaps.scene import Floats
from numna_geo.model.category import Category
from numna_geo.model.supply import SUPPLIES
from numna_geo.travel.engine import Engine
from numna_geo.travel.estimate import Estimate
from numna_geo.travel.searches import least_min
from numna_geo.usecases.measured_columns import premises_columns
from numna_geo.usecases.measured_inputs import Inputs

LISTED_BEYOND = frozenset(
    {Category.COWORKING, Category.FAB_LAB, Category.FRANCE_SERVICES}
)
"""Categories whose places beyond the border are listed (CGET 2019, ANCT 2024)."""

BEYOND_KNOWN = tuple(
    one
    for one in SUPPLIES.values()
    if one.categories and {*one.categories} <= LISTED_BEYOND
)
"""Supplies of which every category is: digital mediation is listed in the region only,
third places nowhere, hence neither `family:host` nor `need:workspace` is among them."""


def plain_columns(inputs: Inputs, travel: Engine) -> Iterator[tuple[str, Floats]]:
    """Each by its name; it is made from itself."""
    for quantity, people in inputs.demand.items():
        yield f"demand/{quantity}", people
    for period, premises in inputs.premises.items():
        yield from premises_columns(period, premises).items()
    for supply, flags in inputs.not_collected.items():
        yield f"uncollected/{supply}", flags.astype(np.float64)
    for known in BEYOND_KNOWN:
        yield f"beyond_known/{known.key}", np.ones(len(inputs.codes))
    yield "border/min", _border_min(inputs, travel)


def _border_min(inputs: Inputs, travel: Engine) -> Floats:
    """Minutes at least to the border, whatever the ground beyond."""
    told = [np.nan if c.border_km is None else c.border_km for c in inputs.own]
    km = np.array(told, dtype=np.float64)
    if isinstance(travel, Estimate):
        return travel.at_least(km)
    return least_min(travel.profile, km)
