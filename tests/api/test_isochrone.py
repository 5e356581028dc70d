"""GET /isochrone: areas that are reached in time, and what cannot be asked."""

import itertools
from pathlib import Path

import shapely
from starlette.testclient import TestClient
from tests.api.conftest import Answered, Ask

from numna_geo.api.app import create_app
from numna_geo.api.v1.answers.isochrone import IsochroneAnswer
from numna_geo.settings import Settings
from numna_geo.travel.kept_roads import FORMAT

GUERET = {"lon": 1.8713, "lat": 46.1702}


def shapes(answer: Answered) -> list[shapely.Geometry]:
    return [shapely.geometry.shape(f["geometry"]) for f in answer["features"]]


def test_areas_hold_one_another_and_the_place_they_start_from(get: Ask) -> None:
    answer = get("/isochrone", **GUERET, minutes=[10, 40, 20])

    IsochroneAnswer.model_validate(answer)
    features, areas = answer["features"], shapes(answer)
    assert [f["properties"]["minutes"] for f in features] == [40, 20, 10]
    assert {f["properties"]["method"] for f in features} == {"estimate"}
    assert all(area.covers(shapely.Point(1.8713, 46.1702)) for area in areas)
    for wide, narrow in itertools.pairwise(areas):
        assert wide.area > narrow.area
        assert shapely.difference(narrow, wide).area < 1e-8


def test_polygons_are_valid_geojson_at_five_decimals(get: Ask) -> None:
    answer = get("/isochrone", commune="17306", minutes=30)

    (area,) = shapes(answer)
    assert area.is_valid
    parts = shapely.get_parts(area)
    assert all(part.exterior.is_ccw for part in parts)
    points = shapely.get_coordinates(area)
    assert abs(points - points.round(5)).max() < 1e-12
    assert answer["query"]["place"]["label"] == "Royan"


def test_bands_of_an_estimate_go_from_perhaps_to_surely(get: Ask) -> None:
    every = ["covered", "possible", "central"]
    answer = get("/isochrone", **GUERET, minutes=30, band=every)

    told = [f["properties"]["band"] for f in answer["features"]]
    assert told == ["possible", "central", "covered"]
    possible, central, covered = (area.area for area in shapes(answer))
    assert possible > central > covered > 0


def test_the_answer_says_how_it_was_found(get: Ask) -> None:
    travel = get("/isochrone", **GUERET, minutes=15, profile="walk")["query"]["travel"]

    assert travel["engine"] == "estimate"
    assert travel["is_estimate"] is True
    assert travel["method"].startswith("estimation")
    assert travel["fallback"] is None


def test_it_is_kept_by_no_shared_cache(client: TestClient) -> None:
    reply = client.get("/api/v1/isochrone", params={**GUERET, "minutes": 5})

    assert reply.headers["cache-control"] == "private, max-age=60"
    assert reply.headers["content-type"] == "application/geo+json"


def wrong(client: TestClient, query: str) -> set[str]:
    reply = client.get(f"/api/v1/isochrone?{query}")
    assert reply.status_code == 400, reply.text
    assert reply.headers["content-type"] == "application/problem+json"
    return {one["parameter"].partition(".")[0] for one in reply.json()["errors"]}


def test_what_cannot_be_drawn_is_refused_by_its_name(client: TestClient) -> None:
    here = "lon=1.87&lat=46.17"

    assert wrong(client, "") == {"lon", "lat", "commune"}
    assert wrong(client, f"{here}&commune=23096") == {"lon", "lat", "commune"}
    assert wrong(client, "lon=1.87") == {"lat"}
    assert wrong(client, "commune=99999") == {"commune"}
    assert wrong(client, f"{here}&minutes=0") == {"minutes"}
    assert wrong(client, f"{here}&minutes=121") == {"minutes"}
    assert wrong(client, f"{here}&minutes=soon") == {"minutes"}
    five = "".join(f"&minutes={minutes}" for minutes in range(5, 10))
    assert wrong(client, here + five) == {"minutes"}
    assert wrong(client, f"{here}&minutes=1_0") == {"minutes"}
    assert wrong(client, f"{here}&profile=crow") == {"profile"}
    assert wrong(client, f"{here}&band=maybe") == {"band"}
    assert wrong(client, f"{here}&minute=5") == {"minute"}
    assert wrong(client, "lon=0&lat=89") == {"lon", "lat"}
    assert wrong(client, "lon=46.17&lat=1.87") == {"lon", "lat"}


def test_what_is_asked_twice_is_drawn_and_told_once(get: Ask) -> None:
    answer = get("/isochrone", **GUERET, minutes=[5] * 5, band=["central"] * 5)

    assert len(answer["features"]) == 1
    assert answer["query"]["minutes"] == [5]
    assert answer["query"]["band"] == ["central"]


def test_a_dead_routing_server_is_told_and_kept_by_no_cache(
    loaded_url: str, settings: Settings
) -> None:
    dead = settings.model_copy(update={"routing_url": "http://127.0.0.1:1"})
    with TestClient(create_app(dead, database_url=loaded_url)) as client:
        replies = [
            client.get("/api/v1/isochrone", params={**GUERET, "minutes": 5})
            for _ in range(5)
        ]

    for reply in replies:
        assert reply.status_code == 200
        assert reply.headers["cache-control"] == "no-store"
        travel = reply.json()["query"]["travel"]
        assert travel["is_estimate"] is True
        assert travel["fallback"].startswith("le serveur d'itinéraires ne répond pas")


def test_roads_that_are_built_make_other_answers(
    loaded_url: str, settings: Settings, tmp_path: Path
) -> None:
    folder = settings.model_copy(update={"travel_graph": tmp_path / "travel"})
    with TestClient(create_app(folder, database_url=loaded_url)) as client:
        asked = {"params": {**GUERET, "minutes": 1}}
        before = client.get("/api/v1/isochrone", **asked).headers["etag"]
        again = client.get("/api/v1/isochrone", **asked).headers["etag"]
        # Of another way of going: this answer is the same, its tag is not.
        (tmp_path / "travel").mkdir()
        (tmp_path / "travel" / f"roads-bike-{FORMAT}-1.npz").touch()
        after = client.get("/api/v1/isochrone", **asked).headers["etag"]

    assert before == again
    assert before != after
