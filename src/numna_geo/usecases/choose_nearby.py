"""Who stands where in the answer: ranked, from afar, passing by, passed over."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from numna_geo.model.travel import Profile
from numna_geo.usecases.gather_nearby import Gathered
from numna_geo.usecases.judge_able import HOURS_UNKNOWN
from numna_geo.usecases.nearby import Search
from numna_geo.usecases.rank_nearby import Considered, passed_over, ranked

AFAR, PASSING, PASSED_OVER = 3, 3, 5
"""How many, at most, help from afar, come by, and were passed over."""

NEAR_MIN = 30.0
"""How far is near when nobody says: half an hour, a choice of ours for every profile.

Source:
    ours; `docs/decisions/0015-who-is-told-first.md`.
"""

_FAR_M = 30_000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Places by their part in the answer.

    `best` is the first of all that are able, however far; `later`, who accompanies the
    next stage; `unheard` counts those as near as the results whose hours nobody tells.
    """

    results: Sequence[Considered]
    best: Considered | None
    afar: Sequence[Considered]
    passing: Sequence[Considered]
    later: Considered | None
    over: Sequence[Considered]
    unheard: int

    @property
    def told(self) -> list[Considered]:
        """All that are described in full."""
        others = [one for one in (self.best, self.later) if one is not None]
        return [*self.results, *self.afar, *self.passing, *others]


def chosen(gathered: Gathered, search: Search) -> Chosen:
    """The part of each place that was gathered."""
    able = ranked(gathered.fixed)
    near = [one for one in able if _is_near(one, search)]
    results = near[: search.limit]
    # As far as the last one that is told, or as the nearest one where nobody is near.
    last = next(iter((results or able[:1])[-1:]), None)
    passing = ranked(gathered.itinerant)
    passing = [one for one in passing if last is None or one.far <= last.far]
    passing = _others(passing, results)[:PASSING]
    later = ranked(gathered.later)
    return Chosen(
        results=results,
        best=able[0] if able else None,
        afar=_others(_afar(gathered, search), [*results, *passing])[:AFAR],
        passing=passing,
        later=later[0] if later else None,
        over=_over(gathered, results or able[:1])[:PASSED_OVER],
        unheard=_unheard(gathered, results),
    )


def _afar(gathered: Gathered, search: Search) -> list[Considered]:
    """Those that help remotely, and those of the whole territory that are not near."""
    bound = near_bound(search)
    return [
        one
        for one in ranked(gathered.afar)
        if one.row["remote"] or one.far > (_FAR_M if bound is None else bound)
    ]


def near_bound(search: Search) -> float | None:
    """How far is near: minutes, or nothing by straight line."""
    if search.profile is Profile.CROW:
        return None
    return NEAR_MIN if search.max_min is None else search.max_min


def _is_near(one: Considered, search: Search) -> bool:
    return search.max_min is None or one.far <= search.max_min


def _others(
    found: Iterable[Considered], told: Iterable[Considered]
) -> list[Considered]:
    known = {one.row["id"] for one in told}
    return [one for one in found if one.row["id"] not in known]


def _over(gathered: Gathered, shown: Sequence[Considered]) -> list[Considered]:
    places = [one for one in gathered.fixed if not _hours_unknown(one)]
    return passed_over(places, shown)


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
