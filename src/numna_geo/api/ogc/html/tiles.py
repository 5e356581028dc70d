"""Pages of tilesets, matrix sets and styles: their addresses, to copy or to open."""

from collections.abc import Iterator, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from numna_geo.api.ogc.html.frame import (
    Crumbs,
    Named,
    called,
    framed,
    turned,
)
from numna_geo.api.ogc.links import ROOT, published_at
from numna_geo.api.ogc.style_media import SHEETS, TILEJSON
from numna_geo.api.pages.words.fields import title_of, typeset
from numna_geo.api.pages.words.wording import Words, words_of
from numna_geo.model.dataset import Dataset

_OWN = {"self", "alternate"}
_LISTS = ("tilesets", "tileMatrixSets", "styles")
_TITLED = {"title", "description", "id"}
_FILES = {one.media_type: one.key for one in (*SHEETS, TILEJSON)}
_TEMPLATE = ("{tileMatrix}", "{z}"), ("{tileRow}", "{y}"), ("{tileCol}", "{x}")


async def addresses_page(
    request: Request, kind: str, document: Mapping[str, Any], dataset: Dataset | None
) -> Response:
    """What a document lists or leads to, and the templates that a GIS takes."""
    t = words_of(request)
    of = title_of(t, dataset) if dataset else document.get("id", "")
    crumbs: Crumbs = []
    if dataset:
        crumbs = [(of, f"{ROOT}/collections/{dataset.key}")]
    links = list(_links(t, document))
    lead = document.get("description")
    return framed(
        request,
        "ogc-document.html",
        title=f"{t(f'ogc.{kind}')}{t('page.colon')} {of}" if of else t(f"ogc.{kind}"),
        lead=_written(t, lead) if lead else t(f"ogc.{kind}_lead"),
        crumbs=crumbs,
        here_name=t(f"ogc.{kind}"),
        addresses=list(_templates(t("ogc.tile_address"), links)),
        links=[
            (one["title"], *_address(request, one))
            for one in links
            if "{" not in one["href"]
        ],
        facts=list(_facts(t, document)),
    )


def _links(t: Words, document: Mapping[str, Any]) -> Iterator[Mapping[str, str]]:
    """Links of what is listed, each called as what it leads to; then its own."""
    for name in _LISTS:
        for one in document.get(name, ()):
            listed = _written(t, one.get("title") or one.get("id", ""))
            for link in one.get("links", ()):
                both = f"{listed} ({_own(t, link)})" if listed else _own(t, link)
                title = listed if listed and link["rel"] == "self" else both
                yield {**link, "title": title}
    for link in document.get("links", ()):
        if link["rel"] not in _OWN:
            yield {**link, "title": _own(t, link)}


def _own(t: Words, link: Mapping[str, str]) -> str:
    """What a link is called by itself: a file by its format."""
    file = _FILES.get(link.get("type", ""))
    return t(f"ogc.file_{file}") if file else called(t, link)


def _written(t: Words, text: str) -> str:
    """A text of a document, which is already in the language of the page."""
    return typeset(text) if t.lang == "fr" else text


def _templates(label: str, links: list[Mapping[str, str]]) -> Iterator[Named]:
    for one in links:
        if "{" not in one["href"]:
            continue
        href = one["href"]
        for theirs, known in _TEMPLATE:
            href = href.replace(theirs, known)
        yield label, href


def _facts(t: Words, document: Mapping[str, Any]) -> Iterator[Named]:
    """What else the document tells, under the words of the page where it has some."""
    for name, value in document.items():
        if isinstance(value, str | int | float) and name not in _TITLED:
            yield t.texts.get(f"ogc.fact_{name}", name), str(value)


def _address(request: Request, link: Mapping[str, str]) -> tuple[str, str]:
    """Pages for what is one, without its media type; files and styles as they are."""
    href, kind = link["href"], link.get("type", "").partition(";")[0]
    is_ours = href.startswith(f"{published_at(request)}/")
    is_page = kind in {"application/json", "text/html"}
    return (turned(request, href), "") if is_ours and is_page else (href, kind)
