"""Who helps in a territory: what /embed/trouver shows of more than one commune."""

from collections.abc import Sequence
from dataclasses import dataclass

from numna_geo.api.middleware.freshness import today
from numna_geo.api.pages.embed.asked import EmbedAsked
from numna_geo.api.pages.embed.view import territory_of
from numna_geo.api.pages.finder.asked import Asked
from numna_geo.model.category import Category
from numna_geo.model.position import Precision
from numna_geo.model.territory import Level
from numna_geo.store import territories
from numna_geo.store.reading import Reader
from numna_geo.store.statements import Row
from numna_geo.usecases.list_inside import list_inside

MOST = 30
"""Structures that are listed; the heading counts all."""

_EXACT = {Precision.ADDRESS, Precision.STREET}
_COMMUNES = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A structure: a row of `store.places_inside`, and how well it is known.

    `kinds` is what it is, then what it is besides that answers.
    """

    row: Row
    kinds: Sequence[str]
    verified: bool
    approximate: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """Structures of a territory, those of its biggest communes first.

    `count` is of all there are. Where there is none, `seat` is the most populous
    commune, by its code, around which others may be.
    """

    name: str
    listed: Sequence[Listed]
    count: int
    seat: str


async def told_inside(
    reader: Reader, asked: EmbedAsked, question: Asked
) -> Inside | None:
    """Who answers the question inside the territory; None where it is not of ours.

    Raises:
        DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
    """
    level, code, known = await territory_of(reader, asked)
    row = await reader.row(territories.one(level, code)) if known else None
    if row is None:
        return None
    found = [
        Listed(
            row=one,
            kinds=_kinds(one, question.kinds),
            verified=verified,
            approximate=one["position_precision"] not in _EXACT,
        )
        for one, verified in await list_inside(reader, level, code, today())
        if one["redistributable"] and set(question.kinds) & set(one["categories"])
    ]
    found.sort(key=lambda one: -(one.row["people"] or 0))
    return Inside(
        name=row["name"],
        listed=found[:MOST],
        count=len(found),
        seat="" if found else await _seat(reader, level, code),
    )


def _kinds(row: Row, answering: Sequence[Category]) -> Sequence[str]:
    main: str = row["category"]
    # Whoever answers by something else than what it is tells why it is here.
    besides = [one for one in answering if one in row["categories"]]
    return [main] if main in answering else [main, *besides]


async def _seat(reader: Reader, level: Level, code: str) -> str:
    among = territories.Among(level=Level.COMMUNE, within=(level, code))
    page = territories.page(among, limit=_COMMUNES, offset=0)
    rows = await reader.rows(page)
    return max(rows, key=lambda row: row["population"] or 0)["code"] if rows else ""
