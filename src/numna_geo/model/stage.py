"""Where a project stands, what it needs, and in which sector."""

from numna_geo.model.category import Category, Family
from numna_geo.model.labelled import Labelled


class Stage(Labelled):
    """A step in the life of a project, in order."""

    IDEA = "idea", "idée"
    CREATION = "creation", "création"
    LAUNCH = "launch", "lancement"
    GROWTH = "growth", "croissance"
    INTERNATIONAL = "international", "international"


class Need(Labelled):
    """What a project asks for."""

    SUPPORT = "support", "être accompagné"
    WORKSPACE = "workspace", "un espace de travail"
    MAKING = "making", "fabriquer, prototyper"
    DIGITAL_HELP = "digital_help", "être aidé avec le numérique"
    FUNDING = "funding", "un financement"
    TRAINING = "training", "se former"
    NETWORK = "network", "un réseau"


class Sector(Labelled):
    """A digital sector of the regional roadmap; `any` takes every project."""

    IMAGE_GAMES = "image_games", "image et jeux vidéo"
    AI_ROBOTICS = "ai_robotics", "IA et robotique"
    OPEN_SOURCE = "open_source", "logiciel libre"
    CYBERSECURITY = "cybersecurity", "cybersécurité"
    E_HEALTH = "e_health", "e-santé"
    SMART_TRANSPORT = "smart_transport", "transports intelligents"
    CONNECTED_COMMERCE = "connected_commerce", "commerce connecté"
    EDTECH = "edtech", "numérique éducatif"
    ANY = "any", "tous les secteurs"


def needs_by_category(category: Category) -> frozenset[Need]:
    """Needs that a category answers when its source says nothing of needs.

    >>> sorted(needs_by_category(Category.CLUSTER))
    [<Need.NETWORK: 'network'>, <Need.SUPPORT: 'support'>]
    """
    needs = {Need.SUPPORT} if category.family is Family.SUPPORT else set()
    return frozenset(needs | _MORE_NEEDS.get(category, set()))


_MORE_NEEDS: dict[Category, set[Need]] = {
    Category.PUBLIC_AGENCY: {Need.FUNDING, Need.NETWORK},
    Category.CLUSTER: {Need.NETWORK},
    Category.FRENCH_TECH: {Need.NETWORK},
    Category.COWORKING: {Need.WORKSPACE},
    Category.THIRD_PLACE: {Need.WORKSPACE},
    Category.FAB_LAB: {Need.MAKING},
    Category.DIGITAL_MEDIATION: {Need.DIGITAL_HELP},
    Category.FRANCE_SERVICES: {Need.DIGITAL_HELP},
    Category.TRAINING: {Need.TRAINING},
}
