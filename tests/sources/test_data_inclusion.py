"""Structures and services of data·inclusion, on made samples of its schema v1."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sources.sample_rows import by_name

from numna_geo.sources import areas
from numna_geo.sources.data_inclusion import competence, service_place
from numna_geo.sources.rows import OF_NO_KIND


@pytest.fixture(scope="module")
def structures():
    file = "data-inclusion-structures-made.json"
    return by_name(file, layout="data_inclusion_structures")


@pytest.fixture(scope="module")
def offers():
    file = "data-inclusion-services-made.json"
    return by_name(file, layout="data_inclusion_services")


def test_a_structure_is_of_the_kind_of_its_networks(structures):
    place = structures["Espace numérique d'exemple"]

    assert place.category == "france_services"
    assert place.other_categories == "digital_mediation"


def test_a_hostel_is_of_no_kind_of_ours(structures):
    assert structures["Foyer d'exemple"].category == OF_NO_KIND


def test_services_of_one_structure_have_its_key(offers):
    first, second = offers["Premiers pas sur internet"], offers["Vendre en ligne"]

    assert first.record_key == second.record_key == "dora--made-1"
    assert first.same_as == "data_inclusion_structures:dora--made-1"


def test_the_person_to_ask_is_not_read(offers):
    assert "Zoé" not in str(offers)


def test_a_theme_of_enterprise_names_its_stage(offers):
    assert offers["Définir son projet"].stages == "idea"
    assert offers["Vendre en ligne"].stages == "growth"
    assert offers["Premiers pas sur internet"].stages is None


def test_money_for_an_enterprise_is_funding_and_a_course_training(offers):
    assert offers["Définir son projet"].needs == "support|funding"
    assert offers["Premiers pas sur internet"].needs == "digital_help|training"
    assert offers["Vendre en ligne"].needs == "support|digital_help"


def test_help_with_enterprises_alone_makes_nobody_an_incubator(offers):
    assert offers["Définir son projet"].category == OF_NO_KIND


def test_a_service_of_the_whole_country_covers_the_region(offers):
    place = offers["Vendre en ligne"]

    assert place.competence == "region:75"
    assert place.notes == "Service ouvert à toute la France."


def test_a_service_from_afar_says_so_and_one_on_site_says_not(offers):
    assert offers["Vendre en ligne"].remote == "1"
    assert offers["Premiers pas sur internet"].remote == "0"
    assert offers["Définir son projet"].remote is None


def test_a_service_that_professionals_send_to_says_so(offers):
    assert offers["Vendre en ligne"].how_to_apply == (
        "Sur orientation d'un professionnel. "
        "Inscription en ligne : https://exemple.fr/inscription"
    )


def test_the_name_of_the_structure_is_taken_where_the_row_holds_it():
    row = {"structure_id": "a--1", "nom": "Atelier", "structure": {"nom": "Le Mille"}}

    assert service_place(row, 1).name == "Le Mille"


CODES = st.sampled_from(
    ["33063", "2A004", "200069037", "23", "2A", "974", "99351", "?"]
)


@given(st.lists(CODES, max_size=5))
def test_every_area_of_competence_is_a_territory_and_none_is_invented(codes):
    told = areas.competence(competence(tuple(codes)))

    assert told.mended == ()
    assert {area.code for area in told.value} == set(codes) - {"99351", "?"}


@given(st.lists(CODES, min_size=1, max_size=5, unique=True))
def test_a_zone_written_as_text_is_read_as_a_list(codes):
    as_list = service_place({"zone_eligibilite": codes}, 1)

    for text in (str(codes), ",".join(codes), "{" + ",".join(codes) + "}"):
        assert service_place({"zone_eligibilite": text}, 1) == as_list
