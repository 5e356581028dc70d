"""How values, geometries, times and lists are compared, by the words of CQL2."""

from enum import StrEnum


class Comparison(StrEnum):
    """How two values of one kind compare."""

    EQUAL = "="
    UNEQUAL = "<>"
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="


class Operation(StrEnum):
    """What is computed of two numbers; dividing by 0 gives an unknown."""

    ADD = "+"
    SUBTRACT = "-"
    MULTIPLY = "*"
    DIVIDE = "/"
    WHOLE = "div"
    REMAINDER = "%"
    POWER = "^"


class Folding(StrEnum):
    """What of a text does not count."""

    CASE = "casei"
    ACCENTS = "accenti"


class Spatial(StrEnum):
    """How two geometries lie to one another, as OGC Simple Features defines it."""

    INTERSECTS = "s_intersects"
    EQUALS = "s_equals"
    DISJOINT = "s_disjoint"
    TOUCHES = "s_touches"
    WITHIN = "s_within"
    OVERLAPS = "s_overlaps"
    CROSSES = "s_crosses"
    CONTAINS = "s_contains"


class Temporal(StrEnum):
    """How two times lie to one another, as Allen's algebra defines it."""

    AFTER = "t_after"
    BEFORE = "t_before"
    CONTAINS = "t_contains"
    DISJOINT = "t_disjoint"
    DURING = "t_during"
    EQUALS = "t_equals"
    FINISHED_BY = "t_finishedby"
    FINISHES = "t_finishes"
    INTERSECTS = "t_intersects"
    MEETS = "t_meets"
    MET_BY = "t_metby"
    OVERLAPPED_BY = "t_overlappedby"
    OVERLAPS = "t_overlaps"
    STARTED_BY = "t_startedby"
    STARTS = "t_starts"


class Sets(StrEnum):
    """How two lists of texts compare, as sets."""

    CONTAINS = "a_contains"
    CONTAINED_BY = "a_containedby"
    EQUALS = "a_equals"
    OVERLAPS = "a_overlaps"
