"""Maps and censuses of third places and fab labs, on made samples of their layouts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sources.sample_rows import by_name

from numna_geo.sources import france_tiers_lieux, gogocarto, osm, tiers_lieux_na
from numna_geo.sources.connector import Feeds
from numna_geo.sources.registry import connectors
from numna_geo.sources.rows import OF_NO_KIND
from numna_geo.sources.third_places import third_place


@pytest.fixture(scope="module")
def elements():
    return by_name("gogocarto-made.json", layout="gogocarto")


@pytest.fixture(scope="module")
def mapped():
    return by_name("france-tiers-lieux-made.json", layout="france_tiers_lieux")


@pytest.fixture(scope="module")
def labs():
    return by_name("fablabs-made.json", layout="fablabs")


@pytest.fixture(scope="module")
def streets():
    return by_name("osm-made.geojson", layout="osm")


def test_an_element_of_a_map_is_what_its_categories_say(elements):
    place = elements["Le lieu d'exemple"]

    assert place.category == "coworking"
    assert place.other_categories == "third_place"
    assert (place.lon, place.lat) == ("-0.0339", "46.3252")


def test_a_garden_on_the_same_map_is_of_no_kind_of_ours(elements):
    assert elements["Jardin d'exemple"].category == OF_NO_KIND


def test_a_hidden_email_is_none(elements):
    assert elements["Le lieu d'exemple"].email is None


def test_hours_day_by_day_are_one_text(elements):
    assert elements["Le lieu d'exemple"].opening == (
        "Mo 09:00-12:00,14:00-18:00; Fr 09:00-11:30"
    )


def test_a_word_about_the_hours_is_not_dropped(elements):
    assert "Fermé pendant les vacances" in elements["Jardin d'exemple"].opening


def test_a_place_of_two_families_is_a_third_place_first(mapped):
    assert mapped["Tiers-lieu d'exemple"].category == "third_place"
    assert mapped["Tiers-lieu d'exemple"].other_categories == "coworking"
    assert mapped["Fab lab d'exemple"].category == "fab_lab"


def test_the_mobile_of_somebody_is_not_read(mapped):
    assert mapped["Tiers-lieu d'exemple"].phone == "0500000000"
    assert "0600000000" not in str(mapped)


def test_an_id_of_the_database_is_a_key(mapped):
    assert mapped["Fab lab d'exemple"].record_key == "644792b24dd7bb0ce5621a0d"


def test_the_census_has_no_point_and_keeps_its_code():
    places = by_name(
        "france-tiers-lieux-2023-made.csv", layout="france_tiers_lieux_2023"
    )
    place = places["Tiers-lieu d'exemple"]

    assert (place.lon, place.commune_code) == (None, "19275")
    assert place.category == "third_place"


def test_the_regions_list_of_2021_tells_no_referent():
    places = by_name("tiers-lieux-na-2021-made.csv", layout="tiers_lieux_na_2021")
    place = places["L'Atelier d'exemple"]

    assert place.other_categories == "fab_lab|coworking"
    assert (place.phone, place.email) == (None, None)
    assert "Zoé" not in str(places)


def test_the_regions_list_of_2022_has_its_point_in_the_geometry():
    places = by_name("tiers-lieux-na-2022-made.geojson", layout="tiers_lieux_na_2022")
    place = places["Coworking d'exemple"]

    assert (place.lon, place.lat) == ("2.3096", "45.5481")
    assert place.street == "3 bis rue de l'Exemple"
    assert place.edited_on == "2023-01-05"
    assert "Zoé" not in str(places)


def test_a_lab_to_come_is_planned(labs):
    assert labs["Fab lab à venir"].status == "planned"
    assert labs["Fab lab d'exemple"].status == "unknown"


def test_a_lab_has_the_site_that_is_its_own(labs):
    assert labs["Fab lab d'exemple"].website == "https://exemple.fr/fablab"
    assert labs["Fab lab à venir"].website is None


def test_machines_are_a_need_answered_and_none_says_nothing(labs):
    assert labs["Fab lab d'exemple"].needs == "making"
    assert labs["Fab lab à venir"].needs is None


def test_a_town_is_no_street(labs):
    assert labs["Fab lab à venir"].street is None
    assert labs["Fab lab à venir"].precision == "commune"


def test_openstreetmap_goes_to_a_table_of_its_own():
    assert connectors()[osm.KEY].feeds is Feeds.OSM_PLACES
    assert {c.feeds for key, c in connectors().items() if key != osm.KEY} == {
        Feeds.STRUCTURES
    }


def test_tags_say_what_a_place_of_openstreetmap_is(streets):
    assert {name: place.category for name, place in streets.items()} == {
        "Coworking d'exemple": "coworking",
        "Hackerspace d'exemple": "fab_lab",
        "Médiathèque d'exemple": "digital_mediation",
        "Bibliothèque d'exemple": OF_NO_KIND,
        "Espace France Services d'exemple": "france_services",
        "Tiers-lieu d'exemple": "third_place",
    }


def test_the_day_somebody_looked_is_a_check(streets):
    assert streets["Coworking d'exemple"].verified_on == "2025-06-01"


def test_hours_without_a_day_are_every_days_in_openstreetmap(streets):
    assert streets["Coworking d'exemple"].opening == "Mo-Su 08:00-20:00"


FAMILIES = ["Coworking", "Fablab / Makerspace", "Cuisine partagée", "", "Hybride"]


@given(st.lists(st.sampled_from(FAMILIES)), st.randoms())
def test_the_order_of_families_does_not_matter(families, random):
    shuffled = sorted(families, key=lambda _: random.random())

    assert third_place(families) == third_place(shuffled)


@given(st.lists(st.sampled_from(FAMILIES)))
def test_every_place_of_such_a_list_is_a_third_place_in_some_way(families):
    category, others = third_place(families)

    assert "third_place" in {category, *(others or "").split("|")}


PLACES = [
    gogocarto.raw_place,
    france_tiers_lieux.map_place,
    france_tiers_lieux.census_place,
    tiers_lieux_na.raw_place,
    tiers_lieux_na.older_place,
    osm.raw_place,
]


@pytest.mark.parametrize("raw_place", PLACES)
def test_an_empty_row_has_no_key_and_no_name(raw_place):
    place = raw_place({}, 1)

    assert (place.record_key, place.name) == (None, None)
