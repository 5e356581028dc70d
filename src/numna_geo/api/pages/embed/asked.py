"""What the address of an embed asks: parameters that are kept for ever.

The other half is frontend/src/embed/asked.ts; both read tests/pages/embed_asked.json.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from numna_geo.api.pages.words.wording import Language, language
from numna_geo.model.category import Family
from numna_geo.model.territory import REGION_CODE, Level

Pairs = Iterable[tuple[str, str]]
View = tuple[float, float, float]
"""Longitude, latitude and zoom."""


class Embed(StrEnum):
    """The kinds of embed, as their addresses call them."""

    MAP = "carte"
    FINDER = "trouver"
    SHEET = "fiche"
    FIGURE = "chiffre"


SHOWN: Mapping[Embed, tuple[bool, bool, bool]] = {
    Embed.MAP: (True, False, False),
    Embed.FINDER: (False, True, True),
    Embed.SHEET: (False, False, False),
    Embed.FIGURE: (False, False, False),
}
"""Whether the legend, the search and the list show where nothing is said of them."""

NAMES = (
    *("v", "territoire", "indicateur", "categories", "famille", "vue", "legende"),
    *("recherche", "liste", "couleur", "logo", "lang"),
)
"""The parameters, in the order in which addresses of ours write them."""

MIN_ZOOM, MAX_ZOOM = 5, 17
_MOST = 20
_QUESTIONS = {Family.SUPPORT: "support_beyond", Family.HOST: "host_place_beyond"}
_TERRITORY = re.compile(rf"({'|'.join(Level)}):[0-9A-Za-z_-]{{1,40}}")
_WORD = re.compile(r"[a-z][a-z0-9_]{0,59}")
_NUMBER = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,12})?")
_COLOUR = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})")
_LOGO = re.compile(r"(?:/logos/)?([\w-]{1,60}\.(?:png|svg))", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedAsked:
    """An embed as it is asked for: well written, though perhaps of nothing that exists.

    `territory` is a level and a code, `indicator` and `categories` are keys, `colour`
    six hexadecimal digits, `logo` a path of ours.
    """

    kind: Embed
    territory: tuple[Level, str] | None = None
    indicator: str | None = None
    categories: tuple[str, ...] = ()
    family: Family | None = None
    view: View | None = None
    legend: bool = False
    search: bool = False
    list: bool = False
    colour: str | None = None
    logo: str | None = None
    lang: Language = "fr"

    def address(self) -> str:
        """Where this embed is; nothing in it needs escaping but `&` in HTML.

        >>> embed_asked("chiffre", [("territoire", "epci:200027183")]).address()
        '/embed/chiffre?v=1&territoire=epci:200027183'
        """
        return f"/embed/{self.kind}?{self.query()}"

    def query(self) -> str:
        """The parameters of the address, without what goes without saying."""
        shown = zip(
            (self.legend, self.search, self.list), SHOWN[self.kind], strict=True
        )
        said = [None if now == usual else str(int(now)) for now, usual in shown]
        values = (
            "1",
            ":".join(self.territory) if self.territory else None,
            self.indicator,
            ",".join(self.categories),
            self.family,
            ",".join(map(_written, self.view)) if self.view else None,
            *said,
            self.colour,
            self.logo,
            "en" if self.lang == "en" else None,
        )
        pairs = zip(NAMES, values, strict=True)
        return "&".join(f"{name}={value}" for name, value in pairs if value)

    @property
    def question(self) -> str | None:
        """The indicator that is asked for, by its key or by a family."""
        return self.indicator or (_QUESTIONS.get(self.family) if self.family else None)

    def whole(self) -> str:
        """The page that this embed is a part of, with what was asked."""
        lang = [("lang", "en")] if self.lang == "en" else []
        if self.kind is Embed.MAP:
            return _at("/carte", lang) + self._on_map()
        if self.kind is Embed.FINDER and not self.lists:
            return _at("/", [*self._start(), *lang])
        level, code = self.territory or (Level.REGION, REGION_CODE)
        listed = "#places" if self.kind is Embed.FINDER else ""
        return _at(f"/territoires/{level}/{code}", lang) + listed

    @property
    def lists(self) -> bool:
        """Whether a finder is about a whole territory, rather than a place in it."""
        level = self.territory[0] if self.territory else Level.REGION
        is_place = level in (Level.COMMUNE, Level.REGION)
        return self.kind is Embed.FINDER and not is_place

    @property
    def start(self) -> View | None:
        """Whose middle a finder starts from: the view, unless a territory is named.

        The region is none: what lies in all of it is nobody's list.
        """
        level = self.territory[0] if self.territory else Level.REGION
        return self.view if level is Level.REGION else None

    def _start(self) -> Sequence[tuple[str, str]]:
        """The finder's own question: a commune or the middle of a view, and of whom."""
        level, code = self.territory or (None, "")
        asked = [("commune", code)] if level is Level.COMMUNE else []
        if self.start:
            asked += zip(("lon", "lat"), map(_written, self.start[:2]), strict=True)
        asked += [("famille", self.family)] if self.family else []
        return asked + [("categorie", one) for one in self.categories]

    def _on_map(self) -> str:
        """The part of an address of the map that permalink.ts reads."""
        level, code = self.territory or (None, "")
        lon, lat, zoom = self.view or (0.0, 0.0, 0.0)
        parts = {
            "v": f"{zoom:g}/{lat:.3f}/{lon:.3f}" if self.view else "",
            "q": self.question,
            "k": self.categories[0] if len(self.categories) == 1 else "",
            "c": code if level is Level.COMMUNE else "",
        }
        said = "&".join(f"{name}={value}" for name, value in parts.items() if value)
        return f"#{said}" if said else ""


