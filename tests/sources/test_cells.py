from itertools import pairwise

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from numna_geo.model.stage import Stage
from numna_geo.model.structure import Area, Status, Visit
from numna_geo.model.territory import Level
from numna_geo.sources import addresses, areas, contacts, fields
from numna_geo.sources.free_text import without_contacts
from numna_geo.sources.hours import DAYS, day_spans, opening_hours
from numna_geo.sources.positions import position
from numna_geo.sources.websites import website

TEXT = st.one_of(st.none(), st.text(min_size=1, max_size=40))


@given(text=TEXT)
def test_no_cell_makes_a_parser_fail(text):
    for cell in (
        position(text, text),
        position(text, None),
        fields.siret(text),
        fields.day("verified_on", text),
        fields.truth("itinerant", text),
        fields.choice("status", text, Status, Status.UNKNOWN),
        fields.choices("stages", text, Stage),
        contacts.phone(text),
        contacts.email(text, place="Bordeaux"),
        website(text),
        without_contacts("notes", text),
        areas.competence(text),
        areas.visits(text),
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
        ("+33(0)5 86 30 29 22", "+33586302922"),
        ("0033 5 86 30 29 22", "+33586302922"),
        ("33586302922", "+33586302922"),
        ("586302922", "+33586302922"),
        ("05/86/30/29/22", "+33586302922"),
        ("Accueil : 05 86 30 29 22", "+33586302922"),
        ("06 00 00 00 00 / 05 86 30 29 22", "+33586302922"),
        ("06 00 00 00 00", None),
        ("+33 7 00 00 00 00", None),
        ("00 00 00 00 00", None),
        ("39 49", "3949"),
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


@pytest.mark.parametrize("written", ["06 12 34 56 78", "Zoé 0712345678", "0612 34"])
def test_a_personal_mobile_is_dropped_and_never_repeated(written):
    cell = contacts.phone(written)

    assert cell.value is None
    assert [mend.value for mend in cell.mended] == [None]


def test_the_mobile_of_a_counter_is_kept():
    assert contacts.phone("06 12 34 56 78", office_mobiles=True).value == "+33612345678"


@given(digits=st.from_regex(r"0[1-9][0-9]{8}", fullmatch=True))
def test_numbers_in_use_are_those_of_the_library(digits):
    known = phonenumbers.is_valid_number(phonenumbers.parse(digits, "FR"))

    found = contacts.phone(digits, office_mobiles=True).value

    assert found == (f"+33{digits[1:]}" if known else None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mailto:Contact@Exemple.fr", "contact@exemple.fr"),
        ("z.exemple@exemple.fr|contact@exemple.fr", "contact@exemple.fr"),
        ("contact@exemple.fr; accueil@exemple.fr", "contact@exemple.fr"),
        ("contact@exemple.fr.", "contact@exemple.fr"),
        ("Mél : contact@exemple.fr", "contact@exemple.fr"),
        ("prénom.accueil@exemple.fr", None),
        ("zoé@exemple.fr", None),
        ("contact(at)exemple.fr", None),
        ("@", None),
    ],
)
def test_the_first_mailbox_of_a_role_is_kept(text, expected):
    assert contacts.email(text, place="Fab lab").value == expected


@given(text=TEXT)
def test_the_report_never_repeats_an_email_cell(text):
    cell = contacts.email(text, place="Bordeaux")

    assert {mend.value for mend in cell.mended} <= {None}


def test_a_withheld_email_is_not_repeated_in_the_report():
    (mend,) = contacts.email("jeanne.martin@ville.fr", place="Fab lab").mended

    assert mend.value is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("33000", "33000"),
        ("3240", "03240"),
        ("33000.0", "33000"),
        ("33 000", "33000"),
        ("0", None),
        ("86073 CEDEX", None),
        ("93205 CEDEX", "93205"),
        ("86073 CEDEX 9", None),
        ("F-33000", None),
    ],
)
def test_postcodes_have_five_digits_and_belong_to_a_place(text, expected):
    assert addresses.postcode(text).value == expected


def test_a_postcode_of_the_region_that_no_commune_has_is_a_firm_s():
    cell = addresses.postcode("86073", known={"86000"})

    assert cell.value is None
    assert cell.mended[0].reason == "CEDEX, or unknown"


def test_postcodes_beyond_the_region_are_not_all_known():
    assert addresses.postcode("46300", known={"86000"}) == fields.Cell("46300")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PAU CEDEX 9", "PAU"),
        ("Poitiers Cedex", "Poitiers"),
        ("86073 POITIERS CEDEX 9", "POITIERS"),
        ("F-33000 Bordeaux", "Bordeaux"),
        ("CEDEX", None),
        ("Saint-Jean-d'Angély", "Saint-Jean-d'Angély"),
    ],
)
def test_towns_lose_their_cedex_and_their_postcode(text, expected):
    assert addresses.city(text).value == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("33063", "33063"),
        ("2a004", "2A004"),
        ("3185", "03185"),
        ("33063.0", "33063"),
        ("0", None),
        ("Bordeaux", None),
    ],
)
def test_codes_of_communes_are_those_of_insee(text, expected):
    assert addresses.commune_code(text).value == expected


def test_a_siret_of_la_poste_follows_its_own_sum():
    # 35600000049837 breaks Luhn's sum; its digits add up to 45, a multiple of 5.
    assert fields.siret("35600000049837").value == "35600000049837"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("73282932000075", "not a valid SIRET"),
        ("123", "not a valid SIRET"),
        ("W332001234", "not a valid SIRET"),
        ("00000000000000", "a placeholder, not a SIRET"),
        ("99999999999999", "a placeholder, not a SIRET"),
        ("732829320", "a SIREN: it names the organisation, not the place"),
        ("732829321", "not a valid SIRET"),
    ],
)
def test_a_siret_whose_sum_fails_is_left_out(text, reason):
    cell = fields.siret(text)

    assert cell.value is None
    assert cell.mended[0].reason == reason


@given(
    digits=st.text("0123456789", min_size=14, max_size=14),
    place=st.integers(0, 13),
    other=st.sampled_from("0123456789"),
)
def test_no_digit_of_a_siret_can_be_mistyped_unseen(digits, place, other):
    mistyped = f"{digits[:place]}{other}{digits[place + 1 :]}"
    postal = digits.startswith("356000000") or mistyped.startswith("356000000")

    if fields.siret(digits).value and other != digits[place] and not postal:
        assert fields.siret(mistyped).value is None


def test_territories_of_competence_are_levels_and_codes():
    cell = areas.competence("departement:23|EPCI:200067544|region:75|canton:12|epci:1")

    assert cell.value == {
        Area(level=Level.DEPARTEMENT, code="23"),
        Area(level=Level.EPCI, code="200067544"),
        Area(level=Level.REGION, code="75"),
    }
    assert [mend.value for mend in cell.mended] == ["canton:12", "epci:1"]


def test_visits_are_communes_then_hours():
    cell = areas.visits("23096 Mo 09:00-12:00|23008|Guéret lundi|23008 Tu 14:00-16:00")

    assert cell.value == (
        Visit(commune_code="23096", opening="Mo 09:00-12:00"),
        Visit(commune_code="23008"),
    )
    assert [mend.reason for mend in cell.mended] == ["no INSEE code first"]


def test_the_hour_of_a_date_is_of_no_use():
    assert fields.day("edited_on", "2023-02-22 10:00:00").value.isoformat() == (
        "2023-02-22"
    )


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
