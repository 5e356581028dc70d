"""Who stands where in the answer: ranked, from afar, passing by, passed over."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from numna_geo.model.travel import Profile
from numna_geo.usecases.gather_nearby import Gathered
from numna_geo.usecases.judge_able import CLOSED_NOW, HOURS_UNKNOWN
from numna_geo.usecases.nearby import NEAR_MIN, Competence, Search
from numna_geo.usecases.rank_nearby import Considered, passed_over, ranked

AFAR, PASSING, PASSED_OVER = 3, 3, 5
"""How many, at most, help from afar, come by, and were passed over."""

LATER_MIN, LATER_M = 120.0, 100_000.0
"""How far whoever takes over at the next stage may be: by car, else in metres.

Ours: farther, nobody is named but who covers the very place that asks.
"""

_FAR_M = 30_000.0
_HOURS = {CLOSED_NOW, HOURS_UNKNOWN}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Places by their part in the answer.

    `best` is the first of all that are able, however far and whatever their hours;
    `later`, who accompanies the next stage, `later_far` whether only somebody too far
    away does. `near` counts those able and near, whatever
    their hours, by straight line those that were read; `near_open` those of them that
    are not kept out by their hours. `unheard` counts those as near as the results whose
    hours nobody tells; `is_unmet` is that of `Interlocutors`.
    """

    results: Sequence[Considered]
    best: Considered | None
    afar: Sequence[Considered]
    passing: Sequence[Considered]
    later: Considered | None
    later_far: bool
    over: Sequence[Considered]
    unheard: int
    near: int
    near_open: int
    is_unmet: bool

    @property
    def told(self) -> list[Considered]:
        """All that are described in full."""
        others = [one for one in (self.best, self.later) if one is not None]
        return [*self.results, *self.afar, *self.passing, *others]


def chosen(gathered: Gathered, search: Search) -> Chosen:
    """The part of each place that was gathered."""
    able = ranked(gathered.fixed)
    whenever = ranked(map(_whenever, gathered.fixed)) if search.open_now else able
    results = _within(able, search.max_min)[: search.limit]
    # As far as the last one that is told, or as the nearest one where nobody is near.
    last = next(iter((results or able[:1])[-1:]), None)
    passing = ranked(gathered.itinerant)
    passing = [one for one in passing if last is None or one.far <= last.far]
    if results:
        passing = _within(passing, search.max_min)
    passing = _others(passing, results)[:PASSING]
    known = ranked(gathered.later)
    later = [one for one in known if _may_take_over(one, search)]
    return Chosen(
        results=results,
        best=whenever[0] if whenever else None,
        afar=_others(_afar(gathered, search), [*results, *passing])[:AFAR],
        passing=passing,
        later=later[0] if later else None,
        later_far=bool(known) and not later,
        over=_over(gathered, results or able[:1], search)[:PASSED_OVER],
        unheard=_unheard(gathered, results),
        near=len(_within(whenever, search.near_min)),
        near_open=len(_within(able, search.near_min)),
        is_unmet=search.profile is Profile.CAR and not _within(whenever, NEAR_MIN),
    )


def _may_take_over(one: Considered, search: Search) -> bool:
    if one.competence is Competence.COVERS or one.travel.in_commune:
        return True
    if search.profile is Profile.CAR:
        return one.far <= LATER_MIN
    return bool(one.row["distance_m"] <= LATER_M)


def _afar(gathered: Gathered, search: Search) -> list[Considered]:
    """Those that help remotely, and those of the whole territory that are not near."""
    helping = ranked(gathered.afar)
    around = {one.row["id"] for one in _around(helping, search)}
    return [o for o in helping if o.row["remote"] or o.row["id"] not in around]


def _within(found: Iterable[Considered], bound: float | None) -> list[Considered]:
    return [one for one in found if one.travel.is_within(bound, one.far)]


def _around(found: Iterable[Considered], search: Search) -> list[Considered]:
    """Those that are near; by straight line, within as many metres as are far."""
    return _within(found, _FAR_M if search.near_min is None else search.near_min)


def _whenever(one: Considered) -> Considered:
    """The same, whatever its hours."""
    others = tuple(r for r in one.why_not if r.code not in _HOURS)
    return replace(one, why_not=others) if others != one.why_not else one


def _others(
    found: Iterable[Considered], told: Iterable[Considered]
) -> list[Considered]:
    known = {one.row["id"] for one in told}
    return [one for one in found if one.row["id"] not in known]


def _over(
    gathered: Gathered, shown: Sequence[Considered], search: Search
) -> list[Considered]:
    """Those that are passed over; where nobody is able at all, only those near."""
    places = [one for one in gathered.fixed if not _hours_unknown(one)]
    over = passed_over(places, shown)
    return over if shown else _around(over, search)


def _hours_unknown(one: Considered) -> bool:
    return any(reason.code == HOURS_UNKNOWN for reason in one.why_not)


def _unheard(gathered: Gathered, results: Sequence[Considered]) -> int:
    unknown = {
        one.row["id"]
        for one in gathered.fixed
        if [reason.code for reason in one.why_not] == [HOURS_UNKNOWN]
        and (not results or one.far <= results[-1].far)
    }
    return len(unknown)
