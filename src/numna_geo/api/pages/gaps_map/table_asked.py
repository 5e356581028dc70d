"""What the address of /carte/tableau asks: which table, in which order, which rows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from starlette.datastructures import QueryParams

from numna_geo.gaps import INDICATORS
from numna_geo.maps.classes import CLASSES
from numna_geo.model.collection import Reading
from numna_geo.model.naming import search_name
from numna_geo.model.territory import Level
from numna_geo.usecases.map_rows import MapRow
from numna_geo.usecases.map_values import LEVELS

PAGE = 50
VERIFIED = "verifie"
UNSURE = "incertain"
_LONGEST = 60

Key = Callable[[MapRow], Any]


SORTS: Mapping[str, Key] = {
    "rang": lambda row: row.rank,
    "territoire": lambda row: search_name(row.name),
    "departement": lambda row: search_name(row.department or "") or None,
    "epci": lambda row: search_name(row.epci or "") or None,
    "habitants": lambda row: row.population,
    "valeur": lambda row: None if row.rank is None else -row.rank,
    "manque": lambda row: row.numerator,
    "classe": lambda row: row.place,
    "statut": lambda row: row.status,
}
"""What the rows can be sorted by; an unknown value comes last, both ways."""

RISING = frozenset({"rang", "territoire", "departement", "epci", "statut"})
"""Sorts that begin with the smallest; the others begin with the biggest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableAsked:
    """A table that is never wrong: what cannot be read asks for the usual one.

    `reading` is the one asked for, even of a question that has another only; `period`
    is empty for the newest; `look` is a class, a status, or `UNSURE`; `name` a part of
    a name.
    """

    indicator: str
    category: str = ""
    period: str = ""
    level: Level = Level.COMMUNE
    reading: Reading = Reading.DECLARED
    sort: str = "rang"
    falling: bool = False
    department: str = ""
    look: str = ""
    name: str = ""
    page: int = 1

    def query(self, **other: Any) -> dict[str, str]:
        """The address of this table, with something else asked."""
        asked = replace(self, **other)
        told = {"indicateur": asked.indicator}
        if asked.level is not Level.COMMUNE:
            told["niveau"] = asked.level.value
        if asked.reading is Reading.VERIFIED:
            told["lecture"] = VERIFIED
        usual = asked.sort not in RISING
        if asked.sort != "rang" or asked.falling != usual:
            told |= {"tri": asked.sort, "sens": "desc" if asked.falling else "asc"}
        kept = {
            "categorie": asked.category,
            "periode": asked.period,
            "dans": f"{Level.DEPARTEMENT}:{asked.department}" * bool(asked.department),
            "classe": asked.look,
            "cherche": asked.name,
            "page": str(asked.page) if asked.page > 1 else "",
        }
        return told | {name: value for name, value in kept.items() if value}

    def sorted_by(self, sort: str) -> dict[str, str]:
        """The address of the same rows in another order; asked twice, it turns."""
        falling = sort not in RISING
        if sort == self.sort:
            falling = not self.falling
        return self.query(sort=sort, falling=falling, page=1)

    def chosen(self, rows: Sequence[MapRow]) -> list[MapRow]:
        """The rows asked for, in order; those that are equal go by name."""
        there = [row for row in rows if self._keeps(row)]
        by_name = sorted(there, key=lambda row: (search_name(row.name), row.code))
        key = SORTS[self.sort]
        known = [row for row in by_name if key(row) is not None]
        known.sort(key=key, reverse=self.falling)
        return known + [row for row in by_name if key(row) is None]

    def _keeps(self, row: MapRow) -> bool:
        if self.name and search_name(self.name) not in search_name(row.name):
            return False
        if self.department and not _inside(row, self.department):
            return False
        if self.look == UNSURE:
            return row.uncertain > 0
        if self.look.isdecimal():
            return row.place == int(self.look)
        return not self.look or (row.place is None and row.status == self.look)


def table_asked(query: QueryParams) -> TableAsked:
    """What an address asks."""
    key = query.get("indicateur", "")
    indicator = INDICATORS[key if key in CLASSES else next(iter(CLASSES))]
    verified = query.get("lecture") == VERIFIED
    sort = query.get("tri", "")
    sort = sort if sort in SORTS else "rang"
    ways = {"asc": False, "desc": True}
    category = query.get("categorie", "")
    level, period = query.get("niveau", ""), query.get("periode", "")
    return TableAsked(
        indicator=indicator.key,
        category=category if category in set(indicator.categories) else "",
        period=period if period in indicator.periods[:-1] else "",
        level=Level(level) if level in set(LEVELS) else Level.COMMUNE,
        reading=Reading.VERIFIED if verified else Reading.DECLARED,
        sort=sort,
        falling=ways.get(query.get("sens", ""), sort not in RISING),
        department=_department(query.get("dans", "")),
        look=_look(query.get("classe", "")),
        name=query.get("cherche", "").strip()[:_LONGEST],
        page=_page(query.get("page", "")),
    )


def _inside(row: MapRow, department: str) -> bool:
    return row.department_code == department


def _department(text: str) -> str:
    level, _, code = text.partition(":")
    return code if level == Level.DEPARTEMENT and code.isalnum() else ""


def _look(text: str) -> str:
    usable = text in {"no_data", "not_collected", UNSURE}
    return text if usable or (text.isdecimal() and len(text) == 1) else ""


def _page(text: str) -> int:
    usable = text.isascii() and text.isdecimal() and len(text) < len("1000")
    return max(1, int(text)) if usable else 1
