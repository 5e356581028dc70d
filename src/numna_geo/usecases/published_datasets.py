"""Every dataset that is published, by its key: those of the model, and the gaps."""

import json
from collections.abc import Iterator, Mapping
from itertools import chain

from numna_geo.bundle import TEMPLATES
from numna_geo.gaps import INDICATORS
from numna_geo.gaps.indicator import Indicator
from numna_geo.model.collection import MeasureStatus
from numna_geo.model.dataset import Dataset, Field, Shape
from numna_geo.model.datasets import (
    BROADBAND,
    COMMUNES,
    DEPARTEMENTS,
    EPCIS,
    STRUCTURES,
)
from numna_geo.model.datasets.fields import day, number, text
from numna_geo.model.datasets.territories import DEPARTMENT, NAME, POPULATION
from numna_geo.model.territory import Level

GAP_LEVELS = tuple(level for level in Level if level is not Level.CUSTOM)
"""Levels of which gaps are published: those that everybody knows the codes of."""

_SHARE = "0–1"
_ENGLISH: Mapping[str, str] = json.loads(
    (TEMPLATES.parent / "i18n" / "en.json").read_text()
)
_OF_TERRITORIES = (
    text(
        "id",
        ("Identifiant", "Identifier"),
        "Niveau et code du territoire, tel commune:23096.",
        "Level and code of the territory, such as commune:23096.",
        required=True,
    ),
    text(
        "level",
        ("Niveau", "Level"),
        "Niveau du territoire.",
        "Level of the territory.",
        values=tuple(GAP_LEVELS),
        required=True,
    ),
    text(
        "code",
        ("Code", "Code"),
        "Code du territoire dans son niveau.",
        "Code of the territory within its level.",
        required=True,
    ),
    NAME,
    DEPARTMENT,
    POPULATION,
    day(
        "measured_on",
        ("Mesuré le", "Measured on"),
        "Jour de la mesure.",
        "Day of the measuring.",
        required=True,
    ),
    text(
        "engine",
        ("Moteur", "Engine"),
        "Ce qui a donné les temps de trajet ; « estimate » est une estimation.",
        "What gave the travel times; `estimate` is an estimate.",
        required=True,
    ),
)


def is_share(indicator: Indicator) -> bool:
    """Whether its value is a part of what it counts, hence has two counts beside it."""
    return indicator.unit.startswith("part")


def _fields(indicator: Indicator) -> Iterator[Field]:
    """Its default measure: value, status and, of a share, both counts."""
    key, french = indicator.key, indicator.title
    english = _ENGLISH[f"title.{key}"]
    asked, asked_en = _as_measured(indicator)
    yield number(
        key,
        (french, english),
        f"{indicator.question} Lecture déclarée, {asked}.",
        f"{english}; declared reading, {asked_en}.",
        unit=_SHARE if is_share(indicator) else indicator.unit,
    )
    yield text(
        f"{key}_status",
        (f"{french} : statut", f"{english}: status"),
        "Comment lire la valeur : mesurée, estimée, sans donnée, non collectée ou"
        " inconnue au-delà d'une frontière.",
        "How to read the value: measured, estimated, no data, not collected or"
        " unknown beyond a border.",
        values=tuple(MeasureStatus),
    )
    if not is_share(indicator):
        return
    yield number(
        f"{key}_numerator",
        (f"{french} : nombre", f"{english}: number"),
        "Combien sont concernés : le numérateur de la part.",
        "How many are concerned: the numerator of the share.",
        unit=indicator.counted,
    )
    yield number(
        f"{key}_denominator",
        (f"{french} : sur", f"{english}: out of"),
        "Combien il y en a en tout : le dénominateur de la part.",
        "How many there are in all: the denominator of the share.",
        unit=indicator.counted,
    )


def _as_measured(indicator: Indicator) -> tuple[str, str]:
    """Period and threshold of the default measure, in French and in English."""
    asked = indicator.default
    if asked.max_min is None:
        return asked.period, asked.period
    return (
        f"{asked.period}, seuil de {asked.max_min} min",
        f"{asked.period}, threshold of {asked.max_min} min",
    )


GAPS = Dataset(
    key="gaps",
    title="Écarts de couverture numérique des territoires de Nouvelle-Aquitaine",
    title_en="Gaps in digital coverage of the territories of Nouvelle-Aquitaine",
    description=(
        "La mesure par défaut de chaque indicateur des objectifs 10, 11 et 12, pour"
        " chaque commune, intercommunalité, département, zone d'emploi et bassin de"
        " vie, et pour la région. Une valeur inconnue est vide, et son statut dit"
        " pourquoi. Les autres lectures, seuils et périodes sont dans l'API."
    ),
    description_en=(
        "The default measure of every indicator of objectives 10, 11 and 12, for each"
        " commune, intercommunality, department, employment zone and living area, and"
        " for the region. An unknown value is null, and its status says why. Other"
        " readings, thresholds and periods are in the API."
    ),
    keywords=("couverture numérique", "très haut débit", "tiers-lieux", "indicateurs"),
    shape=Shape.MULTIPOLYGON,
    identifier="id",
    label="name",
    fields=(
        *_OF_TERRITORIES,
        *chain.from_iterable(_fields(one) for one in INDICATORS.values()),
    ),
    sources=tuple(
        dict.fromkeys(key for one in INDICATORS.values() for key in one.sources)
    ),
)

DATASETS: Mapping[str, Dataset] = {
    dataset.key: dataset
    for dataset in (STRUCTURES, COMMUNES, EPCIS, DEPARTEMENTS, BROADBAND, GAPS)
}
"""In the order of catalogues."""
