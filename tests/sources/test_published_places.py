"""The three lists of structures, as their publishers write them."""

from pathlib import Path

import pytest

from numna_geo.model.position import Precision
from numna_geo.model.structure import Status
from numna_geo.sources import cget, curated, france_services

SAMPLES = Path(__file__).parents[2] / "data" / "samples"


def curated_rows():
    return {row.record_key: row for row in curated.support_structures(SAMPLES)}


def test_a_fab_lab_of_our_list_declares_the_row_of_2019_it_repeats():
    crealab = curated_rows()["crealab-angouleme"]

    assert crealab.same_as == "tiers_lieux_cget_2019:1257"
    assert crealab.digital_focus == "digital"
    assert crealab.precision == "address"


def test_two_rows_of_2019_may_be_one_place():
    cobalt = curated_rows()["cobalt-poitiers"]

    assert cobalt.same_as == "tiers_lieux_cget_2019:182|tiers_lieux_cget_2019:897"


@pytest.mark.parametrize(
    ("key", "status"),
    [
        ("villa-chateaufavier", Status.OPEN),
        ("sarlatech", Status.PLANNED),
        ("cei-chasseneuil", Status.CLOSED),
        ("crealab-angouleme", Status.UNKNOWN),
        ("cobalt-poitiers", Status.UNKNOWN),
    ],
)
def test_a_structure_is_open_only_where_the_list_says_that_it_runs(key, status):
    assert curated_rows()[key].status == status.value


def test_a_building_geocoded_roughly_is_no_address():
    assert curated_rows()["cite-numerique-begles"].precision == "street"


def test_internal_notes_in_english_are_not_published():
    notes = {row.notes for row in curated_rows().values()}

    assert notes <= {
        "",
        "Fermeture annoncée par la presse.",
        "Ouverture annoncée, à vérifier.",
        "Fonctionnement actuel à vérifier.",
    }


def cget_rows(path=cget.FILE, *, in_region=True):
    rows = cget.third_places(SAMPLES / path, in_region=in_region)
    return {row.record_key: row for row in rows}


def test_a_row_of_2019_keeps_its_faults_for_the_import_to_report():
    ferme, ussel = cget_rows()["1487"], cget_rows()["35"]

    assert (ferme.category, ferme.postcode, ferme.commune_code) == ("", "0", "0")
    assert ferme.precision == "unknown"
    assert (ussel.commune_code, ussel.precision) == ("0", "street")


def test_typologies_of_2019_become_categories():
    assert cget_rows()["24"].category == "coworking"
    assert cget_rows()["1257"].category == "fab_lab"


def test_beyond_the_border_a_missing_code_is_taken_from_the_same_row():
    decazeville = cget_rows(cget.HALO_FILE, in_region=False)["1049"]

    assert decazeville.commune_code == "12089"
    assert not decazeville.in_region


@pytest.mark.parametrize(
    ("score", "expected"),
    [
        ("0.8", Precision.ADDRESS),
        ("0.79", Precision.STREET),
        ("0.5", Precision.STREET),
        ("0.44", Precision.COMMUNE),
        ("9", Precision.ADDRESS),
        ("6", Precision.STREET),
        ("4", Precision.COMMUNE),
    ],
)
def test_the_score_of_a_geocoder_becomes_a_precision(score, expected):
    assert cget.precision(score, geocoded="somewhere") is expected


def test_a_web_column_that_names_a_person_is_not_kept(tmp_path):
    sample = (SAMPLES / cget.FILE).read_text()
    path = tmp_path / "list.csv"
    path.write_text(sample.replace("www.weecolab.com", "Madame DUPONT"))

    first = next(cget.third_places(path, in_region=True))

    assert first.website is None


def france_services_rows():
    path = SAMPLES / france_services.FILE
    rows = france_services.france_services(path, in_region=True)
    return {row.record_key: row for row in rows}


def test_hours_are_written_as_openstreetmap_does():
    chateauneuf = france_services_rows()["105"]

    assert chateauneuf.opening == (
        "Tu-We 12:45-17:15; Th 09:00-12:00,12:45-17:15; Fr 12:45-17:15; Sa 09:00-12:00"
    )


def test_the_label_has_a_date_and_nothing_is_verified():
    montmoreau = france_services_rows()["106"]

    assert montmoreau.labelled_on == "2020-01-01"
    assert montmoreau.verified_on is None
    assert (montmoreau.status, montmoreau.itinerant) == ("open", "0")
