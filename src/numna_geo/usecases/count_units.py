"""Establishments counted one by one, by commune of today and by size."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from numna_geo.errors import RowRejected
from numna_geo.sources.count_columns import Header
from numna_geo.sources.count_table import CountTable, Damaged
from numna_geo.sources.counts import CountFormat
from numna_geo.sources.passage import Today
from numna_geo.sources.sirene import Establishments, Uncounted, Unit
from numna_geo.usecases.count_rows import BEYOND, OUTSIDE, Alike, damaged, rejected
from numna_geo.usecases.source_report import MERGED, SourceReport

SAID_EVERY = 1_000_000
"""Rows between two words on how far it is."""

_ONE_MORE = "one more of its commune and size"


def count_units(
    table: CountTable,
    header: Header,
    count_format: CountFormat,
    today: Today,
    report: SourceReport,
    *,
    say: Callable[[str], None],
) -> list[dict[str, Any]]:
    """How many units each commune has, by size; nothing is held but the counters.

    The first unit of a commune and size is kept, the others are merged into it. Units
    beyond the region or of no interest are counted as outside, and not listed.

    Args:
        table: as opened; its rows are read once.
        header: of the table.
        count_format: the layout it is in.
        today: the territories of the region.
        report: told what became of each row; read = kept + merged + rejected.
        say: told how many rows were read, and the share of the file.

    Raises:
        SourceUnreadable: the table is cut, or nothing tells its year.
    """
    reader = Establishments(header)
    counter = _Counter(today, reader.code_column, count_format)
    for number, row in table.rows:
        if isinstance(row, Damaged):
            damaged(report, number, row)
            continue
        report.read += 1
        if report.read % SAID_EVERY == 0:
            say(f"{report.read:,} rows, {table.share_read():.0%}")
        try:
            counter.count(number, reader.read(row))
        except RowRejected as error:
            rejected(report, number, error)
    counter.tell(report)
    return counter.rows(reader.year()) if counter.counts else []


class _Counter:
    """Units by commune of today and size; what is not counted, by reason."""

    def __init__(self, today: Today, column: str, count_format: CountFormat) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()
        self._today, self._column, self._level = today, column, count_format.level
        self._sector = count_format.sector
        self._outside, self._added = Alike(OUTSIDE), Alike(MERGED)

    def count(self, number: int, unit: Unit | Uncounted) -> None:
        """One more row; raises RowRejected for a commune that never was."""
        if isinstance(unit, Uncounted):
            self._outside.add(number, unit.column, unit.reason, None)
            return
        code = self._today.code_of(unit.code, level=self._level, column=self._column)
        if code is None:
            self._outside.add(number, self._column, BEYOND, unit.code)
            return
        self.counts[code, unit.size_band] += 1
        if self.counts[code, unit.size_band] > 1:
            self._added.add(number, self._column, _ONE_MORE, unit.code)

    def tell(self, report: SourceReport) -> None:
        """Put what became of the rows into the report."""
        report.kept = len(self.counts)
        self._outside.tell(report)
        self._added.tell(report)

    def rows(self, year: str) -> list[dict[str, Any]]:
        """The counts, as rows of the table of establishments."""
        return [
            {
                "commune_code": code,
                "period": year,
                "sector": self._sector,
                "size_band": band,
                "value": count,
            }
            for (code, band), count in sorted(self.counts.items())
        ]
