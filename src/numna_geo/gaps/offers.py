"""What objectives 11 and 12 look for, and the French words their measures share."""

from dataclasses import dataclass

from numna_geo.model.category import NETWORK_OF_PLACES, SUPPORT, Category
from numna_geo.model.stage import Need, Sector, Stage
from numna_geo.model.supply import (
    HOST_NETWORK,
    SUPPORT_FAMILY,
    Supply,
    SupplyKind,
    of_category,
)
from numna_geo.model.territory import Quantity

SOURCES = ("cog_2026", "insee_rp_2021")
WITH_ESTABLISHMENTS = (*SOURCES, "insee_clap_2014")
"""Of who is counted; whose places these are is told by the data."""

EVERYBODY = (Quantity.INHABITANTS, Quantity.WORKING_AGE, Quantity.ESTABLISHMENTS)
WITH_DIGITAL = (*EVERYBODY, Quantity.DIGITAL_ESTABLISHMENTS)
"""Objective 11 is for digital firms too: they are counted once SIRENE is loaded."""

THRESHOLDS = (15, 20, 30, 45)

BY_CAR = (
    "Temps en voiture depuis la mairie de chaque commune (ou un point intérieur si "
    "elle n'est pas sûre), où toute la commune est comptée ; les lieux connus des "
    "régions voisines servent aussi."
)
ESTIMATED = (
    "Le temps est estimé d'après la distance quand aucun réseau routier n'est chargé."
)
ESTABLISHMENTS_OF_2014 = "Établissements : 2014."
BUSINESSES = (
    f"{ESTABLISHMENTS_OF_2014} Ceux du numérique sont comptés quand un fichier SIRENE "
    "est chargé, sinon « pas de donnée »."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What one objective looks for.

    Args:
        objective: of the roadmap.
        supplies: what can be asked, the default first.
        periods: quarter of the newest directory.
        threshold: minutes within which it is looked for, unless others are asked.
        which: the places that count, in French.
        limits: what is known to be missing, in French.
    """

    objective: int
    supplies: tuple[Supply, ...]
    periods: tuple[str, ...]
    threshold: int
    which: str
    limits: str


SUPPORT_OFFER = Offer(
    objective=11,
    supplies=(
        SUPPORT_FAMILY,
        *map(of_category, SUPPORT),
        Supply(SupplyKind.NEED, Need.SUPPORT.value),
        Supply(SupplyKind.NEED, Need.FUNDING.value),
        Supply(SupplyKind.NEED, Need.NETWORK.value),
        *(Supply(SupplyKind.STAGE, stage.value) for stage in Stage),
        *(Supply(SupplyKind.SECTOR, s.value) for s in Sector if s is not Sector.ANY),
    ),
    periods=("2025-T4",),
    threshold=20,
    which=(
        "Comptent les structures d'accompagnement qui ne sont ni fermées ni en projet, "
        "jamais France Services ni les lieux d'accueil."
    ),
    limits=(
        "Aucune structure n'est recensée au-delà des limites de la région : les "
        "habitants qui pourraient en trouver une de l'autre côté sont signalés. Les "
        "trois quarts des structures ne sont situés qu'à leur commune. Le répertoire "
        "n'est pas vérifié."
    ),
)

HOST_OFFER = Offer(
    objective=12,
    supplies=(
        HOST_NETWORK,
        *map(of_category, NETWORK_OF_PLACES),
        Supply(SupplyKind.NEED, Need.WORKSPACE.value),
        Supply(SupplyKind.NEED, Need.MAKING.value),
        Supply(SupplyKind.NEED, Need.DIGITAL_HELP.value),
    ),
    periods=("2023-T3",),
    threshold=15,
    which=(
        "Comptent les lieux d'accueil qui ne sont ni fermés ni en projet ; France "
        "Services est montré à part."
    ),
    limits=(
        "Coworkings et fab labs : recensement de 2019. Médiation numérique : "
        "permanences de conseillers numériques de 2022 et listes partielles de 2022 et "
        "2023 : la Charente, dont la liste est chargée, en paraît mieux dotée. "
        "Tiers-lieux : aucun annuaire, quelques lieux connus par ailleurs. Des lieux "
        "ouverts depuis manquent, d'autres ont fermé."
    ),
)

FRANCE_SERVICES_OFFER = Offer(
    objective=12,
    supplies=(of_category(Category.FRANCE_SERVICES),),
    periods=("2024-T3",),
    threshold=20,
    which=(
        "Comptent les espaces France Services, montrés à part : ils ne répondent pas à "
        "l'objectif 12."
    ),
    limits=(
        "Liste officielle et complète de l'ANCT, du 1er août 2024 : seuls les lieux "
        "qu'elle porte comptent. Ceux que d'autres listes appellent France Services "
        "(arrêts d'un bus, permanences) gardent leurs autres catégories. Les bus sont "
        "placés à leur point d'attache."
    ),
)
