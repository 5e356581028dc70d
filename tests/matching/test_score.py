from dataclasses import replace
from itertools import combinations
from math import exp

import numpy as np
import pytest
from hypothesis import given
from tests.matching.made import (
    BLAYE,
    EAST_80_M,
    EAST_900_M,
    a_record,
    columns_of,
    score_of,
    some_records,
)

from numna_geo.matching.candidates import candidate_pairs
from numna_geo.matching.compared import Compared
from numna_geo.matching.reasons import Reason, reasons
from numna_geo.matching.score import AUTOMATIC, DOUBTFUL, points_of, scores
from numna_geo.model.category import Category
from numna_geo.model.position import Position, Precision
from numna_geo.model.structure import Record

PHONE, OTHER_PHONE = "+33557420001", "+33557420002"
STREET = "32 rue des Maçons"
FS, MEDIATION = Category.FRANCE_SERVICES, Category.DIGITAL_MEDIATION


def why(one: Record, other: Record) -> dict[str, Reason]:
    return {r.code: r for r in reasons(columns_of(one, other), 0, 1)}


def test_a_score_is_worked_out_by_hand() -> None:
    one = a_record("1", "Médiathèque Johel Coutura")
    other = a_record("2", "Médiathèque municipale Johel Coutura", source="survey")

    # Two words of their own, met in one commune: 3.6; at one point: 1.2; one commune:
    # 0.8; one category: 0.2; and -2.5 before anything is known.
    assert score_of(one, other) == pytest.approx(1 / (1 + exp(-3.3)), abs=1e-6)


