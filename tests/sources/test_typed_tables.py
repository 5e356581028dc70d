from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numna_geo.errors import SourceUnreadable
from numna_geo.sources.table import cell, read_table, write_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    code: str
    count: int
    share: float | None
    there: bool | None
    on: date | None
    codes: tuple[str, ...]


FULL = Sample(
    code="01001",
    count=3,
    share=0.25,
    there=False,
    on=date(2026, 6, 30),
    codes=("33000", "33100"),
)
BLANK = Sample(code="2A004", count=0, share=None, there=None, on=None, codes=())


def test_a_table_comes_back_as_it_was_written(tmp_path):
    path = tmp_path / "table.csv"

    assert write_table(path, Sample, [FULL, BLANK]) == 2

    assert list(read_table(path, Sample)) == [FULL, BLANK]


@given(value=st.floats(-1e6, 1e6))
def test_fractions_keep_six_decimals(value):
    assert float(cell(value)) == pytest.approx(value, abs=5.1e-7)


def test_a_cell_of_the_wrong_type_is_refused_with_its_row(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("code,count,share,there,on,codes\nA,1,,,,\nB,many,,,,\n")

    with pytest.raises(SourceUnreadable, match=r"table.csv, row 2.*many"):
        list(read_table(path, Sample))


def test_a_count_that_is_missing_is_refused_not_read_as_zero(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("code,count,share,there,on,codes\nA,,,,,\n")

    with pytest.raises(SourceUnreadable, match="row 1"):
        list(read_table(path, Sample))
