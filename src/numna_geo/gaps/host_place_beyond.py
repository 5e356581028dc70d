"""Objective 12: who has no place to work, make or be helped within some minutes."""

from numna_geo.gaps.beyond import people_beyond
from numna_geo.gaps.indicator import Indicator
from numna_geo.model.category import NETWORK_OF_PLACES
from numna_geo.model.stage import Need
from numna_geo.model.supply import HOST_NETWORK, Supply, SupplyKind, of_category
from numna_geo.model.territory import Quantity

INDICATOR = Indicator(
    key="host_place_beyond",
    objective=12,
    title="Sans lieu d'accueil à portée",
    question="Qui n'a aucun lieu d'accueil à moins de 15 minutes en voiture ?",
    unit="part",
    counted="habitants",
    sources=("cog_2026", "insee_rp_2021", "insee_clap_2014"),
    method=(
        "Temps en voiture de la mairie de chaque commune (ou d'un point intérieur si "
        "elle n'est pas sûre) au lieu d'accueil le plus rapide, en comptant ceux des "
        "régions voisines ; au-delà du seuil, toute la commune est comptée. France "
        "Services est montré à part."
    ),
    formula="Σ P(i) si t(i) > T, divisé par Σ P(i) ; t(i) = T est à portée",
    example=(
        "Trois communes de 100, 200 et 700 habitants à 10, 15 et 35 min : au seuil de "
        "15 min, 700 / 1 000 = 70 %."
    ),
    limits=(
        "Coworkings et fab labs : recensement de 2019. Médiation numérique : "
        "permanences de conseillers numériques de 2022 et listes partielles de 2022 et "
        "2023. Tiers-lieux : aucun annuaire, quelques lieux connus par ailleurs. Des "
        "lieux ouverts depuis manquent, d'autres ont fermé."
    ),
    supplies=(
        HOST_NETWORK,
        *map(of_category, NETWORK_OF_PLACES),
        Supply(SupplyKind.NEED, Need.WORKSPACE.value),
        Supply(SupplyKind.NEED, Need.MAKING.value),
        Supply(SupplyKind.NEED, Need.DIGITAL_HELP.value),
    ),
    thresholds=(15, 20, 30, 45),
    threshold=15,
    quantities=(Quantity.INHABITANTS, Quantity.WORKING_AGE, Quantity.ESTABLISHMENTS),
    periods=("2023-T3",),
    measure=people_beyond,
)
