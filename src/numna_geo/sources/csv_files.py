"""Plain CSV in and out, for published files and for our own tables."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from numna_geo.errors import SourceUnreadable


def published_rows(
    path: Path,
    columns: Sequence[str],
    *,
    delimiter: str = ",",
    lines_above: int = 0,
) -> Iterator[dict[str, str]]:
    """Rows of a published UTF-8 file, cells trimmed.

    Args:
        path: the file.
        columns: the columns that the caller will read.
        delimiter: what stands between two cells.
        lines_above: title lines to leave out before the header.

    Raises:
        SourceUnreadable: the file is absent, is not UTF-8, or lacks a column.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    except (OSError, UnicodeDecodeError) as error:
        raise SourceUnreadable(f"{path.name}: {error}; expected UTF-8 CSV") from error
    reader = csv.DictReader(lines[lines_above:], delimiter=delimiter)
    missing = sorted(set(columns) - set(reader.fieldnames or ()))
    if missing:
        raise SourceUnreadable(
            f"{path.name}: no column {', '.join(missing)}; "
            f"found {', '.join(reader.fieldnames or ()) or 'nothing'}"
        )
    for row in reader:
        yield {key: (row[key] or "").strip() for key in columns}


def write_rows(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Write a table of ours (UTF-8, comma, LF); returns its number of rows."""
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        for row in rows:
            writer.writerow(row)
            count += 1
    return count
