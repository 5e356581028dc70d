"""Objective 11: how far the nearest support structure is for half of the people."""

from numna_geo.gaps.indicator import Indicator
from numna_geo.gaps.nearest import (
    EXAMPLE,
    FORMULA,
    METHOD,
    UNREACHABLE,
    minutes_to_nearest,
)
from numna_geo.gaps.offers import (
    BUSINESSES,
    BY_CAR,
    ESTIMATED,
    SUPPORT_OFFER,
    WITH_DIGITAL,
    WITH_ESTABLISHMENTS,
)

INDICATOR = Indicator(
    key="support_nearest_min",
    objective=SUPPORT_OFFER.objective,
    order=2,
    title="Temps jusqu'à une structure d'accompagnement",
    question=(
        "À combien de minutes est la structure d'accompagnement la plus proche ?"
    ),
    unit="min",
    counted="habitants",
    sources=(*WITH_ESTABLISHMENTS, "sirene"),
    method=f"{METHOD} {BY_CAR} {SUPPORT_OFFER.which}",
    formula=FORMULA,
    example=EXAMPLE,
    limits=f"{UNREACHABLE} {ESTIMATED} {SUPPORT_OFFER.limits} {BUSINESSES}",
    supplies=SUPPORT_OFFER.supplies,
    quantities=WITH_DIGITAL,
    periods=SUPPORT_OFFER.periods,
    measure=minutes_to_nearest,
)
