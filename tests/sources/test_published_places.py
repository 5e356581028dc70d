"""Our own lists, third places of 2019, France Services: as their publishers write."""

import csv
import re
from pathlib import Path

import pytest

from numna_geo.model.position import Precision
from numna_geo.model.structure import Status
from numna_geo.sources import cget, curated, france_services
from numna_geo.sources.published import opened
from numna_geo.sources.registry import connectors
from numna_geo.sources.template import template_place

SAMPLES = Path(__file__).parents[2] / "data" / "samples"


def rows_of(path):
    with opened(path, connectors=list(connectors().values())) as published:
        places = (published.connector.raw_place(row, n) for n, row in published.rows())
        return {place.record_key: place for place in places}


def curated_rows():
    return rows_of(SAMPLES / curated.FILE)


def other_rows():
    return rows_of(SAMPLES / curated.OTHERS_FILE)


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
    notes = {row.notes for row in (*curated_rows().values(), *other_rows().values())}

    assert notes == {
        None,
        "Ancien organisme, sans doute terminé ou intégré à un autre.",
        "Fermeture annoncée par la presse.",
        "Ouverture annoncée, à vérifier.",
        "Fonctionnement actuel à vérifier.",
    }


ENGLISH = re.compile(
    r"\b(?:and|the|of|with|since|by|companies|partners|founders)\b", re.I
)


def test_who_runs_a_structure_is_said_in_french():
    rows = (*curated_rows().values(), *other_rows().values())

    told = [row.organisation for row in rows if row.organisation]
    assert told
    assert [name for name in told if ENGLISH.search(name)] == []


@pytest.mark.parametrize(
    ("key", "status"),
    [
        ("topos-aquitaine", Status.CLOSED),
        ("crealab-rochefort", Status.PLANNED),
        ("inoo-agen", Status.UNKNOWN),
        ("iut-limousin-informatique", Status.UNKNOWN),
    ],
)
def test_nobody_is_sent_to_what_ended_or_has_not_begun(key, status):
    assert other_rows()[key].status == status.value


def test_what_works_beside_digital_projects_is_not_made_for_them():
    focus = {key: row.digital_focus for key, row in other_rows().items()}

    assert focus["aeroteam-aerospace-valley"] == "other"
    assert focus["pprime"] == "other"
    assert focus["alpha-rlh-limoges"] == "other"
    assert focus["inoo-agen"] == focus["iut-limousin-informatique"] == "digital"


def test_an_image_of_a_hospital_is_no_game():
    assert other_rows()["i3m-poitiers"].sectors == "e_health"


def test_a_row_of_ours_with_unknown_words_is_left_for_the_import_to_judge():
    row = {"key": "1", "name": "A", "category": "kiosk", "precision": "roughly"}

    place = curated.curated_place(row, 1)

    assert (place.category, place.precision) == ("kiosk", "roughly")


def cget_rows():
    region, halo = cget.FILES
    return {**rows_of(SAMPLES / region), **rows_of(SAMPLES / halo)}


def test_a_row_of_2019_keeps_its_faults_for_the_import_to_report():
    ferme, ussel = cget_rows()["1487"], cget_rows()["35"]

    assert (ferme.category, ferme.postcode, ferme.commune_code) == (None, "0", "0")
    assert ferme.precision == "unknown"
    assert (ussel.commune_code, ussel.precision) == ("0", "street")


def test_typologies_of_2019_become_categories():
    assert cget_rows()["24"].category == "coworking"
    assert cget_rows()["1257"].category == "fab_lab"


def test_beyond_the_border_too_a_missing_code_is_for_the_place_to_tell():
    decazeville = cget_rows()["1049"]

    assert decazeville.commune_code == "0"
    assert (decazeville.city, decazeville.lat) == ("Decazeville", "44.557153")


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
        ("good", Precision.UNKNOWN),
    ],
)
def test_the_score_of_a_geocoder_becomes_a_precision(score, expected):
    assert cget.precision(score, geocoded="somewhere") is expected


def test_a_web_column_that_names_a_person_is_not_kept(tmp_path):
    sample = (SAMPLES / cget.FILES[0]).read_text()
    path = tmp_path / "list.csv"
    path.write_text(sample.replace("www.weecolab.com", "Madame DUPONT"))

    assert rows_of(path)["24"].website is None


def france_services_rows():
    return rows_of(SAMPLES / france_services.FILES[0])


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


COLUMNS_OF_2022 = (
    "id_fs",
    "insee_dep",
    "lib_fs",
    "adresse",
    "complement_adresse",
    "insee_com",
    "code_postal",
    "lib_com",
    "latitude",
    "longitude",
    "mail",
    "telephone",
    "h_lundi",
    "h_mardi",
    "h_mercredi",
    "h_jeudi",
    "h_vendredi",
    "h_samedi",
    "commentaire",
    "itinerance",
    "format_fs",
    "groupe",
    "labellisation",
)
OF_2022 = {
    "id_fs": "105",
    "lib_fs": "Bus d'essai",
    "insee_com": "16090",
    "code_postal": "16120",
    "lib_com": "Châteauneuf-sur-Charente",
    "itinerance": "Oui",
    "format_fs": "Site principal",
    "labellisation": "Espace labellisé 01/02/2020",
}


@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_ALL, csv.QUOTE_MINIMAL])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_the_list_of_2022_calls_its_columns_otherwise(
    tmp_path, delimiter, quoting, encoding
):
    path = tmp_path / "liste-fs-20221201.csv"
    with path.open("w", newline="", encoding=encoding) as file:
        writer = csv.DictWriter(
            file, COLUMNS_OF_2022, delimiter=delimiter, quoting=quoting
        )
        writer.writeheader()
        writer.writerow(OF_2022)

    bus = rows_of(path)["105"]

    assert (bus.itinerant, bus.labelled_on) == ("1", "2020-02-01")
    assert (bus.city, bus.how_to_apply) == ("Châteauneuf-sur-Charente", None)
    assert bus.precision == "commune"


@pytest.mark.parametrize(
    ("told", "itinerant"),
    [
        ({"format_fs": "Bus_équivalent"}, "1"),
        ({"format_fs": "Mobile"}, "1"),
        ({"format_fs": "Fixe"}, "0"),
        ({"format_fs": "Site principal", "itinerance": "Non"}, "0"),
        ({}, None),
    ],
)
def test_what_moves_is_told_in_one_of_two_ways(told, itinerant):
    assert france_services.france_services(told, 1).itinerant == itinerant


def test_a_row_of_the_template_without_a_key_gets_the_same_one_every_time():
    row = {"name": "Le Mille", "street": "23 parc d'activité", "city": "Ussel"}
    same = {"name": "LE  MILLE", "street": "23, parc d’activite", "city": "ussel"}
    other = {**row, "city": "Tulle"}

    keys = [template_place(r, n).record_key for n, r in enumerate((row, same, other))]

    assert keys[0] == keys[1] != keys[2]


def test_two_places_of_one_name_without_an_address_are_told_apart_by_their_points():
    first = {"name": "Fab lab", "lon": "1.8", "lat": "46.1"}

    keys = {
        template_place(row, 1).record_key
        for row in (first, {**first, "lon": "0.3"}, {"name": "Fab lab"})
    }

    assert len(keys) == 3


def test_a_key_of_the_template_is_kept():
    assert template_place({"name": "A", "record_key": "k1"}, 1).record_key == "k1"
