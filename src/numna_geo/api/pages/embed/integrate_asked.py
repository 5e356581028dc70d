"""What the address of /integrer chooses: an embed, its size, a name to be found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from numna_geo.api.pages.embed.asked import Embed, EmbedAsked, embed_asked
from numna_geo.api.pages.gaps_map.question import drawn_kinds
from numna_geo.gaps import INDICATORS
from numna_geo.maps.classes import CLASSES

Pairs = Sequence[tuple[str, str]]

WIDE = "100%"
HEIGHTS: Mapping[Embed, int] = {
    Embed.MAP: 500,
    Embed.FINDER: 620,
    Embed.SHEET: 480,
    Embed.FIGURE: 320,
}
"""Pixels, where none are asked for."""

NARROWEST, WIDEST = 280, 1600
LOWEST, HIGHEST = 120, 2000
APPLIES: Mapping[str, tuple[Embed, ...]] = {
    "indicator": (Embed.MAP, Embed.FIGURE),
    "categories": (Embed.MAP, Embed.FINDER),
    "family": (Embed.FINDER,),
    "view": (Embed.MAP, Embed.FINDER),
    "legend": (Embed.MAP,),
    "search": (Embed.MAP, Embed.FINDER),
    "list": (Embed.MAP, Embed.FINDER),
}
"""Which kinds a parameter says something to; the others say something to all."""

_KIND, _LANGUAGE, _TYPED = "quoi", "langue", "commune"
_LONGEST = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A choice that is never wrong: whatever cannot be read is the usual.

    `typed` is the name of a territory that somebody wrote; `width` and `height` are as
    an element writes them.
    """

    embed: EmbedAsked
    typed: str
    width: str
    height: int

    @property
    def is_usual_height(self) -> bool:
        """Whether nobody asked for another one."""
        return self.height == HEIGHTS[self.embed.kind]


def chosen(pairs: Pairs) -> Chosen:
    """What an address of the page chooses; `lang` there is that of the page."""
    given = dict(reversed(pairs))
    kind = next((one for one in Embed if one == given.get(_KIND)), Embed.MAP)
    renamed = {_LANGUAGE: "lang"}
    asked = [(renamed.get(k, k), v) for k, v in pairs if k != "lang"]
    return Chosen(
        embed=applying(embed_asked(kind, asked)),
        typed=given.get(_TYPED, "").strip()[:_LONGEST],
        width=_width(given.get("largeur", "")),
        height=_within(given.get("hauteur", ""), LOWEST, HIGHEST) or HEIGHTS[kind],
    )


def applying(asked: EmbedAsked) -> EmbedAsked:
    """An embed without what says nothing to its kind, and with an indicator.

    A family means the question about it; a map draws all kinds of places, or one.
    """
    usual = embed_asked(asked.kind, [])
    said = [name for name, kinds in APPLIES.items() if asked.kind not in kinds]
    left = replace(asked, **{name: getattr(usual, name) for name in said})
    if asked.kind not in APPLIES["indicator"]:
        return left
    known = asked.question in offered(asked.kind)
    key = asked.question if known else next(iter(CLASSES))
    kinds = [one for one in left.categories if one in drawn_kinds(key or "")]
    return replace(left, indicator=key, categories=tuple(kinds[:1]))


def offered(kind: Embed) -> list[str]:
    """Indicators that a kind can show: questions of the map first, or alone."""
    others = [key for key in INDICATORS if key not in CLASSES]
    return [*CLASSES, *(others if kind is Embed.FIGURE else [])]


def _within(text: str, least: int, most: int) -> int | None:
    """A number of pixels, brought to the nearest sensible one."""
    digits = text.strip().removesuffix("px").strip()
    if not (digits.isascii() and digits.isdigit()):
        return None
    return min(max(int(digits[:6]), least), most)


def _width(text: str) -> str:
    pixels = _within(text, NARROWEST, WIDEST)
    return WIDE if pixels is None else str(pixels)
