"""Names are typed in many ways, and read as one: here as in the browser."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numna_geo.model.naming import search_name

NAMES = json.loads(Path(__file__).with_name("names.json").read_text("utf-8"))


@pytest.mark.parametrize(("typed", "read"), NAMES)
def test_a_name_is_read_alike_however_it_is_typed(typed: str, read: str) -> None:
    assert search_name(typed) == read


@given(st.text(max_size=20))
def test_what_is_read_once_is_read_again_alike(typed: str) -> None:
    once = search_name(typed)

    assert search_name(once) == once
