"""In which order are those who can help told?

The rule of `docs/decisions/0015`: first who is able, then the minutes that are shown,
then what is surer. Nothing here asks the database or a clock.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf

from numna_geo.model.position import Precision
from numna_geo.store.statements import Row
from numna_geo.usecases.nearby import Competence, Reason, Travel

Key = tuple[float, float, bool, bool, bool, int, int, float, str, str]

LONGER_MIN = 10.0
"""How much longer a way must be for a nearer place to be worth a word: ours."""

_SURE = {Competence.COVERS, Competence.VISITS}
_PRECISIONS = tuple(Precision)


@dataclass(frozen=True, slots=True, kw_only=True)
class Considered:
    """A place somebody may be met at: a site or a permanence, and how far it is.

    Args:
        row: of `store.nearby_candidates`.
        travel: what is told of the way.
        far: what ranks it: the whole minutes that are shown, or metres by straight
            line; infinite where it cannot be reached.
        competence: whether it may be asked from here.
        verified: whether it was checked within its category's delay.
        narrow: whether it is known to take certain sectors only, and none was named.
        why_not: what keeps it from being an answer; empty for one that is able.
    """

    row: Row
    travel: Travel
    far: float
    competence: Competence
    verified: bool
    narrow: bool = False
    why_not: tuple[Reason, ...] = ()


def key(one: Considered) -> Key:
    """What orders the able ones, the smallest first; no two places share a key.

    Within the same minute: who is not known to take certain sectors only, then who
    surely may be asked from here, then who is verified, then the better known position,
    then the more recent check or edition, then metres, then the id. Where no way leads,
    metres come before all that.
    """
    row = one.row
    return (
        one.far,
        row["distance_m"] if one.far == inf else 0.0,
        one.narrow,
        one.competence not in _SURE,
        not one.verified,
        _PRECISIONS.index(row["position_precision"]),
        -_last_seen(row["verified_on"], row["edited_on"]),
        row["distance_m"],
        row["id"],
        row["commune_code"] or "",
    )


def ranked(places: Iterable[Considered]) -> list[Considered]:
    """The able ones, the best first; of a structure, only its best place."""
    found: dict[str, Considered] = {}
    for one in sorted((p for p in places if not p.why_not), key=key):
        found.setdefault(one.row["id"], one)
    return list(found.values())


def passed_over(
    places: Iterable[Considered], shown: Sequence[Considered]
) -> list[Considered]:
    """Those nearer than the first of `shown` and not shown, the nearest first.

    Nearer by the time for those that cannot help, which is why they are not shown; by
    straight line for those that can, which take surely and much longer (`LONGER_MIN`):
    they are told with their time.
    Without any answer, everything that cannot help is nearer.
    """
    known = {one.row["id"] for one in shown}
    found: dict[str, Considered] = {}
    for one in sorted(places, key=lambda p: (p.far, p.row["distance_m"], p.row["id"])):
        if one.row["id"] not in known and (not shown or _is_nearer(one, shown[0])):
            found.setdefault(one.row["id"], one)
    return [one for one in found.values() if one.why_not or shown]


def _is_nearer(one: Considered, first: Considered) -> bool:
    here, there = (p.row["distance_m"] for p in (one, first))
    if one.why_not:
        return bool((one.far, here) < (first.far, there))
    return bool(here < there and _soonest(one) >= first.far + LONGER_MIN)


def _soonest(one: Considered) -> float:
    """The minutes it surely takes; nothing is sure within the commune that asks."""
    if one.travel.central is not None:
        return one.far
    return 0.0 if one.travel.low is None else one.travel.low


def _last_seen(*days: date | None) -> int:
    return max((day.toordinal() for day in days if day is not None), default=0)
