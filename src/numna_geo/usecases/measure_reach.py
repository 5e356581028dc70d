"""How far each supply is from each commune, by an engine of travel times."""

from collections.abc import Iterator
from datetime import datetime

import numpy as np

from numna_geo.gaps.scene import Flags, Floats, Reach
from numna_geo.model.collection import Reading
from numna_geo.model.supply import SUPPLIES
from numna_geo.travel.engine import Ends, Engine
from numna_geo.usecases.measured_columns import CHOICES
from numna_geo.usecases.measured_inputs import Inputs


def reaches(
    inputs: Inputs, travel: Engine, now: datetime
) -> Iterator[tuple[str, Reading, Reach]]:
    """Every supply in both readings."""
    people = inputs.ground.ends([(c.lon, c.lat, c.code) for c in inputs.own])
    everywhere = [(p.lon, p.lat, p.commune_code) for p in inputs.places]
    verified = inputs.verified(now)
    for key in SUPPLIES:
        part_of = np.array([key in found for found in inputs.answers], dtype=bool)
        for which in Reading:
            counted = part_of if which is Reading.DECLARED else part_of & verified
            chosen = [everywhere[i] for i in np.flatnonzero(counted)]
            places = inputs.ground.ends(chosen)
            yield key, which, _reach(travel, people, places, _inside(inputs, counted))


def _reach(travel: Engine, people: Ends, places: Ends, inside: Floats) -> Reach:
    minutes, _ = travel.nearest(people, places)
    unknown = np.full(len(people), np.nan)
    return Reach(
        central=minutes.central,
        low=minutes.low,
        high=minutes.high,
        choices=dict.fromkeys(CHOICES, unknown),
        access=unknown,
        inside=inside,
    )


def _inside(inputs: Inputs, counted: Flags) -> Floats:
    """Places counted in each commune, shape (N,)."""
    row_of = {code: i for i, code in enumerate(inputs.codes)}
    where = [row_of.get(p.commune_code or "", -1) for p in inputs.places]
    rows = np.array(where, dtype=np.intp)[counted]
    found = np.bincount(rows[rows >= 0], minlength=len(row_of))
    return found.astype(np.float64)
