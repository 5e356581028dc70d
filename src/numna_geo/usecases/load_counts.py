"""Counts of territories from a file: broadband, people, businesses, zones."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from numna_geo.errors import ImportRefused, SourceUnreadable
from numna_geo.sources.count_columns import Header
from numna_geo.sources.count_files import opened_table
from numna_geo.sources.count_formats import COUNT_FORMATS
from numna_geo.sources.counts import CountFormat, Feed, Kind, Value
from numna_geo.sources.feature_files import is_feature_file
from numna_geo.sources.passage import Today
from numna_geo.sources.tally import Total
from numna_geo.store import tables as store_tables
from numna_geo.store.count_writing import (
    known_territories,
    replace_establishments,
    vintage_of,
    write_counts,
)
from numna_geo.store.database import Connection
from numna_geo.usecases.count_rows import totals_of
from numna_geo.usecases.count_units import count_units
from numna_geo.usecases.load_outlines import load_outlines
from numna_geo.usecases.source_report import SourceReport

__all__ = ["COUNT_FORMATS", "load_counts", "recognised"]

_ANY_QUARTER = "2026-T1"
"""Stands for the vintage while a layout is recognised: it tells none apart."""

Row = dict[str, Any]
Say = Callable[[str], None]

_TABLES: Mapping[Feed, type[store_tables.Table]] = {
    Feed.BROADBAND: store_tables.BroadbandRow,
    Feed.SHARES: store_tables.BroadbandShareRow,
    Feed.DEMAND: store_tables.DemandRow,
    Feed.ZONINGS: store_tables.ZoningRow,
}


def recognised(path: Path, keys: Sequence[str], *, file_name: str = "") -> str:
    """The format, of those of a source, that a file is in.

    Args:
        path: the file.
        keys: of `COUNT_FORMATS`, the likeliest first.
        file_name: the one it was published under, when it is not that of `path`.

    Raises:
        SourceUnreadable: it is in none of them.
    """
    if len(keys) == 1:
        return keys[0]
    name = file_name or path.name
    missing, refused = [], []
    for key in keys:
        try:
            header = _header_in(path, COUNT_FORMATS[key], name)
        except SourceUnreadable as error:
            missing.append(f"as {key}: {error}")
            continue
        try:
            if COUNT_FORMATS[key].kind is Kind.STATED:
                COUNT_FORMATS[key].reader(header)
            return key
        except SourceUnreadable as error:
            refused.append(error)
    if refused:
        raise refused[0]
    told = "; ".join(missing)
    raise SourceUnreadable(f"{name} is in no layout of its source: {told}")


def _header_in(path: Path, count_format: CountFormat, name: str) -> Header:
    if count_format.kind is not Kind.OUTLINES:
        with opened_table(path, _patterns(count_format)) as table:
            return Header(name, table.names, _ANY_QUARTER)
    if is_feature_file(path):
        return Header(name, ())
    raise SourceUnreadable(f"{name} holds no features")


def load_counts(
    connection: Connection,
    path: Path,
    *,
    report: SourceReport,
    format_key: str,
    data_dir: Path,
    say: Say = lambda _: None,
) -> None:
    """Write what a file says of the region, and leave what it does not speak of.

    The same file twice gives the same rows. A row whose counts were added to those of
    another commune, which it has merged with since, counts as merged.

    Args:
        connection: an open transaction; nothing is committed.
        path: the file.
        report: of its source, which the catalogue holds, and of the name it was
            published under, which may tell its quarter or its year; filled.
        format_key: one of `COUNT_FORMATS`.
        data_dir: the bundled tables.
        say: told how far it is.

    Raises:
        SourceUnreadable: the file is not in that format, or is damaged.
        ImportRefused: it says nothing of the region, or outlines are missing.
    """
    count_format = COUNT_FORMATS[format_key]
    today = Today(**asdict(known_territories(connection)))
    if count_format.kind is Kind.OUTLINES:
        load_outlines(connection, path, today, report, data_dir=data_dir, say=say)
        return
    with opened_table(path, _patterns(count_format)) as table:
        vintage = vintage_of(connection, report.source)
        header = Header(report.file_name, table.names, vintage)
        report.how_read = table.how_read
        if count_format.kind is Kind.UNITS:
            units = count_units(table, header, count_format, today, report, say=say)
            _write_units(connection, units, today, report.source)
        else:
            totals = totals_of(table, header, count_format, today, report)
            _write(connection, totals, count_format, report.source)
    if not report.kept and report.outside == report.read:
        raise ImportRefused(
            f"{report.file_name}: none of its {report.read} rows speaks of the region"
        )


def _patterns(count_format: CountFormat) -> tuple[str, ...]:
    return (count_format.code, *count_format.columns)


def _write_units(
    connection: Connection, units: Sequence[Row], today: Today, source: str
) -> None:
    """A stock speaks of whole departments: of their other communes, it says none."""
    departments = {row["commune_code"][:2] for row in units}
    communes = {code for code in today.communes if code[:2] in departments}
    sourced = ({**row, "source_key": source} for row in units)
    replace_establishments(connection, communes, sourced)


def _write(
    connection: Connection,
    totals: Sequence[Total],
    count_format: CountFormat,
    source: str,
) -> None:
    by_feed: dict[Feed, list[Row]] = defaultdict(list)
    for total in totals:
        for feed, row in _rows(total, count_format):
            sourced = row if feed is Feed.ZONINGS else {**row, "source_key": source}
            by_feed[feed].append(sourced)
    for feed, table in _TABLES.items():
        write_counts(connection, table, by_feed[feed])
    spoken_of = {row["commune_code"] for row in by_feed[Feed.ESTABLISHMENTS]}
    counted = (row for row in by_feed[Feed.ESTABLISHMENTS] if row["value"])
    replace_establishments(connection, spoken_of, counted)


def _rows(total: Total, count_format: CountFormat) -> Iterator[tuple[Feed, Row]]:
    broadband: dict[str, Row] = {}
    for (feed, period, name), value in total.facts.items():
        if feed is Feed.BROADBAND:
            keys = {"commune_code": total.code, "period": period}
            broadband.setdefault(period, keys)[name] = _cell(value)
        else:
            yield feed, _ROWS[feed](total.code, period, name, value, count_format)
    for row in broadband.values():
        yield Feed.BROADBAND, row


def _share(code: str, period: str, name: str, value: Value, of: CountFormat) -> Row:
    about = {"level": of.level.value, "code": code, "period": period}
    return {**about, "quantity": name, "value": value}


def _demand(code: str, period: str, name: str, value: Value, _: CountFormat) -> Row:
    about = {"commune_code": code, "period": period}
    return {**about, "quantity": name, "value": value}


def _size(code: str, period: str, name: str, value: Value, of: CountFormat) -> Row:
    about = {"commune_code": code, "period": period, "sector": of.sector}
    return {**about, "size_band": name, "value": value}


def _zone(code: str, _p: str, name: str, value: Value, _: CountFormat) -> Row:
    return {"commune_code": code, "zoning": name, "label": value}


_ROWS: Mapping[Feed, Callable[[str, str, str, Value, CountFormat], Row]] = {
    Feed.SHARES: _share,
    Feed.DEMAND: _demand,
    Feed.ESTABLISHMENTS: _size,
    Feed.ZONINGS: _zone,
}


def _cell(value: Value) -> object:
    """Several codes as one text, as our own tables write them."""
    if isinstance(value, frozenset):
        return "|".join(sorted(value)) or None
    return value
