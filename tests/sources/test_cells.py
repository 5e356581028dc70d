from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numna_geo.model.position import Position
from numna_geo.model.stage import Stage
from numna_geo.model.structure import Status
from numna_geo.sources import addresses, contacts, fields
from numna_geo.sources.hours import DAYS, day_spans, opening_hours

TEXT = st.one_of(st.none(), st.text(min_size=1, max_size=40))


@given(lon=st.floats(-1.8, 2.7), lat=st.floats(42.7, 47.3))
def test_a_swapped_position_comes_back_to_where_it_was(lon, lat):
    straight = fields.position(repr(lon), repr(lat))
    swapped = fields.position(repr(lat), repr(lon))

    assert straight.value == swapped.value == Position(lon=lon, lat=lat)
    assert not straight.mended
    assert swapped.mended[0].reason == "latitude and longitude swapped"


@pytest.mark.parametrize(
    ("lon", "lat", "reason"),
    [
        ("0", "0", "not in metropolitan France"),
        ("417000.5", "6420000", "not in metropolitan France"),
        ("-0.57", None, "not two numbers"),
        ("-0.57", "quarante", "not two numbers"),
        ("nan", "44.8", "not in metropolitan France"),
        ("inf", "44.8", "not in metropolitan France"),
    ],
)
def test_a_position_that_cannot_be_is_left_out_and_reported(lon, lat, reason):
    cell = fields.position(lon, lat)

    assert cell.value is None
    assert [mend.reason for mend in cell.mended] == [reason]


def test_a_decimal_comma_is_read():
    assert fields.position("-0,57", "44,84").value == Position(lon=-0.57, lat=44.84)


def test_no_position_is_nothing_to_report():
    assert fields.position(None, None) == fields.Cell(None)


@given(text=TEXT)
def test_no_cell_makes_a_parser_fail(text):
    for cell in (
        fields.position(text, text),
        fields.siret(text),
        fields.day("verified_on", text),
        fields.truth("itinerant", text),
        fields.choice("status", text, Status, Status.UNKNOWN),
        fields.choices("stages", text, Stage),
        contacts.phone(text),
        contacts.email(text, place="Bordeaux"),
        contacts.website(text),
        addresses.postcode(text),
        addresses.city(text),
        addresses.commune_code(text),
    ):
        assert all(mend.reason and mend.action for mend in cell.mended)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("05 86 30 29 22", "+33586302922"),
        ("+33 5 86 30 29 22", "+33586302922"),
        ("05.86.30.29.22", "+33586302922"),
        ("3949", "3949"),
        ("116 117", "116117"),
        ("0586302922 / 0586302923", "+33586302922"),
        ("05 86 30", None),
        ("demander à l'accueil", None),
    ],
)
def test_phones_are_numbers_that_can_be_dialled(text, expected):
    assert contacts.phone(text).value == expected


def test_the_second_of_two_numbers_is_reported():
    assert (
        contacts.phone("0586302922 / 0586302923").mended[0].action == "first one kept"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("www.weecolab.com", "http://www.weecolab.com"),
        ("https://HealthSquare.fr/Lieu", "https://healthsquare.fr/Lieu"),
        ("http://arrieu.wix.com/p#!p/main", "http://arrieu.wix.com/p#!p/main"),
        ("https://a.fr/|https://b.fr/", "https://a.fr/"),
        ("javascript:alert(1)", None),
        ("http://user:secret@a.fr", None),
        ("en cours", None),
        ("http://[", None),
    ],
)
def test_web_sites_have_a_scheme_and_a_host(text, expected):
    assert contacts.website(text).value == expected


def test_a_withheld_email_is_not_repeated_in_the_report():
    (mend,) = contacts.email("jeanne.martin@ville.fr", place="Fab lab").mended

    assert mend.value is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("33000", "33000"),
        ("3240", "03240"),
        ("0", None),
        ("86073 CEDEX", None),
        ("86073 CEDEX 9", None),
        ("F-33000", None),
    ],
)
def test_postcodes_have_five_digits_and_belong_to_a_place(text, expected):
    assert addresses.postcode(text).value == expected


def test_a_postcode_that_no_commune_has_is_a_firm_s():
    cell = addresses.postcode("86073", known={"86000"})

    assert cell.value is None
    assert cell.mended[0].reason == "CEDEX, or unknown"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("33063", "33063"), ("2A004", "2A004"), ("3185", "03185"), ("0", None)],
)
def test_codes_of_communes_are_those_of_insee(text, expected):
    assert addresses.commune_code(text).value == expected


def test_a_siret_of_la_poste_follows_its_own_sum():
    # 35600000049837 breaks Luhn's sum; its digits add up to 45, a multiple of 5.
    assert fields.siret("35600000049837").value == "35600000049837"


@pytest.mark.parametrize("text", ["73282932000075", "123", "11111111111111", "no"])
def test_a_siret_whose_sum_fails_is_left_out(text):
    assert fields.siret(text).value is None


def test_an_unknown_word_of_a_list_is_left_out_and_the_others_kept():
    cell = fields.choices("stages", "idea| growth |retirement|idea", Stage)

    assert cell.value == (Stage.IDEA, Stage.GROWTH)
    assert [mend.value for mend in cell.mended] == ["retirement"]


CLOCK = st.tuples(st.integers(0, 23), st.integers(0, 59)).map(
    lambda t: f"{t[0]:02}:{t[1]:02}"
)
DAY = st.lists(st.tuples(CLOCK, CLOCK), max_size=4)


@given(spans=DAY)
def test_spans_of_a_day_are_in_order_and_apart(spans):
    text = " / ".join(f"{start} - {end}" for start, end in spans)

    found = day_spans(text)

    assert all(start < end for start, end in found)
    assert all(a[1] < b[0] for a, b in pairwise(found))


@given(days=st.lists(st.sampled_from(["", "09:00 - 12:00"]), min_size=6, max_size=6))
def test_every_open_day_is_in_the_hours_and_no_other(days):
    open_days = set()
    for rule in (opening_hours(days) or "").split("; "):
        first, _, last = rule.partition(" ")[0].partition("-")
        if first:
            span = DAYS.index(first), DAYS.index(last or first)
            open_days |= set(range(span[0], span[1] + 1))

    assert open_days == {day for day, text in enumerate(days) if text}
