"""Which places each supply has in each reading, and what its reach is made from."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import numpy as np

from numna_geo.bundle import code_mark
from numna_geo.gaps.scene import Flags
from numna_geo.model.collection import Reading
from numna_geo.model.supply import SUPPLIES
from numna_geo.model.territory import Quantity
from numna_geo.store.scene_reading import Rows
from numna_geo.travel.engine import Engine
from numna_geo.usecases.measure_reach import People
from numna_geo.usecases.measured_inputs import Inputs
from numna_geo.usecases.measured_sites import Sites, intra_min, sites_of

Key = tuple[str, Reading]


@dataclass(frozen=True, kw_only=True, eq=False)
class Supplied:
    """Every supply in both readings.

    Args:
        inputs: the tables.
        travel: whose minutes are measured.
        at: when a check must not have outlived its delay.
    """

    inputs: Inputs
    travel: Engine
    at: datetime

    @cached_property
    def counted(self) -> Mapping[Key, Flags]:
        """Whether each place is part of a supply, shape (places,)."""
        verified = self.inputs.verified(self.at)
        found = {}
        for key in SUPPLIES:
            answers = self.inputs.answers
            part_of = np.array([key in told for told in answers], dtype=bool)
            found[key, Reading.DECLARED] = part_of
            found[key, Reading.VERIFIED] = part_of & verified
        return found

    @cached_property
    def people(self) -> People:
        """Those of the region, then those beyond the border, who compete."""
        everybody = self._everybody
        halo = [c.population for c in everybody[len(self.inputs.own) :]]
        unknown = [np.nan if number is None else float(number) for number in halo]
        own = self.inputs.demand[Quantity.INHABITANTS]
        ground = self.inputs.ground
        return People(
            ends=ground.ends([(c.lon, c.lat, c.code) for c in everybody]),
            inhabitants=np.concatenate([own, np.array(unknown, dtype=np.float64)]),
            intra_min=intra_min(
                [c.code for c in everybody], ground, self.travel.profile
            ),
            own=len(self.inputs.own),
        )

    def marks(self) -> dict[Key, str]:
        """For each supply, a digest of its places and of what is common to all."""
        told = np.array([_told(place) for place in self.inputs.places], dtype=object)
        return {
            key: _digest(self._ground_mark, *sorted(told[counted]))
            for key, counted in self.counted.items()
        }

    def sites(self, keys: Collection[Key]) -> tuple[Sites, dict[str, Flags]]:
        """The places of some supplies, and which of them are of which, by number."""
        nowhere = np.zeros(len(self.inputs.places), dtype=bool)
        some = np.logical_or.reduce([nowhere, *(self.counted[key] for key in keys)])
        chosen = np.flatnonzero(some)
        rows = {c.code: number for number, c in enumerate(self._everybody)}
        places = [self.inputs.places[i] for i in chosen]
        sites = sites_of(places, self.inputs.ground, rows, self.travel.profile)
        order = chosen[sites.numbers]
        return sites, {name_of(key): self.counted[key][order] for key in keys}

    @cached_property
    def _everybody(self) -> Rows:
        beyond = [c for c in self.inputs.communes if not c.in_region]
        return [*self.inputs.own, *beyond]

    @cached_property
    def _ground_mark(self) -> str:
        people = self.people
        arrays: list[np.ndarray] = [
            *(people.ends.lonlat, people.ends.density, people.ends.mountain),
            *(people.inhabitants, people.intra_min),
        ]
        return _digest(
            code_mark(
                *("travel/*.py", "gaps/catchment.py", "usecases/measure_reach.py"),
                *("usecases/measured_sites.py", "usecases/measured_supplies.py"),
            ),
            *(self.travel.name, self.travel.version, str(dict(self.travel.params))),
            *(c.code for c in self._everybody),
            *(hashlib.sha256(array.tobytes()).hexdigest() for array in arrays),
        )


def name_of(key: Key) -> str:
    """As it is said while it is measured."""
    return f"{key[0]} ({key[1]})"


def _told(place: object) -> str:
    names = ("lon", "lat", "commune_code", "position_precision", "organisation_id")
    return " ".join(str(getattr(place, name)) for name in names)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def changed(
    names: Sequence[str], mark: str, before: Mapping[str, tuple[str, str]]
) -> bool:
    """Whether some columns are not kept as made from the same."""
    return any(before.get(name, ("", ""))[0] != mark for name in names)
