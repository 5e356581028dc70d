import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.sources.made_files import HEADER, MADE, ROWS, cells, reading

from numna_geo.errors import SourceUnreadable


def workbook(*sheets):
    """Sheets by title, each a list of rows."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_the_first_sheet_with_a_known_header_is_read(tmp_path):
    read_me = ("Lisez-moi", [["Liste des lieux"], ["2024"]])
    places = ("Lieux", [["Liste"], [], HEADER, *ROWS])

    with reading(tmp_path, workbook(read_me, places), name="x.xlsx") as published:
        assert cells(published) == list(ROWS)
        assert published.shape == "xlsx"
        assert published.connector is MADE
        expected = "XLSX, sheet « Lieux », 2 rows above the header"
        assert published.how_read == expected


def test_dates_are_written_as_dates_and_errors_as_nothing(tmp_path):
    rows = [
        HEADER,
        [1, datetime(2024, 8, 1), "=1/0", "#N/A"],  # noqa: DTZ001 - Excel has no zones
        [2.5, date(2024, 8, 1), None, datetime(2024, 8, 1, 9, 30)],  # noqa: DTZ001
    ]

    with reading(tmp_path, workbook(("A", rows))) as published:
        assert cells(published) == [
            (1, "2024-08-01", None, None),
            (2.5, "2024-08-01", None, "2024-08-01T09:30:00"),
        ]


def test_rows_that_end_early_or_are_blank_are_no_damage(tmp_path):
    rows = [HEADER, ["1", "A"], [], [None, " "], ["2", "B", "C", "D", "a remark"]]

    with reading(tmp_path, workbook(("A", rows))) as published:
        rows = [row for _, row in published.rows()]

    assert [row.get("id") for row in rows if row["nom"].strip()] == ["1", "2"]


def test_a_wrong_size_written_in_the_file_does_not_hide_rows(tmp_path):
    book = io.BytesIO(workbook(("A", [HEADER, *ROWS])))
    smaller = io.BytesIO()
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(smaller, "w") as new:
        for part in old.namelist():
            text = old.read(part).replace(b'ref="A1:D4"', b'ref="A1"')
            new.writestr(part, text)

    with reading(tmp_path, smaller.getvalue()) as published:
        assert cells(published) == list(ROWS)


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("numna_geo.sources.files.workbook.LARGEST", 1_000)

    with (
        pytest.raises(SourceUnreadable, match="at most 1,000: save it as CSV"),
        reading(tmp_path, workbook(("A", [HEADER, *ROWS]))),
    ):
        pass


def test_a_workbook_without_a_known_header_says_what_it_holds(tmp_path):
    with (
        pytest.raises(
            SourceUnreadable, match=r"needs id, nom; the file has commune, lib"
        ),
        reading(tmp_path, workbook(("A", [["lib", "commune"]])), connectors=[MADE]),
    ):
        pass


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=60,
)
@given(
    changes=st.lists(
        st.tuples(st.integers(0, 6_000), st.binary(max_size=3)), min_size=1, max_size=8
    )
)
def test_damaged_bytes_never_raise_but_a_clear_error(tmp_path, changes):
    damaged = bytearray(workbook(("A", [HEADER, *ROWS])))
    for at, instead in changes:
        damaged[at : at + 1] = instead

    try:
        with reading(tmp_path, bytes(damaged)) as published:
            list(published.rows())
    except SourceUnreadable as error:
        assert "liste.csv" in str(error)  # noqa: PT017 - it may raise, or not
