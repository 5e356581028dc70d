"""Communes, EPCI and departments as datasets."""

from numna_geo.model.dataset import Dataset, Field, Kind, Shape

CODE = Field(
    name="code",
    kind=Kind.TEXT,
    title="Code",
    title_en="Code",
    meaning="Code INSEE de 2026 (SIREN pour un EPCI).",
    meaning_en="INSEE code of 2026 (SIREN for an EPCI).",
    required=True,
)
NAME = Field(
    name="name",
    kind=Kind.TEXT,
    title="Nom",
    title_en="Name",
    meaning="Nom officiel du territoire.",
    meaning_en="Official name of the territory.",
    required=True,
)
DEPARTMENT = Field(
    name="department_code",
    kind=Kind.TEXT,
    title="Département",
    title_en="Department",
    meaning="Code du département ; vide pour un territoire qui en déborde.",
    meaning_en="Code of the department; null for a territory in several of them.",
)
EPCI = Field(
    name="epci_code",
    kind=Kind.TEXT,
    title="EPCI",
    title_en="EPCI",
    meaning="Code SIREN de l'intercommunalité de la commune.",
    meaning_en="SIREN code of the commune's intercommunality (EPCI).",
)
POPULATION = Field(
    name="population",
    kind=Kind.INTEGER,
    title="Population",
    title_en="Population",
    meaning="Population municipale légale.",
    meaning_en="Legal municipal population.",
    unit="habitants",
)
AREA = Field(
    name="area_km2",
    kind=Kind.NUMBER,
    title="Superficie",
    title_en="Area",
    meaning="Superficie du territoire.",
    meaning_en="Area of the territory.",
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
