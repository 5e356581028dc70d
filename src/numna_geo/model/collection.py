"""How completely a directory has been collected, and how measured values are read."""

from collections.abc import Iterable
from enum import StrEnum


class Completeness(StrEnum):
    """How much of a category is known in a department."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    NOT_COLLECTED = "not_collected"
    UNKNOWN = "unknown"


def together(found: Iterable[Completeness]) -> Completeness:
    """How complete several directories are as one: what one lacks, it lacks.

    >>> together([Completeness.COMPLETE, Completeness.PARTIAL])
    <Completeness.PARTIAL: 'partial'>
    """
    several = set(found)
    if not several or Completeness.UNKNOWN in several:
        return Completeness.UNKNOWN
    return several.pop() if len(several) == 1 else Completeness.PARTIAL


class Reading(StrEnum):
    """Whose word counts: that of any source, or only a check within its delay."""

    DECLARED = "declared"
    VERIFIED = "verified"


class MeasureStatus(StrEnum):
    """How a measured value may be read."""

    MEASURED = "measured"
    ESTIMATED = "estimated"
    NO_DATA = "no_data"
    NOT_COLLECTED = "not_collected"
    BORDER_UNKNOWN = "border_unknown"
