"""What became of each row of one file: kept, merged or rejected, mended or not."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from numna_geo.model.mend import Mend
from numna_geo.store.imports import RowReport

REJECTED = "rejected"
MERGED = "merged"

_NUMBERS = re.compile(r"\d[\d.,]*")


Tell = Callable[[str, Sequence[RowReport]], None]
"""Who is given the lines of a report as they come: source, lines."""


def tell_nobody(source: str, lines: Sequence[RowReport]) -> None:
    """The lines go nowhere but to the import."""


@dataclass(slots=True)
class SourceReport:
    """Counts, by reason too, and the lines that were not written away yet.

    Every row read is kept, merged or rejected. `outside` are those of the rejected
    that are none of ours, beyond the region and its surroundings or of a kind that we
    do not list: no fault of the file. `tell` is
    given the lines whenever they are written away.
    """

    source: str
    file_name: str
    how_read: str | None = None
    read: int = 0
    kept: int = 0
    merged: int = 0
    rejected: int = 0
    outside: int = 0
    mended: int = 0
    rows: list[RowReport] = field(default_factory=list)
    reasons: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    tell: Tell = tell_nobody
    _last_mended: int = 0

    def mend(self, row_number: int, record_key: str | None, mend: Mend) -> None:
        """A cell of a row was not taken as it stood."""
        if row_number != self._last_mended:
            self.mended += 1
            self._last_mended = row_number
        self._line("mended", row_number, record_key, mend)

    def merge(self, row_number: int, record_key: str | None, into: int) -> None:
        """A row said more of a place that row `into` of the file had named."""
        self.merged += 1
        mend = Mend(
            "record_key", record_key, "named before", f"{MERGED} into row {into}"
        )
        self._line(MERGED, row_number, record_key, mend)

    def reject(
        self,
        row_number: int,
        record_key: str | None,
        mend: Mend,
        *,
        outside: bool = False,
    ) -> None:
        """A row could not become a record; `mend.action` is `rejected`."""
        self.rejected += 1
        self.outside += outside
        kind = "outside" if outside else REJECTED
        self._line(kind, row_number, record_key, mend)

    def drain(self) -> list[RowReport]:
        """The lines since the last time, which are forgotten here."""
        lines, self.rows = self.rows, []
        self.tell(self.source, lines)
        return lines

    @property
    def faulty_share(self) -> float:
        """Share (0 to 1) of the rows of our territory that were rejected."""
        ours = self.read - self.outside
        return (self.rejected - self.outside) / ours if ours else 0.0

    def by_reason(self, kind: str) -> list[tuple[str, str, int]]:
        """Column, reason and number of cells, the most frequent first.

        Args:
            kind: mended, merged, rejected or outside.
        """
        found = [
            (column, reason, count)
            for (of, column, reason), count in self.reasons.items()
            if of == kind
        ]
        return sorted(found, key=lambda line: (-line[2], line[0], line[1]))

    def _line(
        self, kind: str, row_number: int, record_key: str | None, mend: Mend
    ) -> None:
        # Reasons that differ by a number only are one reason.
        reason = _NUMBERS.sub("N", mend.reason)
        self.reasons[kind, mend.column, reason] += 1
        self.rows.append(
            RowReport(
                row_number=row_number,
                record_key=record_key,
                column_name=mend.column,
                value=mend.value,
                reason=mend.reason,
                action=mend.action,
            )
        )
