"""The words of the reasons: facts only, in French."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from numna_geo.model.position import Position
from numna_geo.model.search import Wanted
from numna_geo.model.stage import Sector, Stage
from numna_geo.model.travel import Profile, TravelMethod
from numna_geo.usecases.judge_able import competence_of, why_not
from numna_geo.usecases.locate_place import Place
from numna_geo.usecases.nearby import Competence, Reason, Search, Stop, Travel
from numna_geo.usecases.rank_nearby import Considered
from numna_geo.usecases.state_reasons import reasons

NOW = datetime(2026, 11, 26, 10, 0, tzinfo=ZoneInfo("Europe/Paris"))
SEARCH = Search(
    place=Place(
        position=Position(lon=1.8713, lat=46.1702),
        precision="commune",
        label="Guéret",
        commune_code="23096",
        commune="Guéret",
    ),
    wanted=Wanted(),
    now=NOW,
)
CENTRAL = Travel(method=TravelMethod.ESTIMATE, central=17.8, low=14.0, high=23.0)
A_ROW: dict[str, Any] = {
    "position_precision": "address",
    "commune_code": "23096",
    "distance_m": 3_249.0,
    "in_region": True,
    "itinerant": None,
    "stages": ["creation", "launch"],
    "sectors": None,
    "verified_on": None,
    "edited_on": None,
    "labelled_on": None,
    "evidence_level": None,
    "status": "open",
    "redistributable": True,
}


def told(
    travel: Travel = CENTRAL,
    *,
    search: Search = SEARCH,
    competence: Competence = Competence.UNKNOWN,
    stop: Stop | None = None,
    **changed: Any,
) -> list[Reason]:
    found = Considered(
        row=A_ROW,
        travel=travel,
        far=1.0,
        competence=competence,
        verified=changed.pop("verified", False),
    )
    return list(reasons({**A_ROW, **changed}, found, search, stop))


def texts(*travel: Travel, **changed: Any) -> list[str]:
    return [reason.text for reason in told(*travel, **changed)]


def wanting(**wanted: Any) -> Search:
    return replace(SEARCH, wanted=Wanted(**wanted))


WAYS = {
    "an estimate says so": (CENTRAL, "≈\u00a018\u00a0min en voiture (estimation)"),
    "roads are no estimate": (
        Travel(method=TravelMethod.ROAD, central=18.2, low=18.2, high=18.2),
        "≈\u00a018\u00a0min en voiture",
    ),
    "a commune gives a band": (
        Travel(method=TravelMethod.ESTIMATE, low=10.2, high=25.1),
        "entre 10 et 25\u00a0min en voiture"
        " (estimation, position connue à la commune près)",
    ),
    "a band past the hour": (
        Travel(method=TravelMethod.ROAD, low=55.0, high=64.0),
        "entre 55\u00a0min et 1\u00a0h\u00a004 en voiture"
        " (position connue à la commune près)",
    ),
    "a commune that asks gives none": (
        Travel(method=TravelMethod.ESTIMATE, in_commune=True),
        "dans la commune",
    ),
    "no way at all": (
        Travel(method=TravelMethod.ROAD),
        "aucun trajet connu en voiture",
    ),
    "a ferry": (
        replace(CENTRAL, way=("le bac Royan – Le Verdon",)),
        "par le bac Royan – Le Verdon",
    ),
}


@pytest.mark.parametrize(("travel", "said"), WAYS.values(), ids=WAYS.keys())
def test_the_way_is_told(travel: Travel, said: str) -> None:
    assert said in texts(travel)


def test_a_straight_line_is_told_without_minutes() -> None:
    said = texts(
        Travel(method=TravelMethod.NONE), search=replace(SEARCH, profile=Profile.CROW)
    )

    assert said[0] == "à 3,2\u00a0km à vol d'oiseau"
    assert not any("min" in text for text in said)


def test_a_position_known_by_its_commune_is_said_to_be_rough() -> None:
    here = texts(
        Travel(method=TravelMethod.ESTIMATE, in_commune=True),
        position_precision="commune",
    )
    elsewhere = texts(position_precision="commune", commune_code="23245")

    assert "position approximative : commune" in here
    assert not any("vol d'oiseau" in text for text in here)
    assert "à environ 3,2\u00a0km à vol d'oiseau" in elsewhere


def test_stages_are_said_only_when_asked() -> None:
    asked = texts(search=wanting(stages=(Stage.CREATION,)))

    assert "accompagne la création" in asked
    assert not any("accompagne" in text for text in texts())
    assert "étape non précisée par la source" in texts(
        search=wanting(stages=(Stage.CREATION,)), stages=None
    )


def test_freshness_is_said_by_its_kind_and_its_age() -> None:
    said = texts(
        verified=True,
        verified_on=date(2026, 9, 20),
        edited_on=date(2025, 5, 2),
        labelled_on=date(2020, 2, 14),
    )

    assert "fiche vérifiée il y a 2 mois (20 septembre 2026)" in said
    assert "modifiée par la source il y a 18 mois (2 mai 2025)" in said
    assert "labellisée le 14 février 2020" in said
    assert "fiche non vérifiée" in texts()


def test_a_check_past_its_delay_is_no_check() -> None:
    assert "fiche non vérifiée depuis le 1er mars 2020" in texts(
        verified_on=date(2020, 3, 1)
    )
    # Known to its commune only: never seen at its address, whatever the date.
    assert "fiche non vérifiée" in texts(
        verified_on=date(2026, 3, 1), evidence_level="B"
    )


def test_an_edition_is_no_check() -> None:
    today = NOW.date()

    assert "fiche non vérifiée" in texts(edited_on=today, labelled_on=today)


def test_an_unconfirmed_licence_is_said() -> None:
    assert "licence à confirmer" in texts(redistributable=False)
    assert "licence à confirmer" not in texts()


AREAS = {
    Competence.COVERS: "peut être sollicitée depuis cette commune",
    Competence.VISITS: "tient une permanence dans la commune",
    Competence.REMOTE: "aide aussi à distance",
    Competence.UNKNOWN: "zone non précisée",
}


@pytest.mark.parametrize(("competence", "said"), AREAS.items())
def test_who_may_ask_is_said(competence: Competence, said: str) -> None:
    assert said in texts(competence=competence)


def test_a_permanence_is_told_with_its_hours() -> None:
    stop = Stop(
        commune_code="23008",
        commune="Aubusson",
        opening="Th 09:00-12:00",
        lon=2.169,
        lat=45.956,
    )

    said = texts(competence=Competence.VISITS, stop=stop)

    assert said[0] == "tient une permanence à Aubusson (jeudi 9\u00a0h–12\u00a0h)"
    assert "peut être sollicitée depuis cette commune" in said


CANDIDATE: dict[str, Any] = {
    **A_ROW,
    "told": False,
    "covers": False,
    "visits": False,
    "remote": None,
}

# What is told of who may ask, and what follows.
TOLD = [
    ({}, Competence.UNKNOWN),
    ({"told": True, "covers": True}, Competence.COVERS),
    ({"told": True, "visits": True}, Competence.VISITS),
    ({"told": True}, Competence.ELSEWHERE),
    ({"told": True, "remote": True}, Competence.ELSEWHERE),
    ({"remote": True}, Competence.REMOTE),
]


@pytest.mark.parametrize(("changed", "competence"), TOLD)
def test_an_area_holds_from_afar_too(
    changed: dict[str, Any], competence: Competence
) -> None:
    assert competence_of({**CANDIDATE, **changed}) is competence


UNABLE = [
    ({"status": "closed"}, {}, "closed"),
    ({"status": "planned"}, {}, "planned"),
    ({"told": True}, {}, "elsewhere"),
    ({}, {"stages": (Stage.GROWTH,)}, "other_stage"),
    ({"sectors": ["edtech"]}, {"sectors": (Sector.E_HEALTH,)}, "other_sector"),
]
ABLE: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"status": "unknown"}, {}),
    ({"stages": None}, {"stages": (Stage.GROWTH,)}),
    ({"sectors": None}, {"sectors": (Sector.E_HEALTH,)}),
    ({"sectors": ["any"]}, {"sectors": (Sector.E_HEALTH,)}),
    ({"sectors": ["edtech"]}, {}),
]


@pytest.mark.parametrize(("changed", "asked", "code"), UNABLE)
def test_what_is_known_keeps_it_out(
    changed: dict[str, Any], asked: dict[str, Any], code: str
) -> None:
    found = why_not({**CANDIDATE, **changed}, Wanted(**asked), None)

    assert [reason.code for reason in found] == [code]


@pytest.mark.parametrize(("changed", "asked"), ABLE)
def test_what_is_not_known_keeps_nobody_out(
    changed: dict[str, Any], asked: dict[str, Any]
) -> None:
    assert not list(why_not({**CANDIDATE, **changed}, Wanted(**asked), None))
