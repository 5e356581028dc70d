"""Beside objective 12: inhabitants with no France Services within 15 km."""

from numna_geo.gaps.counts import Counts
from numna_geo.gaps.host_place_beyond import THRESHOLD_KM, inhabitants_beyond
from numna_geo.gaps.indicator import Asked, Indicator
from numna_geo.gaps.scene import Scene
from numna_geo.model.category import Category


def france_services_beyond(scene: Scene, _: Asked) -> Counts:
    """Inhabitants farther than 15 km from any France Services, neighbours' counted."""
    return inhabitants_beyond(scene, frozenset({Category.FRANCE_SERVICES}))


INDICATOR = Indicator(
    key="france_services_beyond_15km",
    objective=12,
    order=1,
    title="Habitants sans France Services à moins de 15 km",
    question="Quels habitants n'ont aucun France Services à moins de 15 km ?",
    unit="part des habitants",
    counted="habitants",
    sources=("cog_2026",),
    method=(
        "Distance à vol d'oiseau (ellipsoïde WGS 84) entre la mairie de chaque "
        "commune, ou un point intérieur quand elle n'est pas sûre, et l'espace France "
        "Services le plus proche, en comptant ceux des régions voisines. Montré à "
        "part : un France Services ne répond pas à l'objectif 12."
    ),
    limits="Liste du 1er août 2024 ; les bus sont placés à leur point d'attache.",
    threshold_km=THRESHOLD_KM,
    only=Category.FRANCE_SERVICES,
    periods=("2024-T3",),
    measure=france_services_beyond,
)
