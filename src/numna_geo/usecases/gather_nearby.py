"""Which places can be among the best, however the roads run?

Asks PostGIS for the nearest by straight line and times them. Those farther than the
worst of the best may still be reached sooner: within the distance at which nothing can,
whatever the ground, everything is read.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf

from numna_geo.model.stage import Stage
from numna_geo.store import nearby_candidates
from numna_geo.store.nearby_candidates import SHORTEST
from numna_geo.store.nearby_columns import Part, Within
from numna_geo.store.reading import Reader
from numna_geo.store.statements import Row
from numna_geo.usecases.judge_able import competence_of, is_narrow, why_not
from numna_geo.usecases.nearby import EngineUsed, Search
from numna_geo.usecases.rank_nearby import Considered, ranked
from numna_geo.usecases.tell_opening import tell_opening
from numna_geo.usecases.tell_verified import is_verified
from numna_geo.usecases.time_nearby import Timed, home_m, reach, timed
from numna_geo.usecases.travel_engines import Travels

MOST, MOST_BY_ROAD = 8192, 256
"""Candidates that are read at most; with fewer than all that matter, `cut` says so.

Roads are asked of a server, which takes so many at once.
"""

_TIMES_MORE = 4
_BESIDE = {Part.AFAR, Part.NEXT}

Found = Sequence[tuple[Row, Timed]]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asking:
    """How much is read: the `most` nearest, `within` a reach if that is known."""

    most: int
    within: Within | None = None
    next_stage: Stage | None = None
    beside: bool = False


async def gather_nearby(
    reader: Reader, travels: Travels, search: Search, next_stage: Stage | None
) -> Gathered:
    """Every place that may be among the `search.limit` best, and those beside.

    Exact for straight lines and for the estimate. Roads may be quicker than any
    straight line lets the estimate say: the places are then those that can be the best
    by the estimate, `MOST_BY_ROAD` at most.

    Raises:
        DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
    """
    asking = _Asking(most=4 * search.limit + 12, next_stage=next_stage, beside=True)
    found, engine = await _asked(reader, travels, search, asking)
    beside, told = [one for one in found if one[0]["part"] in _BESIDE], engine
    while True:
        most = MOST if engine.is_estimate or engine.name == "crow" else MOST_BY_ROAD
        near = [_judged(*one, search) for one in found if one[0]["part"] not in _BESIDE]
        fixed = [one for one in near if not _passes_by(one.row)]
        more = await _more(travels, search, asking, found, fixed)
        if more is None or asking.most >= most:
            break
        asking = replace(more, most=min(more.most, most))
        found, engine = await _asked(reader, travels, search, asking)
        told = _worse(told, engine)
    later = replace(search.wanted, stages=(next_stage,) if next_stage else ())
    return Gathered(
        fixed=fixed,
        itinerant=[one for one in near if _passes_by(one.row)],
        afar=_beside(beside, Part.AFAR, search),
        later=_beside(beside, Part.NEXT, replace(search, wanted=later)),
        engine=told,
        cut=more is not None,
    )


async def _asked(
    reader: Reader, travels: Travels, search: Search, asking: _Asking
) -> tuple[Found, EngineUsed]:
    place = search.place
    statement = nearby_candidates.nearest(
        place.position,
        search.wanted,
        place.commune_code,
        most=asking.most,
        within=asking.within,
        beside=asking.beside,
        next_stage=asking.next_stage,
    )
    rows = await reader.rows(statement)
    times, engine = await timed(rows, place, search.profile, travels)
    return list(zip(rows, times, strict=True)), engine


async def _more(
    travels: Travels,
    search: Search,
    asking: _Asking,
    found: Found,
    fixed: Sequence[Considered],
) -> _Asking | None:
    """What must be read besides, before the best are surely the best; else None."""
    ends = [_end_m([row for row, _ in found], part, asking.most) for part in _NEAR]
    seen_m = min(ends)
    if seen_m == inf:
        return None
    best = ranked(fixed)[: search.limit]
    worst = best[-1].far if len(best) == search.limit else inf
    if search.max_min is not None:
        worst = min(worst, max(search.max_min, best[0].far if best else inf))
    if worst == inf:
        return _Asking(most=asking.most * _TIMES_MORE)
    within = await reach(worst, search.place, search.profile, travels)
    if not _is_full(best, search):
        within = within.at_least(await home_m(search.place, travels))
    if within.metres < seen_m:
        return None
    return _Asking(most=MOST, within=within)


def _is_full(best: Sequence[Considered], search: Search) -> bool:
    """Whether as many as are asked for are near, wherever the others may be."""
    bound = search.near_min
    within = [one for one in best if one.travel.is_within(bound, one.far)]
    return len(within) == search.limit


def _end_m(rows: Sequence[Row], part: Part, most: int) -> float:
    """Metres within which every place of a part was read; infinite when all were."""
    read = [row["sphere_m"] for row in rows if row["part"] == part]
    return max(read) * SHORTEST if len(read) >= most else inf


def _worse(first: EngineUsed, then: EngineUsed) -> EngineUsed:
    """The one to tell of an answer whose minutes two engines found.

    One may have failed or come back between two questions: what stands in for another
    is the worse one.
    """
    return max(first, then, key=lambda one: (one.fallback is not None, one.is_estimate))


def _passes_by(row: Row) -> bool:
    """Whether it stands there for a few hours only: a bus, not a permanence."""
    return bool(row["itinerant"]) and row["part"] != Part.VISIT


def _judged(row: Row, time: Timed, search: Search) -> Considered:
    """A candidate, with what ranks it and what keeps it from being an answer."""
    opening = tell_opening(row["opening"], search.now) if search.open_now else None
    return Considered(
        row=row,
        travel=time.travel,
        far=time.far,
        competence=competence_of(row),
        verified=is_verified(row, search.now.date()),
        narrow=is_narrow(row, search.wanted),
        why_not=tuple(why_not(row, search.wanted, opening)),
    )


def _beside(found: Found, part: Part, search: Search) -> list[Considered]:
    """Those of a part; they are called, not gone to: their hours do not matter."""
    whenever = replace(search, open_now=False)
    return [_judged(row, time, whenever) for row, time in found if row["part"] == part]


_NEAR = (Part.SITE, Part.VISIT, Part.BESIDES)
