"""How people get somewhere, and how their minutes were found."""

from enum import StrEnum

from numna_geo.model.labelled import Labelled


class Profile(Labelled):
    """A way of going; `crow` is no way at all: straight distances, without minutes."""

    CAR = "car", "en voiture"
    BIKE = "bike", "à vélo"
    WALK = "walk", "à pied"
    CROW = "crow", "à vol d'oiseau"


MOVING = (Profile.CAR, Profile.BIKE, Profile.WALK)
"""Ways of going that take minutes."""


class TravelMethod(StrEnum):
    """Minutes along real roads, estimated from the distance, or not told."""

    ROAD = "road"
    ESTIMATE = "estimate"
    NONE = "none"


class Reach(StrEnum):
    """What a threshold says of an estimate with a band."""

    COVERED = "covered"
    UNCERTAIN = "uncertain"
    GAP = "gap"


def reach(low_min: float, high_min: float, *, threshold_min: float) -> Reach:
    """Within reach even at the worst, out of reach even at the best, or in between.

    A place exactly at the threshold is within reach.

    >>> reach(12.0, 20.0, threshold_min=20.0).value
    'covered'
    >>> reach(18.0, 27.0, threshold_min=20.0).value
    'uncertain'
    >>> reach(21.0, 33.0, threshold_min=20.0).value
    'gap'
    """
    if high_min <= threshold_min:
        return Reach.COVERED
    return Reach.GAP if low_min > threshold_min else Reach.UNCERTAIN