SAME = [
    pytest.param(
        a_record("1", "BLAYE - Maison des Services au Public", street=STREET),
        a_record("2", "France services Blaye", street=STREET, category=FS),
        id="an old name of the same kind at one address",
    ),
    pytest.param(
        a_record("1", "Commune de Blaye", at=EAST_80_M, street=STREET),
        a_record("2", "Mairie de Blaye", street="32, r. des macons"),
        id="a town hall by two names",
    ),
    pytest.param(
        a_record("1", "Le Pixel", street="11 rue du 8 mai 1945", phone=PHONE),
        a_record("2", "LE PIXEL RELAI NUMÉRIQUE", at=EAST_80_M, phone=PHONE),
        id="one name is part of the other, one phone",
    ),
    pytest.param(
        a_record("1", "Mairie de Blaye", at=None, street=STREET, phone=PHONE),
        a_record("2", "Mairie", at=None, street=STREET, phone=PHONE),
        id="a bare name at one address, no point",
    ),
    pytest.param(
        a_record("1", "Mairie de Blaye", street=STREET, phone=PHONE),
        a_record("2", "Commune de Blaye", street=STREET, at=EAST_900_M, phone=PHONE),
        id="one point is wrong, the address is not",
    ),
]
TWO = [
    pytest.param(
        a_record("1", "Mairie de Blaye", street=STREET),
        a_record("2", "France services Blaye", street="7 cours Vauban", category=FS),
        id="a town hall and another counter of one town",
    ),
    pytest.param(
        a_record("1", "Mairie de Blaye", street=STREET),
        a_record("2", "Médiathèque de Blaye", street=STREET),
        id="two kinds of place in one building",
    ),
    pytest.param(
        a_record("1", "Le 400", street=STREET),
        a_record("2", "Le 401", street=STREET),
        id="numbers in names",
    ),
    pytest.param(
        a_record("1", "Cyber-base Lacq", commune="33058", phone=PHONE),
        a_record("2", "Cyber-base Lacq", commune="33063", phone=PHONE, at=None),
        id="two towns of one network, one phone",
    ),
    pytest.param(
        a_record("1", "Association Alpha", street=STREET, phone=PHONE),
        a_record("2", "Association Omega", street=STREET, phone=OTHER_PHONE),
        id="two neighbours of one house",
    ),
    pytest.param(
        a_record("1", "France services Blaye", street=STREET),
        a_record("2", "Bus France services Blaye", street=STREET),
        id="a bus and its garage",
    ),
    pytest.param(
        a_record("1", "Art3fact Lab (Pulseo)", category=Category.FAB_LAB),
        a_record("2", "Pulseo", category=Category.COWORKING),
        id="a fab lab in the house of another",
    ),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_place_told_twice_scores_above(one: Record, other: Record) -> None:
    assert score_of(one, replace(other, source="survey")) >= AUTOMATIC


@pytest.mark.parametrize(("one", "other"), TWO)
def test_two_places_score_below(one: Record, other: Record) -> None:
    assert score_of(one, replace(other, source="survey")) < AUTOMATIC


def test_one_source_must_show_more_than_two() -> None:
    one = a_record("1", street=STREET)
    twice = replace(one, record_key="2")

    assert score_of(one, replace(twice, source="survey")) > score_of(one, twice)
    assert why(one, twice)["source"].points == -0.85


def test_an_annexe_with_its_own_address_is_not_its_parent() -> None:
    parent = a_record("1", "France services Alpha", street="7 cours Vauban")
    annexe = a_record(
        "2", "France services Alpha - Antenne de Blaye", source="survey", at=EAST_80_M
    )
    at_annexe = replace(
        annexe, record_key="3", source="list", name="France services Alpha"
    )
    there = replace(annexe.address, street=STREET)
    annexe = replace(annexe, address=there)

    assert "branch" in why(parent, annexe)
    assert "branch" not in why(annexe, replace(at_annexe, address=there))


def test_two_families_are_for_a_person_to_join() -> None:
    nursery = a_record(
        "1", "Pépinière du port", street=STREET, category=Category.BUSINESS_NURSERY
    )
    host = replace(nursery, record_key="2", source="survey", category=MEDIATION)

    assert DOUBTFUL <= score_of(nursery, host) < AUTOMATIC
    assert "support and host" in why(nursery, host)["family"].text


def test_a_phone_of_ten_towns_weighs_less_than_that_of_one() -> None:
    one = a_record("1", phone=PHONE)
    other = replace(one, record_key="2", source="survey")
    network = [
        a_record(f"n{n}", f"Lieu {n}", phone=PHONE, commune=f"3306{n}")
        for n in range(9)
    ]

    assert score_of(one, other, *network) < score_of(one, other)


def test_the_siret_of_a_seat_says_little_of_its_sites() -> None:
    siret = "21330058500097"
    one = a_record("1", "Alpha", siret=siret, street=STREET)
    here = a_record("2", "Omega", siret=siret, street=STREET)
    there = a_record("3", "Omega", siret=siret, street="7 cours Vauban")

    assert why(one, here)["siret"].points == 1.0
    assert why(one, there)["siret"].points == pytest.approx(0.4)


def test_two_house_numbers_of_one_street_count_against() -> None:
    one = a_record("1", street="14 rue du Port")
    other = a_record("2", street="12 rue du Port")

    assert why(one, other)["address"].points < 0


def test_the_same_street_of_two_towns_is_no_address() -> None:
    one = a_record("1", street="1 place de la Mairie")
    other = a_record(
        "2", street="1 place de la Mairie", commune="33063", postcode="33000"
    )

    assert "address" not in why(one, other)


def test_two_records_without_coordinates_are_not_at_one_place() -> None:
    one, other = a_record("1", at=None), a_record("2", at=None)

    assert "distance" not in why(one, other)


@pytest.mark.parametrize("at", [BLAYE, EAST_900_M])
def test_the_seat_of_a_commune_tells_no_distance(at: Position) -> None:
    one = a_record("1", precision=Precision.COMMUNE)
    other = a_record("2", at=at, precision=Precision.ADDRESS)

    assert "distance" not in why(one, other)


def test_a_seat_denies_a_place_that_no_commune_could_hold() -> None:
    one = a_record("1", precision=Precision.COMMUNE)
    other = a_record("2", at=Position(lon=0.65, lat=46.0))

    assert why(one, other)["distance"].points == -2.5


UNKNOWN = {
    "phone": {"phone": PHONE},
    "email": {"email": "accueil@exemple.fr"},
    "website": {"website": "http://exemple.fr"},
    "siret": {"siret": "21330058500097"},
    "address": {"street": STREET},
}


@pytest.mark.parametrize("code", UNKNOWN)
def test_what_one_or_both_do_not_say_gives_no_point(code: str) -> None:
    silent, too = a_record("1"), a_record("2")
    said = a_record("3", **UNKNOWN[code])  # type: ignore[arg-type]

    assert code not in why(silent, said)
    assert code not in why(silent, too)


def test_records_that_say_nothing_but_a_kind_are_not_one_place() -> None:
    nowhere = [
        a_record(str(n), "Mairie", source=f"s{n}", at=None, commune=None, postcode=None)
        for n in range(2)
    ]

    assert score_of(*nowhere) < DOUBTFUL


@given(some_records())
def test_scores_are_shares_and_the_same_from_either_side(
    records: list[Record],
) -> None:
    columns = columns_of(*records)
    pairs = candidate_pairs(columns)

    there, back = scores(columns, pairs), scores(columns, pairs[:, ::-1])

    assert (there >= 0).all()
    assert (there <= 1).all()
    np.testing.assert_array_equal(there, back)


@given(some_records())
def test_reasons_make_up_the_score(records: list[Record]) -> None:
    columns = columns_of(*records)
    pairs = list(combinations(range(len(records)), 2))
    found = scores(columns, np.array(pairs, dtype=np.int32).reshape(-1, 2))
    for (one, other), score in zip(pairs, found.tolist(), strict=True):
        told = reasons(columns, one, other)

        sum_of = sum(reason.points for reason in told)
        assert 1 / (1 + exp(-sum_of)) == pytest.approx(score, abs=2e-3)
        assert all(reason.text and reason.points for reason in told)


@given(some_records())
def test_an_unknown_siret_is_neither_like_nor_unlike(records: list[Record]) -> None:
    shared = [replace(r, siret="21330058500097") for r in records]
    forgotten = [replace(r, siret=None) for r in shared]
    pairs = candidate_pairs(columns_of(*forgotten))
    if not len(pairs):
        return
    left, right = pairs.T

    known = points_of(Compared(columns_of(*shared), left, right))["siret"]
    unknown = points_of(Compared(columns_of(*forgotten), left, right))["siret"]

    assert (known > 0).all()
    assert (unknown == 0).all()
