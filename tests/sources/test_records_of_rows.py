from dataclasses import fields
from datetime import date

import pytest

from numna_geo.errors import RowRejected, SourceUnreadable
from numna_geo.model.category import Category
from numna_geo.model.position import Position, Precision
from numna_geo.model.structure import DigitalFocus, Status
from numna_geo.sources.places import record_of
from numna_geo.sources.rows import COLUMNS, RawPlace, read_places, write_places

COBALT = RawPlace(
    row_number=7,
    record_key="cobalt-poitiers",
    name="Cobalt",
    category="coworking",
    status="unknown",
    digital_focus="digital",
    lon="0.337358",
    lat="46.58071",
    precision="address",
    street="5 rue Victor Hugo",
    postcode="86000",
    city="Poitiers",
    commune_code="86194",
    website="http://www.cobaltpoitiers.fr",
    labelled_on="2020-01-01",
    evidence_level="A",
    same_as="tiers_lieux_cget_2019:182|tiers_lieux_cget_2019:897",
)


def changed(**cells):
    known = {f.name: getattr(COBALT, f.name) for f in fields(RawPlace)}
    return RawPlace(**{**known, **cells})


def test_a_sound_row_is_understood_without_mending():
    understood = record_of(COBALT, source="support_structures")

    record = understood.record
    assert understood.mended == ()
    assert record.position == Position(lon=0.337358, lat=46.58071)
    assert record.precision is Precision.ADDRESS
    assert record.digital_focus is DigitalFocus.DIGITAL
    assert record.freshness.labelled_on == date(2020, 1, 1)
    assert record.freshness.verified_on is None
    assert record.same_as == ("tiers_lieux_cget_2019:182", "tiers_lieux_cget_2019:897")


def test_a_blank_typology_of_2019_is_a_third_place_and_is_reported():
    understood = record_of(changed(category=None), source="tiers_lieux_cget_2019")

    assert understood.record.category is Category.THIRD_PLACE
    assert understood.mended[0].column == "category"


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"name": None}, "name"),
        ({"record_key": None}, "record_key"),
        ({"category": None}, "category"),
        ({"category": "Espace public numérique"}, "category"),
    ],
)
def test_a_row_without_key_name_or_category_is_rejected(cells, column):
    with pytest.raises(RowRejected) as rejected:
        record_of(changed(**cells), source="support_structures")

    assert rejected.value.column == column


def test_without_a_point_a_row_is_no_better_placed_than_its_commune():
    understood = record_of(changed(lon=None, lat=None), source="support_structures")

    assert understood.record.position is None
    assert understood.record.precision is Precision.COMMUNE


def test_a_swapped_point_is_put_right_and_reported():
    understood = record_of(
        changed(lon="46.58071", lat="0.337358"), source="support_structures"
    )

    assert understood.record.position == Position(lon=0.337358, lat=46.58071)
    assert understood.mended[0].action == "put right"


def test_every_wrong_cell_is_reported_once():
    wrong = changed(
        siret="1", status="ouvert", verified_on="hier", itinerant="oui", same_as="x"
    )

    understood = record_of(wrong, source="support_structures")

    assert [mend.column for mend in understood.mended] == [
        "siret",
        "status",
        "itinerant",
        "verified_on",
        "same_as",
    ]
    assert understood.record.status is Status.UNKNOWN


def test_a_firm_s_postcode_is_told_by_those_of_the_region_only():
    inside = record_of(
        changed(postcode="86073"), source="support_structures", postcodes={"86000"}
    )
    beyond = record_of(
        changed(postcode="46300", in_region=False),
        source="support_structures",
        postcodes={"86000"},
    )

    assert inside.record.address.postcode is None
    assert beyond.record.address.postcode == "46300"


def test_raw_places_survive_a_round_trip(tmp_path):
    path = tmp_path / "places.csv"

    write_places(path, [COBALT, changed(in_region=False, name='L\'Abri, dit "le 3"')])

    back = list(read_places(path))
    assert [place.row_number for place in back] == [1, 2]
    assert back[0] == changed(row_number=1)
    assert back[1].name == 'L\'Abri, dit "le 3"'
    assert not back[1].in_region


def test_a_place_neither_in_nor_out_of_the_region_is_refused(tmp_path):
    path = tmp_path / "places.csv"
    path.write_text(f"{','.join(COLUMNS)}\n{',' * (len(COLUMNS) - 1)}\n")

    with pytest.raises(SourceUnreadable, match="in_region"):
        list(read_places(path))
