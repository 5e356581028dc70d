"""Published datasets as schema.org tells them: JSON-LD for search engines."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from numna_geo.api.pages.words.fields import description_of, title_of, told_field
from numna_geo.api.pages.words.wording import Words
from numna_geo.model.dataset import Field, Kind
from numna_geo.settings import Settings
from numna_geo.usecases.describe_datasets import Description, Origin

_CATALOGUE = "/donnees"
_MEASURED = {Kind.INTEGER, Kind.NUMBER}


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """A file of a dataset: its address, media type, bytes and SHA-256 if known."""

    url: str
    media_type: str
    size: int | None = None
    sha256: str | None = None


def catalogue_data(
    t: Words,
    told: Iterable[tuple[Description, Sequence[Distribution]]],
    *,
    site: str,
    settings: Settings,
) -> dict[str, Any]:
    """All datasets as a DataCatalog.

    Source:
        https://schema.org/DataCatalog
    """
    return {
        "@context": "https://schema.org",
        "@type": "DataCatalog",
        "@id": f"{site}{_CATALOGUE}",
        "url": f"{site}{_CATALOGUE}",
        "name": t("data.title"),
        "description": t("data.lead"),
        "inLanguage": ["fr", "en"],
        "creator": _publisher(settings),
        "dataset": [
            _dataset(t, one, files, site=site, settings=settings) for one, files in told
        ],
    }


def dataset_data(
    t: Words,
    told: Description,
    files: Sequence[Distribution] = (),
    *,
    site: str,
    settings: Settings,
) -> dict[str, Any]:
    """One dataset, in that catalogue.

    Source:
        https://schema.org/Dataset
    """
    catalogue = {"@type": "DataCatalog", "@id": f"{site}{_CATALOGUE}"}
    return {
        "@context": "https://schema.org",
        **_dataset(t, told, files, site=site, settings=settings),
        "includedInDataCatalog": {**catalogue, "name": t("data.title")},
    }


def _dataset(
    t: Words,
    told: Description,
    files: Sequence[Distribution],
    *,
    site: str,
    settings: Settings,
) -> dict[str, Any]:
    dataset = told.dataset
    page = f"{site}/ogc/collections/{dataset.key}"
    found = {
        "@type": "Dataset",
        "@id": page,
        "url": page,
        "identifier": dataset.key,
        "name": title_of(t, dataset),
        "description": description_of(t, dataset),
        "keywords": list(dataset.keywords),
        "license": told.licence.uri or told.licence.name,
        "isAccessibleForFree": True,
        "inLanguage": "fr",
        "creator": _publisher(settings),
        "creditText": told.attribution if t.lang == "fr" else told.attribution_en,
        "dateModified": told.modified.isoformat() if told.modified else None,
        "version": str(told.version),
        "spatialCoverage": _place(told.box),
        "temporalCoverage": _days(told),
        "variableMeasured": [_variable(t, one) for one in dataset if _is_measured(one)],
        "isBasedOn": [_work(one) for one in told.origins],
        "distribution": [_file(one) for one in [*_answers(page), *files]],
    }
    return {name: value for name, value in found.items() if value}


def _answers(page: str) -> list[Distribution]:
    """What is made when it is asked: every dataset has these."""
    items = f"{page}/items"
    return [
        Distribution(url=f"{items}?f=json", media_type="application/geo+json"),
    ]


def _file(one: Distribution) -> dict[str, Any]:
    found = {
        "@type": "DataDownload",
        "contentUrl": one.url,
        "encodingFormat": one.media_type,
        "contentSize": f"{one.size} B" if one.size is not None else None,
        "sha256": one.sha256,
    }
    return {name: value for name, value in found.items() if value}


def _publisher(settings: Settings) -> dict[str, Any]:
    named = {"@type": "Organization", "name": settings.publisher_name}
    url = settings.publisher_url
    return {**named, "url": url} if url else named


def _place(box: tuple[float, float, float, float] | None) -> dict[str, Any] | None:
    """The region; schema.org writes the latitude first."""
    if box is None:
        return None
    west, south, east, north = box
    shape = {"@type": "GeoShape", "box": f"{south} {west} {north} {east}"}
    return {"@type": "Place", "name": "Nouvelle-Aquitaine", "geo": shape}


def _days(told: Description) -> str | None:
    if told.days is None:
        return None
    first, last = told.days
    return f"{first.isoformat()}/{last.isoformat()}"


def _is_measured(field: Field) -> bool:
    return field.kind in _MEASURED


def _variable(t: Words, field: Field) -> Mapping[str, str]:
    said = told_field(t, field)
    value = {"@type": "PropertyValue", "name": field.name, "description": said.title}
    return {**value, "unitText": said.unit} if said.unit else value


def _work(origin: Origin) -> Mapping[str, str]:
    work = {"@type": "CreativeWork", "name": origin.title}
    if origin.landing_page:
        work["url"] = origin.landing_page
    return work
