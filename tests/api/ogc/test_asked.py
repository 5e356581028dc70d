"""What cannot be asked is refused by name, before anything is read."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from numna_geo.api.ogc.box_asked import box_of
from numna_geo.api.ogc.crs import CRS84, SYSTEMS
from numna_geo.api.ogc.time_asked import days_of
from numna_geo.errors import InvalidQuery

EPSG = "http://www.opengis.net/def/crs/EPSG/0"
WRONG = [
    ("nothing", "1"),
    ("limit", "0"),
    ("limit", "ten"),
    ("offset", "50001"),
    ("cursor", "abc"),
    ("bbox", "1,2,3"),
    ("bbox", "a,b,c,d"),
    ("bbox", "nan,1,2,3"),
    ("bbox", "1,3,2,2"),
    ("bbox-crs", "EPSG:2154"),
    ("crs", f"{EPSG}/27700"),
    ("datetime", "yesterday"),
    ("datetime", "2026-02-30"),
    ("filter", "THIS IS NOT A FILTER"),
    ("filter-lang", "sql"),
    ("filter-crs", "x"),
    ("sortby", "nothing"),
    ("properties", "name,nothing"),
    ("skipGeometry", "yes"),
    ("resultType", "all"),
    ("population", "many"),
    ("f", "shapefile"),
    ("lang", "de"),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_parameter_is_named(client: TestClient, name: str, value: str) -> None:
    reply = client.get("/ogc/collections/communes/items", params={name: value})

    assert reply.status_code == 400
    assert reply.headers["content-type"] == "application/problem+json"
    assert reply.json()["errors"][0]["parameter"] == name


def test_a_parameter_given_twice_is_refused(client: TestClient) -> None:
    reply = client.get("/ogc/collections/communes/items?limit=1&limit=2")

    assert reply.status_code == 400


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/ogc/nowhere", 404),
        ("/ogc/collections/nothing", 404),
        ("/ogc/collections/nothing/items", 404),
        ("/ogc/collections/communes/items/nobody", 404),
    ],
)
def test_what_there_is_not_is_404(client: TestClient, path: str, status: int) -> None:
    reply = client.get(path)

    assert (reply.status_code, reply.json()["status"]) == (status, status)


def test_a_format_that_does_not_exist_is_406_and_a_method_405(
    client: TestClient,
) -> None:
    unknown = client.get("/ogc/collections", headers={"Accept": "image/png"})
    posted = client.post("/ogc/collections")

    assert unknown.status_code == 406
    assert posted.status_code == 405
    assert posted.headers["allow"] == "GET, HEAD, OPTIONS"


@given(
    st.tuples(*[st.floats(-80, 80)] * 2),
    st.tuples(*[st.floats(0, 9)] * 2),
    st.booleans(),
)
def test_latitude_comes_first_in_epsg_4326_only(
    least: tuple[float, float], size: tuple[float, float], tall: bool
) -> None:
    (west, south), (width, height) = least, size
    east, north = west + width, south + height
    up, down = ([0.0], [99.0]) if tall else ([], [])
    lon_lat = [west, south, *up, east, north, *down]
    lat_lon = [south, west, *up, north, east, *down]

    one = box_of(",".join(map(repr, lon_lat)), CRS84)
    other = box_of(",".join(map(repr, lat_lon)), SYSTEMS[f"{EPSG}/4326"])

    assert one == other
    assert (one.west, one.south, one.east, one.north) == (west, south, east, north)


NEW_YEAR, SUMMER = date(2026, 1, 1), date(2026, 6, 30)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2026-01-01", (NEW_YEAR, NEW_YEAR)),
        ("2026-01-01T12:00:00Z", (NEW_YEAR, NEW_YEAR)),
        ("2025-12-31t23:30:00.5-02:00", (NEW_YEAR, NEW_YEAR)),
        ("2026-01-01/2026-06-30T23:59:60Z", (NEW_YEAR, SUMMER)),
        ("../2026-06-30", (None, SUMMER)),
        ("/2026-06-30", (None, SUMMER)),
        ("2026-01-01/..", (NEW_YEAR, None)),
        ("0000-01-01T00:00:00Z/2026-06-30", (None, SUMMER)),
    ],
)
def test_a_time_is_read_as_days(text: str, days: tuple[date | None, ...]) -> None:
    assert days_of(text) == days


@pytest.mark.parametrize(
    "text", ["", "..", "../..", "/", "2026", "2026-06-30/2026-01-01"]
)
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(InvalidQuery):
        days_of(text)
