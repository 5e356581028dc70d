"""Beside objective 12: who has no France Services within some minutes."""

from numna_geo.gaps.beyond import people_beyond
from numna_geo.gaps.indicator import Indicator
from numna_geo.gaps.offers import (
    BY_CAR,
    ESTABLISHMENTS_OF_2014,
    ESTIMATED,
    EVERYBODY,
    FRANCE_SERVICES_OFFER,
    THRESHOLDS,
    WITH_ESTABLISHMENTS,
)

INDICATOR = Indicator(
    key="france_services_beyond",
    objective=FRANCE_SERVICES_OFFER.objective,
    apart=True,
    order=10,
    title="Sans France Services à portée",
    question="Qui n'a aucun France Services à portée ?",
    unit="part",
    counted="habitants",
    sources=WITH_ESTABLISHMENTS,
    method=f"{BY_CAR} {FRANCE_SERVICES_OFFER.which}",
    formula="Σ P(i) si t(i) > T, divisé par Σ P(i) ; t(i) = T est à portée",
    example=(
        "Trois communes de 100, 200 et 700 habitants à 10, 20 et 35 min : au seuil de "
        "20 min, 700 / 1 000 = 70 % ; profondeur 700 × (35 − 20) / 20 / 1 000 = 0,525."
    ),
    limits=f"{ESTIMATED} {FRANCE_SERVICES_OFFER.limits} {ESTABLISHMENTS_OF_2014}",
    supplies=FRANCE_SERVICES_OFFER.supplies,
    thresholds=THRESHOLDS,
    threshold=FRANCE_SERVICES_OFFER.threshold,
    quantities=EVERYBODY,
    periods=FRANCE_SERVICES_OFFER.periods,
    measure=people_beyond,
)
