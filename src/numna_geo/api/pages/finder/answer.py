"""The answer to the finder's question, in the words of its cards."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from numna_geo.api.middleware.freshness import now
from numna_geo.api.pages.finder.asked import MANY, Asked
from numna_geo.api.pages.finder.words import Carded, around, card, passed_over
from numna_geo.api.pages.words.english_notes import in_english
from numna_geo.api.pages.words.wording import Words
from numna_geo.model.category import Category, Family
from numna_geo.model.department import DEPARTMENTS, RegionDepartment
from numna_geo.model.stage import Need
from numna_geo.model.travel import Profile
from numna_geo.store import fitting_counts
from numna_geo.store.reading import Reader
from numna_geo.usecases.find_nearest import find_nearest
from numna_geo.usecases.locate_place import Place
from numna_geo.usecases.nearby import (
    EngineUsed,
    Interlocutors,
    Nearby,
    PassedOver,
    Search,
)
from numna_geo.usecases.travel_engines import Travels

LIMIT_APART = 3

Noted = Sequence[tuple[str, str]]
"""Sentences, each with its language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What is shown; `answer` is None while nobody said where the project is.

    Where a bound left nobody, `results` hold the nearest one all the same. `within` is
    how many of them are near, and `beyond` the place in the list after which none is;
    `more`, whether there are others that a longer list shows. `public` is the headline
    without what was typed, which may be an address.
    `counted` is whether the question tells planners what lacks.
    """

    search: Search | None = None
    answer: Interlocutors | None = None
    headline: str = ""
    public: str = ""
    understood: str = ""
    engine: str = ""
    place_notes: Noted = ()
    notes: Noted = ()
    fallback: Noted = ()
    results: Carded = ()
    apart: Carded = ()
    remote: Carded = ()
    itinerant: Carded = ()
    takeover: Carded = ()
    passed_over: Sequence[tuple[PassedOver, str, str]] = ()
    within: int = 0
    beyond: int = 0
    more: bool = False
    counted: bool = False

    @property
    def shown(self) -> Carded:
        """What is on the map: the results, then those apart, by rank."""
        return [*self.results, *self.apart]


async def answered(
    t: Words, reader: Reader, travels: Travels, place: Place | None, asked: Asked
) -> Answered:
    """Who can help from `place`, and how far each of them is.

    Raises:
        DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
    """
    if place is None:
        return Answered()
    search = _search(place, asked)
    answer, more = _cut(await find_nearest(reader, travels, search), asked.limit)
    shown, count = _shown(answer), len(answer.results)
    apart = await _apart(reader, travels, search, asked, after=len(shown))
    after = answer.takeover.nearby if answer.takeover else None
    near = [one.rank for one in answer.results if one.is_near]
    over = [o for o in answer.passed_over if shown or perhaps_near(o, search)]

    def carded(found: Sequence[Nearby]) -> Carded:
        return [(one, card(t, one, asked, search.now)) for one in found]

    return Answered(
        search=search,
        answer=answer,
        headline=_headline(t, place, count, more=more),
        public=_headline(t, _public(place), count, more=more),
        understood=_understood(t, asked, count, len(near)),
        engine=_engine(t, answer.engine, asked),
        place_notes=notes_told(t, [place.note]),
        notes=notes_told(t, answer.notes),
        fallback=notes_told(t, [_fallback(answer.engine, asked)]),
        results=carded(shown),
        apart=carded(apart),
        remote=carded(answer.remote),
        itinerant=carded(answer.itinerant),
        takeover=carded([after] if after else []),
        passed_over=[(one, *passed_over(t, one, asked)) for one in over],
        within=len(near),
        beyond=max(near, default=0),
        more=more and asked.limit < MANY,
        counted=asked.says_what and answer.is_unmet and place.commune_code is not None,
    )


def _cut(answer: Interlocutors, limit: int) -> tuple[Interlocutors, bool]:
    """As many results as were asked for, of one more; whether there was one more.

    Who helps from afar and was cut off stays told as such.
    """
    results, rest = answer.results[:limit], answer.results[limit:]
    afar = [one for one in rest if one.row["remote"]]
    cut = replace(answer, results=results, remote=[*afar, *answer.remote])
    return cut, bool(rest)


def perhaps_near(one: PassedOver, search: Search) -> bool:
    """Whether one that is no answer is worth a word where nobody is one."""
    soonest = one.travel.low
    if search.near_min is None or one.travel.in_commune:
        return True
    return soonest is not None and one.travel.is_within(search.near_min, soonest)


def _shown(answer: Interlocutors) -> Sequence[Nearby]:
    """The results, or the nearest one where the bound left nobody."""
    nothing = answer.nothing_near
    if answer.results or nothing is None or nothing.nearest is None:
        return answer.results
    return [nothing.nearest]


def _search(place: Place, asked: Asked) -> Search:
    bounded = asked.max_min if asked.profile is not Profile.CROW else None
    return Search(
        place=place,
        wanted=asked.wanted(),
        now=now(),
        limit=asked.limit + 1,
        profile=asked.profile,
        max_min=None if bounded is None else float(bounded),
        open_now=asked.open_now,
    )


async def _apart(
    reader: Reader, travels: Travels, search: Search, asked: Asked, *, after: int
) -> list[Nearby]:
    """France Services beside host places, numbered after them."""
    if asked.categories or asked.kind is not Family.HOST:
        return []
    if asked.need not in {None, Need.DIGITAL_HELP}:
        return []
    wanted = asked.wanted((Category.FRANCE_SERVICES,))
    beside = replace(search, wanted=wanted, limit=LIMIT_APART)
    found = await find_nearest(reader, travels, beside)
    return [replace(one, rank=one.rank + after) for one in found.results]


def _headline(t: Words, place: Place, count: int, *, more: bool) -> str:
    """« Aucun résultat / 1 résultat / 3 résultats / Les 12 premiers résultats »."""
    key = {0: "find.n_results_none", 1: "find.n_results_one"}.get(
        count, "find.n_first" if more else "find.n_results"
    )
    return t(key, n=t.number(count), place=around(t, place))


def _public(place: Place) -> Place:
    """The place as it may be published: by its commune, never by what was typed."""
    return place if place.precision == "commune" else replace(place, label=None)


def _understood(t: Words, asked: Asked, count: int, within: int) -> str:
    if not count:
        return ""
    if asked.profile is Profile.CROW:
        return t("find.order_crow")
    way = t(f"profile.{asked.profile}")
    order = t("find.order", way=way)
    if within in {0, count}:
        return order
    near = "find.near_one" if within == 1 else "find.near"
    return f"{order} {t(near, n=within, minutes=asked.near_min)}"


def _engine(t: Words, used: EngineUsed, asked: Asked) -> str:
    """Which engine gave the minutes, and what they are worth."""
    if asked.profile is Profile.CROW:
        return t("find.engine_crow")
    key = "find.engine_estimate" if used.is_estimate else "find.engine_road"
    said = t(key, name=used.name, version=used.version)
    return f"{said} {used.credit.rstrip('.')}." if used.credit else said


def _fallback(used: EngineUsed, asked: Asked) -> str | None:
    return None if asked.profile is Profile.CROW else used.fallback


def notes_told(t: Words, found: Iterable[str | None]) -> list[tuple[str, str]]:
    """What could not be done as it should, with the language that it is told in."""
    said = []
    for note in filter(None, found):
        text, lang = note, "fr"
        if t.lang == "en" and (english := in_english(note)):
            text, lang = english, "en"
        # The reason of an engine is told within other sentences elsewhere.
        said.append((f"{text[:1].upper()}{text[1:].rstrip('.')}.", lang))
    return said


async def across_region(
    reader: Reader, asked: Asked
) -> list[tuple[RegionDepartment, int]]:
    """How many structures of the region may fit, by department.

    Raises:
        DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
    """
    rows = await reader.rows(fitting_counts.by_department(asked.wanted()))
    counts = {row["department_code"]: row["structures"] for row in rows}
    return [(one, counts.get(one.code, 0)) for one in DEPARTMENTS]
