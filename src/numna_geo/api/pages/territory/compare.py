"""/comparer: two territories side by side, from a form that needs no script."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response

from numna_geo.api.pages.shell.metadata import metadata
from numna_geo.api.pages.shell.templates import page
from numna_geo.api.pages.territory.compare_view import sources_of, versus
from numna_geo.api.pages.territory.picture import PicturesDep
from numna_geo.api.pages.territory.sheet_view import view
from numna_geo.api.pages.words.wording import Words, words_of
from numna_geo.api.state import ReaderDep, SheetsDep
from numna_geo.api.v1.territory_codes import current_code
from numna_geo.model.naming import search_name
from numna_geo.model.territory import Level
from numna_geo.store.place_finding import named_like
from numna_geo.store.reading import Reader, Row
from numna_geo.usecases.sheet_words import LEVELS

router = APIRouter(include_in_schema=False)

_MOST, _LONGEST = 8, 120
_NAMED = {one[level][0]: level for one in LEVELS.values() for level in Level}
_FILLED = re.compile(rf"\(({'|'.join(map(re.escape, _NAMED))}) ([\w-]+)\)$")
"""How a field tells whom it means: a name, then the level and the code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What was typed, the territory that it means, or why it means none."""

    text: str
    meant: tuple[Level, str] | None
    wrong: str | None
    proposals: tuple[Row, ...]

    @property
    def key(self) -> str:
        """`level:code` where it is known, what was typed otherwise."""
        return f"{self.meant[0]}:{self.meant[1]}" if self.meant else self.text


@router.get("/comparer")
async def compare_page(
    request: Request, reader: ReaderDep, sheets: SheetsDep, pictures: PicturesDep
) -> Response:
    """Two territories of any level; what is not understood is said beside the form."""
    t = words_of(request)
    a, b = [
        await _chosen(t, reader, request.query_params.get(name, "")) for name in "ab"
    ]
    both = []
    for one in (a, b):
        if one.meant:
            sheet = await sheets.of(*one.meant)
            name = sheet.identity.name
            label = t("sheet.map_alt", name=name)
            picture = await pictures.of(*one.meant, label)
            both.append((sheet, view(t, sheet), picture))
    pair = len(both) == len("ab")
    title = t("compare.title")
    if pair:
        title = " / ".join(sheet.identity.name for sheet, *_ in both)
    query = [(name, one.key) for name, one in zip("ab", (a, b), strict=True) if one.key]
    return page(
        request,
        "comparer.html",
        active="territories",
        a=a,
        b=b,
        both=both,
        sections=versus(t, both[0][0], both[1][0]) if pair else [],
        sources=sources_of(sheet for sheet, *_ in both),
        same=bool(a.meant and a.meant == b.meant),
        levels={level: LEVELS[t.lang][level][0] for level in Level},
        meta=metadata(
            request,
            title=title,
            description=t("compare.lead"),
            path="/comparer",
            query=query if pair else (),
        ),
    )


async def _chosen(t: Words, reader: Reader, typed: str) -> Choice:
    text = typed.strip()[:_LONGEST]
    if not text:
        return Choice(text="", meant=None, wrong=None, proposals=())
    level, code = _coded(text)
    if level is not None and code:
        today = await current_code(reader, level, code)
        if today is not None:
            return Choice(text=text, meant=(level, today), wrong=None, proposals=())
    rows = await reader.rows(named_like(text, most=_MOST))
    only = _only(rows, text)
    if only is not None:
        meant = Level(only["level"]), only["code"]
        return Choice(text=text, meant=meant, wrong=None, proposals=())
    wrong = t("compare.several") if rows else t("compare.unknown", q=text)
    return Choice(text=text, meant=None, wrong=wrong, proposals=tuple(rows))


def _coded(text: str) -> tuple[Level | None, str]:
    """The level and the code of `commune:23096`, or of a field that was filled.

    >>> _coded("Guéret (commune 23096)"), _coded("zone_emploi:0051")[1]
    ((<Level.COMMUNE: 'commune'>, '23096'), '0051')
    >>> _coded("Guéret")
    (None, '')
    """
    name, _, code = text.partition(":")
    if name in set(Level):
        return Level(name), code
    found = _FILLED.search(text)
    return (_NAMED[found[1]], found[2]) if found else (None, "")


def _only(rows: Sequence[Row], text: str) -> Row | None:
    """The one that has the very name, at the level that people mean first, if any."""
    exact = [row for row in rows if search_name(row["name"]) == search_name(text)]
    first = [row for row in exact if row["level"] == exact[0]["level"]]
    several = first or list(rows)
    return several[0] if len(several) == 1 else None
