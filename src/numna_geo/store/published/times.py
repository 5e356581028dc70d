"""How two times lie to one another, as SQL on their first and last days."""

from collections.abc import Mapping
from operator import eq, gt, lt
from typing import Any

from sqlalchemy import and_, not_

from numna_geo.model.comparing import Temporal
from numna_geo.store.published.relation import Column

# Source: OGC 21-065r2 (CQL2), table of temporal functions. A day lasts from itself to
# itself: two days meet when they are the same.
_RELATIONS: Mapping[Temporal, str] = {
    Temporal.AFTER: "start > until",
    Temporal.BEFORE: "end < since",
    Temporal.CONTAINS: "start < since, end > until",
    Temporal.DURING: "start > since, end < until",
    Temporal.EQUALS: "start = since, end = until",
    Temporal.FINISHED_BY: "start < since, end = until",
    Temporal.FINISHES: "start > since, end = until",
    Temporal.MEETS: "end = since",
    Temporal.MET_BY: "start = until",
    Temporal.OVERLAPPED_BY: "start > since, start < until, end > until",
    Temporal.OVERLAPS: "start < since, end > since, end < until",
    Temporal.STARTED_BY: "start = since, end > until",
    Temporal.STARTS: "start = since, end < until",
}
_SIGNS: Mapping[str, Any] = {">": gt, "<": lt, "=": eq}


def happens(
    how: Temporal, start: Column, end: Column, since: Column, until: Column
) -> Column:
    """Whether from `start` to `end` lies so to from `since` to `until`."""
    if how is Temporal.INTERSECTS:
        return and_(start <= until, end >= since)
    if how is Temporal.DISJOINT:
        return not_(happens(Temporal.INTERSECTS, start, end, since, until))
    ends = {"start": start, "end": end, "since": since, "until": until}
    tests = (test.split() for test in _RELATIONS[how].split(", "))
    return and_(*(_SIGNS[sign](ends[one], ends[other]) for one, sign, other in tests))
