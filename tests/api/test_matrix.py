"""GET /matrix, /matrix/cell and /roadmap, on the loaded data."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

from numna_geo.model.matrix import CellStatus
from numna_geo.model.roadmap import QUOTE

Get = Callable[..., dict[str, Any]]


@pytest.mark.parametrize(("by", "rows"), [("need", 7), ("stage", 5), ("sector", 8)])
def test_every_row_has_a_cell_for_each_department_and_counts_add_up(
    get: Get, by: str, rows: int
) -> None:
    found = get("/matrix", by=by)

    assert len(found["rows"]) == rows
    assert len(found["territories"]) == 12
    codes = [one["code"] for one in found["territories"]]
    for row in found["rows"]:
        assert [cell["code"] for cell in row["cells"]] == codes
        for cell in row["cells"]:
            assert cell["status"] in set(CellStatus)
            for part in ("people", "communes"):
                told = cell[part]
                sides = told["covered"] + told["uncertain"] + told["beyond"]
                assert sides == told["total"] > 0
                assert told["covered"] <= told["within"]


def test_nobody_is_said_only_where_every_directory_is_complete(get: Get) -> None:
    for by in ("need", "stage", "sector"):
        for row in get("/matrix", by=by, level="epci")["rows"]:
            for cell in row["cells"]:
                assert cell["status"] != "none" or cell["collection"] == "complete"


def test_people_within_reach_are_those_that_the_gap_leaves(get: Get) -> None:
    # A place to make serves everybody: nobody is left out by its area.
    matrix = get("/matrix", by="need")
    making = next(row for row in matrix["rows"] if row["key"] == "making")
    gaps = get(
        "/gaps", indicator="host_place_beyond", need="making", level="departement"
    )

    assert making["max_min"] == gaps["max_min"] == 15
    left = {
        one["code"]: one["denominator"] - one["numerator"] for one in gaps["values"]
    }
    assert {c["code"]: c["people"]["within"] for c in making["cells"]} == left


def test_nothing_is_green_while_nobody_checked(get: Get) -> None:
    cells = [
        cell
        for row in get("/matrix", by="need", reading="verified")["rows"]
        for cell in row["cells"]
    ]

    assert {cell["status"] for cell in cells} <= {"unverified", "unknown"}
    assert not any(cell["guaranteed"] for cell in cells)
    assert any(cell["declared_status"] == "on_site" for cell in cells)


def test_territories_can_be_those_inside_another(get: Get) -> None:
    within = get("/matrix", by="stage", level="epci", within="departement:23")
    communes = get("/matrix", by="stage", level="commune", within="epci:200034825")

    assert 5 < len(within["territories"]) < 15
    assert "23096" in {one["code"] for one in communes["territories"]}


def test_the_same_cells_come_as_csv(client: TestClient) -> None:
    reply = client.get("/api/v1/matrix?by=stage&f=csv&max_min=30")

    rows = list(csv.DictReader(io.StringIO(reply.text)))
    assert reply.headers["content-type"].startswith("text/csv")
    assert len(rows) == 5 * 12
    assert {row["max_min"] for row in rows} == {"30"}


def test_a_cell_opens_its_communes_structures_and_calls(get: Get) -> None:
    asked = {"by": "need", "row": "support", "territory": "departement:23"}

    found = get("/matrix/cell", **asked, reading="verified")

    assert found["cell"]["status"] == "unverified"
    assert found["communes_matched"] == len(found["communes"]) == 255
    assert found["communes"][0]["name"] == "Guéret"
    first = found["calls"][0]
    assert first["ask"] == "verify"
    assert 0 < first["people"] <= found["cell"]["people"]["total"]
    gains = [one["people"] for one in found["calls"]]
    assert gains == sorted(gains, reverse=True)
    assert first["id"] in {one["id"] for one in found["structures"]}


@pytest.mark.parametrize(
    ("path", "parameter"),
    [
        ("/matrix?by=colour", "by"),
        ("/matrix?by=need&max_min=17", "max_min"),
        ("/matrix?by=need&within=departement:99", "within"),
        ("/matrix/cell?by=stage&row=making&territory=departement:23", "row"),
        ("/matrix/cell?by=stage&row=idea&territory=departement", "territory"),
        ("/roadmap?within=departement:99", "within"),
    ],
)
def test_what_cannot_be_asked_is_named(
    client: TestClient, path: str, parameter: str
) -> None:
    reply = client.get(f"/api/v1{path}")

    assert reply.status_code == 400
    assert [one["parameter"] for one in reply.json()["errors"]] == [parameter]


def test_the_roadmap_has_its_baseline_its_targets_and_what_nobody_knows(
    get: Get,
) -> None:
    found = get("/roadmap")

    fibre, support, places = found["objectives"]
    broadband = fibre["broadband"]
    assert broadband["baseline"]["connectable"] == 691_318
    assert broadband["fibre"]["connectable"] == 4_229_984
    assert broadband["public_initiative"]["target"] == 1_400_000
    assert broadband["public_initiative"]["progress"] is None
    announced = [c["announced"] for c in support["counts"] if c["announced"]]
    assert announced == [9, 50, 60]
    assert support["quote"] == QUOTE
    # We hold no sentence of objective 12, and make none up.
    assert places["quote"] is None
    assert all(objective["unknowns"] for objective in found["objectives"])
    assert "third_place" in places["categories_not_collected"]


def test_regional_figures_have_both_readings_sources_and_dates(get: Get) -> None:
    found = get("/roadmap")

    known = {one["key"] for one in found["sources"]}
    for objective in found["objectives"]:
        for figure in objective["figures"]:
            readings = {value["reading"] for value in figure["values"]}
            assert readings == {"declared", "verified"} or figure["one_reading"]
            assert all(value["period"] for value in figure["values"])
            assert figure["sources"]
            assert set(figure["sources"]) <= known


def test_absent_is_said_only_of_a_complete_directory(get: Get) -> None:
    found = get("/roadmap", level="epci")

    parts = [part for one in found["ecosystems"] for part in one["parts"]]
    absent = {part["part"] for part in parts if part["presence"] == "absent"}
    assert absent <= {"france_services", "thd"}
    assert {p["presence"] for p in parts if p["part"] == "research"} == {
        "present",
        "not_listed",
    }


def test_what_nobody_checked_is_unverified_in_a_profile(get: Get) -> None:
    found = get("/roadmap", reading="verified")

    creuse = next(one for one in found["ecosystems"] if one["code"] == "23")
    parts = {part["part"]: part for part in creuse["parts"]}
    assert parts["support"]["presence"] == "unverified"
    assert parts["support"]["declared"] > 0 == parts["support"]["sites"]
    assert parts["thd"]["presence"] == "present"
