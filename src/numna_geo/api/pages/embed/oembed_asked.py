"""What /oembed is asked: which page of ours, and how big its frame may be."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from numna_geo.api.pages.embed.asked import Embed, EmbedAsked, embed_asked
from numna_geo.api.pages.shell.oembed_discovery import SHEET, STRUCTURE
from numna_geo.errors import InvalidQuery, WrongParameter

_EMBED = re.compile(rf"/embed/({'|'.join(Embed)})")
_PORTS = {"http": 80, "https": 443}
_MOST_DIGITS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """The most that a host has room for; None where it does not say.

    >>> Size(width=500, height=None).of(Embed.MAP)
    (500, 450)
    """

    USUAL: ClassVar[Mapping[Embed, tuple[int, int]]] = {
        Embed.MAP: (600, 450),
        Embed.FINDER: (600, 600),
        Embed.SHEET: (600, 480),
        Embed.FIGURE: (600, 360),
    }
    WIDEST: ClassVar[int] = 1600

    width: int | None
    height: int | None

    def of(self, kind: Embed) -> tuple[int, int]:
        """As wide as there is room for, as high as is usual or as there is room for."""
        width, height = self.USUAL[kind]
        if self.width is not None:
            width = min(self.width, self.WIDEST)
        return width, height if self.height is None else min(height, self.height)


def size_in(asked: Mapping[str, str]) -> Size:
    """The bounds of an answer.

    Raises:
        InvalidQuery: one of them is no whole number above zero.
    """
    names = ("maxwidth", "maxheight")
    wrong = [
        WrongParameter(name, asked[name], "a whole number of pixels, from 1 on")
        for name in names
        if name in asked and not _is_size(asked[name])
    ]
    if wrong:
        raise InvalidQuery("cannot use " + ", ".join(w.parameter for w in wrong), wrong)
    width, height = (int(asked[name]) if name in asked else None for name in names)
    return Size(width=width, height=height)


def _is_size(text: str) -> bool:
    digits = text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS
    return digits and int(text) > 0


def page_of(url: str, origin: str) -> SplitResult | None:
    """The parts of an address of ours; None of any other site.

    >>> page_of("HTTPS://Geo.example:443/carte/", "https://geo.example").path
    '/carte'
    >>> page_of("https://geo.example.ailleurs.net/carte", "https://geo.example")
    """
    try:
        parts, ours = urlsplit(url.strip()), urlsplit(origin)
        # A page may be asked for by either scheme: hosts write addresses by hand.
        if parts.scheme not in _PORTS or _host(parts) != _host(ours):
            return None
    except ValueError:
        return None
    return parts._replace(path=parts.path.removesuffix("/") or "/")


def _host(parts: SplitResult) -> tuple[str | None, str | None, int | None]:
    """Who is named before a host, the host, and its port where it is not the usual."""
    port = None if parts.port == _PORTS.get(parts.scheme) else parts.port
    return parts.username, parts.hostname, port


def embed_of(parts: SplitResult) -> EmbedAsked | str | None:
    """What shows a page of ours; the id of a structure, which must be looked up.

    >>> embed_of(urlsplit("/territoires/epci/200027183")).address()
    '/embed/fiche?v=1&territoire=epci:200027183'
    >>> embed_of(urlsplit("/carte#v=9/46.17/1.87&q=support_beyond&c=23096")).address()
    '/embed/carte?v=1&territoire=commune:23096&indicateur=support_beyond&vue=1.87,46.17,9'
    """
    asked = parse_qsl(parts.query, keep_blank_values=True)
    lang = [(name, value) for name, value in asked if name == "lang"]
    if found := _EMBED.fullmatch(parts.path):
        return embed_asked(found.group(1), asked)
    if found := SHEET.fullmatch(parts.path):
        territory = (f"{found.group(1)}:{found.group(2)}",)
        sheet = embed_asked(Embed.SHEET, [("territoire", *territory), *lang])
        return sheet if sheet.territory else None
    if parts.path == "/carte":
        return embed_asked(Embed.MAP, [*_on_map(parts.fragment), *lang])
    if parts.path == "/":
        return embed_asked(Embed.FINDER, [*_found(asked), *lang])
    found = STRUCTURE.fullmatch(parts.path)
    key = unquote(found.group(1)) if found else ""
    return key if key.isprintable() and key else None


def _found(asked: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The finder's question, by a commune or by none: never where somebody stands."""
    names = {"commune": "territoire", "famille": "famille", "categorie": "categories"}
    return [
        (names[name], f"commune:{value}" if name == "commune" else value)
        for name, value in asked
        if name in names and value
    ]


def _on_map(fragment: str) -> list[tuple[str, str]]:
    """What the map's own address says after its sign."""
    said = dict(parse_qsl(fragment))
    zoom, _, at = said.get("v", "").partition("/")
    lat, _, lon = at.partition("/")
    kept = {
        "territoire": f"commune:{said['c']}" if "c" in said else "",
        "indicateur": said.get("q", ""),
        "categories": said.get("k", ""),
        "vue": f"{lon},{lat},{zoom}" if lon else "",
    }
    return [(name, value) for name, value in kept.items() if value]
