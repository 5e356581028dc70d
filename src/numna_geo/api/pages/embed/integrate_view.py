"""What /integrer writes of a choice: title, whole page, snippets, its script's data."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from numna_geo.api.pages.embed.asked import SHOWN, Embed, EmbedAsked, View
from numna_geo.api.pages.embed.integrate_asked import APPLIES, HEIGHTS, Chosen
from numna_geo.api.pages.embed.snippets import Pasted
from numna_geo.api.pages.words.wording import Language, Words, words
from numna_geo.gaps import INDICATORS
from numna_geo.model.territory import REGION_NAME

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


def pasted(
    chosen: Chosen, territory: str, origin: str, view: View | None = None
) -> Pasted:
    """The snippets of a choice; `view` is where a map shows the whole territory."""
    asked = chosen.embed
    on_map = asked.kind is Embed.MAP and asked.view is None
    shown = replace(asked, view=view) if on_map else asked
    pairs = (pair.partition("=") for pair in asked.query().split("&"))
    return Pasted(
        origin=origin,
        kind=asked.kind,
        asked={name: value for name, _, value in pairs},
        title=title(asked, territory),
        width=chosen.width,
        height=chosen.height,
        fixed=not chosen.is_usual_height,
        full=origin + shown.whole(),
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
