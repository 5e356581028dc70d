"""Pages from templates: one environment, one frame, everything escaped."""

from collections.abc import Callable
from functools import cache
from hashlib import blake2b
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from numna_geo.api.cache_control import NEVER
from numna_geo.api.ogc.links import published_at
from numna_geo.api.pages.shell.contact_links import dialled, linked, mail_address
from numna_geo.api.pages.shell.copying import copying
from numna_geo.api.pages.shell.kinds import kinds_url
from numna_geo.api.pages.shell.oembed_discovery import discovery
from numna_geo.api.pages.words.wording import Language, language_of, words
from numna_geo.bundle import ASSETS, TEMPLATES
from numna_geo.errors import AssetMissing
from numna_geo.maps.assets import BuiltAssets
from numna_geo.model.category import Category


@cache
def built_assets() -> BuiltAssets:
    """The browser files of this build."""
    return BuiltAssets.read(ASSETS)


def built_file(name: str) -> Path:
    """A browser file as it was built."""
    return ASSETS / Path(built_assets().url(name)).name


def page(
    request: Request,
    template: str,
    *,
    status: HTTPStatus = HTTPStatus.OK,
    lang: Language | None = None,
    **context: Any,
) -> Response:
    """A page in the language that the address asks for.

    Args:
        request: says the language, and what the browser already holds.
        template: file name.
        status: of the answer; only a page that is OK may be kept by browsers.
        lang: the language, where the page read it by itself.
        context: what the template needs; `meta` is its `metadata`, if it has any.
    """
    lang = lang or language_of(request)
    html = (
        _environment()
        .get_template(template)
        .render(
            t=words(lang),
            lang=lang,
            here=_elsewhere(request),
            searched=request.url.path == "/" and bool(request.query_params),
            link=_linker(lang),
            copy=copying(request),
            **{"meta": None, "oembed": _oembed(request, lang), **context},
        )
    )
    if status is not HTTPStatus.OK:
        return HTMLResponse(html, int(status), {"Cache-Control": NEVER})
    tag = f'W/"{blake2b(html.encode(), digest_size=12).hexdigest()}"'
    headers = {"Cache-Control": "no-cache", "ETag": tag}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return HTMLResponse(html, headers=headers)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        # A page is written by the code that it came with, also while files change.
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["asset"] = built_assets().url
    environment.globals["kinds"] = kinds_url()
    environment.globals["sprite"] = _sprite()
    environment.filters["web"] = web_address
    environment.filters["dial"] = dialled
    environment.filters["mail"] = mail_address
    environment.filters["linked"] = linked
    environment.filters["phone"] = spoken_phone
    environment.filters["category"] = Category
    return environment


def web_address(text: str | None) -> str | None:
    """An address that is safe in a link: http or https, or nothing.

    >>> web_address("javascript:alert(1)"), web_address("www.example.org")
    (None, 'https://www.example.org')
    """
    if not text:
        return None
    stripped = text.strip()
    if stripped.lower().startswith(("https://", "http://")):
        return stripped
    return f"https://{stripped}" if stripped.lower().startswith("www.") else None


def spoken_phone(text: str) -> str:
    """A French number in pairs, as it is read out; others as they came.

    >>> spoken_phone("+33587330180"), spoken_phone("3949")
    ('05 87 33 01 80', '3949')
    """
    digits = (dialled(text) or "").replace("+33", "0", 1)
    if len(digits) != _FRENCH_DIGITS or not digits.startswith("0"):
        return text
    return " ".join(digits[i : i + 2] for i in range(0, _FRENCH_DIGITS, 2))


_FRENCH_DIGITS = 10


def _sprite() -> Markup:
    try:
        # Written by our own build, from the icons it names.
        return Markup((ASSETS / "sprite.svg").read_text("utf-8"))  # noqa: S704
    except FileNotFoundError as error:
        raise AssetMissing("sprite.svg was not built") from error


def _linker(lang: Language) -> Callable[..., str]:
    """Links of ours keep the language and encode what they are given."""

    def link(path: str, **query: Any) -> str:
        if lang == "en":
            query["lang"] = "en"
        asked = urlencode({k: v for k, v in query.items() if v}, doseq=True)
        return quote(path, safe="/:#") + (f"?{asked}" if asked else "")

    return link


def _oembed(request: Request, lang: Language) -> str | None:
    """Where programs learn how to frame this page; a copy has nobody who tells."""
    if copying(request):
        return None
    origin = published_at(request)
    return discovery(origin, request.url.path, lang)


def _elsewhere(request: Request) -> str:
    """This very page in the other language."""
    kept = [(k, v) for k, v in request.query_params.multi_items() if k != "lang"]
    if language_of(request) == "fr":
        kept.append(("lang", "en"))
    path = quote(request.url.path, safe="/:")
    return f"{path}?{urlencode(kept)}" if kept else path
