"""A page of the service as a page of the copy: its links, its forms, its addresses.

Our templates escape whatever they are given, so that `<`, `>` and `"` inside a tag are
its own: tags are found by their signs alone, and texts are never touched but for the
address that pages believed to have.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape
from urllib.parse import urlsplit

from numna_geo.api.site_copy.addresses import FORMS, ORIGIN, Address, Copied

_TAG = re.compile(r'<[a-z][^<>"]*(?:"[^<>"]*"[^<>"]*)*?\s[a-z-]+="/[^<>]*>')
"""One with an address of ours: most have none."""

_OWN_ADDRESS = re.compile(r'<meta property="og:url"[^<>]*>')
_ATTRIBUTE = re.compile(r'\s([a-z-]+)="(/(?!/)[^"]*)"')
_WHOLE = re.compile(re.escape(ORIGIN) + r"(/[^\s\"'<>\\]*)?")
_SCRIPT_JSON = re.compile(
    r'(<script type="application/json"[^>]*>)(.*?)(</script>)', re.DOTALL
)
_PATH_IN_JSON = re.compile(r'"(/(?:carte|assets|kinds|embed|logos)/[^"\\]*)"')
_DATA_NAME = re.compile(r'"([\w@.-]+\.(?:json|bin))"')
_FORM = re.compile(r"<form\b[^>]*\baction=\"(/[^\"]*)\".*?</form>", re.DOTALL)
_NOWHERE = ' role="link" aria-disabled="true"'


@dataclass(frozen=True, slots=True)
class Rewriter:
    """Rewrites pages for one copy.

    Args:
        copied: what the copy holds.
        origin: of the copy, such as `https://carte.example.fr`, or nothing.
        service: where the service answers the rest, or None.
    """

    copied: Copied
    origin: str = ""
    service: str | None = None

    def page(self, html: str, *, instead_of_forms: str) -> str:
        """A whole page.

        Args:
            html: as the service told it.
            instead_of_forms: HTML that stands where a form needs the service.
        """
        html = _FORM.sub(lambda found: self._form(found, instead_of_forms), html)
        html = _SCRIPT_JSON.sub(self._json, html)
        html = _TAG.sub(lambda tag: self._tag(tag[0]), html)
        html = html if self.origin else _OWN_ADDRESS.sub("", html)
        return _WHOLE.sub(self._whole, html)

    def _form(self, found: re.Match[str], instead: str) -> str:
        return found[0] if Address.read(found[1]).path in FORMS else instead

    def _json(self, found: re.Match[str]) -> str:
        base = self.copied.base
        inside = _PATH_IN_JSON.sub(lambda one: f'"{base}{one[1][1:]}"', found[2])
        return f"{found[1]}{inside}{found[3]}"

    def _tag(self, tag: str) -> str:
        return _ATTRIBUTE.sub(lambda found: self._attribute(tag, found), tag)

    def _attribute(self, tag: str, found: re.Match[str]) -> str:
        if found[1] == "data-base":
            return found[0]
        name, link = found[1], self._link(unescape(found[2]))
        if link is not None:
            return f' {name}="{escape(link)}"'
        return _NOWHERE if tag.startswith("<a ") else ""

    def _link(self, text: str) -> str | None:
        one = Address.read(text)
        if self.copied.holds(one):
            return self.copied.link(one)
        return f"{self.service.rstrip('/')}{text}" if self.service else None

    def _whole(self, found: re.Match[str]) -> str:
        link = self._link(unescape(found[1] or "/"))
        if link is None or urlsplit(link).netloc:
            return escape(link or self.copied.base)
        return escape(self.origin + link)


def addresses_in(html: str) -> Iterator[Address]:
    """Every address of ours that a page of the service links, or loads."""
    for tag in _TAG.findall(html):
        for _, text in _ATTRIBUTE.findall(tag):
            yield Address.read(unescape(text))
    for found in _SCRIPT_JSON.finditer(html):
        yield from map(Address.read, _PATH_IN_JSON.findall(found[2]))


def data_names_in(html: str) -> Iterator[str]:
    """Files of the map that a page names without their folder."""
    for found in _SCRIPT_JSON.finditer(html):
        yield from _DATA_NAME.findall(found[2])