def embed_asked(kind: str, pairs: Pairs) -> EmbedAsked:
    """What an address asks; what cannot be read asks nothing, and is no error.

    Args:
        kind: one of `Embed`.
        pairs: the parameters; the first of several counts, but all `categories` do.
    """
    given = list(pairs)
    first = {name: value.strip() for name, value in reversed(given)}
    every = ",".join(value for name, value in given if name == "categories")
    asked, found = Embed(kind), first.get
    legend, search, listed = SHOWN[asked]
    return EmbedAsked(
        kind=asked,
        territory=_territory(found("territoire", "")),
        indicator=_matched(_WORD, found("indicateur", "")),
        categories=_words(every),
        family=next((f for f in Family if f == found("famille")), None),
        view=_view(found("vue", "")),
        legend=_switched(found("legende"), usual=legend),
        search=_switched(found("recherche"), usual=search),
        list=_switched(found("liste"), usual=listed),
        colour=_colour(found("couleur", "")),
        logo=_logo(found("logo", "")),
        lang=language(found("lang")),
    )


def _at(path: str, asked: Sequence[tuple[str, str]]) -> str:
    return path + ("?" + "&".join(f"{k}={v}" for k, v in asked) if asked else "")


def _matched(shape: re.Pattern[str], text: str) -> str | None:
    return text if shape.fullmatch(text) else None


def _territory(text: str) -> tuple[Level, str] | None:
    if not _TERRITORY.fullmatch(text):
        return None
    level, _, code = text.partition(":")
    return Level(level), code


def _words(text: str) -> tuple[str, ...]:
    said = dict.fromkeys(word.strip() for word in text.split(","))
    return tuple(word for word in said if _WORD.fullmatch(word))[:_MOST]


def _view(text: str) -> View | None:
    parts = [part.strip() for part in text.split(",")]
    if len(parts) != len(("lon", "lat", "zoom")):
        return None
    if not all(map(_NUMBER.fullmatch, parts)):
        return None
    lon, lat, zoom = map(float, parts)
    if abs(lon) > 180 or abs(lat) > 85:  # noqa: PLR2004 - degrees of a map
        return None
    return round(lon, 4), round(lat, 4), round(min(max(zoom, MIN_ZOOM), MAX_ZOOM), 2)


def _switched(text: str | None, *, usual: bool) -> bool:
    return {"0": False, "1": True}.get(text or "", usual)


def _colour(text: str) -> str | None:
    found = _COLOUR.fullmatch(text.lower())
    if found is None:
        return None
    digits = found.group(1)
    return digits if len(digits) == len("rrggbb") else "".join(d * 2 for d in digits)


def _logo(text: str) -> str | None:
    found = _LOGO.fullmatch(text)
    return f"/logos/{found.group(1)}" if found else None


def _written(number: float) -> str:
    """A number without the zeros that say nothing.

    >>> _written(46.5), _written(-0.0), _written(9.0)
    ('46.5', '0', '9')
    """
    text = f"{number:.4f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
