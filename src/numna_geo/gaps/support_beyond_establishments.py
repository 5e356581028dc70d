"""Objective 11 for businesses: establishments with no support within 20 km."""

from numna_geo.gaps.counts import Counts
from numna_geo.gaps.indicator import Asked, Indicator
from numna_geo.gaps.scene import Scene
from numna_geo.gaps.support_beyond import (
    LIMITS,
    METHOD,
    PERIOD,
    SOURCES,
    THRESHOLD_KM,
    support_beyond,
)
from numna_geo.model.category import SUPPORT
from numna_geo.model.territory import Quantity


def _establishments(scene: Scene, asked: Asked) -> Counts:
    return support_beyond(scene, asked, Quantity.ESTABLISHMENTS)


INDICATOR = Indicator(
    key="support_beyond_20km_establishments",
    objective=11,
    order=1,
    title="Établissements sans structure d'accompagnement à moins de 20 km",
    question=(
        "Quels établissements n'ont aucune structure d'accompagnement à moins de "
        "20 km ?"
    ),
    unit="part des établissements",
    counted="établissements",
    sources=(*SOURCES, "insee_clap_2014"),
    method=METHOD + " Établissements actifs au 31 décembre 2014 (INSEE, CLAP).",
    limits=LIMITS + " Les établissements datent de 2014.",
    threshold_km=THRESHOLD_KM,
    categories=SUPPORT,
    periods=(PERIOD,),
    measure=_establishments,
)
