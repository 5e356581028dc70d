"""Beside objective 12: who has no France Services within some minutes."""

from numna_geo.gaps.beyond import people_beyond
from numna_geo.gaps.indicator import Indicator
from numna_geo.model.category import Category
from numna_geo.model.supply import of_category
from numna_geo.model.territory import Quantity

INDICATOR = Indicator(
    key="france_services_beyond",
    objective=12,
    order=1,
    title="Sans France Services à portée",
    question="Qui n'a aucun France Services à moins de 20 minutes en voiture ?",
    unit="part",
    counted="habitants",
    sources=("cog_2026", "insee_rp_2021", "insee_clap_2014"),
    method=(
        "Temps en voiture de la mairie de chaque commune (ou d'un point intérieur si "
        "elle n'est pas sûre) à l'espace France Services le plus rapide, en comptant "
        "ceux des régions voisines. Montré à part : un France Services ne répond pas à "
        "l'objectif 12."
    ),
    formula="Σ P(i) si t(i) > T, divisé par Σ P(i) ; t(i) = T est à portée",
    example=(
        "Trois communes de 100, 200 et 700 habitants à 10, 20 et 35 min : au seuil de "
        "20 min, 700 / 1 000 = 70 %."
    ),
    limits="Liste du 1er août 2024 ; les bus sont placés à leur point d'attache.",
    supplies=(of_category(Category.FRANCE_SERVICES),),
    thresholds=(15, 20, 30, 45),
    threshold=20,
    quantities=(Quantity.INHABITANTS, Quantity.WORKING_AGE, Quantity.ESTABLISHMENTS),
    periods=("2024-T3",),
    measure=people_beyond,
)
