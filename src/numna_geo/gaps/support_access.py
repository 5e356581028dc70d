"""Objective 11: the support within reach, shared by those who compete for it."""

from numna_geo.gaps.indicator import Indicator
from numna_geo.gaps.offers import BY_CAR, ESTIMATED, SOURCES, SUPPORT_OFFER
from numna_geo.gaps.per_inhabitant import SHARED, places_shared
from numna_geo.model.territory import Quantity

INDICATOR = Indicator(
    key="support_access",
    objective=SUPPORT_OFFER.objective,
    order=4,
    title="Structures d'accompagnement à portée, par habitant",
    question=(
        "Quelle offre d'accompagnement à portée revient à chacun, une fois partagée ?"
    ),
    unit="pour 10 000 habitants",
    counted="habitants",
    direction="lower_is_worse",
    sources=SOURCES,
    method=f"{SHARED.method} {BY_CAR} {SUPPORT_OFFER.which}",
    formula=SHARED.formula,
    example=SHARED.example,
    limits=f"{SHARED.limits} {ESTIMATED} {SUPPORT_OFFER.limits}",
    supplies=SUPPORT_OFFER.supplies,
    quantities=(Quantity.INHABITANTS,),
    periods=SUPPORT_OFFER.periods,
    measure=places_shared,
)
