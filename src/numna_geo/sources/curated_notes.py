"""What the internal notes of our own lists mean, in words that may be published."""

import re
from collections.abc import Sequence

from numna_geo.model.category import Category
from numna_geo.model.structure import DigitalFocus, Status
from numna_geo.sources.cget import KEY as CGET_KEY
from numna_geo.sources.sectors import digital_focus

_CLOSED = re.compile(r"\bCLOSED\b")
_HISTORIC = re.compile(r"\bHISTORIC\b")
_PLANNED = re.compile(
    r"\bPROJECT in the source|[Uu]nder construction|[Ff]irst stone|being completed|"
    r"[Oo]pening announced|^Announced for|fab lab announced for|"
    r"^Planned at the time|^Project in \d{4}: check"
)
_OPEN = re.compile(r"[Ii]n service \d|[Oo]pened (?:summer )?\d{4}|open since")
_DOUBT = re.compile(
    r"to be checked|not (?:individually )?verified|[Cc]heck (?:that|the (?:pre|lic))"
)
_PLANNED_NOTE = "Ouverture annoncée, à vérifier."
_CLOSED_NOTE = "Fermeture annoncée par la presse."
_HISTORIC_NOTE = "Ancien organisme, sans doute terminé ou intégré à un autre."
_IN_DOUBT = "Fonctionnement actuel à vérifier."

# What works beside digital projects, or has one team that does.
_NEIGHBOUR = re.compile(
    r"[Aa]djacent to digital|[Oo]nly partly digital|[Dd]igital for its \S.* only|"
    r"not a computing school|^Not a digital structure"
)
_OPERATOR_WORDS = (
    (re.compile(r" \((?:as written|since|run by)[^)]*\)| until end \d{4}"), ""),
    (re.compile(r", support by |, supported by "), ", avec l'appui de "),
    (
        re.compile(r", being merged into (.+?) since "),
        r", en cours de fusion avec \1 depuis ",
    ),
    (
        re.compile(r"appui de the Département|appui de le Département"),
        "appui du Département",
    ),
    (re.compile(r"^Network of companies"), "Réseau d'entreprises"),
    (re.compile(r"^Private companies"), "Entreprises privées"),
    (re.compile(r"^Companies"), "Entreprises"),
    (re.compile(r"\bcompanies"), "entreprises"),
    (re.compile(r"\bpartners"), "partenaires"),
    (re.compile(r"\buniversities"), "universités"),
    (re.compile(r"\(founders\)"), "(fondateurs)"),
    (re.compile(r" with State services"), " et services de l'État"),
    (re.compile(r" with the "), " avec la "),
    (re.compile(r" with "), " avec "),
    (re.compile(r" for the commune"), " pour la commune"),
    (re.compile(r" for the Ville"), " pour la Ville"),
    (re.compile(r" for the CC"), " pour la CC"),
    (re.compile(r" and intercommunality"), " et intercommunalités"),
    (re.compile(r" and "), " et "),
)
_SAME_PLACE = re.compile(r"Same place as CGET-2019 id (\d+)(?: \(and (\d+)\))?")
_ITS_ROW = re.compile(r"CGET-2019 id (\d+) gives commune")


def status_of(notes: str, evidence: str) -> Status:
    """What the list says of a structure today, a doubt being no "open".

    A body that probably ended, or joined another, is closed: nobody is sent there.

    >>> status_of("PROJECT in the source (nursery): opening not verified", "")
    <Status.PLANNED: 'planned'>
    >>> status_of("In service 2022-04-02; textile", ""), status_of("", "press of 2019")
    (<Status.OPEN: 'open'>, <Status.UNKNOWN: 'unknown'>)
    >>> status_of("HISTORIC: probably ended.", "")
    <Status.CLOSED: 'closed'>
    """
    if _CLOSED.search(notes) or _HISTORIC.search(notes):
        return Status.CLOSED
    if _PLANNED.search(notes):
        return Status.PLANNED
    if _OPEN.search(f"{notes} {evidence}") and not _DOUBT.search(notes):
        return Status.OPEN
    return Status.UNKNOWN


def note_of(status: Status, notes: str) -> str | None:
    """What may be said of that status.

    >>> note_of(Status.UNKNOWN, "Source of 2016: check that it still exists.")
    'Fonctionnement actuel à vérifier.'
    """
    if status is Status.CLOSED:
        return _HISTORIC_NOTE if _HISTORIC.search(notes) else _CLOSED_NOTE
    if status is Status.PLANNED:
        return _PLANNED_NOTE
    return _IN_DOUBT if _DOUBT.search(notes) else None


def digital_focus_of(
    category: str | None, sectors: Sequence[str], notes: str
) -> DigitalFocus:
    """Whether it is made for digital projects; a neighbour of the sector is not.

    >>> digital_focus_of("cluster", ["IA/robotique"], "Adjacent to digital.").value
    'other'
    """
    if _NEIGHBOUR.search(notes):
        return DigitalFocus.OTHER
    known = Category(category) if category in set(Category) else Category.CLUSTER
    return digital_focus(known, sectors)


def same_as(notes: str) -> list[str]:
    """Records of the list of 2019 that a note declares to be the same place.

    >>> same_as("Same place as CGET-2019 id 182 (and 897) in the file: deduplicate.")
    ['tiers_lieux_cget_2019:182', 'tiers_lieux_cget_2019:897']
    """
    found = _SAME_PLACE.search(notes) or _ITS_ROW.search(notes)
    return [f"{CGET_KEY}:{key}" for key in found.groups() if key] if found else []


def organisation(operator: str) -> str:
    """Who runs the structure, the list's English asides put into French or dropped.

    >>> organisation("Technowest with Suez"), organisation("SPN until end 2025")
    ('Technowest avec Suez', 'SPN')
    >>> organisation("Companies, supported by the Département")
    "Entreprises, avec l'appui du Département"
    """
    for pattern, words in _OPERATOR_WORDS:
        operator = pattern.sub(words, operator)
    return operator
