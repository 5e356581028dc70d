"""Plain CSV in and out, for our own tables and for files of counts."""

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
    """Rows of a UTF-8 file, cells trimmed; one at a time.

    Args:
        path: the file.
        columns: the columns that the caller will read.
        delimiter: what stands between two cells.
        lines_above: title lines to leave out before the header.

    Raises:
        SourceUnreadable: the file is absent, is not UTF-8, lacks a column, or a row of
            it lacks a cell.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            for _ in range(lines_above):
                next(lines, None)
            reader = csv.reader(lines, delimiter=delimiter)
            header = next(reader, [])
            _check_header(path, header, columns)
            # The last one of columns of one name, as `csv.DictReader` would say.
            last = {name: number for number, name in enumerate(header)}
            wanted = [(key, last[key]) for key in columns]
            for row in filter(None, reader):
                try:
                    yield {key: row[number].strip() for key, number in wanted}
                except IndexError:
                    raise _cut(path, reader.line_num) from None
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SourceUnreadable(f"{path.name}: {error}; expected UTF-8 CSV") from error


def _check_header(path: Path, found: Sequence[str], columns: Sequence[str]) -> None:
    missing = sorted(set(columns) - set(found))
    if missing:
        raise SourceUnreadable(
            f"{path.name}: no column {', '.join(missing)}; "
            f"found {', '.join(found) or 'nothing'}"
        )


def _cut(path: Path, line: int) -> SourceUnreadable:
    return SourceUnreadable(
        f"{path.name}, line {line}: fewer cells than the header has "
        "columns; is the file cut?"
    )


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
