"""The parts of a workbook (ECMA-376) that do not depend on its rows."""

import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import IO
from xml.sax.saxutils import escape

PLAIN, HEADER, DATE, QUOTED = 0, 1, 2, 3
"""Cell formats, by their place in the styles."""

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_CORE = "application/vnd.openxmlformats-package.core-properties+xml"
_SHEETS = ("Données", "À propos")

_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml"'
    f' ContentType="{_KIND}.worksheet+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet2.xml"'
    f' ContentType="{_KIND}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/>'
    f'<Override PartName="/docProps/core.xml" ContentType="{_CORE}"/></Types>'
)
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}">'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border>'
    "</borders>"
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
    '</cellStyleXfs><cellXfs count="4">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0"'
    ' applyNumberFormat="1"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"'
    ' applyNumberFormat="1"/>'
    '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0"'
    ' builtinId="0"/></cellStyles></styleSheet>'
)


def fixed(title: str, day: date) -> Mapping[str, str]:
    """All parts but the sheets, by name."""
    return {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _relations(
            ("officeDocument", _OFFICE, "xl/workbook.xml"),
            (
                "core-properties",
                f"{_PACKAGE}/relationships/metadata",
                "docProps/core.xml",
            ),
        ),
        "docProps/core.xml": _core(title, day),
        "xl/workbook.xml": _workbook(),
        "xl/_rels/workbook.xml.rels": _relations(
            ("worksheet", _OFFICE, "worksheets/sheet1.xml"),
            ("worksheet", _OFFICE, "worksheets/sheet2.xml"),
            ("styles", _OFFICE, "styles.xml"),
        ),
        "xl/styles.xml": _STYLES,
    }


def opened(file: zipfile.ZipFile, name: str, day: date) -> IO[bytes]:
    """A part to write, dated as the data are."""
    info = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    return file.open(info, "w", force_zip64=True)


def sheet_start(widths: Sequence[int], *, frozen: bool) -> bytes:
    """All before the first row; `frozen`: the first row stays in sight."""
    pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>'
        for n, width in enumerate(widths, 1)
    )
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews>'
        f'<sheetView workbookViewId="0">{pane if frozen else ""}</sheetView>'
        f"</sheetViews><cols>{columns}</cols><sheetData>"
    ).encode()


def sheet_end(columns: int, rows: int, *, filtered: bool) -> bytes:
    """All after the last row; `filtered`: columns can be filtered."""
    table = f"A1:{letters(columns - 1)}{rows}" if filtered else ""
    chosen = f'<autoFilter ref="{table}"/>' if filtered else ""
    return f"</sheetData>{chosen}</worksheet>".encode()


@cache
def letters(column: int) -> str:
    """The name of a column, the first being 0.

    >>> letters(0), letters(25), letters(26), letters(701), letters(702)
    ('A', 'Z', 'AA', 'ZZ', 'AAA')
    """
    before, last = divmod(column, 26)
    return (letters(before - 1) if before else "") + chr(ord("A") + last)


def _relations(*told: tuple[str, str, str]) -> str:
    lines = "".join(
        f'<Relationship Id="rId{n}" Type="{base}/{kind}" Target="{target}"/>'
        for n, (kind, base, target) in enumerate(told, 1)
    )
    return (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{lines}'
        "</Relationships>"
    )


def _workbook() -> str:
    sheets = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>'
        for n, name in enumerate(_SHEETS, 1)
    )
    return (
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}'
        "</sheets></workbook>"
    )


def _core(title: str, day: date) -> str:
    clock = f"{day.isoformat()}T00:00:00Z"
    dated = "".join(
        f'<dcterms:{what} xsi:type="dcterms:W3CDTF">{clock}</dcterms:{what}>'
        for what in ("created", "modified")
    )
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>numNA Geo</dc:creator>"
        f"{dated}</cp:coreProperties>"
    )
