"""Lists of digital mediation, in the standard and in what was before it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sources.sample_rows import by_name

from numna_geo.sources import mednum, mednum_older


@pytest.fixture(scope="module")
def made():
    return by_name("mednum-made.csv", layout="mednum")


@pytest.fixture(scope="module")
def charente():
    file = "lieux-mediation-numerique-charente-20230711-schema2.json"
    return by_name(file, layout="mednum_older")


@pytest.fixture(scope="module")
def advisers():
    file = "conseillers-numeriques-permanences-2022-na.json"
    return by_name(file, layout="conseillers_numeriques")


@pytest.fixture(scope="module")
def inclusion():
    file = "data-inclusion-services-numeriques-2023-na.json"
    return by_name(file, layout="data_inclusion_2023")


def test_a_third_place_offers_digital_mediation_too(made):
    place = made["Lieu d'exemple"]

    assert place.category == "third_place"
    assert place.other_categories == "digital_mediation"


def test_a_fab_lab_that_is_a_third_place_is_a_fab_lab_first(made):
    place = made["FabLab d'exemple"]

    assert place.category == "fab_lab"
    assert place.other_categories == "third_place|digital_mediation"


def test_coordinates_are_handed_on_as_published(made):
    # Reims placed in Aix-en-Provence, as the official valid example has it.
    place = made["Lieu d'exemple"]

    assert (place.lon, place.lat) == ("5.41423", "43.52609")
    assert place.commune_code == "51454"


def test_a_walk_in_place_shows_no_appointment(made):
    assert made["FabLab d'exemple"].how_to_apply == "Se présenter sur place."


def test_an_address_to_book_at_says_where_to_book(made):
    told = made["Lieu d'exemple"].how_to_apply

    assert told == (
        "Se présenter sur place ou téléphoner. "
        "Rendez-vous en ligne : https://rdv.exemple.fr/"
    )


def test_who_says_nothing_of_access_shows_nothing(made):
    assert made["France services d'exemple"].how_to_apply is None


def test_a_sentence_about_a_siret_is_no_organisation(made):
    assert made["Lieu d'exemple"].organisation is None
    assert made["FabLab d'exemple"].organisation == "Ville de Guéret"


def test_a_presentation_that_may_name_somebody_is_not_read(made):
    assert "Zoé" not in str(made["Lieu d'exemple"])


def test_travelling_and_helping_from_afar_are_said_or_unknown(made):
    travelling, settled = made["Lieu d'exemple"], made["FabLab d'exemple"]

    assert (travelling.itinerant, travelling.remote) == ("1", "1")
    assert (settled.itinerant, settled.remote) == ("0", None)


def test_no_row_says_when_anybody_checked_it(made, charente, advisers, inclusion):
    rows = [*made.values(), *charente.values(), *advisers.values(), *inclusion.values()]

    assert {row.verified_on for row in rows} == {None}


def test_a_date_of_france_services_is_that_of_its_label(made, charente):
    for place in (
        made["France services d'exemple"],
        charente["France services Mansle"],
    ):
        assert place.labelled_on == "2020-02-01"
        assert place.edited_on is None


def test_the_label_of_an_advisers_employer_makes_no_town_hall_a_france_services(
    made, charente, advisers
):
    places = [
        made["Mairie d'exemple"],
        charente["Mairie d'Ambleville"],
        advisers["Salle du cadran solaire"],
    ]

    assert {place.category for place in places} == {"digital_mediation"}
    assert {place.other_categories for place in places} == {None}


def test_a_name_that_says_france_services_is_believed(charente, advisers):
    monflanquin = advisers["Espace Numérique France Services Monflanquin"]

    assert monflanquin.category == "france_services"
    assert charente["Espace France Services"].category == "france_services"


def test_a_label_that_others_give_is_another_category(charente):
    place = charente["Mairie de Saint-Fort-Sur-Le-Né"]

    assert place.category == "digital_mediation"
    assert place.other_categories == "france_services"


def test_a_coworking_that_a_name_tells_is_one(charente, advisers):
    assert charente["CoWorking Cognac"].category == "coworking"
    assert charente["CoWorking Cognac"].other_categories == (
        "third_place|digital_mediation"
    )
    assert advisers["LaCoWo Landes Coopération coWorking"].category == "coworking"


def test_the_id_of_the_national_map_says_which_row_a_place_was_made_from(charente):
    assert charente["France services Mansle"].same_as == "france_services_2024:579"
    # Two rows in one: `aidants-connect-676|conseiller-numerique-63d29b78e6d6…`.
    assert charente["Mairie de Mornac"].same_as is None
    joined = [p for p in charente.values() if "|" in (p.record_key or "")]
    assert [place.same_as for place in joined if place.same_as] == [
        "conseillers_numeriques_2022:63d29b78e6d6a806f2564504"
    ]


def test_an_adviser_in_data_inclusion_declares_itself_the_advisers(inclusion):
    theirs = inclusion[
        "Association Espace Camaïeux - Centre Socio-Culturel Intercommunal"
    ]

    assert theirs.same_as == "conseillers_numeriques_2022:626fd580cc2a0205c7bef730"
    assert inclusion["ALT CCAS"].same_as is None


def test_creating_an_enterprise_is_a_need_and_two_stages(inclusion):
    place = inclusion["ALEFPA - DAHMNA 33"]

    assert place.needs == "support|making|digital_help"
    assert place.stages == "creation|growth"
    assert inclusion["ALT CCAS"].stages is None


def test_a_bus_travels(advisers):
    assert advisers["Bus France Services"].itinerant == "1"


def test_a_row_without_coordinates_has_none(advisers):
    assert advisers["Mairie de Gouex"].lon is None
    assert advisers["Mairie de Gouex"].lat is None


@given(st.permutations(["ASSO", "TIERS_LIEUX", "FABLAB", "RFS", "BIB"]))
def test_the_order_of_kinds_does_not_matter(codes):
    row = {"id": "1", "nom": "Exemple"}

    told = mednum.raw_place({**row, "typologie": "|".join(codes)}, 1)

    assert told.category == "fab_lab"
    assert told.other_categories == "third_place|france_services|digital_mediation"


SERVICES = ["Créer avec le numérique", "Accéder à du matériel", "Jardiner"]


@given(st.permutations(SERVICES), st.sampled_from("|;"))
def test_nor_does_that_of_services_nor_what_parts_them(services, sign):
    row = {"id": "1", "nom": "Exemple", "services": sign.join(services)}

    assert mednum_older.raw_place(row, 1).needs == "making|digital_help"


def test_what_is_absent_and_what_is_blank_are_the_same():
    blank = dict.fromkeys(mednum.COLUMNS | {"telephone", "horaires", "typologie"}, " ")

    assert mednum.raw_place(blank, 3) == mednum.raw_place({}, 3)
