"""The pages of what describes the service and each of its collections."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from numna_geo.api.ogc import files
from numna_geo.api.ogc.html.choices import example_of
from numna_geo.api.ogc.html.frame import (
    Named,
    as_format,
    framed,
    other_links,
)
from numna_geo.api.ogc.links import ROOT, published_at
from numna_geo.api.pages.open_data.dataset_data import dataset_data
from numna_geo.api.pages.shell.metadata import metadata
from numna_geo.api.pages.words.fields import (
    cited,
    description_of,
    title_of,
    told_fields,
    typeset,
)
from numna_geo.api.pages.words.wording import Words, words_of
from numna_geo.model.dataset import Dataset
from numna_geo.usecases.describe_datasets import Description
from numna_geo.usecases.published_datasets import DATASETS

_NEW_STANDARD = "/conf/"
_SPECS = "http://www.opengis.net/spec/"


async def landing_page(request: Request, document: Mapping[str, Any]) -> Response:
    """Where everything starts."""
    t = words_of(request)
    return framed(
        request,
        "ogc-landing.html",
        title=t("ogc.title"),
        here_name=t("ogc.short"),
        lead=t("ogc.lead"),
        collections=[_card(t, one) for one in DATASETS.values()],
        more_links=other_links(request, document),
        meta=metadata(
            request, title=t("ogc.title"), description=t("ogc.lead"), path=f"{ROOT}/"
        ),
    )


async def collections_page(request: Request, document: Mapping[str, Any]) -> Response:
    """Every collection."""
    t = words_of(request)
    listed = [DATASETS[one["id"]] for one in document["collections"]]
    return framed(
        request,
        "ogc-collections.html",
        title=t("ogc.collections"),
        collections=[_card(t, one) for one in listed],
    )


async def collection_page(
    request: Request, document: Mapping[str, Any], dataset: Dataset
) -> Response:
    """One collection: what it holds, every address of it, its fields."""
    t, path = words_of(request), f"{ROOT}/collections/{dataset.key}"
    told: Description = await request.app.state.descriptions.of(dataset)
    here = f"{published_at(request)}{path}"
    return framed(
        request,
        "ogc-collection.html",
        title=title_of(t, dataset),
        lead=description_of(t, dataset),
        crumbs=[(t("ogc.collections"), f"{ROOT}/collections")],
        here_name=dataset.key,
        dataset=dataset,
        path=path,
        items=f"{here}/items",
        tiles=f"{here}/tiles/WebMercatorQuad/{{z}}/{{y}}/{{x}}?f=mvt",
        files=[(one.title, f"{path}/items?f={one.key}") for one in files.FORMATS],
        facts=_facts(t, document, told),
        licences=[(told.licence.name, told.licence.uri)],
        origins=told.origins,
        cited=cited(t, told),
        lineage=_either(t, told.lineage.fr, told.lineage.en),
        fields=told_fields(t, dataset),
        more_links=other_links(request, document, "license"),
        meta=metadata(
            request,
            title=title_of(t, dataset),
            description=description_of(t, dataset),
            path=path,
            data=dataset_data(
                t,
                told,
                site=published_at(request),
                settings=request.app.state.settings,
            ),
        ),
    )


async def fields_page(
    request: Request, kind: str, document: Mapping[str, Any], dataset: Dataset
) -> Response:
    """Queryables, or the schema: the fields that the document names."""
    t, path = words_of(request), f"{ROOT}/collections/{dataset.key}"
    known = [dataset.by_name[n] for n in document["properties"] if n in dataset.by_name]
    example = example_of(dataset) if kind == "queryables" else ""
    return framed(
        request,
        "ogc-fields.html",
        title=t(f"ogc.{kind}_of", title=title_of(t, dataset)),
        lead=t(f"ogc.{kind}_lead"),
        crumbs=[(title_of(t, dataset), path)],
        here_name=t(f"ogc.{kind}"),
        fields=told_fields(t, known),
        example=[(_filtered(t, path, example), example)] if example else [],
        formats=[("JSON Schema", as_format(request, "json"))],
    )


async def conformance_page(request: Request, document: Mapping[str, Any]) -> Response:
    """Classes of the standards that are fulfilled, standard by standard."""
    t, standards = words_of(request), dict[str, list[Named]]()
    for uri in document["conformsTo"]:
        spec, _, name = uri.removeprefix(_SPECS).partition(_NEW_STANDARD)
        standards.setdefault(spec, []).append((name, uri))
    return framed(
        request,
        "ogc-conformance.html",
        title=t("ogc.conformance"),
        lead=t("ogc.conformance_lead"),
        standards=[(_standard(spec), several) for spec, several in standards.items()],
    )


def _standard(spec: str) -> str:
    """The name of a standard, as its documents write it.

    >>> _standard("ogcapi-features-3/1.0"), _standard("cql2/1.0")
    ('OGC API – Features – Part 3 (1.0)', 'CQL2 (1.0)')
    """
    name, _, version = spec.partition("/")
    words = name.split("-")
    if words[0] != "ogcapi":
        return f"{name.upper()} ({version})"
    part = f" – Part {words[2]}" if len(words) > len(("ogcapi", "name")) else ""
    return f"OGC API – {words[1].capitalize()}{part} ({version})"


def _card(t: Words, dataset: Dataset) -> dict[str, str]:
    return {
        "key": dataset.key,
        "title": title_of(t, dataset),
        "description": description_of(t, dataset),
        "shape": t(f"ogc.shape_{dataset.shape}"),
    }


def _facts(t: Words, document: Mapping[str, Any], told: Description) -> list[Named]:
    dataset = told.dataset
    facts = [
        (t("ogc.id"), dataset.key),
        (t("ogc.features"), t.number(told.features)),
        (t("ogc.geometry"), t(f"ogc.shape_{dataset.shape}")),
        (t("ogc.crs"), _systems(document)),
    ]
    if told.box:
        corners = [f"{number:.3f}" for number in told.box]
        facts.append((t("ogc.extent"), ", ".join(corners)))
    if told.days:
        first, last = map(t.day, told.days)
        facts.append((t("ogc.days"), f"{first} – {last}"))
    if told.modified:
        facts.append((t("ogc.modified"), t.day(told.modified)))
    return facts


def _either(t: Words, french: str, english: str) -> str:
    return typeset(french) if t.lang == "fr" else english


def _systems(document: Mapping[str, Any]) -> str:
    names = (str(uri).rsplit("/", 1)[-1] for uri in document.get("crs", ()))
    return ", ".join(name for name in names if not name.startswith("#"))


def _filtered(t: Words, path: str, text: str) -> str:
    query = {"filter": text} | ({"lang": "en"} if t.lang == "en" else {})
    return f"{path}/items?{urlencode(query)}"
