"""What the page of a territory says of its gaps, its likes and its sources."""

from numna_geo.api.pages.words.wording import Words
from numna_geo.model.territory import Level
from numna_geo.store.statements import Row as Source
from numna_geo.usecases.sheet import Sheet
from numna_geo.usecases.sheet_words import LEVELS, density
from numna_geo.usecases.tell_broadband import THD30


def worst_title(t: Words, several: int) -> str:
    """Over the cards, in their number."""
    return {
        0: t("sheet.worst"),
        1: t("sheet.worst_one"),
        2: t("sheet.worst_two"),
    }.get(several, t("sheet.worst_three"))


def worst_rule(t: Words, level: Level) -> str:
    """How they are ordered, and what is none."""
    if level is Level.REGION:
        return t("sheet.rule_region")
    return t("sheet.rule_commune" if level is Level.COMMUNE else "sheet.rule")


def shown_sources(sheet: Sheet) -> list[Source]:
    """Those of what the page shows; JSON tells of more."""
    return [source for source in sheet.sources if source["key"] != THD30]


def comparable(t: Words, sheet: Sheet) -> str:
    """Whose median stands beside, by name where they are few."""
    one = sheet.identity
    if not sheet.peers:
        return t("sheet.comparable_none")
    several = LEVELS[t.lang][one.level][sheet.peers > 1]
    names = ", ".join(sheet.peers_named)
    if names:
        names = f"{t('page.colon')} {names}"
    if not sheet.peers_of_same_class:
        return t.count("sheet.comparable_near", sheet.peers, level=several) + names
    called = (density(one.density, t.lang) or "").lower()
    return (
        t.count("sheet.comparable_same", sheet.peers, level=several, density=called)
        + names
    )
