"""Cursors come back as they went, and no other way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numna_geo.api.cursors import cursor_after, last_before
from numna_geo.errors import InvalidQuery

ids = st.text(max_size=80).filter(lambda text: text.isprintable())


@given(last=ids, of=st.text(max_size=200))
def test_what_went_in_comes_out(last: str, of: str) -> None:
    assert last_before(cursor_after(last, of=of), of=of) == last


@given(last=ids, of=ids, other=ids)
def test_a_cursor_of_another_list_is_refused(last: str, of: str, other: str) -> None:
    if of != other:
        with pytest.raises(InvalidQuery):
            last_before(cursor_after(last, of=of), of=other)


@given(forged=st.text(max_size=100))
def test_any_other_text_is_refused(forged: str) -> None:
    with pytest.raises(InvalidQuery):
        last_before(forged, of="category=fab_lab")


@given(last=ids, place=st.integers(min_value=0), letter=st.sampled_from("AbZ09_-"))
def test_one_altered_letter_is_refused(last: str, place: int, letter: str) -> None:
    cursor = cursor_after(last, of="")
    at = place % len(cursor)
    altered = cursor[:at] + letter + cursor[at + 1 :]
    if altered != cursor:
        with pytest.raises(InvalidQuery):
            last_before(altered, of="")
