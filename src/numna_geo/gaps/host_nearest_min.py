"""Objective 12: how far the nearest host place is for half of the people."""

from numna_geo.gaps.indicator import Indicator
from numna_geo.gaps.nearest import (
    EXAMPLE,
    FORMULA,
    METHOD,
    UNREACHABLE,
    minutes_to_nearest,
)
from numna_geo.gaps.offers import (
    BY_CAR,
    ESTABLISHMENTS_OF_2014,
    ESTIMATED,
    EVERYBODY,
    HOST_OFFER,
    WITH_ESTABLISHMENTS,
)

INDICATOR = Indicator(
    key="host_nearest_min",
    objective=HOST_OFFER.objective,
    order=2,
    title="Temps jusqu'à un lieu d'accueil",
    question="À combien de minutes est le lieu d'accueil le plus proche ?",
    unit="min",
    counted="habitants",
    sources=WITH_ESTABLISHMENTS,
    method=f"{METHOD} {BY_CAR} {HOST_OFFER.which}",
    formula=FORMULA,
    example=EXAMPLE,
    limits=f"{UNREACHABLE} {ESTIMATED} {HOST_OFFER.limits} {ESTABLISHMENTS_OF_2014}",
    supplies=HOST_OFFER.supplies,
    quantities=EVERYBODY,
    periods=HOST_OFFER.periods,
    measure=minutes_to_nearest,
)
