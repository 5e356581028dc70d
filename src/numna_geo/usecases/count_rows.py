"""What rows say of the territories of today: each kept, merged or rejected."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from numna_geo.errors import RowRejected
from numna_geo.model.mend import Mend
from numna_geo.sources.count_columns import Header
from numna_geo.sources.count_table import CountTable, Damaged
from numna_geo.sources.counts import CountFormat, Detail, Facts
from numna_geo.sources.labels import shown
from numna_geo.sources.passage import Today
from numna_geo.sources.tally import Part, Tally, Total
from numna_geo.store.imports import RowReport
from numna_geo.usecases.source_report import MERGED, REJECTED, SourceReport

OUTSIDE = "outside"
BEYOND = "beyond the region"

MOST_LISTED = 50_000
"""Lines of a report of counts; a file of the region has a tenth as many rows."""

_NUMBERS = re.compile(r"[0-9][0-9.,]*")


@dataclass(slots=True)
class Alike:
    """Rows of which there may be millions: counted, and the first one shown."""

    kind: str
    first: dict[tuple[str, str], tuple[int, str | None]] = field(default_factory=dict)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, number: int, column: str, reason: str, value: str | None) -> None:
        """One more row of that reason."""
        key = column, reason
        self.counts[key] += 1
        if self.counts[key] == 1:
            self.first[key] = number, value

    def tell(self, report: SourceReport) -> None:
        """Put them into the report, a line a reason."""
        for (column, reason), count in self.counts.items():
            number, value = self.first[column, reason]
            done = MERGED if self.kind == MERGED else REJECTED
            others = f", and {count - 1} rows like it" if count > 1 else ""
            mend = Mend(column, value, reason, done + others)
            note(report, self.kind, number, mend, count=count)


def note(
    report: SourceReport,
    kind: str,
    number: int,
    mend: Mend,
    *,
    key: str | None = None,
    count: int = 1,
) -> None:
    """Count `count` rows as merged, rejected or outside; the report shows the first.

    Beyond `MOST_LISTED` lines, rows are counted by their reason only: a wrong file of
    thirty million rows must not fill the memory.
    """
    if kind == MERGED:
        report.merged += count
    else:
        report.rejected += count
    if kind == OUTSIDE:
        report.outside += count
    # Reasons that differ by a number only are one reason.
    reason = _NUMBERS.sub("N", mend.reason)
    report.reasons[kind, mend.column, reason] += count
    if len(report.rows) >= MOST_LISTED:
        return
    report.rows.append(
        RowReport(
            row_number=number,
            record_key=shown(key),
            column_name=mend.column,
            value=shown(mend.value),
            reason=mend.reason,
            action=mend.action,
        )
    )


def rejected(
    report: SourceReport, number: int, error: RowRejected, *, key: str | None = None
) -> None:
    """Count a row that could not be believed."""
    value = None if error.value is None else str(error.value)
    mend = Mend(error.column, value, error.reason, REJECTED)
    note(report, REJECTED, number, mend, key=key)


def damaged(report: SourceReport, number: int, row: Damaged) -> None:
    """Count lines that make no row."""
    report.read += row.lines
    mend = Mend("", row.value, row.reason, REJECTED)
    note(report, REJECTED, number, mend, count=row.lines)


def totals_of(
    table: CountTable,
    header: Header,
    count_format: CountFormat,
    today: Today,
    report: SourceReport,
) -> list[Total]:
    """Counts of today's territories, from a table of one row a territory.

    A territory of which one row is rejected has no total: a sum that lacks a part
    would pass for the whole. Rows beyond the region are counted, not listed.

    Args:
        table: as opened; its rows are read once.
        header: of the table.
        count_format: the layout it is in.
        today: the territories of the region.
        report: told what became of each row; read = kept + merged + rejected.

    Raises:
        SourceUnreadable: the table is cut, or is not the one that it passes for.
    """
    code, read = header.column(count_format.code), count_format.reader(header)
    tally, beyond = Tally(code.name), Alike(OUTSIDE)
    for number, row in table.rows:
        if isinstance(row, Damaged):
            damaged(report, number, row)
            continue
        report.read += 1
        asked = code.text(row)
        try:
            found = today.code_of(asked, level=count_format.level, column=code.name)
        except RowRejected as error:
            rejected(report, number, error)
            continue
        if found is None:
            beyond.add(number, code.name, BEYOND, asked)
            continue
        try:
            _enter(tally, found, number, asked, read(row))
        except RowRejected as error:
            rejected(report, number, error, key=asked)
            tally.spoil(found, number)
    beyond.tell(report)
    return list(_settled(tally, report))


def _enter(
    tally: Tally, found: str, number: int, asked: str, said: Facts | Detail
) -> None:
    if isinstance(said, Detail):
        tally.detail(found, number, asked, said)
    else:
        tally.state(found, Part(number, asked, said))


def _settled(tally: Tally, report: SourceReport) -> Iterator[Total]:
    details = Alike(MERGED)
    for number, _, detail in tally.details():
        reason = "only details another row of its territory"
        details.add(number, detail.column, reason, detail.value)
    details.tell(report)
    for rejection in tally.rejections():
        note(
            report,
            REJECTED,
            rejection.row_number,
            rejection.mend,
            key=rejection.code,
        )
    for total in tally.totals():
        report.kept += 1
        _tell_parts(total, tally.code_column, report)
        yield total


def _tell_parts(total: Total, column: str, report: SourceReport) -> None:
    """The first row of a territory is kept; others were added to it, or repeat it."""
    first, *others = total.parts
    seen = {first.code}
    for part in others:
        if part.code in seen:
            done = f"{MERGED} into row {first.row_number}"
            mend = Mend(column, part.code, "the same row again", done)
        else:
            done = f"added to row {first.row_number}: both are {total.code} today"
            mend = Mend(column, part.code, "has merged since", done)
        seen.add(part.code)
        note(report, MERGED, part.row_number, mend, key=part.code)
    for part, mend in total.mended:
        report.mend(part.row_number, part.code, mend)
