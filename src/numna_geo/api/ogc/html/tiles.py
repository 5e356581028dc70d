"""Pages of tilesets, matrix sets and styles: their addresses, to copy or to open."""

from collections.abc import Iterator, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from numna_geo.api.ogc.html.frame import (
    Crumbs,
    Named,
    framed,
    published_at,
    turned,
    words_of,
)
from numna_geo.api.ogc.links import ROOT
from numna_geo.api.pages.field_words import title_of
from numna_geo.model.dataset import Dataset

_OWN = {"self", "alternate"}
_LISTS = ("tilesets", "tileMatrixSets", "styles")
_TEMPLATE = ("{tileMatrix}", "{z}"), ("{tileRow}", "{y}"), ("{tileCol}", "{x}")


async def addresses_page(
    request: Request, kind: str, document: Mapping[str, Any], dataset: Dataset | None
) -> Response:
    """What a document lists or leads to, and the templates that a GIS takes."""
    t = words_of(request)
    of = title_of(t, dataset) if dataset else ""
    crumbs: Crumbs = [(of, f"{ROOT}/collections/{dataset.key}")] if dataset else ()
    links = list(_links(document))
    return framed(
        request,
        "ogc-document.html",
        title=f"{t(f'ogc.{kind}')}{t('page.colon')} {of or document.get('title', '')}"
        if of or document.get("title")
        else t(f"ogc.{kind}"),
        lead=document.get("description") or t(f"ogc.{kind}_lead"),
        crumbs=crumbs,
        here_name=t(f"ogc.{kind}"),
        addresses=list(_templates(t("ogc.tile_address"), links)),
        links=[
            (one.get("title") or one["rel"], *_address(request, one))
            for one in links
            if "{" not in one["href"]
        ],
        facts=list(_facts(document)),
    )


def _links(document: Mapping[str, Any]) -> Iterator[Mapping[str, str]]:
    """Links of what is listed, each called as what it leads to; then its own."""
    for name in _LISTS:
        for one in document.get(name, ()):
            called = one.get("title") or one.get("id")
            for link in one.get("links", ()):
                own = link.get("title") or link["rel"]
                both = f"{called} ({own})" if called else own
                title = called if called and link["rel"] == "self" else both
                yield {**link, "title": title}
    for link in document.get("links", ()):
        if link["rel"] not in _OWN:
            yield link


def _templates(label: str, links: list[Mapping[str, str]]) -> Iterator[Named]:
    for one in links:
        if "{" not in one["href"]:
            continue
        href = one["href"]
        for theirs, known in _TEMPLATE:
            href = href.replace(theirs, known)
        yield label, href


def _facts(document: Mapping[str, Any]) -> Iterator[Named]:
    for name, value in document.items():
        if isinstance(value, str | int | float) and name not in {
            "title",
            "description",
        }:
            yield name, str(value)


def _address(request: Request, link: Mapping[str, str]) -> tuple[str, str]:
    """Pages for what is one, without its media type; files and styles as they are."""
    href, kind = link["href"], link.get("type", "").partition(";")[0]
    is_ours = href.startswith(f"{published_at(request)}/")
    is_page = kind in {"application/json", "text/html"}
    return (turned(request, href), "") if is_ours and is_page else (href, kind)
