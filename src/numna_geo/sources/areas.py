"""Who a service is for: territories it may be asked from, and where it keeps hours."""

import re
from functools import lru_cache

from numna_geo.model.mend import Mend
from numna_geo.model.structure import Area, Visit
from numna_geo.model.territory import Level
from numna_geo.sources.fields import LEFT_OUT, Cell, listed
from numna_geo.sources.free_hours import opening

_COMMUNE = re.compile(r"\d{5}|2[AB]\d{3}")
_CODES = {
    Level.COMMUNE: _COMMUNE,
    Level.EPCI: re.compile(r"\d{9}"),
    Level.DEPARTEMENT: re.compile(r"\d{2}|2[AB]|9[78]\d"),
    Level.REGION: re.compile(r"\d{2}"),
}
_ANY_CODE = re.compile(r"[\w.-]+")


@lru_cache(maxsize=4096)
def competence(text: str | None) -> Cell[frozenset[Area]]:
    """Territories as `level:code`, separated by `|`; others are left out.

    >>> [area.code for area in competence("departement:23").value]
    ['23']
    >>> competence("canton:12|epci:12").mended[1].reason
    'not a territory level:code'
    """
    known: set[Area] = set()
    mended = []
    for item in listed(text):
        area = _area(item)
        if area is None:
            reason = "not a territory level:code"
            mended.append(Mend("competence", item, reason, LEFT_OUT))
        else:
            known.add(area)
    return Cell(frozenset(known), tuple(mended))


def _area(item: str) -> Area | None:
    name, _, code = item.partition(":")
    try:
        level = Level(name.strip().lower())
    except ValueError:
        return None
    code = code.strip()
    form = _CODES.get(level, _ANY_CODE)
    return Area(level=level, code=code) if form.fullmatch(code) else None


@lru_cache(maxsize=4096)
def visits(text: str | None) -> Cell[tuple[Visit, ...]]:
    """Communes where hours are kept, each an INSEE code, then its hours if known.

    >>> visits("23096 Mo 09:00-12:00|23008").value[1]
    Visit(commune_code='23008', opening=None)
    """
    known: dict[str, Visit] = {}
    mended: list[Mend] = []
    for item in listed(text):
        code, _, hours = item.partition(" ")
        if not _COMMUNE.fullmatch(code):
            mended.append(Mend("visits", item, "no INSEE code first", LEFT_OUT))
            continue
        cell = opening(hours.strip() or None)
        mended += (Mend("visits", m.value, m.reason, m.action) for m in cell.mended)
        known.setdefault(code, Visit(commune_code=code, opening=cell.value))
    return Cell(tuple(known.values()), tuple(mended))
