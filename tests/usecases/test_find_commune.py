"""The commune of a row, by its best proof, over the communes that are bundled."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numna_geo.bundle import DATA
from numna_geo.errors import RowRejected
from numna_geo.model.category import Category
from numna_geo.model.position import Position, Precision
from numna_geo.model.structure import Address, Record
from numna_geo.sources import tables
from numna_geo.usecases.known_communes import Communes, known_communes
from numna_geo.usecases.place_records import Placed, placed

ALSACE = Position(lon=7.56219, lat=48.003812)
MONFLANQUIN, BORDEAUX, TALENCE = "47175", "33063", "33522"


@cache
def bundled() -> Communes:
    return known_communes(DATA)


def a_row(
    code: str | None = None,
    postcode: str | None = None,
    city: str | None = None,
    at: Position | None = None,
) -> Record:
    return Record(
        source="test",
        record_key="1",
        name="La Quincaillerie",
        category=Category.FAB_LAB,
        position=at,
        precision=Precision.ADDRESS if at else Precision.UNKNOWN,
        address=Address(commune_code=code, postcode=postcode, city=city),
    )


def where(
    code: str | None = None,
    postcode: str | None = None,
    city: str | None = None,
    at: Position | None = None,
) -> Placed:
    return placed(a_row(code, postcode, city, at), bundled())


def commune(there: Placed) -> str | None:
    return there.record.address.commune_code


def test_monflanquin_found_in_alsace_comes_back_to_its_seat() -> None:
    there = where(None, "47150", "MONFLANQUIN", ALSACE)

    assert commune(there) == MONFLANQUIN
    assert there.record.precision is Precision.COMMUNE
    assert there.record.position is not None
    assert there.record.position.lat == pytest.approx(44.53, abs=0.01)
    assert [mend.action for mend in there.mended] == [
        "found by the postcode and the name: 47175",
        "replaced by the seat of the commune",
    ]
    assert there.mended[1].reason == "646.4 km outside 47175"


def test_reims_in_aix_en_provence_is_outside_and_contradicts_itself() -> None:
    aix = Position(lon=5.41423, lat=43.52609)

    with pytest.raises(RowRejected) as rejected:
        where("51454", "51100", "Reims", aix)

    # Châlons-en-Champagne to Aix-en-Provence: 609 km.
    assert rejected.value.outside
    assert rejected.value.reason == (
        "no such commune in the region or its 50 km surroundings; its point "
        "contradicts its commune: 609 km from Châlons-en-Champagne, prefecture of 51"
    )


@pytest.mark.parametrize(
    ("city", "code"),
    [
        ("MONFLANQUIN", MONFLANQUIN),
        ("Monflanquin (47)", MONFLANQUIN),
        ("Commune de Monflanquin", MONFLANQUIN),
        ("MONFLANQIN", MONFLANQUIN),
        ("monflanqu", MONFLANQUIN),
    ],
)
def test_a_postcode_and_a_name_tell_the_commune(city: str, code: str) -> None:
    # 14 communes share the postcode 47150.
    assert commune(where(None, "47150", city)) == code


@pytest.mark.parametrize(
    ("postcode", "city", "code"),
    [
        ("17400", "ST JEAN D'ANGELY", "17347"),
        ("17400", "Saint Jean d’Angély", "17347"),
        ("87200", "St-Junien", "87154"),
        ("33350", "CASTILLON S/ BATAILLE", "33108"),
        ("19100", "Brive", "19031"),
        ("16300", "Barbezieux", "16028"),
        # Delegated, associated and former communes.
        ("16300", "Saint-Hilaire", "16028"),
        ("40110", "Morcenx", "40197"),
    ],
)
def test_names_are_read_as_people_write_them(
    postcode: str, city: str, code: str
) -> None:
    assert commune(where(None, postcode, city)) == code


def test_a_postcode_where_the_code_should_be_is_told_by_the_name() -> None:
    # 47150 is a commune as well (Longueville); the name says which is meant.
    there = where("47150", "47150", "Monflanquin")

    assert commune(there) == MONFLANQUIN
    assert there.mended[0].reason == "a postcode, not an INSEE code"


def test_a_postcode_of_no_commune_s_code_gives_the_postcode() -> None:
    # 33000 is no INSEE code, and the postcode of Bordeaux alone.
    there = where("33000", None, "BORDEAUX")

    assert commune(there) == BORDEAUX
    assert there.record.address.postcode == "33000"


def test_a_code_that_is_a_postcode_by_chance_is_believed_with_its_own_name() -> None:
    there = where("47150", "47200", "Longueville")

    assert commune(there) == "47150"
    assert there.mended == ()


def test_a_name_that_contradicts_its_code_is_said() -> None:
    there = where(BORDEAUX, "33400", "Talence")

    assert commune(there) == BORDEAUX
    assert there.mended[0].reason == "not a name of 33063"
    assert there.mended[0].action == "the code was believed"


def test_a_code_gives_way_when_postcode_name_and_point_agree_on_another() -> None:
    there = where(BORDEAUX, "33400", "Talence", Position(lon=-0.5889, lat=44.808))

    assert commune(there) == TALENCE
    assert there.record.precision is Precision.ADDRESS


@pytest.mark.parametrize("city", ["Bordeaux", "BORDEAUX", "Bordeaux Bastide", "Bordau"])
def test_a_name_spelt_otherwise_contradicts_nothing(city: str) -> None:
    assert where(BORDEAUX, "33000", city).mended == ()


def test_a_name_unique_in_the_region_is_enough_without_a_point() -> None:
    assert commune(where(None, None, "St Jean d Angely")) == "17347"


def test_a_name_of_several_communes_is_not() -> None:
    with pytest.raises(RowRejected) as rejected:
        where(None, None, "Berneuil")

    assert not rejected.value.outside


def test_a_name_is_looked_for_in_the_department_of_a_firm_s_postcode() -> None:
    # No commune has 47999; there is a Mérignac in Charente too.
    assert commune(where(None, "33999", "Mérignac")) == "33281"
    assert commune(where(None, "16999", "Mérignac")) == "16216"


def test_a_homonym_elsewhere_is_not_taken_for_ours() -> None:
    saint_denis = Position(lon=2.35, lat=48.93)

    for postcode in (None, "93200"):
        with pytest.raises(RowRejected) as rejected:
            where(None, postcode, "Saint-Jean-d'Angély", saint_denis)

        assert rejected.value.outside


def test_a_name_beyond_the_border_is_known_by_its_department() -> None:
    there = where(None, "85000", "La Roche sur Yon")

    assert commune(there) == "85191"
    assert not there.in_region


def test_a_point_tells_the_commune_when_nothing_else_does() -> None:
    there = where("0", None, None, Position(lon=-0.5889, lat=44.808))

    assert commune(there) == TALENCE
    assert there.mended[0].action == "found by the position: 33522"


def test_a_postcode_of_one_commune_is_the_last_resort() -> None:
    there = where(None, "33000", None, ALSACE)

    assert commune(there) == BORDEAUX
    assert there.mended[0].action == "found by the postcode alone: 33063"


def test_a_point_here_of_a_row_from_elsewhere_is_not_believed() -> None:
    # Nantes, geocoded in Niort: 123 km away, too near for prefectures to tell.
    with pytest.raises(RowRejected, match="it lies in 79191") as rejected:
        where("44109", "44000", "Nantes", Position(lon=-0.46, lat=46.32))

    assert rejected.value.outside


def test_a_mistyped_department_is_forgiven_when_name_and_point_agree() -> None:
    # 44000 for 79000: Niort is 123 km from Nantes.
    there = where(None, "44000", "Niort", Position(lon=-0.46, lat=46.32))

    assert commune(there) == "79191"


@pytest.mark.parametrize(
    ("code", "postcode", "at", "outside"),
    [
        ("75056", None, None, True),
        ("97411", None, None, True),
        (None, "20000", None, True),
        ("33999", None, None, False),
        (None, "47150", None, False),
        ("99100", None, None, False),
        (None, None, None, False),
        (None, None, ALSACE, True),
        ("33999", None, ALSACE, False),
    ],
)
def test_rows_of_elsewhere_are_told_from_faulty_ones(
    code: str | None, postcode: str | None, at: Position | None, outside: bool
) -> None:
    with pytest.raises(RowRejected) as rejected:
        where(code, postcode, None, at)

    assert rejected.value.outside is outside


def test_every_bundled_commune_is_found_by_its_own_postcode_and_name() -> None:
    communes = [c for c in tables.read_communes(DATA) if c.in_region]

    found = {
        c.code: commune(where(None, postcode, c.name.upper()))
        for c in communes
        for postcode in c.postcodes
    }

    assert len(found) == 4293
    assert {code for code, answer in found.items() if code != answer} == set()


def test_every_former_name_and_code_leads_to_its_commune() -> None:
    for former in tables.read_former_communes(DATA):
        assert commune(where(former.code)) == former.commune_code


def test_prefectures_lie_where_the_communes_of_their_name_are() -> None:
    heads = {head.code: head for head in tables.read_prefectures(DATA)}
    seats = {(c.department, c.name): c.counted_at for c in tables.read_communes(DATA)}

    known = [h for h in heads.values() if (h.code, h.name) in seats]
    far = {
        head.name
        for head in known
        if bundled().far_from(seats[head.code, head.name], [head.code])
        or abs(seats[head.code, head.name].lon - head.lon) > 0.03
        or abs(seats[head.code, head.name].lat - head.lat) > 0.03
    }

    assert len(heads) == 96
    assert len(known) >= 12
    assert far == set()


NAMES = st.sampled_from([None, "Bordeaux", "Guéret", "Reims", "St Denis", "x", ""])
CODES = st.sampled_from([None, BORDEAUX, "47150", "51454", "99999", "2A004", "16233"])
POSTCODES = st.sampled_from([None, "33000", "47150", "51100", "97400", "20000"])
POINTS = st.one_of(
    st.none(), st.builds(Position, lon=st.floats(-5, 9), lat=st.floats(42, 51))
)


@given(code=CODES, postcode=POSTCODES, city=NAMES, at=POINTS)
def test_a_row_is_placed_in_a_known_commune_or_rejected_with_its_reason(
    code: str | None, postcode: str | None, city: str | None, at: Position | None
) -> None:
    try:
        there = where(code, postcode, city, at)
    except RowRejected as error:
        assert "in the region or its 50 km surroundings" in error.reason  # noqa: PT017
        return

    assert there.record.position is not None
    if there.in_region:
        assert bundled().present(commune(there) or "") is not None
    if commune(there) != code:
        assert "commune_code" in [mend.column for mend in there.mended]
