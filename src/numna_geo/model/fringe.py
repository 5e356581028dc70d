"""Whether a territory goes on beyond the border of the region."""

from collections.abc import Collection
from enum import StrEnum

from numna_geo.model.territory import Level

NEAR_KM = 5.0
"""A living basin with a town hall this near the border may well go on beyond it."""

_SEVERAL_REGIONS = "00"


class Beyond(StrEnum):
    """How we know that only a part of a territory lies in the region."""

    NO = "no"
    COUNTED = "counted"
    CERTAIN = "certain"
    POSSIBLE = "possible"


def goes_beyond(
    level: Level,
    code: str,
    *,
    departments: Collection[str],
    members_outside: int = 0,
    border_km: float | None = None,
) -> Beyond:
    """What codes and distances tell; of zones, we know the communes of here alone.

    INSEE numbers employment zones by region, those of several regions from 00 on, and a
    living basin by the commune that it is drawn around.

    >>> home = {"19", "23"}
    >>> goes_beyond(Level.ZONE_EMPLOI, "0063", departments=home).value
    'certain'
    >>> goes_beyond(Level.BASSIN_VIE, "15120", departments=home).value
    'certain'
    >>> goes_beyond(Level.BASSIN_VIE, "19275", departments=home, border_km=2.0).value
    'possible'
    >>> goes_beyond(Level.COMMUNE, "19275", departments=home, border_km=2.0).value
    'no'
    """
    if members_outside:
        return Beyond.COUNTED
    if is_cut(level, code, departments=departments):
        return Beyond.CERTAIN
    is_near = border_km is not None and border_km <= NEAR_KM
    return Beyond.POSSIBLE if level is Level.BASSIN_VIE and is_near else Beyond.NO


def is_cut(level: Level, code: str, *, departments: Collection[str]) -> bool:
    """Whether the code of a zone tells that a part of it lies elsewhere."""
    if level is Level.ZONE_EMPLOI:
        return code.startswith(_SEVERAL_REGIONS)
    return level is Level.BASSIN_VIE and code[:2] not in departments
