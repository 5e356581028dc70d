"""Objective 12: inhabitants with no place to work, make or be helped within 15 km."""

from collections.abc import Set

from numna_geo.gaps.beyond import beyond
from numna_geo.gaps.counts import Counts
from numna_geo.gaps.indicator import Asked, Indicator
from numna_geo.gaps.reach import nearest_km
from numna_geo.gaps.scene import Flags, Scene
from numna_geo.model.category import NETWORK_OF_PLACES, Category
from numna_geo.model.territory import Quantity

THRESHOLD_KM = 15.0


def host_place_beyond(scene: Scene, asked: Asked) -> Counts:
    """Inhabitants farther than 15 km from any host place, or from one of a category.

    Places of the neighbouring regions are known for these categories and count, so no
    border is unknown.
    """
    if asked.category is None:
        return inhabitants_beyond(scene, frozenset(NETWORK_OF_PLACES))
    uncollected = scene.not_collected.get(asked.category)
    return inhabitants_beyond(scene, frozenset({asked.category}), uncollected)


def inhabitants_beyond(
    scene: Scene, wanted: Set[Category], uncollected: Flags | None = None
) -> Counts:
    """Inhabitants farther than 15 km from any place of the wanted categories."""
    return beyond(
        scene.demand[Quantity.INHABITANTS],
        nearest_km(scene.lonlat, scene.places.of(wanted)),
        threshold_km=THRESHOLD_KM,
        border_km=None,
        not_collected=uncollected,
    )


INDICATOR = Indicator(
    key="host_place_beyond_15km",
    objective=12,
    title="Habitants sans lieu d'accueil à moins de 15 km",
    question="Quels habitants n'ont aucun lieu d'accueil à moins de 15 km ?",
    unit="part des habitants",
    counted="habitants",
    sources=("cog_2026",),
    method=(
        "Distance à vol d'oiseau (ellipsoïde WGS 84) entre la mairie de chaque "
        "commune, ou un point intérieur quand elle n'est pas sûre, et le lieu "
        "d'accueil le plus proche, en comptant ceux des régions voisines ; au-delà "
        "de 15 km, toute la commune est comptée. France Services est montré à part."
    ),
    limits=(
        "Coworkings et fab labs : recensement de 2019. Médiation numérique : "
        "permanences de conseillers numériques de 2022 et listes partielles de 2022 et "
        "2023. Tiers-lieux : aucun annuaire, quelques lieux connus par ailleurs. Des "
        "lieux ouverts depuis manquent, d'autres ont fermé."
    ),
    threshold_km=THRESHOLD_KM,
    categories=NETWORK_OF_PLACES,
    periods=("2023-T3",),
    measure=host_place_beyond,
)
