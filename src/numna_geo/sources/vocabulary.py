"""Words of sources into needs, stages and categories: only what they say outright.

A source that speaks of an enterprise to create says so; a category never does. « Créer
et développer mon entreprise » names two stages, creation and growth, and nothing of
the idea before or the launch between. Sectors are left alone here: that children build
robots on Wednesdays does not make a place of robotics.

Source: the lists of services of « lieux de médiation numérique » (v1.0.2 and before),
of data·inclusion (thématiques, v1), of the Gironde and of La Fibre64.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TypeVar

from numna_geo.model.category import Category
from numna_geo.model.naming import search_name
from numna_geo.model.stage import Need, Stage
from numna_geo.sources.lists import joined

Kind = TypeVar("Kind")

_HELP = frozenset({Need.DIGITAL_HELP})
_HELP_AND_MAKING = frozenset({Need.DIGITAL_HELP, Need.MAKING})
_SUPPORT = frozenset({Need.SUPPORT})
_HELP_AND_TRAINING = frozenset({Need.DIGITAL_HELP, Need.TRAINING})

_NEEDS: dict[str, frozenset[Need]] = {
    # Lieux de médiation numérique, v1.0.2.
    "Aide aux démarches administratives": _HELP,
    "Maîtrise des outils numériques du quotidien": _HELP,
    "Insertion professionnelle via le numérique": _HELP,
    "Utilisation sécurisée du numérique": _HELP,
    "Parentalité et éducation avec le numérique": _HELP,
    "Loisirs et créations numériques": _HELP_AND_MAKING,
    "Compréhension du monde numérique": _HELP,
    "Accès internet et matériel informatique": _HELP,
    "Acquisition de matériel informatique à prix solidaire": _HELP,
    # The same, before 2023.
    "Accéder à une connexion internet": _HELP,
    "Accéder à du matériel": _HELP,
    "Acquérir du matériel informatique à prix solidaire": _HELP,
    "Prendre en main un ordinateur": _HELP,
    "Prendre en main un smartphone ou une tablette": _HELP,
    "Utiliser le numérique au quotidien": _HELP,
    "Approfondir ma culture numérique": _HELP,
    "Promouvoir la citoyenneté numérique": _HELP,
    "Soutenir la parentalité et l'éducation avec le numérique": _HELP,
    "Accompagner les démarches de santé": _HELP,
    "Devenir autonome dans les démarches administratives": _HELP,
    "Réaliser des démarches administratives avec un accompagnement": _HELP,
    "Favoriser mon insertion professionnelle": _HELP,
    "Créer avec le numérique": _HELP_AND_MAKING,
    "Créer et développer mon entreprise": _SUPPORT,
    # Gironde, 2021.
    "Accès à Internet en autonomie": _HELP,
    "Etre accompagné dans ses démarches administratives": _HELP,
    "Etre initié aux outils numériques": _HELP,
    "Pratiquer des activités récréatives numériques": _HELP,
    # La Fibre64, 2022.
    "Demarches administratives": _HELP,
    "Initiation au numerique : Formation - Apprentissage - Perfectionnement": (
        _HELP_AND_TRAINING
    ),
    "Acces a des equipements et une connexion internet": _HELP,
    # data·inclusion, v1.
    "creer-une-entreprise--definir-son-projet-de-creation-dentreprise": _SUPPORT,
    "creer-une-entreprise--structurer-son-projet-de-creation-dentreprise": _SUPPORT,
    "creer-une-entreprise--developper-son-entreprise": _SUPPORT,
    "numerique--acceder-a-des-services-en-ligne": _HELP,
    "numerique--acceder-a-une-connexion-internet": _HELP,
    "numerique--acquerir-un-equipement": _HELP,
    "numerique--maitriser-les-fondamentaux-du-numerique": _HELP,
    "aide-financiere": frozenset({Need.FUNDING}),
    "formation": frozenset({Need.TRAINING}),
    # fablabs.io.
    "three_d_printing": frozenset({Need.MAKING}),
    "cnc_milling": frozenset({Need.MAKING}),
    "circuit_production": frozenset({Need.MAKING}),
    "laser": frozenset({Need.MAKING}),
    "precision_milling": frozenset({Need.MAKING}),
    "vinyl_cutting": frozenset({Need.MAKING}),
}
_STAGES: dict[str, frozenset[Stage]] = {
    "Créer et développer mon entreprise": frozenset({Stage.CREATION, Stage.GROWTH}),
    "creer-une-entreprise--definir-son-projet-de-creation-dentreprise": frozenset(
        {Stage.IDEA}
    ),
    "creer-une-entreprise--structurer-son-projet-de-creation-dentreprise": frozenset(
        {Stage.CREATION}
    ),
    "creer-une-entreprise--developper-son-entreprise": frozenset({Stage.GROWTH}),
}
_NEEDS_BY_NAME = {search_name(words): needs for words, needs in _NEEDS.items()}
_STAGES_BY_NAME = {search_name(words): stages for words, stages in _STAGES.items()}

_MAY_NAME_A_KIND = re.compile(r"lab|space|work|lieu|service|num|epn", re.IGNORECASE)
_KINDS = (
    (
        Category.FAB_LAB,
        re.compile(
            r"\bfab\s?labs?\b|\b(?:maker|hacker)\s?space\b|"
            r"\batelier de fabrication numerique\b"
        ),
    ),
    (Category.COWORKING, re.compile(r"\bco\s?working\b")),
    (Category.THIRD_PLACE, re.compile(r"\btiers?\s?lieux?\b")),
    (Category.FRANCE_SERVICES, re.compile(r"\bfrance\s?services?\b")),
    (
        Category.DIGITAL_MEDIATION,
        re.compile(r"\b(?:mediation|inclusion|espace public) numerique\b|\bepn\b"),
    ),
)
_NO_KIND: frozenset[Category] = frozenset()


@lru_cache(maxsize=4096)
def needs_said(services: tuple[str, ...]) -> str | None:
    """Needs that a list of services names, in a fixed order.

    >>> needs_said(("Créer avec le numérique", "CREER et développer mon entreprise"))
    'support|making|digital_help'
    >>> needs_said(("Jardinage",)) is None
    True
    """
    said = _said(services, _NEEDS_BY_NAME)
    return joined(need.value for need in Need if need in said)


@lru_cache(maxsize=4096)
def stages_said(services: tuple[str, ...]) -> str | None:
    """Stages that a list of services names, in their order.

    >>> stages_said(("Créer et développer mon entreprise", "Accéder à du matériel"))
    'creation|growth'
    >>> stages_said(("Accéder à du matériel",)) is None
    True
    """
    said = _said(services, _STAGES_BY_NAME)
    return joined(stage.value for stage in Stage if stage in said)


def _said(
    services: Iterable[str], known: dict[str, frozenset[Kind]]
) -> frozenset[Kind]:
    nothing: frozenset[Kind] = frozenset()
    found = (known.get(search_name(words), nothing) for words in services)
    return nothing.union(*found)


def kinds_named(words: str | None) -> frozenset[Category]:
    """Categories of the host family that a name or a tag says outright.

    Names of support structures are not read: a social centre may be called « La
    Pépinière ».

    >>> sorted(kinds_named("Splendid Co-working et FabLab"))
    [<Category.COWORKING: 'coworking'>, <Category.FAB_LAB: 'fab_lab'>]
    >>> kinds_named("Centre social La Pépinière")
    frozenset()
    """
    if words is None or not _MAY_NAME_A_KIND.search(words):
        return _NO_KIND
    return _kinds_named(words)


@lru_cache(maxsize=4096)
def _kinds_named(words: str) -> frozenset[Category]:
    plain = search_name(words)
    return frozenset(kind for kind, pattern in _KINDS if pattern.search(plain))


@lru_cache(maxsize=1024)
def arranged(
    main: frozenset[Category], others: frozenset[Category] = frozenset()
) -> tuple[str | None, str | None]:
    """The category and the other ones of a row, the same in whatever order it told.

    A place of several kinds is first what fewest places are: a fab lab, then a
    coworking, a third place, a France Services, at last digital mediation.

    >>> arranged(frozenset({Category.DIGITAL_MEDIATION, Category.THIRD_PLACE}))
    ('third_place', 'digital_mediation')
    >>> arranged(frozenset())
    (None, None)
    """
    first = next((kind for kind in _RAREST_FIRST if kind in main), None)
    if first is None:
        return None, None
    rest = [k.value for k in _RAREST_FIRST if k is not first and k in main | others]
    return first.value, joined(rest)


_RAREST_FIRST = (
    Category.FRENCH_TECH,
    Category.FAB_LAB,
    Category.COWORKING,
    Category.THIRD_PLACE,
    Category.FRANCE_SERVICES,
    Category.TRAINING,
    Category.DIGITAL_MEDIATION,
)
