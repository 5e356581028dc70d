"""What /integrer writes of a choice: title, whole page, snippets, its script's data."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from numna_geo.api.pages.embed_asked import SHOWN, Embed, EmbedAsked
from numna_geo.api.pages.integrate_asked import APPLIES, HEIGHTS, Chosen
from numna_geo.api.pages.snippets import Pasted
from numna_geo.api.pages.wording import Language, Words, words
from numna_geo.gaps import INDICATORS
from numna_geo.model.territory import REGION_CODE, REGION_NAME, Level

_LANGUAGES: Sequence[Language] = ("fr", "en")


def title(asked: EmbedAsked, territory: str) -> str:
    """What a screen reader says of the frame, in the language of the embed."""
    t = words(asked.lang)
    return t(f"integrate.title_{asked.kind}").format(
        indicator=question(t, asked.indicator), territory=territory
    )


def question(t: Words, indicator: str | None) -> str:
    """What an indicator is called; nothing where an embed has none."""
    if indicator not in INDICATORS:
        return ""
    return t.texts.get(f"q.{indicator}.title") or t.title(INDICATORS[indicator])


def whole_page(asked: EmbedAsked) -> str:
    """The page that an embed is a part of, with what it filters."""
    query = {"lang": "en"} if asked.lang == "en" else {}
    level, code = asked.territory or (Level.REGION, REGION_CODE)
    if asked.kind in (Embed.SHEET, Embed.FIGURE):
        return _address(f"/territoires/{level}/{code}", query)
    if asked.kind is Embed.MAP:
        return _address("/carte", query) + _hash(asked)
    if level is Level.COMMUNE:
        query = {"commune": code, "famille": asked.family or "", **query}
    return _address("/", query)


def _address(path: str, query: Mapping[str, str]) -> str:
    said = urlencode({name: value for name, value in query.items() if value})
    return f"{path}?{said}" if said else path


def _hash(asked: EmbedAsked) -> str:
    """As `permalink.ts` reads it."""
    parts = [f"q={asked.indicator}"]
    if asked.view:
        lon, lat, zoom = asked.view
        parts.insert(0, f"v={zoom:g}/{lat:.3f}/{lon:.3f}")
    if asked.territory and asked.territory[0] is Level.COMMUNE:
        parts.append(f"c={asked.territory[1]}")
    if asked.categories:
        parts.append(f"l={','.join(asked.categories)}")
    return f"#{'&'.join(parts)}"


def pasted(chosen: Chosen, territory: str, origin: str) -> Pasted:
    """The snippets of a choice."""
    asked = chosen.embed
    pairs = (pair.partition("=") for pair in asked.query().split("&"))
    return Pasted(
        origin=origin,
        kind=asked.kind,
        asked={name: value for name, _, value in pairs},
        title=title(asked, territory),
        width=chosen.width,
        height=chosen.height,
        full=origin + whole_page(asked),
        link=words(asked.lang)(f"integrate.link_{asked.kind}"),
    )


def for_script(t: Words, origin: str) -> dict[str, Any]:
    """What the browser needs to write the same."""
    keys = [f"{what}_{kind}" for what in ("title", "link") for kind in Embed]
    said = ("updated", "needs")
    return {
        "origin": origin,
        "region": REGION_NAME,
        "heights": HEIGHTS,
        "shown": SHOWN,
        "applies": APPLIES,
        "t": {key: t(f"integrate.{key}") for key in said},
        "texts": {
            lang: {key: words(lang)(f"integrate.{key}") for key in keys}
            for lang in _LANGUAGES
        },
        "indicators": {
            lang: {key: question(words(lang), key) for key in INDICATORS}
            for lang in _LANGUAGES
        },
    }
