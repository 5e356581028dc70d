"""What the sectors of our own lists say: digital or not, and which of the roadmap's."""

import re
from collections.abc import Sequence

from numna_geo.model.category import Category
from numna_geo.model.stage import Sector
from numna_geo.model.structure import DigitalFocus

_GENERALIST = "généraliste"
# Whom a structure takes, or how it works: this says nothing of its sector.
_NOT_A_SECTOR = {
    "startups",
    "startups étudiantes",
    "étudiants entrepreneurs",
    "entrepreneuriat féminin",
    "deeptech",
    "innovation",
    "recherche",
    "services",
}
_DIGITAL = re.compile(
    r"numérique|digital|informatique|\bTIC\b|jeu vidéo|réalité virtuelle|logiciel|"
    r"open source|cyber|^data$|intelligence artificielle|e-commerce|connecté|\bIoT\b|"
    r"edtech|géolocalisation|nouvelles technologies|fab lab|^image|^IA\b|e-santé|"
    r"transports intelligents|science des données|^calcul|télécommunications|"
    r"cognitique|drones",
    re.IGNORECASE,
)
_ANY = re.compile(r"^(?:numérique|généraliste|digital|TIC|informatique)$")
_SECTORS = (
    (
        Sector.IMAGE_GAMES,
        re.compile(
            r"jeu vidéo|^animation$|bande dessinée|^image|tournages|réalité virtuelle"
        ),
    ),
    (Sector.AI_ROBOTICS, re.compile(r"intelligence artificielle|robotique|^IA\b")),
    (Sector.OPEN_SOURCE, re.compile(r"logiciels? libres?|open source")),
    (Sector.CYBERSECURITY, re.compile(r"cyber")),
    (Sector.E_HEALTH, re.compile(r"e-santé")),
    (Sector.SMART_TRANSPORT, re.compile(r"transports intelligents")),
    (Sector.CONNECTED_COMMERCE, re.compile(r"commerce")),
    (Sector.EDTECH, re.compile(r"edtech", re.IGNORECASE)),
    (Sector.ANY, _ANY),
)


def digital_focus(category: Category, sectors: Sequence[str]) -> DigitalFocus:
    """Whether a structure is made for digital projects, from the sectors it names.

    A generalist one that also names a digital sector stays generalist; one digital
    sector among others makes it digital.

    >>> digital_focus(Category.INCUBATOR, ["généraliste", "fab lab"]).value
    'generalist'
    >>> digital_focus(Category.TECHNOPOLE, ["santé", "numérique"]).value
    'digital'
    >>> digital_focus(Category.TECHNOPOLE, ["agroalimentaire"]).value
    'other'
    """
    if category is Category.FRENCH_TECH:
        return DigitalFocus.DIGITAL
    named = [sector for sector in sectors if sector not in _NOT_A_SECTOR]
    if _GENERALIST in named:
        return DigitalFocus.GENERALIST
    if any(_DIGITAL.search(sector) for sector in named):
        return DigitalFocus.DIGITAL
    return DigitalFocus.OTHER if named else DigitalFocus.UNKNOWN


def sectors_of(sectors: Sequence[str]) -> list[str]:
    """The roadmap's sectors among those named; « numérique » alone takes any.

    >>> sectors_of(["jeu vidéo", "numérique et cybersécurité", "photonique"])
    ['image_games', 'cybersecurity']
    """
    return [
        sector.value
        for sector, pattern in _SECTORS
        if any(pattern.search(name) for name in sectors)
    ]
