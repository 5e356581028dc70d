"""The lists of the Gironde and of La Fibre64, as each was made."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sources.sample_rows import SAMPLES, by_name, raw_places

from numna_geo.model.position import Precision
from numna_geo.sources import fibre64
from numna_geo.sources.positions import position
from numna_geo.sources.streets import cut_address, street_precision


@pytest.fixture(scope="module")
def gironde():
    return by_name("gironde-2021-made.json", layout="gironde")


@pytest.fixture(scope="module")
def pyrenees():
    return raw_places(SAMPLES / "fibre64-2022-made.json", layout="fibre64")


def test_the_swapped_axes_of_the_gironde_are_left_for_the_report(gironde):
    place = gironde["Bibliothèque d'exemple"]

    found = position(place.lon, place.lat)

    assert (place.lon, place.lat) == ("44.748", "-0.0754")
    assert (found.value.lon, found.value.lat) == (-0.0754, 44.748)
    assert found.mended


def test_the_postcode_is_taken_out_of_the_address(gironde):
    place = gironde["Bibliothèque d'exemple"]

    assert place.street == "28-30 rue de l'Exemple"
    assert (place.postcode, place.city) == ("33540", "Blasimon")


def test_a_cedex_is_left_for_those_who_know_postcodes(gironde):
    place = gironde["Espace coworking d'exemple"]

    assert place.street == "Avenue de l'Exemple, BP 311"
    assert (place.postcode, place.city) == ("33504", "Libourne")


def test_whether_somebody_helps_there_is_told(gironde):
    notes = {place.name: place.notes for place in gironde.values()}

    assert notes["Bibliothèque d'exemple"] == (
        "Sans médiateur numérique. Propose des permanences."
    )
    assert notes["Espace coworking d'exemple"] == "Un médiateur numérique est présent."


def test_a_row_of_the_gironde_is_what_its_name_says(gironde):
    kinds = {place.name: place.category for place in gironde.values()}

    assert kinds == {
        "Bibliothèque d'exemple": "digital_mediation",
        "Espace coworking d'exemple": "coworking",
        "Espace France Services d'exemple": "france_services",
    }


def test_a_french_date_is_an_edit_not_a_check(gironde):
    place = gironde["Bibliothèque d'exemple"]

    assert place.edited_on == "2021-12-07"
    assert place.verified_on is None


def test_an_at_sign_is_no_web_site(gironde):
    assert gironde["Bibliothèque d'exemple"].website is None


def test_a_row_sent_twice_has_one_key(pyrenees):
    first, again, other = [place.record_key for place in pyrenees]

    assert first == again
    assert first != other


def test_the_referent_of_a_place_is_not_read(pyrenees):
    assert "Zoé" not in str(pyrenees)


def test_what_the_survey_ticked_becomes_a_sentence(pyrenees):
    told = [place.how_to_apply for place in pyrenees]

    assert told[0] == "En libre accès."
    assert told[2] == "Sur rendez-vous ou sur inscription. À domicile, sous conditions."


def test_what_a_place_never_does_is_no_need_it_answers(pyrenees):
    assert pyrenees[0].needs == "digital_help"
    assert pyrenees[2].needs == "digital_help|training"


def test_a_point_of_the_geocoder_is_worth_its_score(pyrenees):
    assert pyrenees[0].precision == "address"
    assert pyrenees[2].precision == "commune"


SCORES = st.floats(0, 1).map(str)
WORST_FIRST = [Precision.COMMUNE, Precision.STREET, Precision.ADDRESS]


@given(st.sampled_from(["housenumber", "street", "locality", "municipality"]), SCORES)
def test_a_better_score_never_places_worse(kind, score):
    here = WORST_FIRST.index(Precision(fibre64.precision(kind, score)))
    best = WORST_FIRST.index(Precision(fibre64.precision(kind, "1")))

    assert here <= best


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("8 rue X - 33000 Bordeaux", ("8 rue X", "33000", "Bordeaux")),
        ("8 rue X 33000 bordeaux", ("8 rue X", "33000", "bordeaux")),
        ("82 Rue X, 33540 Sauveterre", ("82 Rue X", "33540", "Sauveterre")),
        ("rue X –BP n°1 –33305 LORMONT", ("rue X –BP n°1", "33305", "LORMONT")),
        ("10-12, place X - 33800 Bordeaux", ("10-12, place X", "33800", "Bordeaux")),
        ("Rue Robert Schuman", ("Rue Robert Schuman", None, None)),
        ("33000 Bordeaux", (None, "33000", "Bordeaux")),
    ],
)
def test_an_address_is_cut_where_the_postcode_stands(written, parts):
    found = cut_address(written)

    assert (found.street, found.postcode, found.city) == parts


@given(st.text(max_size=60))
def test_an_address_of_any_text_is_cut_in_pieces_of_it(text):
    found = cut_address(text)

    assert all(part in text for part in (found.street, found.postcode) if part)
    assert street_precision(found.street) in {"address", "street", "commune"}
