"""Objective 12: the host places within reach, shared by those who compete."""

from numna_geo.gaps.indicator import Indicator
from numna_geo.gaps.offers import BY_CAR, ESTIMATED, HOST_OFFER, SOURCES
from numna_geo.gaps.per_inhabitant import SHARED, places_shared
from numna_geo.model.territory import Quantity

INDICATOR = Indicator(
    key="host_access",
    objective=HOST_OFFER.objective,
    order=4,
    title="Lieux d'accueil à portée, par habitant",
    question=(
        "Quelle offre de lieux d'accueil à portée revient à chacun, une fois partagée ?"
    ),
    unit="pour 10 000 habitants",
    counted="habitants",
    direction="lower_is_worse",
    sources=SOURCES,
    method=f"{SHARED.method} {BY_CAR} {HOST_OFFER.which}",
    formula=SHARED.formula,
    example=SHARED.example,
    limits=f"{SHARED.limits} {ESTIMATED} {HOST_OFFER.limits}",
    supplies=HOST_OFFER.supplies,
    quantities=(Quantity.INHABITANTS,),
    periods=HOST_OFFER.periods,
    measure=places_shared,
)
