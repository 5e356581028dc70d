"""What a cell of the matrix shows: letter, colour, and the sentence they stand for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from numna_geo.api.pages.matrix.asked import MatrixAsked, Territory
from numna_geo.api.pages.words.wording import Words
from numna_geo.model.collection import Reading
from numna_geo.model.matrix import By, CellStatus
from numna_geo.model.supply import Supply
from numna_geo.model.territory import Level
from numna_geo.usecases.build_matrix import MatrixRow
from numna_geo.usecases.known_layers import Layer
from numna_geo.usecases.tell_matrix import tell_cells

GUARANTEED = "guaranteed"
_UNSAID = (CellStatus.UNVERIFIED, CellStatus.UNKNOWN)
_NOBODY, _HALF, _EVERYBODY, _TENTH = 0, 50, 100, 0.1
_TOLD_EXACTLY = (_NOBODY, _HALF, _EVERYBODY)
_WHOLE = 10
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
    notes: Mapping[str, str]


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
    communes = cell["communes"]
    parts = [t(f"matrix.status.{look}")]
    said = cell_share(t, cell, look)
    if said:
        parts.append(
            t(
                "matrix.cell_people",
                share=said,
                minutes=minutes,
                covered=t.number(communes["covered"]),
                communes=t.number(communes["total"]),
            )
        )
    if cell["may_be_nearer"]:
        parts.append(t("matrix.cell_maybe"))
    return t("matrix.joined").join(parts)


def cell_share(
    t: Words, cell: Mapping[str, Any], look: str, *, short: bool = False
) -> str:
    """The share of people of a cell; nothing where it would tell nobody of unknown.

    It is a least one where somebody nearer may answer.
    """
    people = cell["people"]
    if look in _UNSAID:
        return ""
    if not cell["may_be_nearer"] or not people["total"]:
        return share(t, people, short=short)
    tenths = 1_000 * people["within"] // people["total"]
    if not tenths:
        return ""
    least = t.number(tenths // 10) if tenths >= _WHOLE else t.number(tenths / 10, 1)
    said = f"{least}{_HARD}%"
    return f"≥{_HARD}{said}" if short else t("matrix.at_least", share=said)


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
    t: Words,
    asked: MatrixAsked,
    told: Sequence[tuple[Layer, Sequence[MatrixRow]]],
    notes: Mapping[str, str],
) -> ShownMatrix:
    """The matrix of the page.

    Args:
        t: the words.
        asked: what the page shows.
        told: the whole territory, then those it is made of, and their cells.
        notes: what is said beside a row, by its key.
    """
    (whole, found_whole), (layer, found) = told
    outer = (whole, asked.within[0] if asked.within else Level.REGION)
    inner = (layer, asked.level)
    cells = [
        [*_cells(t, asked, one, outer), *_cells(t, asked, row, inner)]
        for one, row in zip(found_whole, found, strict=True)
    ]
    names = [row_name(t, row.supply) for row in found]
    said = {row_name(t, r.supply): notes.get(r.supply.key, "") for r in found}
    territories = [
        (whole.names[0], t("matrix.level.region"), None),
        *(
            (name, code, _inside(asked, (asked.level, code)))
            for name, code in zip(layer.names, layer.codes, strict=True)
        ),
    ]
    if asked.within is None:
        rows = [(n, None, row) for n, row in zip(names, cells, strict=True)]
        return ShownMatrix(
            corner=t(f"matrix.by.{asked.by}"),
            heads=territories,
            rows=rows,
            notes=said,
        )
    turned = zip(territories, zip(*cells, strict=True), strict=True)
    return ShownMatrix(
        corner=t(f"matrix.level.{asked.level}"),
        heads=[(name, name, None) for name in names],
        rows=[(name, link, list(row)) for (name, _, link), row in turned],
        notes=said,
    )


def _cells(
    t: Words, asked: MatrixAsked, row: MatrixRow, told_of: tuple[Layer, Level]
) -> Iterator[ShownCell]:
    layer, level = told_of
    for cell in tell_cells(row, layer, asked.reading):
        look = look_of(cell, asked.reading)
        yield ShownCell(
            look=look,
            share=cell_share(t, cell, look, short=True),
            tenths=_tenths(cell["people"]),
            text=cell_text(t, cell, look, row.near_min),
            may_be_nearer=cell["may_be_nearer"],
            link=asked.of(row.supply, (level, cell["code"])),
        )


def _inside(asked: MatrixAsked, territory: Territory) -> Mapping[str, str] | None:
    if territory[0] is Level.COMMUNE:
        return None
    return asked.inside(territory)
