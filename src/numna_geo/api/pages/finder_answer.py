"""The answer to the finder's question, in the words of its cards."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from numna_geo.api.middleware.freshness import now
from numna_geo.api.pages.finder_asked import Asked
from numna_geo.api.pages.finder_words import Carded, around, card, passed_over
from numna_geo.api.pages.wording import Words
from numna_geo.model import french
from numna_geo.model.category import Category, Family
from numna_geo.model.stage import Need
from numna_geo.model.travel import Profile
from numna_geo.store import structures
from numna_geo.store.reading import Reader
from numna_geo.store.statements import Row
from numna_geo.store.structure_filters import Listed
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

LIMIT, LIMIT_APART = 12, 3
_MOST = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What is shown; `answer` is None while nobody said where the project is.

    Where a bound left nobody, `results` hold the nearest one all the same. `within` is
    how many of them are near.
    """

    search: Search | None = None
    answer: Interlocutors | None = None
    headline: str = ""
    understood: str = ""
    engine: str = ""
    results: Carded = ()
    apart: Carded = ()
    remote: Carded = ()
    itinerant: Carded = ()
    takeover: Carded = ()
    passed_over: Sequence[tuple[PassedOver, str, str]] = ()
    within: int = 0

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
    answer = await find_nearest(reader, travels, search)
    shown, count = _shown(answer), len(answer.results)
    apart = await _apart(reader, travels, search, asked, after=len(shown))
    after = answer.takeover.nearby if answer.takeover else None
    within = sum(_is_near(one, asked) for one in answer.results)

    def carded(found: Sequence[Nearby]) -> Carded:
        return [(one, card(t, one, asked, search.now)) for one in found]

    return Answered(
        search=search,
        answer=answer,
        headline=_headline(t, place, count),
        understood=_understood(t, asked, count, within),
        engine=_engine(t, answer.engine, asked),
        results=carded(shown),
        apart=carded(apart),
        remote=carded(answer.remote),
        itinerant=carded(answer.itinerant),
        takeover=carded([after] if after else []),
        passed_over=[(one, *passed_over(t, one, asked)) for one in answer.passed_over],
        within=within,
    )


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
        limit=LIMIT,
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


def _is_near(one: Nearby, asked: Asked) -> bool:
    if asked.profile is Profile.CROW:
        return True
    if one.travel.low is None or one.travel.high is None:
        return one.travel.in_commune
    # A band is ranked by its middle.
    middle = one.travel.central
    if middle is None:
        middle = (one.travel.low + one.travel.high) / 2
    return french.whole_minutes(middle) <= asked.near_min


def _headline(t: Words, place: Place, count: int) -> str:
    """« Aucun résultat / 1 résultat / 12 résultats autour de Guéret »."""
    key = {0: "find.n_results_none", 1: "find.n_results_one"}.get(
        count, "find.n_results"
    )
    return t(key, n=t.number(count), place=around(t, place))


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
    more = [used.credit, used.fallback if t.lang == "fr" else None]
    return " ".join([said, *(f"{one.rstrip('.')}." for one in more if one)])


class Department(NamedTuple):
    """A department, and its seat: where a search without a place may start."""

    number: str
    name: str
    code: str
    seat: str


# INSEE, code officiel géographique 2026.
DEPARTMENTS = (
    Department("16", "Charente", "16015", "Angoulême"),
    Department("17", "Charente-Maritime", "17300", "La Rochelle"),
    Department("19", "Corrèze", "19272", "Tulle"),
    Department("23", "Creuse", "23096", "Guéret"),
    Department("24", "Dordogne", "24322", "Périgueux"),
    Department("33", "Gironde", "33063", "Bordeaux"),
    Department("40", "Landes", "40192", "Mont-de-Marsan"),
    Department("47", "Lot-et-Garonne", "47001", "Agen"),
    Department("64", "Pyrénées-Atlantiques", "64445", "Pau"),
    Department("79", "Deux-Sèvres", "79191", "Niort"),
    Department("86", "Vienne", "86194", "Poitiers"),
    Department("87", "Haute-Vienne", "87085", "Limoges"),
)


async def across_region(reader: Reader, asked: Asked) -> list[tuple[Department, int]]:
    """How many structures of the region may fit, by department.

    Raises:
        DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
    """
    listed = Listed(categories=asked.kinds, statuses=structures.USABLE)
    rows = await reader.rows(structures.page(listed, after=None, limit=_MOST))
    counts = Counter(
        (row["commune_code"] or "")[:2] for row in rows if _may_fit(row, asked)
    )
    return [(one, counts[one.number]) for one in DEPARTMENTS]


def _may_fit(row: Row, asked: Asked) -> bool:
    """As a search near a place does: unknown is never « no »."""
    stages, sectors = row["stages"] or (), row["sectors"] or ()
    if asked.need and asked.need not in (row["needs"] or ()):
        return False
    if asked.stage and stages and asked.stage not in stages:
        return False
    return not (
        asked.sector and sectors and not {asked.sector, "any"} & set(map(str, sectors))
    )
