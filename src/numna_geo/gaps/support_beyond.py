"""Objective 11: inhabitants with nobody to support a project within 20 km."""

from numna_geo.gaps.beyond import beyond
from numna_geo.gaps.counts import Counts
from numna_geo.gaps.indicator import Asked, Indicator
from numna_geo.gaps.reach import nearest_km
from numna_geo.gaps.scene import Scene
from numna_geo.model.category import SUPPORT
from numna_geo.model.territory import Quantity

THRESHOLD_KM = 20.0
PERIOD = "2025-T4"
SOURCES = ("cog_2026",)
METHOD = (
    "Distance à vol d'oiseau (ellipsoïde WGS 84) entre la mairie de chaque commune, ou "
    "un point intérieur quand elle n'est pas sûre, et la structure d'accompagnement la "
    "plus proche qui n'est ni fermée ni en projet ; au-delà de 20 km, toute la commune "
    "est comptée. France Services et lieux d'accueil ne comptent pas."
)
LIMITS = (
    "Aucune structure n'est recensée au-delà des limites de la région : les communes "
    "plus proches de cette limite que de 20 km sont signalées (border_unknown). Les "
    "trois quarts des structures ne sont situés qu'à leur commune. Le répertoire n'est "
    "pas vérifié."
)


def support_beyond(scene: Scene, asked: Asked, quantity: Quantity) -> Counts:
    """Those of `quantity` farther than 20 km from any support structure."""
    wanted = frozenset((asked.category,) if asked.category else SUPPORT)
    nearest = nearest_km(scene.lonlat, scene.places.of(wanted))
    return beyond(
        scene.demand[quantity],
        nearest,
        threshold_km=THRESHOLD_KM,
        border_km=scene.border_km,
        not_collected=scene.not_collected.get(asked.category)
        if asked.category
        else None,
    )


def _inhabitants(scene: Scene, asked: Asked) -> Counts:
    return support_beyond(scene, asked, Quantity.INHABITANTS)


INDICATOR = Indicator(
    key="support_beyond_20km",
    objective=11,
    title="Habitants sans structure d'accompagnement à moins de 20 km",
    question=(
        "Quels habitants n'ont aucune structure d'accompagnement à moins de 20 km ?"
    ),
    unit="part des habitants",
    counted="habitants",
    sources=SOURCES,
    method=METHOD,
    limits=LIMITS,
    threshold_km=THRESHOLD_KM,
    categories=SUPPORT,
    periods=(PERIOD,),
    measure=_inhabitants,
)
