"""How completely a directory has been collected, and how measured values are read."""

from enum import StrEnum


class Completeness(StrEnum):
    """How much of a category is known in a department."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    NOT_COLLECTED = "not_collected"
    UNKNOWN = "unknown"


class MeasureStatus(StrEnum):
    """How a measured value may be read."""

    MEASURED = "measured"
    ESTIMATED = "estimated"
    NO_DATA = "no_data"
    NOT_COLLECTED = "not_collected"
    BORDER_UNKNOWN = "border_unknown"
