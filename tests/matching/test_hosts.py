"""A France services and what holds it, an annexe, a bus, and a service of a body."""

from dataclasses import replace

import numpy as np
import pytest
from tests.matching.made import (
    BLAYE,
    EAST_80_M,
    EAST_900_M,
    a_record,
    columns_of,
    groups_of,
    score_of,
)

from numna_geo.matching.reasons import Reason, reasons
from numna_geo.matching.score import AUTOMATIC, scores
from numna_geo.model.category import Category
from numna_geo.model.structure import Record

PHONE, STREET = "+33557420001", "32 rue des Maçons"
FS = Category.FRANCE_SERVICES
DESK = a_record(
    "desk", "France services Blaye", source="label", category=FS, street=STREET
)
HOST = a_record("host", "Communauté de communes de l'Estuaire", street=STREET)


def why(one: Record, other: Record) -> dict[str, Reason]:
    return {r.code: r for r in reasons(columns_of(one, other), 0, 1)}


def with_contact(record: Record, **said: str) -> Record:
    return replace(record, contact=replace(record.contact, **said))


@pytest.mark.parametrize(
    "said", [{"phone": PHONE}, {"email": "fs@exemple.fr"}], ids=["phone", "mailbox"]
)
def test_a_host_with_the_contact_of_its_france_services_is_one_place(
    said: dict[str, str],
) -> None:
    assert score_of(DESK, HOST) < AUTOMATIC
    assert score_of(with_contact(DESK, **said), with_contact(HOST, **said)) >= AUTOMATIC


def test_a_contact_of_three_communes_shows_no_host() -> None:
    desk, host = with_contact(DESK, phone=PHONE), with_contact(HOST, phone=PHONE)
    network = [
        a_record(f"n{n}", f"Lieu {n}", phone=PHONE, commune=f"3306{n}")
        for n in range(2)
    ]

    assert score_of(desk, host, *network) < AUTOMATIC


def test_a_host_that_the_mailbox_names_is_one_place_with_its_desk() -> None:
    host = replace(HOST, name="Centre social Arc en Ciel")
    desk = with_contact(DESK, email="accueil-arcenciel@exemple.fr")

    assert score_of(DESK, host) < AUTOMATIC
    assert score_of(desk, host) >= AUTOMATIC
    assert score_of(desk, replace(host, name="Centre social Alpha")) < AUTOMATIC


def test_a_house_that_the_address_names_is_one_place_with_what_it_holds() -> None:
    house = replace(HOST, name="Maison de la cité")
    there = replace(DESK.address, street=f"{STREET}, Maison de la Cité")

    assert score_of(DESK, house) < AUTOMATIC
    assert score_of(replace(DESK, address=there), house) >= AUTOMATIC


def test_a_third_record_tells_the_host_of_a_desk() -> None:
    desk, host = with_contact(DESK, phone=PHONE), with_contact(HOST, phone=PHONE)
    silent = replace(HOST, source="survey")

    assert score_of(desk, silent) < AUTOMATIC
    assert len(groups_of(desk, host, silent)) == 1


def test_initials_are_the_name_in_short() -> None:
    whole = a_record("1", "Communauté de communes Vienne et Gartempe", street=STREET)
    short = a_record("2", "CCVG", source="survey", street=STREET)

    assert score_of(whole, short) >= AUTOMATIC
    assert score_of(whole, replace(short, name="CDVG")) < AUTOMATIC


@pytest.mark.parametrize(
    ("one", "other", "points"),
    [
        ("22-24 rue du Port", "24 rue du Port", 2.2),
        ("22-24 rue du Port", "26 rue du Port", -0.9),
        ("16 rue du Port", "16 ter rue du Port", 0.6),
        ("16 bis rue du Port", "16 ter rue du Port", 0.6),
    ],
)
def test_house_numbers_are_compared_as_people_write_them(
    one: str, other: str, points: float
) -> None:
    told = why(a_record("1", street=one), a_record("2", street=other))

    assert told["address"].points == pytest.approx(points)


def test_one_contact_at_a_corner_of_two_streets_is_hardly_against() -> None:
    one = a_record("1", street=STREET, phone=PHONE)
    other = a_record("2", street="7 cours Vauban", phone=PHONE, at=EAST_80_M)
    far = a_record("3", street="7 cours Vauban", phone=PHONE, at=EAST_900_M)

    assert why(one, other)["address"].points == pytest.approx(-0.3)
    assert why(one, far)["address"].points == pytest.approx(-1.1)


def test_a_postcode_in_a_name_is_no_number() -> None:
    one, other = a_record("1", "Mairie de Blaye (33390)"), a_record("2", "Mairie")

    assert "number" not in why(one, other)


def test_one_that_moves_and_one_that_does_not_are_two_places() -> None:
    fixed = a_record("1", phone=PHONE, street=STREET, itinerant=False)
    bus = replace(fixed, record_key="2", source="survey", itinerant=True)

    assert score_of(fixed, bus) < AUTOMATIC
    assert "moves about" in why(fixed, bus)["branch"].text
    assert "branch" not in why(fixed, replace(bus, itinerant=None))


def test_a_service_of_a_body_is_not_its_seat() -> None:
    seat = a_record("1", "Département de la Gironde", street=STREET)
    name = "Service de la lecture du Département de la Gironde"
    service = a_record("2", name, source="survey", street=STREET)

    assert score_of(seat, service) < AUTOMATIC
    assert "service" in why(seat, service)["branch"].text


def test_an_antenne_at_the_seat_of_a_body_is_not_that_body() -> None:
    name = "France services de la Communauté de communes de l'Estuaire - Antenne"
    antenne = replace(DESK, name=name)

    assert score_of(antenne, HOST) < AUTOMATIC


def test_two_offers_of_one_list_are_two_even_where_one_names_the_other() -> None:
    technopole = a_record("1", "Alpha", category=Category.TECHNOPOLE, street=STREET)
    incubator = a_record(
        "2", "L'Atelier (Alpha)", category=Category.INCUBATOR, street=STREET
    )

    assert score_of(technopole, incubator) < AUTOMATIC
    # Where two lists differ on its category, it is one place.
    again = replace(technopole, source="survey", category=Category.INCUBATOR)
    assert score_of(technopole, again) >= AUTOMATIC


def test_hosts_are_told_the_same_from_either_side() -> None:
    house = replace(HOST, name="Maison de la cité")
    there = replace(DESK.address, street=f"{STREET}, Maison de la Cité")
    desk = replace(DESK, address=there, position=BLAYE)
    columns = columns_of(desk, house)

    there_and_back = scores(columns, np.array([[0, 1], [1, 0]], dtype=np.int32))

    assert there_and_back[0] == there_and_back[1]
