"""Objective 12: host places inside a territory, for its inhabitants."""

from numna_geo.gaps.indicator import Indicator
from numna_geo.gaps.offers import HOST_OFFER, SOURCES
from numna_geo.gaps.per_inhabitant import INSIDE, places_inside
from numna_geo.model.territory import Quantity

INDICATOR = Indicator(
    key="host_per_10000",
    objective=HOST_OFFER.objective,
    order=5,
    title="Lieux d'accueil pour 10 000 habitants",
    question="Combien de lieux d'accueil y a-t-il sur place pour 10 000 habitants ?",
    unit="pour 10 000 habitants",
    counted="habitants",
    direction="lower_is_worse",
    sources=SOURCES,
    method=f"{INSIDE.method} {HOST_OFFER.which}",
    formula=INSIDE.formula,
    example=INSIDE.example,
    limits=f"{INSIDE.limits} {HOST_OFFER.limits}",
    supplies=HOST_OFFER.supplies,
    quantities=(Quantity.INHABITANTS,),
    periods=HOST_OFFER.periods,
    measure=places_inside,
)
