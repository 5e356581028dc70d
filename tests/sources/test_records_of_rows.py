from dataclasses import fields
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numna_geo.errors import RowRejected
from numna_geo.model.category import Category
from numna_geo.model.position import Position, Precision
from numna_geo.model.structure import Area, DigitalFocus, Status, Visit
from numna_geo.model.suppression import Suppressed, contact_digest
from numna_geo.model.territory import Level
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
        changed(postcode="46300"), source="support_structures", postcodes={"86000"}
    )

    assert inside.record.address.postcode is None
    assert beyond.record.address.postcode == "46300"


def test_stray_signs_are_cleaned_in_every_cell_and_reported():
    dirty = changed(
        name="Co\u200bbalt &amp; Cie", city=" Poitiers\xa0", lon="0.337358\x00"
    )

    understood = record_of(dirty, source="support_structures")

    assert understood.record.name == "Cobalt & Cie"
    assert understood.record.address.city == "Poitiers"
    assert understood.record.position == Position(lon=0.337358, lat=46.58071)
    assert {mend.column for mend in understood.mended} == {"name", "city", "lon"}
    assert {mend.reason for mend in understood.mended} == {"stray blanks or signs"}


def test_words_for_empty_are_unknown():
    understood = record_of(
        changed(street="nan", organisation="NULL"), source="support_structures"
    )

    assert understood.record.address.street is None
    assert understood.record.organisation is None
    assert [mend.action for mend in understood.mended] == ["left out", "left out"]


def test_a_name_that_is_only_blanks_is_no_name():
    with pytest.raises(RowRejected) as rejected:
        record_of(changed(name="\u200b \xa0"), source="support_structures")

    assert rejected.value.column == "name"


def test_what_a_structure_does_from_afar_and_elsewhere_is_read():
    understood = record_of(
        changed(remote="1", competence="departement:86", visits="86066 Tu 09:00-12:00"),
        source="support_structures",
    )

    record = understood.record
    assert record.remote is True
    assert record.competence == {Area(level=Level.DEPARTEMENT, code="86")}
    assert record.visits == (Visit(commune_code="86066", opening="Tu 09:00-12:00"),)


def test_hours_in_french_become_those_of_openstreetmap():
    understood = record_of(
        changed(opening="Mardi de 14h à 17h"), source="support_structures"
    )

    assert understood.record.opening == "Tu 14:00-17:00"


def test_mobiles_are_kept_for_counters_of_france_services_only():
    mobile = changed(phone="06 12 34 56 78", notes="Bus : 06 12 34 56 78")

    counter = record_of(mobile, source="france_services_2024")
    other = record_of(mobile, source="support_structures")

    assert counter.record.contact.phone == "+33612345678"
    assert counter.record.notes == "Bus : 06 12 34 56 78"
    assert other.record.contact.phone is None
    assert other.record.notes == "Bus :"
    assert {mend.value for mend in other.mended} == {None}


def test_withdrawn_contacts_are_left_out_and_not_repeated():
    contacts = ("05 49 00 00 00", "accueil@exemple.fr", "cobaltpoitiers.fr")
    key = b"sixteen bytes ok"
    withdrawn = Suppressed(
        frozenset(contact_digest(one, key=key) for one in contacts), key
    )

    understood = record_of(
        changed(
            phone="+33 5 49 00 00 00",
            email="Accueil@exemple.fr",
            how_to_apply="Écrire à accueil@exemple.fr",
        ),
        source="support_structures",
        suppressed=withdrawn,
    )

    contact = understood.record.contact
    assert (contact.phone, contact.email, contact.website) == (None, None, None)
    assert contact.how_to_apply == "Écrire à"
    assert {mend.value for mend in understood.mended} == {None}
    assert len(understood.mended) == 4


