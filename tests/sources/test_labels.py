"""Names and texts lose what nobody sees, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numna_geo.sources.labels import all_clean, clean, shown, stands_for_nothing

TEXT = st.text(max_size=60)
VISIBLE = st.text(
    st.characters(categories=["L", "N", "P"], exclude_characters="&␟"), min_size=1
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  Le   Mille ", "Le Mille"),
        ("Le\xa0Mille\u202f!", "Le Mille !"),
        ("Fab\u200blab\ufeff", "Fablab"),
        ("co\xadworking", "coworking"),
        ("Atelier &amp; Cie", "Atelier & Cie"),
        ("L&#039;Atelier &eacute;co", "L'Atelier éco"),
        ("A &amp;amp; B", "A & B"),
        ("R&D", "R&D"),
        ("R&D; conseil", "R&D; conseil"),
        ("nul\x00ou\x7f", "nulou"),
        ("Lundi\r\n\tmardi", "Lundi mardi"),
        ("demi-paire \ud800", "demi-paire"),
        ("LA QUINCAILLERIE", "LA QUINCAILLERIE"),
    ],
)
def test_stray_signs_are_removed(text: str, expected: str) -> None:
    assert clean(text) == expected


@given(text=TEXT)
def test_what_is_clean_is_storable_and_stays_as_it_is(text: str) -> None:
    once = clean(text)

    assert once.isprintable()
    assert once == once.strip()
    assert "  " not in once
    once.encode("utf-8")


@given(words=st.lists(VISIBLE, min_size=1, max_size=5))
def test_visible_words_are_kept_to_the_letter(words: list[str]) -> None:
    text = " ".join(words)

    assert clean(text) == text


@given(cells=st.lists(TEXT, max_size=6))
def test_a_row_called_clean_is_clean_in_every_cell(cells: list[str]) -> None:
    if all_clean(cells):
        assert [clean(cell) for cell in cells] == cells
        assert not any(map(stands_for_nothing, cells))


@pytest.mark.parametrize("text", ["NaN", "nan", "NULL", "néant", "Non renseigné", "-"])
def test_words_for_empty_stand_for_nothing(text: str) -> None:
    assert stands_for_nothing(text)
    assert not all_clean([text])


@given(text=st.text(max_size=400))
def test_a_report_shows_short_visible_text(text: str) -> None:
    said = shown(text)

    assert said is not None
    assert len(said) <= 120
    assert said.isprintable()
    said.encode("utf-8")
