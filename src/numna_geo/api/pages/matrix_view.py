"""What a cell of the matrix shows: letter, colour, and the sentence they stand for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from numna_geo.api.pages.matrix_asked import MatrixAsked, Territory
from numna_geo.api.pages.wording import Words
from numna_geo.model.collection import Reading
from numna_geo.model.matrix import By
from numna_geo.model.supply import Supply
from numna_geo.model.territory import Level
from numna_geo.usecases.build_matrix import MatrixRow
from numna_geo.usecases.known_layers import Layer
from numna_geo.usecases.tell_matrix import tell_cells

GUARANTEED = "guaranteed"
_NOBODY, _HALF, _EVERYBODY, _TENTH = 0, 50, 100, 0.1
_TOLD_EXACTLY = (_NOBODY, _HALF, _EVERYBODY)
_HARD = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCell:
    """One cell: `look` names its colour and its letter, `text` says it whole.

    `tenths` are those of the people who are within the threshold, rounded down.
    """

    look: str
    share: str
    tenths: int
    text: str
    may_be_nearer: bool
    link: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownMatrix:
    """Rows by columns; at the region departments are columns, further in rows.

    `heads` and each row's `name` go with the address they lead to, or nothing.
    """

    corner: str
    heads: Sequence[tuple[str, str, Mapping[str, str] | None]]
    rows: Sequence[tuple[str, Mapping[str, str] | None, Sequence[ShownCell]]]
    looks: Mapping[str, int]


def look_of(cell: Mapping[str, Any], reading: Reading) -> str:
    """The colour of a cell: green is kept for what was checked in every commune."""
    if reading is Reading.VERIFIED and cell["guaranteed"]:
        return GUARANTEED
    return str(cell["status"])


def row_name(t: Words, supply: Supply) -> str:
    """What a row is called."""
    if supply.kind.value == By.STAGE:
        said = t.stage(supply.value)
        return said[:1].upper() + said[1:]
    return t(f"{supply.kind}.{supply.value}")


def cell_text(t: Words, cell: Mapping[str, Any], look: str, minutes: int) -> str:
    """A cell in one sentence."""
    people, communes = cell["people"], cell["communes"]
    parts = [t(f"matrix.status.{look}")]
    parts.append(
        t(
            "matrix.cell_people",
            share=share(t, people),
            minutes=minutes,
            covered=t.number(communes["covered"]),
            communes=t.number(communes["total"]),
        )
    )
    if cell["may_be_nearer"]:
        parts.append(t("matrix.cell_maybe"))
    return t("matrix.joined").join(parts)


def share(t: Words, people: Mapping[str, int], *, short: bool = False) -> str:
    """The share of people within the threshold; nothing where nobody lives.

    Whole per cents, tenths where these would tell nobody, half or everybody of what
    is not: near is more than half, far is not. `short` has signs for words.
    """
    if not people["total"]:
        return "—"
    side, said = _rounded(t, 100 * people["within"] / people["total"])
    number = f"{said}{_HARD}%"
    if not side:
        return number
    if short:
        return f"{'<' if side == 'under' else '>'}{_HARD}{number}"
    return t(f"matrix.{side}", share=number)


def _rounded(t: Words, percent: float) -> tuple[str, str]:
    """Which side of what is told a share is, unless that is it, and what is told."""
    if percent in _TOLD_EXACTLY or round(percent) not in _TOLD_EXACTLY:
        return "", t.number(percent)
    if round(percent, 1) not in _TOLD_EXACTLY:
        return "", t.number(percent, 1)
    if round(percent) == _HALF:
        return "under" if percent < _HALF else "over", t.number(_HALF)
    if percent < _HALF:
        return "under", t.number(_TENTH, 1)
    return "over", t.number(_EVERYBODY - _TENTH, 1)


def _tenths(people: Mapping[str, int]) -> int:
    return 10 * people["within"] // people["total"] if people["total"] else 0


def shown_matrix(
    t: Words, asked: MatrixAsked, found: Sequence[MatrixRow], layer: Layer
) -> ShownMatrix:
    """The matrix of the page."""
    cells = [list(_cells(t, asked, row, layer)) for row in found]
    names = [row_name(t, row.supply) for row in found]
    looks: dict[str, int] = {}
    for one in (cell for row in cells for cell in row):
        looks[one.look] = looks.get(one.look, 0) + 1
    territories = [
        (name, code, _inside(asked, (asked.level, code)))
        for name, code in zip(layer.names, layer.codes, strict=True)
    ]
    if asked.within is None:
        rows = [(n, None, row) for n, row in zip(names, cells, strict=True)]
        return ShownMatrix(
            corner=t(f"matrix.by.{asked.by}"), heads=territories, rows=rows, looks=looks
        )
    turned = zip(territories, zip(*cells, strict=True), strict=True)
    return ShownMatrix(
        corner=t(f"matrix.level.{asked.level}"),
        heads=[(name, name, None) for name in names],
        rows=[(name, link, list(row)) for (name, _, link), row in turned],
        looks=looks,
    )


def _cells(t: Words, asked: MatrixAsked, row: MatrixRow, layer: Layer) -> Any:
    for cell in tell_cells(row, layer, asked.reading):
        look = look_of(cell, asked.reading)
        yield ShownCell(
            look=look,
            share=share(t, cell["people"], short=True),
            tenths=_tenths(cell["people"]),
            text=cell_text(t, cell, look, row.near_min),
            may_be_nearer=cell["may_be_nearer"],
            link=asked.of(row.supply, (asked.level, cell["code"])),
        )


def _inside(asked: MatrixAsked, territory: Territory) -> Mapping[str, str] | None:
    if territory[0] is Level.COMMUNE:
        return None
    return asked.inside(territory)
