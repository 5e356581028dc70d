"""Objective 11: who has nobody able to support a project within some minutes."""

from numna_geo.gaps.beyond import people_beyond
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
    key="support_beyond",
    objective=SUPPORT_OFFER.objective,
    order=0,
    title="Sans structure d'accompagnement à portée",
    question="Qui n'a aucune structure d'accompagnement à portée ?",
    unit="part",
    counted="habitants",
    sources=(*WITH_ESTABLISHMENTS, "sirene"),
    method=f"{BY_CAR} {SUPPORT_OFFER.which}",
    formula="Σ P(i) si t(i) > T, divisé par Σ P(i) ; t(i) = T est à portée",
    example=(
        "Trois communes de 100, 200 et 700 habitants à 10, 20 et 35 min : au seuil de "
        "20 min, 700 / 1 000 = 70 % ; profondeur 700 × (35 − 20) / 20 / 1 000 = 0,525."
    ),
    limits=f"{ESTIMATED} {SUPPORT_OFFER.limits} {BUSINESSES}",
    supplies=SUPPORT_OFFER.supplies,
    thresholds=THRESHOLDS,
    threshold=SUPPORT_OFFER.threshold,
    quantities=WITH_DIGITAL,
    periods=SUPPORT_OFFER.periods,
    measure=people_beyond,
)
