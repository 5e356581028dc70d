"""What no road crosses, and the few places where one does."""

from dataclasses import dataclass

from numna_geo.model.travel import Profile

LonLat = tuple[float, float]
"""WGS 84 degrees, longitude first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Barrier:
    """A line that a way cannot cross: down a river, round an island, along a ridge."""

    key: str
    name: str
    line: tuple[LonLat, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """Where two shores meet: a bridge, a ferry, a pass, or the way round an end.

    Args:
        key: unique.
        name: as it stands after « par », in French, as « le bac Royan – Le Verdon ».
        landings: where it is entered and left, one of them twice for a way round.
        on_road: whether the kilometres between the landings are driven or walked.
        fixed_min: minutes that it takes beside those, such as a crossing by boat.
        wait_min: minutes that people wait on average, from none to twice that.
        profiles: the ways of going that may take it.
    """

    key: str
    name: str
    landings: tuple[LonLat, LonLat]
    on_road: bool
    fixed_min: float
    wait_min: float
    profiles: frozenset[Profile]
