"""Links of the finder: filters taken away one by one, and neighbouring questions."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from numna_geo.api.pages.finder.asked import FEW, MANY, Asked, parameters
from numna_geo.api.pages.words.wording import Words
from numna_geo.model.category import Family
from numna_geo.model.position import Position
from numna_geo.model.travel import Profile
from numna_geo.usecases.locate_place import Place
from numna_geo.usecases.nearby import Interlocutors


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """An active filter, and the parameters of the address without it."""

    text: str
    without: dict[str, Any]


def chips(t: Words, asked: Asked) -> list[Chip]:
    """Every filter beside the place, in the order of the form."""
    return [
        Chip(text=text, without=parameters(replace(less, limit=FEW)))
        for text, less in _active(t, asked)
    ]


def _active(t: Words, asked: Asked) -> Iterator[tuple[str, Asked]]:
    if asked.stage:
        yield t(f"find.stage_{asked.stage}"), replace(asked, stage=None)
    if asked.need:
        yield t(f"need.{asked.need}"), replace(asked, need=None)
    yield from _refined(t, asked)
    if asked.profile is not Profile.CAR:
        yield t(f"profile.{asked.profile}"), replace(asked, profile=Profile.CAR)
    # Minutes bound no straight line.
    if asked.max_min and asked.profile is not Profile.CROW:
        within = t("find.within", minutes=asked.max_min)
        yield within, replace(asked, max_min=None)
    if asked.open_now:
        yield t("find.open_now"), replace(asked, open_now=False)


def _refined(t: Words, asked: Asked) -> Iterator[tuple[str, Asked]]:
    if asked.sector:
        yield t(f"sector.{asked.sector}"), replace(asked, sector=None)
    if asked.family:
        yield t.family(asked.family), replace(asked, family=None)
    for category in asked.categories:
        left = tuple(c for c in asked.categories if c is not category)
        yield t.category(category), replace(asked, categories=left)


def bare(asked: Asked) -> dict[str, Any]:
    """The same place, and nothing else asked."""
    return parameters(Asked(q=asked.q, commune=asked.commune, at=asked.at))


def moved(asked: Asked) -> Callable[[str], dict[str, Any]]:
    """The same question from another commune, by its code."""
    return lambda code: parameters(replace(asked, q="", commune=code, at=None))


def renamed(asked: Asked) -> Callable[[str], dict[str, Any]]:
    """The same question from another name."""
    return lambda name: parameters(replace(asked, q=name, commune="", at=None))


def turned(asked: Asked, position: Position | None) -> dict[str, Any]:
    """The same question from the position that was meant."""
    return parameters(replace(asked, at=position)) if position else {}


def canonical(asked: Asked, place: Place | None) -> list[tuple[str, str]]:
    """What makes this page another one than the empty form; never where one stands.

    Of a place, its commune where that is what was asked for: what was typed may be the
    address of somebody.
    """
    there = place.commune_code if place and place.precision == "commune" else None
    kept = parameters(replace(asked, q="", at=None, commune=there or ""))
    return [
        (name, str(one))
        for name, value in kept.items()
        for one in (value if isinstance(value, list) else [value])
        if one
    ]


def more(asked: Asked) -> dict[str, Any]:
    """The same question, with as many results as a page may hold."""
    return parameters(replace(asked, limit=MANY))


def without_hours(asked: Asked) -> dict[str, Any]:
    """The same question, whatever the hours."""
    return parameters(replace(asked, open_now=False))


def next_stage(asked: Asked, answer: Interlocutors | None) -> dict[str, Any]:
    """The same question at the stage after the one asked for, if there is one."""
    if answer is None or answer.takeover is None:
        return {}
    return parameters(replace(asked, stage=answer.takeover.stage, limit=FEW))


def other_family(t: Words, asked: Asked) -> Chip | None:
    """The way to the family that this answer leaves out."""
    if asked.kind is Family.HOST:
        other, text = Family.SUPPORT, t("find.to_support")
    elif asked.kind is Family.SUPPORT:
        other, text = Family.HOST, t("find.to_host")
    else:
        return None
    there = replace(asked, family=other, categories=(), need=None, limit=FEW)
    return Chip(text=text, without=parameters(there))


def refinements(asked: Asked) -> int:
    """How many filters are set beside the three questions."""
    chosen: Sequence[object] = (
        *asked.categories,
        *filter(None, (asked.sector, asked.family)),
    )
    changed = (
        asked.profile is not Profile.CAR,
        asked.max_min is not None and asked.profile is not Profile.CROW,
        asked.open_now,
    )
    return len(chosen) + sum(changed)
