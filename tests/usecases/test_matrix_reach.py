"""Who is near, once those that serve other territories are left out."""

from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest

from numna_geo.gaps.scene import Reach, Scene, TravelUsed
from numna_geo.model.category import Category
from numna_geo.model.collection import Completeness, Reading
from numna_geo.model.matrix import By, row_of
from numna_geo.model.stage import Need, Stage
from numna_geo.model.supply import Supply, answered
from numna_geo.model.territory import Quantity
from numna_geo.travel.engine import Minutes
from numna_geo.travel.estimate import Estimate
from numna_geo.usecases.build_matrix import Known, RowAnswers
from numna_geo.usecases.known_ground import Ground
from numna_geo.usecases.matrix_calls import Ask, Standing
from numna_geo.usecases.matrix_cell import cell_behind
from numna_geo.usecases.matrix_places import Places
from numna_geo.usecases.matrix_reach import Surveyor
from numna_geo.usecases.read_measures import Run

# Guéret, Ajain (10 km east) and Limoges, longitude first.
SEATS = [(1.8713, 46.1702), (2.0006, 46.2042), (1.2578, 45.8345)]
CODES = ["23096", "23002", "87085"]
SUPPORT = row_of(By.NEED, "support") or pytest.fail("no such row")
IDEA = row_of(By.STAGE, "idea") or pytest.fail("no such row")
GROUND = Ground({})


def site(at: int, name: str, **more: Any) -> dict[str, Any]:
    lon, lat = SEATS[at]
    return {
        "id": name,
        "name": name,
        "category": Category.INCUBATOR,
        "categories": [Category.INCUBATOR],
        "needs": [Need.SUPPORT],
        "stages": [Stage.CREATION],
        "sectors": [],
        "status": "open",
        "commune_code": CODES[at],
        "remote": None,
        "lon": lon,
        "lat": lat,
        **more,
    }


def known(
    rows: list[dict[str, Any]], *, areas: dict[int, list[bool]] | None = None
) -> Known:
    engine = Estimate()
    people = GROUND.ends(
        [(*seat, code) for seat, code in zip(SEATS, CODES, strict=True)]
    )
    placed = [(r["lon"], r["lat"], r["commune_code"]) for r in rows]
    answers = [
        answered(r["categories"], r["needs"], r["stages"], r["sectors"]) for r in rows
    ]
    directories = dict.fromkeys(Category, np.full(3, Completeness.PARTIAL.value))
    places = Places(
        rows=rows,
        answers=answers,
        status=np.array([r["status"] for r in rows]),
        verified=np.zeros(len(rows), dtype=bool),
        communes=np.array([CODES.index(r["commune_code"]) for r in rows]),
        areas={n: np.array(a) for n, a in (areas or {}).items()},
        visits={},
        directories=directories,
    )

    def reach(supply: Supply, reading: Reading) -> Reach:
        able = np.flatnonzero(places.able(supply, reading)).tolist()
        unknown = np.full(3, np.nan)
        minutes = Minutes(central=unknown, low=unknown, high=unknown)
        if able:
            ends = GROUND.ends([placed[n] for n in able])
            minutes, _ = engine.nearest(people, ends)
        return Reach(
            central=minutes.central,
            low=minutes.low,
            high=minutes.high,
            choices={},
            access=unknown,
            inside=unknown,
        )

    scene = Scene(
        demand={Quantity.INHABITANTS: np.array([12955.0, 1000.0, 130000.0])},
        border_min=np.full(3, 90.0),
        reaches={
            (s.key, reading): reach(s, reading)
            for s in (SUPPORT, IDEA)
            for reading in Reading
        },
        beyond_known=frozenset(),
        not_collected={},
        premises={},
        travel=TravelUsed(name="estimate", version="1", is_estimate=True, method=""),
    )
    run = Run(
        id=1,
        measured_at=datetime(2026, 11, 26, tzinfo=UTC),
        data_version=1,
        codes=CODES,
        scene=scene,
    )
    surveyor = Surveyor(
        run=run, places=places, engine=engine, people=people, ground=GROUND
    )
    return Known(run=run, places=places, surveyor=surveyor)


def surveyed(known: Known, supply: Supply) -> RowAnswers:
    survey = known.surveyor
    return RowAnswers(
        readings={r: survey.answering(supply, r) for r in Reading},
        unsaid=survey.unsaid(supply),
        counts=survey.counts(supply),
    )


def test_who_serves_another_territory_is_near_for_it_alone() -> None:
    # One in Guéret that serves Ajain only, one in Limoges for everybody.
    rows = [site(0, "for-ajain"), site(2, "for-all")]

    found = known(rows, areas={0: [False, True, False]}).surveyor.answering(
        SUPPORT, Reading.DECLARED
    )
    alone = known(rows[1:]).surveyor.answering(SUPPORT, Reading.DECLARED)
    both = known(rows).surveyor.answering(SUPPORT, Reading.DECLARED)

    assert found.central[0] == alone.central[0] > both.central[0]
    assert found.central[1] == both.central[1]
    assert found.inside.tolist() == [0, 0, 1]


def test_without_anybody_else_who_serves_another_territory_is_nobody() -> None:
    only = known([site(0, "for-ajain")], areas={0: [False, True, False]})

    found = only.surveyor.answering(SUPPORT, Reading.DECLARED)

    assert np.isnan(found.central).tolist() == [True, False, True]


def test_a_silent_structure_may_answer_a_stage_and_counts_as_none() -> None:
    rows = [site(0, "silent", stages=[]), site(2, "says", stages=[Stage.IDEA])]

    row = surveyed(known(rows), IDEA)

    assert row.unsaid.inside.tolist() == [1, 0, 0]
    assert row.readings[Reading.DECLARED].inside.tolist() == [0, 0, 1]
    assert row.counts["may_answer"].tolist() == [1, 0, 0]


def test_calls_go_first_to_who_would_serve_most_and_say_what_to_ask() -> None:
    rows = [
        site(1, "silent-in-ajain", stages=[]),
        site(2, "announced-in-limoges", stages=[Stage.IDEA], status="planned"),
        site(1, "another-in-ajain", stages=[]),
    ]
    made = known(rows)

    asked = (IDEA, Reading.DECLARED, 20)
    found = cell_behind(made, surveyed(made, IDEA), np.array([0, 1, 2]), asked)

    told = [(c.structure.row["id"], c.ask, c.people) for c in found.calls]
    assert told[0] == ("announced-in-limoges", Ask.OPENED, 130000)
    assert told[1][1:] == (Ask.STAGES, 13955)
    # The second one of Ajain would serve nobody more.
    assert told[2][2] == 0
    assert {one.standing for one in found.structures} == {
        Standing.PLANNED,
        Standing.MAY_ANSWER,
    }
    assert [one.state for one in found.communes] == ["beyond"] * 3


def test_what_is_declared_is_to_be_verified_in_the_verified_reading_only() -> None:
    made = known([site(0, "declared", stages=[Stage.IDEA])])
    row = surveyed(made, IDEA)

    def asks(reading: Reading) -> list[Ask]:
        behind = cell_behind(made, row, np.array([0, 1]), (IDEA, reading, 20))
        return [call.ask for call in behind.calls]

    assert asks(Reading.DECLARED) == []
    assert asks(Reading.VERIFIED) == [Ask.VERIFY]
