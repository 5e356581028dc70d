"""No damage to a published file is more than a sentence, or a line of its report.

Every layout's sample is damaged in its bytes, its header and its values, then goes all
the way to records. `pytest --hypothesis-profile=search` looks much longer.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from numna_geo.errors import RowRejected, SourceUnreadable
from numna_geo.model.mend import Mend
from numna_geo.model.structure import Record
from numna_geo.sources.connector import Connector
from numna_geo.sources.places import record_of
from numna_geo.sources.published import Damaged, opened
from numna_geo.sources.registry import connectors
from numna_geo.store.record_json import document_of, record_from
from numna_geo.usecases.known_communes import Communes, known_communes
from numna_geo.usecases.place_records import placed
from numna_geo.usecases.understand_rows import both

DATA = Path(__file__).parents[2] / "data"
SAMPLES = DATA / "samples" / "structures"
ALL = list(connectors().values())
ROWS = 4
"""Of each sample: damage to one row is damage to any."""

NUL = re.compile(rb"(?:^|[^\\])(?:\\\\)*\\u0000")
"""NUL as JSON has it; not a backslash, then u0000."""

fuzzed = settings(
    max_examples=settings().max_examples // 2,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@cache
def communes() -> Communes:
    return known_communes(DATA)


@cache
def samples() -> dict[str, Path]:
    """A sample of every layout that has one, by its key: the smallest."""
    found: dict[str, Path] = {}
    paths = [path for path in SAMPLES.rglob("*") if path.is_file()]
    for path in sorted(paths, key=lambda path: -path.stat().st_size):
        try:
            with opened(path, connectors=ALL) as published:
                found[published.connector.key] = path
        except SourceUnreadable:
            continue
    return found


@dataclass
class Tally:
    """What became of every row."""

    read: int = 0
    kept: int = 0
    merged: int = 0
    rejected: int = 0
    first: dict[str, Record] = field(default_factory=dict)

    def keep(self, record: Record) -> None:
        before = self.first.setdefault(record.record_key, record)
        if before is record:
            self.kept += 1
        else:
            self.merged += 1
            check_record(both(before, record))


def tallied(path: Path, layouts: Sequence[Connector]) -> Tally:
    """Everything that a load does to a file before it writes."""
    tally = Tally()
    try:
        with opened(path, connectors=layouts) as published:
            for number, row in published.rows():
                tally.read += 1
                assert number == tally.read
                take(row, number, published.connector, tally)
            assert 0 <= published.share_read() <= 1
    except SourceUnreadable as error:
        said = str(error)
        check_text(said)
        assert path.name in said
        assert str(path.parent) not in said
    assert tally.read == tally.kept + tally.merged + tally.rejected
    return tally


def take(row: Any, number: int, layout: Connector, tally: Tally) -> None:
    if isinstance(row, Damaged):
        check_mends([Mend("row", row.value, row.reason, "rejected")])
        tally.rejected += 1
        return
    raw = layout.raw_place(row, number)
    assert raw.row_number == number
    if raw.record_key is not None:
        check_text(raw.record_key)
    try:
        understood = record_of(raw, source="a_source", postcodes=communes().postcodes)
        there = placed(understood.record, communes())
    except RowRejected as error:
        value = None if error.value is None else str(error.value)
        check_mends([Mend(error.column, value, error.reason, "rejected")])
        tally.rejected += 1
        return
    check_mends([*understood.mended, *there.mended])
    check_record(there.record)
    tally.keep(there.record)


def check_record(record: Record) -> None:
    """A record can be written, and comes back as it was."""
    document = document_of(record)
    check_text(document.decode())
    check_text(record.record_key)
    assert record.record_key.strip()
    assert record.name.strip()
    assert not NUL.search(document)
    said = json.loads(document)
    assert record_from(record.source, record.record_key, said) == record


def check_mends(mends: Iterable[Mend]) -> None:
    for mend in mends:
        for said in (mend.column, mend.value, mend.reason, mend.action):
            if said is not None:
                check_text(said)


def check_text(text: str) -> None:
    """PostgreSQL takes neither NUL nor half of a surrogate pair."""
    assert "\0" not in text
    text.encode("utf-8")


# --- damage ---------------------------------------------------------------------------

NASTY = (
    *("", " ", "\t", "\u00a0", "\0", "\x1b[31m", "\ufeff", "\u202e", "\u2028", "\r"),
    *("nan", "NaN", "inf", "-Infinity", "1e999", "-1e-999", "9" * 400, "0x1F", "1_0"),
    *("0", "-0", "00000", "٣", "²", "1,5", "1.5.2", "44,84 -0,58", "999999999999999"),
    *("NULL", "None", "null", "#N/A", "true", "[]", "{}", "[object Object]", '"', "'"),
    *("31/02/2024", "2024-13-01", "0000-00-00", "10000-01-01", "2024-02-30T25:61:61Z"),
    *("|", ";", ",", "||;;", "a|b;c", "\n", "a\nb", "=1+1", "<b>x</b>", "../../x"),
    *("16000 CEDEX", "2A004", "97105", "75056", "é" * 300, "🚌" * 50, "ﬁ", "İ", "ẞ"),
    *("@", "a@b", "http://", "http://[", "javascript:x", "//x", "mailto:", "+", "++33"),
    *("24/7", "Lu-Ve 9h", "Mo-Fr 25:00-26:00", "(", "[a-z", "\\", "%s", "{0}", "${x}"),
    *("0556000000", "06 12 34 56 78", "00000000000000", "12345678901234", "e\u0301"),
)
texts = st.sampled_from(NASTY) | st.text(max_size=12)
scalars = (
    st.none()
    | st.booleans()
    | texts
    | st.sampled_from(
        [0, -1, 10**400, 1e308, -1e308, float("nan"), float("inf"), 1e-320, 2**63, 0.1]
    )
)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3)
    ),
    max_leaves=6,
)
Draw = Callable[[st.SearchStrategy[Any]], Any]


Table = list[list[str]]


def damaged_bytes(draw: Draw, whole: bytes) -> bytes:
    """Bytes flipped, cut, doubled, put in."""
    found = bytearray(whole)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(len(found) - 1, 0)))
        length = draw(st.integers(0, 200))
        kind = draw(st.sampled_from(["flip", "cut", "drop", "double", "insert"]))
        if kind == "flip" and found:
            found[at] ^= draw(st.integers(1, 255))
        elif kind == "cut":
            del found[at:]
        elif kind == "drop":
            del found[at : at + length]
        elif kind == "double":
            found[at:at] = found[at : at + length]
        else:
            found[at:at] = draw(st.binary(max_size=8) | st.sampled_from(INSERTED))
    return bytes(found)


INSERTED = (
    *(b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\x1f\x8b", b"PK\x03\x04", b"\r", b"\n\n"),
    *(b'"', b'""', b"'", b";", b",", b"\t", b"{", b"}", b"[", b"]", b"[" * 100_000),
    *(b'{"a":' * 50_000, b"NaN", b"-", b"\\u0000", b"\\ud800", b"1e9999", b"9" * 5_000),
)


def table_of(path: Path) -> Table | None:
    """Header and first rows of a CSV sample; `None` for other kinds of file."""
    if path.suffix.lower() not in {".csv", ".txt"}:
        return None
    text = path.read_text(encoding="utf-8-sig")
    lines = text.splitlines()
    delimiter = max(";,\t|", key=lines[0].count)
    return list(csv.reader(io.StringIO(text), delimiter=delimiter))[: ROWS + 1]


def damaged_table(draw: Draw, table: Table) -> bytes:
    """Cells replaced, columns lost or doubled, rows too short, in any encoding."""
    rows = [list(row) for row in table]
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(rows) - 1))
        column = draw(st.integers(0, max(len(rows[0]) - 1, 0)))
        rows = draw(st.sampled_from(DAMAGES))(draw, rows, at, column)
    out = io.StringIO()
    writer = csv.writer(
        out,
        delimiter=draw(st.sampled_from(",;\t|")),
        quoting=draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])),
        lineterminator=draw(st.sampled_from(["\n", "\r\n"])),
    )
    writer.writerows(rows)
    return out.getvalue().encode(draw(st.sampled_from(ENCODINGS)), errors="replace")


ENCODINGS = ("utf-8", "utf-8-sig", "cp1252", "utf-16", "latin-1")


def cell(draw: Draw, rows: Table, at: int, column: int) -> Table:
    row = rows[max(at, min(1, len(rows) - 1))]
    return _with(rows, row, [*row[:column], draw(texts), *row[column + 1 :]])


def header(draw: Draw, rows: Table, at: int, column: int) -> Table:
    named = draw(texts | st.sampled_from(rows[0] or [""]))
    return [[*rows[0][:column], named, *rows[0][column + 1 :]], *rows[1:]]


def lost(draw: Draw, rows: Table, at: int, column: int) -> Table:
    return [[*row[:column], *row[column + 1 :]] for row in rows]


def doubled(draw: Draw, rows: Table, at: int, column: int) -> Table:
    return [row + row[column : column + 1] for row in rows]


def short(draw: Draw, rows: Table, at: int, column: int) -> Table:
    return _with(rows, rows[at], rows[at][:column])


def long(draw: Draw, rows: Table, at: int, column: int) -> Table:
    return _with(rows, rows[at], rows[at] + [draw(texts)] * 2)


def twice(draw: Draw, rows: Table, at: int, column: int) -> Table:
    return [*rows, rows[at]]


def blank(draw: Draw, rows: Table, at: int, column: int) -> Table:
    return [*rows[:at], [], *rows[at:]]


def _with(rows: Table, row: list[str], other: list[str]) -> Table:
    return [other if one is row else one for one in rows]


DAMAGES = (cell, cell, cell, cell, header, lost, doubled, short, long, twice, blank)


def document(path: Path, layout: Connector) -> Any:
    """A JSON sample, its list cut to a few items; `None` for other kinds of file."""
    if path.suffix.lower() not in {".json", ".geojson"}:
        return None
    said = json.loads(path.read_text(encoding="utf-8-sig"))
    if isinstance(said, dict):
        for key in (layout.items, "features", "elements"):
            inner = said.get(key) if key else None
            if isinstance(inner, list):
                said[key] = inner[:ROWS]
            elif isinstance(inner, dict):
                said[key] = dict(list(inner.items())[:ROWS])
        return said
    return said[:ROWS]


def damaged_document(draw: Draw, said: Any) -> bytes:
    """Values of other types, keys lost and renamed, lists and objects nested anew."""
    copy = json.loads(json.dumps(said))
    for _ in range(draw(st.integers(1, 4))):
        holder = copy
        for _ in range(draw(st.integers(0, 4))):
            inner = holder.values() if isinstance(holder, dict) else holder
            deeper = [one for one in inner if isinstance(one, dict | list) and one]
            if not deeper:
                break
            holder = deeper[draw(st.integers(0, len(deeper) - 1))]
        change(draw, holder)
    text = json.dumps(copy, ensure_ascii=draw(st.booleans()))
    return text.encode("utf-8", errors="surrogatepass")


CHANGES = ("value", "value", "value", "lost", "renamed", "nested", "deep")


def change(draw: Draw, holder: Any) -> None:
    if not holder:
        return
    keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
    key = keys[draw(st.integers(0, len(keys) - 1))]
    kind = draw(st.sampled_from(CHANGES))
    if kind == "value":
        holder[key] = draw(values)
    elif kind == "nested":
        holder[key] = draw(st.sampled_from([[holder[key]], {"x": holder[key]}]))
    elif kind == "deep":
        for _ in range(draw(st.sampled_from([5, 60, 400]))):
            holder[key] = [holder[key]]
    else:
        moved = holder.pop(key)
        if kind == "renamed" and isinstance(holder, dict):
            holder[draw(texts)] = moved


# --- tests ----------------------------------------------------------------------------

every_layout = pytest.mark.parametrize("key", list(connectors()))


def sample_of(key: str) -> Path:
    path = samples().get(key)
    assert path, f"no sample of {key} in data/samples/structures is recognised"
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("damaged")


@every_layout
def test_every_layout_has_a_sample_that_gives_records(key: str) -> None:
    tally = tallied(sample_of(key), [connectors()[key]])

    assert tally.kept > 0


@every_layout
@fuzzed
@given(data=st.data())
def test_damaged_bytes_are_told_and_every_row_is_counted(
    folder: Path, key: str, data: st.DataObject
) -> None:
    sample = sample_of(key)
    whole = sample.read_bytes()
    table = table_of(sample)
    if table is not None:
        whole = b"\n".join(whole.splitlines()[: ROWS + 1])
    path = folder / f"{key}{sample.suffix}"

    path.write_bytes(damaged_bytes(data.draw, whole))

    tallied(path, ALL)


@every_layout
@fuzzed
@given(data=st.data())
def test_damaged_headers_and_values_are_told_and_every_row_is_counted(
    folder: Path, key: str, data: st.DataObject
) -> None:
    sample, layout = sample_of(key), connectors()[key]
    table, said = table_of(sample), document(sample, layout)
    if table is None and said is None:
        pytest.skip("bytes only: no text file")
    path = folder / f"{key}-values{sample.suffix}"

    if table is not None:
        path.write_bytes(damaged_table(data.draw, table))
    else:
        path.write_bytes(damaged_document(data.draw, said))

    tallied(path, [layout])


@every_layout
@fuzzed
@given(row=st.dictionaries(texts, values, max_size=4), data=st.data())
def test_a_row_of_any_values_is_never_more_than_a_rejected_one(
    key: str, row: dict[str, Any], data: st.DataObject
) -> None:
    layout = connectors()[key]
    columns = sorted(layout.columns | (layout.known or frozenset()))
    some = data.draw(st.lists(st.sampled_from(columns), max_size=8))
    full = {**row, **{column: data.draw(values) for column in some}}
    tally = Tally()

    take(full, 1, layout, tally)

    assert tally.kept + tally.rejected == 1