def test_a_person_is_no_structure_and_the_report_does_not_say_who():
    with pytest.raises(RowRejected) as rejected:
        record_of(changed(name="Zoé EXEMPLE 06 12 34 56 78"), source="ma_liste")

    assert (rejected.value.column, rejected.value.value) == ("name", None)


def test_mended_cells_that_hold_a_contact_are_not_repeated():
    stray = changed(
        name="Cobalt  06 12 34 56 78",
        street="5 rue  Victor Hugo, z.exemple@exemple.fr",
        city="Poitiers\xa0 M. Exemple",
    )

    understood = record_of(stray, source="ma_liste")

    assert understood.record.name == "Cobalt"
    assert understood.record.address.street == "5 rue Victor Hugo"
    assert {mend.value for mend in understood.mended} == {None}


def test_a_withdrawn_number_of_several_is_not_repeated():
    key = b"sixteen bytes ok"
    withdrawn = Suppressed(frozenset({contact_digest("0549000000", key=key)}), key)

    understood = record_of(
        changed(phone="05 49 00 00 00 / 05 49 00 00 01", name="Cobalt 05 49 00 00 00"),
        source="ma_liste",
        suppressed=withdrawn,
    )

    assert understood.record.name == "Cobalt"
    assert understood.record.contact.phone is None
    assert {mend.value for mend in understood.mended} == {None}


WORDS = st.text("abcéÀ <>&;,:()|'-", max_size=12)
MOBILE = st.builds(
    lambda start, pairs, between: between.join([start, *(f"{p:02}" for p in pairs)]),
    st.sampled_from(["06", "07", "+33 6", "0033 7", "+33 (0)6", "(0)6", "(06)"]),
    st.lists(st.integers(0, 99), min_size=4, max_size=4),
    st.sampled_from(["", " ", ".", "-", "/"]),
)
NOMINATIVE = st.sampled_from(["z.exemple@exemple.fr", "Zoe.EXEMPLE@gmail.com"])


@given(
    column=st.sampled_from(COLUMNS),
    contact=MOBILE | NOMINATIVE,
    around=st.tuples(WORDS, WORDS),
)
def test_no_cell_gives_a_persons_contact_to_a_record_or_to_its_report(
    column, contact, around
):
    before, after = around
    raw = changed(**{column: f"{before} {contact} {after}"})

    try:
        understood = record_of(raw, source="ma_liste", postcodes={"86000"})
        told = repr(understood)
    except RowRejected as error:
        told = f"{error.value} {error.reason}"

    assert contact.lower() not in told.lower()
    digits = "".join(filter(str.isdigit, contact))[-9:]
    assert not digits or digits not in told


CELLS = st.one_of(st.none(), st.text(max_size=30), st.sampled_from(["0", "1", "NaN"]))
ROWS = st.fixed_dictionaries(dict.fromkeys(COLUMNS, CELLS))


@given(cells=ROWS, category=st.sampled_from(["fab_lab", "coworking", "x"]))
def test_any_row_is_understood_or_rejected_and_its_report_can_be_stored(
    cells, category
):
    raw = RawPlace(row_number=1, **{**cells, "category": category})

    try:
        understood = record_of(raw, source="test", postcodes={"86000"})
    except RowRejected:
        return

    record = understood.record
    texts = [record.name, record.record_key, record.notes, record.address.city]
    texts += [mend.value for mend in understood.mended]
    for text in filter(None, texts):
        assert text.isprintable()
        text.encode("utf-8")
    assert all(len(mend.value or "") <= 120 for mend in understood.mended)


def test_raw_places_survive_a_round_trip(tmp_path):
    path = tmp_path / "places.csv"

    write_places(path, [COBALT, changed(name='L\'Abri, dit "le 3"', remote="0")])

    back = list(read_places(path))
    assert [place.row_number for place in back] == [1, 2]
    assert back[0] == changed(row_number=1)
    assert back[1].name == 'L\'Abri, dit "le 3"'
    assert back[1].remote == "0"
