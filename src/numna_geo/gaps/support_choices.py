"""Objective 11: among how many organisations people can choose."""

from numna_geo.gaps.choice import EXAMPLE, FORMULA, METHOD, mean_choices
from numna_geo.gaps.indicator import Indicator
from numna_geo.gaps.offers import (
    BUSINESSES,
    BY_CAR,
    ESTIMATED,
    SUPPORT_OFFER,
    THRESHOLDS,
    WITH_DIGITAL,
    WITH_ESTABLISHMENTS,
)

INDICATOR = Indicator(
    key="support_choices",
    objective=SUPPORT_OFFER.objective,
    order=3,
    title="Choix de structures d'accompagnement",
    question=(
        "Combien d'organisations d'accompagnement différentes chacun a-t-il à portée ?"
    ),
    unit="organisations par habitant",
    counted="habitants",
    direction="lower_is_worse",
    sources=(*WITH_ESTABLISHMENTS, "sirene"),
    method=f"{METHOD} {BY_CAR} {SUPPORT_OFFER.which}",
    formula=FORMULA,
    example=EXAMPLE,
    limits=f"{ESTIMATED} {SUPPORT_OFFER.limits} {BUSINESSES}",
    supplies=SUPPORT_OFFER.supplies,
    thresholds=THRESHOLDS,
    threshold=SUPPORT_OFFER.threshold,
    quantities=WITH_DIGITAL,
    periods=SUPPORT_OFFER.periods,
    measure=mean_choices,
)
