"""What a card says of one answer, and what it leaves unsaid."""

from datetime import date, datetime
from typing import Any

import pytest

from numna_geo.api.pages.finder.answer import notes_told, perhaps_near
from numna_geo.api.pages.finder.asked import Asked
from numna_geo.api.pages.finder.words import Card, card
from numna_geo.api.pages.structure.directions import way_to
from numna_geo.api.pages.words.english_notes import in_english
from numna_geo.api.pages.words.wording import words
from numna_geo.model.position import Position
from numna_geo.model.search import Wanted
from numna_geo.model.travel import TravelMethod
from numna_geo.usecases import road_engines, travel_words
from numna_geo.usecases.locate_place import Place
from numna_geo.usecases.nearby import (
    Competence,
    Nearby,
    PassedOver,
    Reason,
    Search,
    Stop,
    Travel,
)
from numna_geo.usecases.tell_opening import PARIS, tell_opening

NOW = datetime(2026, 11, 26, 10, tzinfo=PARIS)
STOP = Stop(
    commune_code="23008", commune="Aubusson", opening="Th 09:00-12:00", lon=2.16894,
    lat=45.95691,
)  # fmt: skip


def row(**known: Any) -> dict[str, Any]:
    site = {
        "category": "digital_mediation", "street": "1 place du Marché",
        "postcode": "23000", "city": "GUERET", "commune": "Guéret", "lon": 1.87,
        "lat": 46.17, "position_precision": "address", "itinerant": False,
        "remote": None, "needs": ["digital_help"], "how_to_apply": None,
        "distance_m": 850.0, "verified_on": None, "edited_on": None,
        "labelled_on": date(2022, 1, 1), "sectors": None,
    }  # fmt: skip
    return {**site, **known}


def told(
    one: Any, *codes: str, stop: Stop | None = None, opening: str | None = None
) -> Card:
    found = Nearby(
        row=one,
        rank=1,
        reasons=tuple(Reason(code, code) for code in codes),
        competence=Competence.UNKNOWN,
        verified=False,
        travel=Travel(method=TravelMethod.ESTIMATE, central=5.0, low=4.0, high=7.0),
        opening=tell_opening(opening, NOW),
        is_near=True,
        stop=stop,
    )
    return card(words("fr"), found, Asked(), NOW)


def test_a_permanence_sends_people_where_it_is_kept() -> None:
    said = told(row(), stop=STOP, opening=STOP.opening)

    assert said.where == "Aubusson"
    assert said.way is not None
    assert said.way.url.endswith("?to=45.95691%2C2.16894")
    assert not said.way.exact
    assert said.badges == ("Permanence à Aubusson",)


def test_a_site_is_told_by_its_address_and_no_town_is_shouted() -> None:
    said = told(row())

    assert said.where == "1 place du Marché, 23000\u00a0Guéret"
    assert said.way is not None
    assert said.way.exact


def test_nobody_is_sent_to_a_depot_nor_to_a_place_that_nobody_knows() -> None:
    assert way_to(row(itinerant=True)) is None
    assert way_to(row(position_precision="unknown")) is None
    assert way_to(row(lon=None, lat=None)) is None


def test_what_nobody_knows_is_told_apart_from_what_is_known() -> None:
    said = told(row(), "area_unknown", "stage", "sector_only", "status_unknown")
    opens = told(row(), opening="Mo-Fr 09:00-17:00")

    assert said.unknown == ("area_unknown", "status_unknown", "horaires inconnus")
    assert said.reasons == (("stage", False), ("sector_only", True))
    assert said.state == ""
    assert opens.state == "Ouvert, ferme à 17:00"
    assert opens.unknown == ()


OF_PLACES = (
    "Le service d'adresses ne répond pas : la recherche part de la commune.",
    "Guéret n'a pas le code postal 64000 : c'est le nom qui a été retenu.",
)
OF_ENGINES = (
    f"{travel_words.SERVER_DOWN} : {travel_words.ESTIMATES}",
    f"{road_engines.ROADS_DAMAGED} : {travel_words.ESTIMATES}",
    f"{travel_words.SERVER_DOWN} : {travel_words.OWN_ROADS}",
    travel_words.off_map(0, of_all=True),
    travel_words.off_map(1, of_all=False),
    travel_words.off_map(4, of_all=False),
)
OF_ANSWERS = (
    "1 structure aussi proche n'est pas montrée : horaires inconnus.",
    "3 structures aussi proches ne sont pas montrées : horaires inconnus.",
    "Recherche limitée aux structures les plus proches.",
)


@pytest.mark.parametrize("note", [*OF_PLACES, *OF_ENGINES, *OF_ANSWERS])
def test_every_note_is_told_in_english(note: str) -> None:
    assert in_english(note) is not None


def test_notes_that_come_together_stay_together() -> None:
    assert in_english(" ".join(OF_PLACES[::-1])) == (
        "Guéret does not have the postcode 64000: the name was believed. The address "
        "service does not answer: the search starts from the town."
    )
    assert in_english(" ; ".join(OF_ENGINES[2:5:2])) is not None
    assert in_english("une phrase nouvelle") is None


def test_a_geocoder_that_is_down_is_no_wrong_postcode() -> None:
    french = notes_told(words("fr"), [OF_PLACES[0]])
    english = notes_told(words("en"), [OF_PLACES[0], None, OF_ENGINES[0]])

    assert french == [(OF_PLACES[0], "fr")]
    assert [language for _, language in english] == ["en", "en"]
    assert english[0][0].startswith("The address service does not answer")
    assert english[1][0].startswith("The routing server does not answer")


def test_a_note_without_english_is_told_all_the_same() -> None:
    assert notes_told(words("en"), ["une phrase nouvelle"]) == [
        ("Une phrase nouvelle.", "fr")
    ]


def test_where_nobody_answers_only_those_near_are_worth_a_word() -> None:
    here = Place(
        position=Position(lon=1.87, lat=46.17), precision="commune", label="Guéret",
        commune_code="23096", commune="Guéret",
    )  # fmt: skip
    search = Search(place=here, wanted=Wanted(), now=NOW)

    def worth(**minutes: Any) -> bool:
        travel = Travel(method=TravelMethod.ESTIMATE, **minutes)
        return perhaps_near(PassedOver(row={}, travel=travel, reasons=()), search)

    assert worth(in_commune=True)
    assert worth(low=22.0, high=41.0)
    assert not worth(central=186.0, low=150.0, high=230.0)
    assert not worth()
