"""Communes, EPCI and departments as datasets."""

from numna_geo.model.dataset import Dataset, Field, Shape
from numna_geo.model.datasets.fields import integer, number, text

CODE = text(
    "code",
    ("Code", "Code"),
    "Code INSEE de 2026 (SIREN pour un EPCI).",
    "INSEE code of 2026 (SIREN for an EPCI).",
    required=True,
)
NAME = text(
    "name",
    ("Nom", "Name"),
    "Nom officiel du territoire.",
    "Official name of the territory.",
    required=True,
)
DEPARTMENT = text(
    "department_code",
    ("Département", "Department"),
    "Code du département où il est ; vide si ses communes de la région sont de"
    " plusieurs.",
    "Code of the department it is in; null if its communes of the region are in"
    " several.",
)
EPCI = text(
    "epci_code",
    ("EPCI", "EPCI"),
    "Code SIREN de l'intercommunalité de la commune.",
    "SIREN code of the commune's intercommunality (EPCI).",
)
POPULATION = integer(
    "population",
    ("Population", "Population"),
    "Population municipale légale de 2023, des seules communes de la région.",
    "Legal municipal population of 2023, of communes of the region only.",
    unit="habitants",
)
AREA = number(
    "area_km2",
    ("Superficie", "Area"),
    "Superficie du territoire.",
    "Area of the territory.",
    unit="km²",
)

_OUTLINES = (
    "Contours généralisés à 50 m près, de frontières communes aux voisins ;"
    " millésime 2026 du code officiel géographique."
)
_OUTLINES_EN = (
    "Outlines generalised within 50 m, with borders shared by neighbours; official"
    " geographic codes of 2026."
)
_SOURCES = ("cog_2026", "ign_admin_express_2018")


def _territories(
    key: str, title: str, title_en: str, *fields: Field, keywords: tuple[str, ...]
) -> Dataset:
    return Dataset(
        key=key,
        title=title,
        title_en=title_en,
        description=f"{title}. {_OUTLINES}",
        description_en=f"{title_en}. {_OUTLINES_EN}",
        keywords=("limites administratives", *keywords),
        shape=Shape.MULTIPOLYGON,
        identifier="code",
        label="name",
        fields=(CODE, NAME, *fields, POPULATION, AREA),
        sources=_SOURCES,
    )


COMMUNES = _territories(
    "communes",
    "Communes de Nouvelle-Aquitaine",
    "Communes of Nouvelle-Aquitaine",
    DEPARTMENT,
    EPCI,
    keywords=("communes",),
)
EPCIS = _territories(
    "epci",
    "Intercommunalités (EPCI) de Nouvelle-Aquitaine",
    "Intercommunalities (EPCI) of Nouvelle-Aquitaine",
    DEPARTMENT,
    keywords=("intercommunalités", "EPCI"),
)
DEPARTEMENTS = _territories(
    "departements",
    "Départements de Nouvelle-Aquitaine",
    "Departments of Nouvelle-Aquitaine",
    keywords=("départements",),
)
