"""Objective 12: among how many organisations that host people can choose."""

from numna_geo.gaps.choice import EXAMPLE, FORMULA, METHOD, mean_choices
from numna_geo.gaps.indicator import Indicator
from numna_geo.gaps.offers import (
    BY_CAR,
    ESTABLISHMENTS_OF_2014,
    ESTIMATED,
    EVERYBODY,
    HOST_OFFER,
    THRESHOLDS,
    WITH_ESTABLISHMENTS,
)

INDICATOR = Indicator(
    key="host_choices",
    objective=HOST_OFFER.objective,
    order=3,
    title="Choix de lieux d'accueil",
    question=(
        "Combien de lieux d'accueil d'organisations différentes chacun a-t-il à portée "
        "?"
    ),
    unit="organisations par habitant",
    counted="habitants",
    direction="lower_is_worse",
    sources=WITH_ESTABLISHMENTS,
    method=f"{METHOD} {BY_CAR} {HOST_OFFER.which}",
    formula=FORMULA,
    example=EXAMPLE,
    limits=f"{ESTIMATED} {HOST_OFFER.limits} {ESTABLISHMENTS_OF_2014}",
    supplies=HOST_OFFER.supplies,
    thresholds=THRESHOLDS,
    threshold=HOST_OFFER.threshold,
    quantities=EVERYBODY,
    periods=HOST_OFFER.periods,
    measure=mean_choices,
)
