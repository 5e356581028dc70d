"""Where a place could open: communes, existing places, centres, or given sites."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from numna_geo.errors import InvalidQuery, WrongParameter
from numna_geo.gaps.groups import Rows
from numna_geo.gaps.indicator import Asked
from numna_geo.model.position import Position
from numna_geo.model.zoning import CENTRE, Centre
from numna_geo.usecases.known_supply import KnownSupply
from numna_geo.usecases.locate_place import locate_point
from numna_geo.usecases.scenarios import Scenarios, Within

MOST_SITES = 200


class CandidatesOf(StrEnum):
    """Which places are compared."""

    COMMUNES = "communes"
    PLACES = "places"
    SMALL_TOWNS = "petites_villes"
    TOWN_CENTRES = "coeur_de_ville"
    SITES = "sites"


_CENTRES = {
    CandidatesOf.SMALL_TOWNS: Centre.SMALL_TOWN,
    CandidatesOf.TOWN_CENTRES: Centre.CORE_TOWN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Where how many places of which kind are looked for, and for whom.

    Args:
        asked: what is near already, in which reading, within which minutes, for whom.
        count: how many may open.
        within: whose people, and where; the whole region without.
        candidates: where a place could open.
        sites: for given candidates, longitude and latitude of each.
        proved: whether the best choice is asked for, or a good one at once.
        floor: no department may be left with a smaller share within reach.
        by_time: whether minutes count, rather than who comes within reach.
    """

    asked: Asked
    count: int
    within: Within | None = None
    candidates: CandidatesOf = CandidatesOf.COMMUNES
    sites: tuple[tuple[float, float], ...] = ()
    proved: bool = True
    floor: float | None = None
    by_time: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A point where a place could open, and the commune around it."""

    lon: float
    lat: float
    commune: str

    @property
    def end(self) -> tuple[float, float, str]:
        """As travel times ask for it."""
        return self.lon, self.lat, self.commune


async def candidates(
    scenarios: Scenarios,
    known: KnownSupply,
    wanted: Wanted,
    inside: Rows,
) -> list[Candidate]:
    """Every candidate in the communes that are asked about.

    Args:
        scenarios: whose layers tell which communes are centres.
        known: people and places.
        wanted: where a place could open.
        inside: numbers of the communes asked about.

    Raises:
        InvalidQuery: a site is outside the region, or centres are not loaded.
    """
    codes = {known.run.codes[i] for i in inside.tolist()}
    match wanted.candidates:
        case CandidatesOf.SITES:
            found = await _given(scenarios, wanted.sites)
        case CandidatesOf.PLACES:
            spots = {place.end: None for place in known.places}
            found = [
                Candidate(lon=lon, lat=lat, commune=code)
                for lon, lat, code in sorted(spots, key=str)
                if code is not None
            ]
        case CandidatesOf.COMMUNES:
            found = [_seat(known, code) for code in known.run.codes]
        case _:
            found = await _centres(scenarios, known, wanted.candidates)
    return [one for one in found if one.commune in codes]


def _seat(known: KnownSupply, code: str) -> Candidate:
    lon, lat = known.seats[code]
    return Candidate(lon=lon, lat=lat, commune=code)


async def _centres(
    scenarios: Scenarios, known: KnownSupply, which: CandidatesOf
) -> list[Candidate]:
    label = _CENTRES[which].label
    zoning = await scenarios.zoning(known, CENTRE)
    if label not in zoning.codes:
        wrong = WrongParameter("candidates", which, "others: centres are not loaded")
        raise InvalidQuery("these candidates are not loaded", [wrong])
    rows = np.sort(zoning.groups.of(zoning.number(label)))
    return [_seat(known, known.run.codes[i]) for i in rows.tolist()]


async def _given(
    scenarios: Scenarios, sites: Sequence[tuple[float, float]]
) -> list[Candidate]:
    found, wrong = list[Candidate](), list[WrongParameter]()
    for number, (lon, lat) in enumerate(sites):
        place = await locate_point(scenarios.reader, Position(lon=lon, lat=lat))
        if place.commune_code is None:
            told = WrongParameter(f"sites[{number}]", f"{lon},{lat}", "in the region")
            wrong.append(told)
        else:
            found.append(Candidate(lon=lon, lat=lat, commune=place.commune_code))
    if wrong or not found:
        expected = "lon,lat of sites in the region, by semicolons"
        several = wrong or [WrongParameter("sites", "", expected)]
        raise InvalidQuery("cannot use sites", several)
    return found
