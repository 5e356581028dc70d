"""Objective 11: who has nobody able to support a project within some minutes."""

from numna_geo.gaps.beyond import people_beyond
from numna_geo.gaps.indicator import Indicator
from numna_geo.model.category import SUPPORT
from numna_geo.model.stage import Need, Sector, Stage
from numna_geo.model.supply import SUPPORT_FAMILY, Supply, SupplyKind, of_category
from numna_geo.model.territory import Quantity

INDICATOR = Indicator(
    key="support_beyond",
    objective=11,
    title="Sans structure d'accompagnement à portée",
    question=(
        "Qui n'a aucune structure d'accompagnement à moins de 20 minutes en voiture ?"
    ),
    unit="part",
    counted="habitants",
    sources=("cog_2026", "insee_rp_2021", "insee_clap_2014"),
    method=(
        "Temps en voiture de la mairie de chaque commune (ou d'un point intérieur si "
        "elle n'est pas sûre) à la structure d'accompagnement la plus rapide qui n'est "
        "ni fermée ni en projet ; au-delà du seuil, toute la commune est comptée. "
        "France Services et lieux d'accueil ne comptent pas."
    ),
    formula="Σ P(i) si t(i) > T, divisé par Σ P(i) ; t(i) = T est à portée",
    example=(
        "Trois communes de 100, 200 et 700 habitants à 10, 20 et 35 min : au seuil de "
        "20 min, 700 / 1 000 = 70 %."
    ),
    limits=(
        "Aucune structure n'est recensée au-delà des limites de la région : les "
        "communes plus proches de cette limite que du seuil sont signalées "
        "(border_unknown). Les trois quarts des structures ne sont situés qu'à leur "
        "commune. Le répertoire n'est pas vérifié. Établissements : 2014."
    ),
    supplies=(
        SUPPORT_FAMILY,
        *map(of_category, SUPPORT),
        Supply(SupplyKind.NEED, Need.SUPPORT.value),
        Supply(SupplyKind.NEED, Need.FUNDING.value),
        Supply(SupplyKind.NEED, Need.NETWORK.value),
        *(Supply(SupplyKind.STAGE, stage.value) for stage in Stage),
        *(Supply(SupplyKind.SECTOR, s.value) for s in Sector if s is not Sector.ANY),
    ),
    thresholds=(15, 20, 30, 45),
    threshold=20,
    quantities=(Quantity.INHABITANTS, Quantity.WORKING_AGE, Quantity.ESTABLISHMENTS),
    periods=("2025-T4",),
    measure=people_beyond,
)
