"""Where a page of the service stands in a static copy, and which pages do.

A copy has no server to read `?lang=en` or `?lecture=verifie`: each is a folder.
"""

import re
from collections.abc import Set
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

ORIGIN = "http://copie.invalid"
"""Where pages believe to be while they are copied; no page is left with it."""

PAGES = (
    *("/", "/carte", "/donnees", "/donnees/dictionnaire", "/territoires"),
    *("/matrice", "/feuille-de-route", "/scenario", "/comparer", "/carte/tableau"),
    *("/accessibilite", "/mentions-legales"),
    *("/embed/carte", "/embed/trouver", "/embed/fiche", "/embed/chiffre"),
)
FIGURES = ("/embed/fiche", "/embed/chiffre")
"""Embeds of figures: a folder for each territory and each indicator."""

FORMS = ("/", "/embed/trouver")
"""Pages whose form is answered by a script of theirs."""

READINGS = ("/carte", "/feuille-de-route", "/matrice")
"""Pages with a verified reading of their own."""

FINDER = "/"
STRUCTURES, COMMUNES = "/structures/", "/territoires/commune/"
_VERIFIED = [("lecture", "verifie")]
_FILES = re.compile(
    r"/(?:(?:assets|kinds|logos|embed|carte)/.+\.\w+|donnees/dictionnaire\.csv"
    r"|api/v1/downloads/.+\.\w+|robots\.txt)"
)
_NAMED = ("territoire", "indicateur")
_ASKED_WITH = {"/embed/carte": [("recherche", "1"), ("liste", "1")]}
"""What a plain page is written with; its script takes away what was not asked."""

Query = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Address:
    """An address of the service, in parts; `query` is without the language."""

    path: str
    query: Query = field(default_factory=list)
    english: bool = False
    fragment: str = ""

    @classmethod
    def read(cls, text: str) -> "Address":
        """Take apart an address that begins with a slash."""
        parts = urlsplit(text)
        query = parse_qsl(parts.query, keep_blank_values=True)
        return cls(
            unquote(parts.path),
            [pair for pair in query if pair[0] != "lang"],
            ("lang", "en") in query,
            parts.fragment,
        )

    @property
    def is_file(self) -> bool:
        """Whether it is no page: its name ends as files do."""
        return _FILES.fullmatch(self.path) is not None

    @property
    def is_verified(self) -> bool:
        """Whether it is a page in its verified reading."""
        return self.path in READINGS and self.query == _VERIFIED

    @property
    def told(self) -> str:
        """The folders that say which figures an embed tells, or nothing.

        >>> Address.read("/embed/fiche?territoire=departement:23").told
        'departement/23/'
        """
        names = tuple(name for name, _ in self.query)
        if self.path not in FIGURES or not names or names != _NAMED[: len(names)]:
            return ""
        return "".join(f"{value.replace(':', '/')}/" for _, value in self.query)

    def asked(self) -> str:
        """What the service is asked for."""
        query = [*self.query, *([("lang", "en")] if self.english else [])]
        query += _ASKED_WITH.get(self.path, [])
        return quote(self.path, safe="/:") + (f"?{urlencode(query)}" if query else "")


@dataclass(frozen=True, slots=True)
class Copied:
    """What a copy holds.

    Args:
        base: path of its first page, with slashes at both ends.
        pages: paths of the pages that it holds in French; English ones stand beside.
        structures: whether it holds those of structures.
    """

    base: str
    pages: Set[str]
    structures: bool = True

    def holds(self, one: Address) -> bool:
        """Whether the copy answers an address by itself."""
        if one.is_file:
            return not one.query
        if one.path.startswith(STRUCTURES):
            return self.structures and not one.query
        if one.path == FINDER:
            return True
        if one.path == COMMUNES:
            # The beginning of addresses that a script finishes.
            return any(page.startswith(COMMUNES) for page in self.pages)
        return one.path in self.pages and (not one.query or one.is_verified)

    def link(self, one: Address) -> str:
        """Where the copy answers it; the finder reads its query by itself."""
        query = one.query if one.path == FINDER else []
        asked = f"?{urlencode(query)}" if query else ""
        fragment = f"#{one.fragment}" if one.fragment else ""
        return self.base + quote(folder(one), safe="/:@") + asked + fragment


def folder(one: Address) -> str:
    """Where a page or a file lies in the tree, without a slash before it.

    >>> folder(Address.read("/carte?lang=en")), folder(Address.read("/assets/a.css"))
    ('en/carte/', 'assets/a.css')
    >>> folder(Address.read("/carte?lecture=verifie")), folder(Address.read("/"))
    ('verifie/carte/', '')
    """
    path = one.path.strip("/")
    if one.is_file:
        return path
    language = "en/" if one.english else ""
    reading = "verifie/" if one.is_verified else ""
    return f"{language}{reading}{path}/{one.told}" if path else f"{language}"


def file_of(one: Address) -> str:
    """The file that a host sends for it."""
    where = folder(one)
    return where if one.is_file else f"{where}index.html"
