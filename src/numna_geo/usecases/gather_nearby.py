"""Which places can be among the best, however the roads run?

Asks PostGIS for the nearest by straight line, times them, and asks for four times as
many until none of those left unseen can be among the best.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf

from numna_geo.model import french
from numna_geo.model.stage import Stage
from numna_geo.model.travel import Profile
from numna_geo.store import nearby_candidates
from numna_geo.store.nearby_candidates import SHORTEST, Part
from numna_geo.store.reading import Reader
from numna_geo.store.statements import Row
from numna_geo.usecases.judge_able import competence_of, why_not
from numna_geo.usecases.nearby import EngineUsed, Search
from numna_geo.usecases.rank_nearby import Considered, ranked
from numna_geo.usecases.tell_opening import tell_opening
from numna_geo.usecases.tell_verified import is_verified
from numna_geo.usecases.time_nearby import CROW, Timed, timed
from numna_geo.usecases.travel_engines import Travels

_BESIDE = {Part.AFAR, Part.NEXT}
TIMES_MORE = 4
# Past these, the search ends and says so: what is left is farther by straight line
# than thousands that cannot help, or than as many as a server of roads is asked for.
MOST, MOST_BY_ROAD = 8192, 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """Places to rank, by what they may be in the answer.

    `fixed` and `itinerant` are near, `afar` help from afar, `later` say that they
    accompany the next stage. `cut` is whether a better one may have been left unseen.
    """

    fixed: Sequence[Considered]
    itinerant: Sequence[Considered]
    afar: Sequence[Considered]
    later: Sequence[Considered]
    engine: EngineUsed
    cut: bool


async def gather_nearby(
    reader: Reader, travels: Travels, search: Search, next_stage: Stage | None
) -> Gathered:
    """Every place that may be among the `search.limit` best, and those beside.

    Exact for straight lines and for the estimate. Roads may be quicker than any line
    says: the places are then the best by the estimate, `MOST_BY_ROAD` at most.

    Raises:
        DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
    """
    most = 4 * search.limit + 12
    rows, engine = await _asked(
        reader, travels, search, most, beside=True, next_stage=next_stage
    )
    beside = [one for one in rows if one[0]["part"] in _BESIDE]
    while True:
        near = [_judged(*one, search) for one in rows if one[0]["part"] not in _BESIDE]
        fixed = [one for one in near if not _passes_by(one.row)]
        settled = _is_settled([row for row, _ in rows], most, fixed, search, travels)
        bound = MOST if engine.is_estimate or engine is CROW else MOST_BY_ROAD
        if settled or most >= bound:
            break
        most = min(most * TIMES_MORE, bound)
        rows, engine = await _asked(reader, travels, search, most)
    later = replace(search.wanted, stages=(next_stage,) if next_stage else ())
    return Gathered(
        fixed=fixed,
        itinerant=[one for one in near if _passes_by(one.row)],
        afar=_beside(beside, Part.AFAR, search),
        later=_beside(beside, Part.NEXT, replace(search, wanted=later)),
        engine=engine,
        cut=not settled,
    )


async def _asked(
    reader: Reader,
    travels: Travels,
    search: Search,
    most: int,
    *,
    beside: bool = False,
    next_stage: Stage | None = None,
) -> tuple[list[tuple[Row, Timed]], EngineUsed]:
    place = search.place
    rows = await reader.rows(
        nearby_candidates.nearest(
            place.position,
            search.wanted,
            place.commune_code,
            most=most,
            next_stage=next_stage,
            afar=beside,
        )
    )
    times, engine = await timed(rows, place, search.profile, travels)
    return list(zip(rows, times, strict=True)), engine


def _passes_by(row: Row) -> bool:
    """Whether it stands there for a few hours only: a bus, not a permanence."""
    return bool(row["itinerant"]) and row["part"] != Part.VISIT


def _judged(row: Row, time: Timed, search: Search) -> Considered:
    """A candidate, with what ranks it and what keeps it from being an answer."""
    opening = tell_opening(row["opening"], search.now) if search.open_now else None
    reasons = tuple(why_not(row, search.wanted, opening))
    return Considered(
        row=row,
        travel=time.travel,
        far=time.far,
        competence=competence_of(row),
        verified=is_verified(row, search.now.date()),
        why_not=reasons,
    )


def _beside(
    found: Sequence[tuple[Row, Timed]], part: Part, search: Search
) -> list[Considered]:
    """Those of a part; they are called, not gone to: their hours do not matter."""
    whenever = replace(search, open_now=False)
    return [_judged(row, time, whenever) for row, time in found if row["part"] == part]


def _is_settled(
    rows: Sequence[Row],
    most: int,
    fixed: Sequence[Considered],
    search: Search,
    travels: Travels,
) -> bool:
    """Whether none of the places that were not read can be among the answers."""
    unseen_m = _unseen_m(rows, most)
    if unseen_m is None:
        return True
    best = ranked(fixed)[: search.limit]
    worst = best[-1].far if len(best) == search.limit else inf
    if search.max_min is not None:
        worst = min(worst, max(search.max_min, best[0].far if best else inf))
    if search.profile is Profile.CROW:
        return unseen_m > worst
    soonest = travels.estimate(search.profile).at_least_min(unseen_m / 1000)
    return french.whole_minutes(soonest) > worst


def _unseen_m(rows: Sequence[Row], most: int) -> float | None:
    """Metres within which everything was read; None when there is nothing more."""
    ends = []
    for part in (Part.SITE, Part.VISIT):
        read = [row["sphere_m"] for row in rows if row["part"] == part]
        if len(read) == most:
            ends.append(max(read))
    return min(ends) * SHORTEST if ends else None
