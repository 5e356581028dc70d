"""Objective 12: who has no place that hosts projects within some minutes."""

from numna_geo.gaps.beyond import people_beyond
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
    key="host_place_beyond",
    objective=HOST_OFFER.objective,
    order=0,
    title="Sans lieu d'accueil à portée",
    question="Qui n'a aucun lieu d'accueil à portée ?",
    unit="part",
    counted="habitants",
    sources=WITH_ESTABLISHMENTS,
    method=f"{BY_CAR} {HOST_OFFER.which}",
    formula="Σ P(i) si t(i) > T, divisé par Σ P(i) ; t(i) = T est à portée",
    example=(
        "Trois communes de 100, 200 et 700 habitants à 10, 15 et 35 min : au seuil de "
        "15 min, 700 / 1 000 = 70 % ; profondeur 700 × (35 − 15) / 15 / 1 000 = 0,933."
    ),
    limits=f"{ESTIMATED} {HOST_OFFER.limits} {ESTABLISHMENTS_OF_2014}",
    supplies=HOST_OFFER.supplies,
    thresholds=THRESHOLDS,
    threshold=HOST_OFFER.threshold,
    quantities=EVERYBODY,
    periods=HOST_OFFER.periods,
    measure=people_beyond,
)
