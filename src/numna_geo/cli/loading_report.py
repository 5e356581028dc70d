"""What a load did to each row: in short for people, in full as CSV, as JSON."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from numna_geo.model.spreadsheet import harmless
from numna_geo.store.imports import RowReport
from numna_geo.usecases.match_records import Matched
from numna_geo.usecases.source_report import SourceReport

_KINDS = ("mended", "merged", "rejected", "outside")
_HEADER = ("source", "row", "record_key", "column", "value", "reason", "action")
_SHOWN = 12


class ReportFile:
    """A CSV of every cell that was not taken as it stood; written as the load goes."""

    def __init__(self, path: Path | None) -> None:
        self._file = (
            None if path is None else path.open("w", encoding="utf-8", newline="")
        )
        if self._file is not None:
            self._writer = csv.writer(self._file, lineterminator="\n")
            self._writer.writerow(_HEADER)

    def __enter__(self) -> "ReportFile":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._file is not None:
            self._file.close()

    def write(self, source: str, lines: Sequence[RowReport]) -> None:
        """Add lines of one source; does nothing when no file was asked for."""
        if self._file is None:
            return
        for line in lines:
            self._writer.writerow(
                map(
                    harmless,
                    (
                        source,
                        line.row_number,
                        line.record_key,
                        line.column_name,
                        line.value,
                        line.reason,
                        line.action,
                    ),
                )
            )


def lines(report: SourceReport) -> Iterator[str]:
    """The report in short: counts, then reasons, the most frequent first."""
    outside = f" ({report.outside} outside what is counted)" if report.outside else ""
    yield (
        f"  {report.source}: {report.read} rows read = {report.kept} kept + "
        f"{report.merged} merged + {report.rejected} rejected{outside}; "
        f"{report.mended} mended"
    )
    for kind in _KINDS:
        found = report.by_reason(kind)
        for column, reason, count in found[:_SHOWN]:
            yield f"    {count:>7} {kind}: {column}: {reason}"
        if len(found) > _SHOWN:
            yield f"    {'':>7} {kind}: and {len(found) - _SHOWN} reasons more"


def matched_line(matched: Matched) -> str:
    """What became of the places."""
    written = matched.written
    return (
        f"  {matched.records} records make {written.structures} places: "
        f"{len(written.new)} new, {len(written.changed)} changed, "
        f"{len(written.closed)} closed, {len(written.merged_away)} merged into "
        f"another; {matched.doubtful} pairs in doubt (numna-geo duplicates)"
    )


def document(report: SourceReport) -> dict[str, Any]:
    """The report for machines."""
    return {
        "source": report.source,
        "file": report.file_name,
        "how_read": report.how_read,
        "rows_read": report.read,
        "rows_kept": report.kept,
        "rows_merged": report.merged,
        "rows_mended": report.mended,
        "rows_rejected": report.rejected,
        "rows_outside": report.outside,
        "reasons": [
            {"kind": kind, "column": column, "reason": reason, "cells": count}
            for kind in _KINDS
            for column, reason, count in report.by_reason(kind)
        ],
    }


def matched_document(matched: Matched | None) -> dict[str, Any] | None:
    """What became of the places, for machines; `None` when none was touched."""
    if matched is None:
        return None
    written = matched.written
    return {
        "records": matched.records,
        "structures": written.structures,
        "new": list(written.new),
        "changed": list(written.changed),
        "closed": list(written.closed),
        "merged_away": list(written.merged_away),
        "doubtful_pairs": matched.doubtful,
    }
