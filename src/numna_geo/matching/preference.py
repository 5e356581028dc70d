"""Which of several records is believed, field by field.

Records that their source still publishes come before those it dropped. Then, for what a
place is called: the most trusted. For how to reach it and whether it is open: the
freshest. For where it is: the most precise.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from numna_geo.model.position import Precision
from numna_geo.model.structure import Record

_FINEST_FIRST = tuple(Precision)
_LONG_AGO = date.min


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced:
    """A record, and what its source is worth.

    `rank` is that of its source, 1 trusted first. `gone` is whether the source no
    longer publishes it; `published_on` is the date of the source's file.
    """

    record: Record
    rank: int
    redistributable: bool
    gone: bool
    published_on: date | None
    in_region: bool


Order = Sequence[Sourced]


def by_rank(group: Iterable[Sourced]) -> list[Sourced]:
    """The most trusted source first; within one rank, by key: nothing else counts."""
    return _sorted(group, key=_rank)


def speaking(group: Sequence[Sourced]) -> list[Sourced]:
    """The records that may give fields: all of them may be published again, or none.

    Where some may be published again, those that may not only tell that the place is
    the same: nothing that they say gets out. But a record that its source dropped
    opens nothing: while only lists of a doubtful licence still publish the place, they
    speak of it, and it is not given away.
    """
    live = [one for one in group if not one.gone] or group
    free = any(one.redistributable for one in live)
    return [one for one in group if one.redistributable is free]


def trusted_first(group: Iterable[Sourced]) -> list[Sourced]:
    """By the rank of their sources."""
    return _sorted(group, key=lambda one: (one.gone, *_rank(one)))


def freshest_first(group: Iterable[Sourced]) -> list[Sourced]:
    """By the day on which somebody last knew; undated ones last, equals by trust."""
    return _sorted(
        group, key=lambda one: (one.gone, -_known_on(one).toordinal(), *_rank(one))
    )


def finest_first(group: Iterable[Sourced]) -> list[Sourced]:
    """By how well their point is known; those without a point last, equals by trust."""

    def fineness(one: Sourced) -> tuple[Any, ...]:
        precision = _FINEST_FIRST.index(one.record.precision)
        return one.gone, one.record.position is None, precision, *_rank(one)

    return _sorted(group, key=fineness)


def _sorted(
    group: Iterable[Sourced], *, key: Callable[[Sourced], tuple[Any, ...]]
) -> list[Sourced]:
    several = list(group)
    # Most groups are of one record, whose key is of no use.
    if len(several) > 1:
        several.sort(key=key)
    return several


def _rank(one: Sourced) -> tuple[int, str, str]:
    return one.rank, one.record.record_key, one.record.source


def _known_on(one: Sourced) -> date:
    """When it was verified, else edited, else published by its source."""
    fresh = one.record.freshness
    return fresh.verified_on or fresh.edited_on or one.published_on or _LONG_AGO
