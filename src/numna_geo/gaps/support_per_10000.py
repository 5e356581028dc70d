"""Objective 11: support structures inside a territory, for its inhabitants."""

from numna_geo.gaps.indicator import Indicator
from numna_geo.gaps.offers import SOURCES, SUPPORT_OFFER
from numna_geo.gaps.per_inhabitant import INSIDE, places_inside
from numna_geo.model.territory import Quantity

INDICATOR = Indicator(
    key="support_per_10000",
    objective=SUPPORT_OFFER.objective,
    order=5,
    title="Structures d'accompagnement pour 10 000 habitants",
    question=(
        "Combien de structures d'accompagnement y a-t-il sur place pour 10 000 "
        "habitants ?"
    ),
    unit="pour 10 000 habitants",
    counted="habitants",
    direction="lower_is_worse",
    sources=SOURCES,
    method=f"{INSIDE.method} {SUPPORT_OFFER.which}",
    formula=INSIDE.formula,
    example=INSIDE.example,
    limits=f"{INSIDE.limits} {SUPPORT_OFFER.limits}",
    supplies=SUPPORT_OFFER.supplies,
    quantities=(Quantity.INHABITANTS,),
    periods=SUPPORT_OFFER.periods,
    measure=places_inside,
)
