"""What every page of the OGC API has: where it is, its other formats, its language."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import Response

from numna_geo.api.ogc.links import ROOT, published_at
from numna_geo.api.pages.shell.templates import page
from numna_geo.api.pages.words.wording import Words, words_of

Crumbs = Sequence[tuple[str, str]]
Named = tuple[str, str]

_NOT_LISTED = {"self", "alternate", "next", "prev", "items", "service-desc"}


def service_of(request: Request) -> str:
    """The address that a GIS asks for."""
    return f"{published_at(request)}{ROOT}/"


def framed(
    request: Request,
    template: str,
    *,
    title: str,
    crumbs: Crumbs = (),
    here_name: str | None = None,
    lead: str = "",
    **context: Any,
) -> Response:
    """A page of the OGC API.

    Args:
        request: says the language, and what the browser already holds.
        template: file name.
        title: of the page.
        crumbs: names and paths of what is above, below « Données » and the service.
        here_name: what the page is called below them, its title by default.
        lead: one sentence under the title.
        context: what the template needs more.
    """
    t = words_of(request)
    rest: dict[str, Any] = {
        "formats": [("JSON", as_format(request, "json"))],
        "unlisted": False,
    }
    top = [(t("site.data"), "/donnees")]
    if here_name != t("ogc.short"):
        top.append((t("ogc.short"), f"{ROOT}/"))
    return page(
        request,
        template,
        active="data",
        title=title,
        lead=lead,
        crumbs=[*top, *crumbs],
        here_name=here_name or title,
        service=service_of(request),
        **(rest | context),
    )


def as_format(request: Request, key: str, *left_out: str) -> str:
    """This very address in another format, without the parameters `left_out`."""
    asked = request.query_params.multi_items()
    kept = [(n, v) for n, v in asked if n not in {"f", "lang", *left_out}]
    return f"{request.url.path}?{urlencode([*kept, ('f', key)])}"


def turned(request: Request, href: str) -> str:
    """A link of a document as one between pages: its path, our language, no format."""
    parts = urlsplit(href)
    if not href.startswith(f"{published_at(request)}/"):
        return href
    kept = [(n, v) for n, v in parse_qsl(parts.query) if n not in {"f", "lang"}]
    if words_of(request).lang == "en":
        kept.append(("lang", "en"))
    return f"{parts.path}?{urlencode(kept)}" if kept else parts.path


def link_to(document: Mapping[str, Any], rel: str) -> str | None:
    """The address of the first link of a kind."""
    found = (one["href"] for one in document.get("links", ()) if one["rel"] == rel)
    return next(found, None)


def other_links(
    request: Request, document: Mapping[str, Any], *told: str
) -> list[Named]:
    """What else a document leads to, each address once, without relations `told`."""
    hidden = _NOT_LISTED | set(told)
    links = [one for one in document.get("links", ()) if one["rel"] not in hidden]
    return list(_once(request, links))


def _once(
    request: Request, links: Iterable[Mapping[str, str]]
) -> Iterable[tuple[str, str]]:
    seen: set[str] = set()
    for one in links:
        # A template is no address that can be opened.
        href = one["href"] if "{" in one["href"] else turned(request, one["href"])
        if href in seen or "{" in href or not href.startswith(("/", "http")):
            continue
        seen.add(href)
        yield called(words_of(request), one), href


def called(t: Words, link: Mapping[str, str]) -> str:
    """What a link leads to, in one language where its relation is a known one."""
    title = link.get("title") or link["rel"]
    name = link["rel"].rsplit("/", 1)[-1]
    if name == "describedby":
        name = "catalogue" if "ld+json" in link.get("type", "") else "record"
    written = t.texts.get(f"ogc.rel_{name}")
    return written.format(title=title) if written else title
