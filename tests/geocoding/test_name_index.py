"""The parts of the search: each against a plain way to say the same."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from numna_geo.geocoding.departments import Departments
from numna_geo.geocoding.name_index import prior
from numna_geo.geocoding.piecewise import sorted_piecewise
from numna_geo.geocoding.sounds import sound
from numna_geo.geocoding.word_index import WordIndex

words = st.text("abcs", min_size=1, max_size=5)
names = st.lists(
    st.lists(words, min_size=1, max_size=3).map(" ".join), min_size=1, max_size=20
)
some = settings(max_examples=60)


@some
@given(names=names, starts=st.lists(words, min_size=1, max_size=3))
def test_names_that_hold_words_are_those_that_a_reader_finds(
    names: list[str], starts: list[str]
) -> None:
    read = {
        place
        for place, name in enumerate(names)
        if all(any(word.startswith(s) for word in name.split()) for s in starts)
    }

    assert WordIndex(names).holding(starts) == read


@some
@given(names=names, any_initial=st.booleans())
def test_a_name_resembles_itself_entirely(names: list[str], any_initial: bool) -> None:
    index = WordIndex(names, any_initial=any_initial)

    for place, name in enumerate(names):
        alike = index.resembling(name.split())
        assert alike[place] == pytest.approx(1)
        assert all(0 < one <= 1.0000001 for one in alike.values())


@some
@given(st.lists(st.integers(), max_size=50).map(lambda some: some * 200))
def test_sorting_by_pieces_is_sorting(numbers: list[int]) -> None:
    assert sorted_piecewise(numbers, key=abs) == sorted(numbers, key=abs)


@some
@given(people=st.integers(0, 10**8), more=st.integers(0, 10**8))
def test_more_people_are_never_worth_less(people: int, more: int) -> None:
    assert 0.88 <= prior(people) <= prior(people + more) <= 1


def test_what_people_are_worth_by_hand() -> None:
    assert prior(0) == pytest.approx(0.88)
    # A thousand is half way to a million, on the scale of logarithms.
    assert prior(999) == pytest.approx(0.94)
    assert prior(1_000_000) == 1


@given(word=st.text("abcdefghijklmnopqrstuvwxyz", max_size=12))
def test_a_double_letter_sounds_like_one(word: str) -> None:
    assert len(sound(word)) <= len(word)
    if word.endswith("t") and len(word) > 3:
        assert sound(word) == sound(f"{word}t")


@pytest.mark.parametrize(
    ("heard", "written"),
    {
        "ortez": "orthez",
        "hagetmo": "hagetmau",
        "saugeon": "saujon",
        "hendaille": "hendaye",
        "barbesieux": "barbezieux",
        "ajen": "agen",
        "riberrac": "riberac",
    }.items(),
)
def test_what_is_written_by_ear_sounds_the_same(heard: str, written: str) -> None:
    assert sound(heard) == sound(written)


def test_pau_does_not_sound_like_poitiers() -> None:
    assert sound("pau") != sound("poitiers")


@some
@given(text=st.text(max_size=30))
def test_a_department_is_never_all_that_is_asked(text: str) -> None:
    known = Departments([("16", "Charente"), ("17", "Charente-Maritime")])

    for within in known.within(text):
        assert within.words
        assert within.department in {"16", "17"}
        assert 0 < within.worth < 1


def test_a_department_alone_is_no_place_in_it() -> None:
    known = Departments([("16", "Charente")])

    assert list(known.within("charente")) == []
    assert list(known.within("16")) == []
    assert [one.words for one in known.within("16 cognac")] == ["cognac"]
