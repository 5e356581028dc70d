"""What answers must hold, not only what they must not: nothing is left out."""

from datetime import date, timedelta

import pytest
from shapely.geometry import shape
from tests.ogc.asking import COLLECTIONS, LAMBERT93, WGS84, Ogc

STEP_DAYS = timedelta(days=1)


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_a_box_around_a_feature_returns_it(ogc: Ogc, collection: str) -> None:
    for feature in ogc.json(f"/collections/{collection}/items", limit=8)["features"]:
        if feature["geometry"] is None:
            continue
        inside = shape(feature["geometry"]).representative_point()
        box = f"{inside.x - 1e-4},{inside.y - 1e-4},{inside.x + 1e-4},{inside.y + 1e-4}"
        swapped = ",".join(
            str(v)
            for v in (
                inside.y - 1e-4,
                inside.x - 1e-4,
                inside.y + 1e-4,
                inside.x + 1e-4,
            )
        )

        assert feature["id"] in ogc.ids(collection, bbox=box, skipGeometry="true")
        assert feature["id"] in ogc.ids(
            collection, bbox=swapped, bbox_crs=WGS84, skipGeometry="true"
        )
        point = f"S_INTERSECTS(geometry,POINT({inside.x} {inside.y}))"
        assert feature["id"] in ogc.ids(collection, filter=point, skipGeometry="true")


def test_a_box_without_area_returns_the_point_that_is_there(ogc: Ogc) -> None:
    found = ogc.json("/collections/structures/items", limit=8)["features"]
    here = [one for one in found if one["geometry"]]
    assert here
    for one in here:
        lon, lat = one["geometry"]["coordinates"]
        box = f"{lon - 1e-6},{lat - 1e-6},{lon + 1e-6},{lat + 1e-6}"
        assert one["id"] in ogc.ids("structures", bbox=box)


def test_a_box_over_the_date_line_returns_what_lies_on_both_sides(ogc: Ogc) -> None:
    path = "/collections/communes/items"

    every = ogc.json(path, limit=1)["numberMatched"]
    # From Greenwich eastward over 180° to 10° W, which leaves nothing of the region
    # out; from 10° E over 180° to 10° W, which leaves all of it out.
    assert ogc.json(path, bbox="-10,40,10,50", limit=1)["numberMatched"] == every
    assert ogc.json(path, bbox="10,40,-10,50", limit=1)["numberMatched"] == 0
    east = ogc.json(path, bbox="0.5,40,-10,50", limit=1)["numberMatched"]
    assert east == ogc.json(path, bbox="0.5,40,180,50", limit=1)["numberMatched"]


def test_the_ends_of_an_interval_belong_to_it(ogc: Ogc) -> None:
    path = "/collections/broadband/items"
    one = ogc.json(path, limit=1, sortby="period_start")["features"][0]["properties"]
    first = date.fromisoformat(one["period_start"])
    last = date.fromisoformat(one["period_end"])

    def count(asked: str) -> int:
        found: int = ogc.json(path, datetime=asked, limit=1)["numberMatched"]
        return found

    whole = count(f"{first}/{last}")
    assert whole > 0
    for held in (
        f"{first}",
        f"{last}",
        f"{last}T00:00:00Z",
        f"{first - STEP_DAYS}/{first}",
        f"{last}/{last + STEP_DAYS}",
        f"../{first}",
    ):
        assert count(held) == whole, held
    assert count(f"{last + STEP_DAYS}") == 0
    assert count(f"../{first - STEP_DAYS}") == 0


@pytest.mark.parametrize("sortby", ["name", "-name", "-population", "area_km2", "code"])
def test_features_come_sorted_and_all_of_them(ogc: Ogc, sortby: str) -> None:
    asked = {"skipGeometry": "true"}
    field = sortby.lstrip("-")

    found = ogc.features("communes", sortby=sortby, **asked)

    values = [one["properties"][field] for one in found]
    known = [value for value in values if value is not None]
    if not isinstance(known[0], str):
        assert known == sorted(known, reverse=sortby.startswith("-"))
    assert sorted(x["id"] for x in found) == sorted(ogc.ids("communes", **asked))
    walked = ogc.walked("communes", sortby=sortby, limit=1500, **asked)
    assert walked == [one["id"] for one in found]


def test_properties_and_geometry_are_those_asked_for(ogc: Ogc) -> None:
    page = ogc.json(
        "/collections/communes/items",
        properties="name,population",
        skipGeometry="true",
        limit=3,
    )

    for feature in page["features"]:
        assert set(feature["properties"]) == {"name", "population"}
        assert feature["geometry"] is None
    wrong = ogc.get("/collections/communes/items", properties="name,nothing_such")
    assert wrong.status_code == 400


def test_an_offset_skips_as_many_as_it_says(ogc: Ogc) -> None:
    whole = ogc.ids("communes", skipGeometry="true")

    for start in (0, 1, 100, 4_000):
        found = ogc.json(
            "/collections/communes/items", offset=start, limit=5, skipGeometry="true"
        )
        assert [x["id"] for x in found["features"]] == whole[start : start + 5]


def test_a_number_too_dear_to_count_is_left_out_unless_asked_for(ogc: Ogc) -> None:
    path = "/collections/broadband/items"

    hits = ogc.json(path, resultType="hits")

    assert hits["features"] == []
    assert hits["numberMatched"] == len(
        ogc.walked("broadband", limit=5_000, skipGeometry="true", properties="code")
    )


def test_the_same_question_gets_the_same_bytes_and_a_tag(ogc: Ogc) -> None:
    path = "/ogc/collections/communes/items/33063"

    first = ogc.client.get(path)
    again = ogc.client.get(path, headers={"If-None-Match": first.headers["etag"]})

    assert again.status_code == 304
    assert again.content == b""
    assert ogc.client.get(path).content == first.content


def test_a_line_of_lambert_93_measures_what_it_does_on_the_ground(ogc: Ogc) -> None:
    found = ogc.json("/collections/communes/items/33063", crs=LAMBERT93)
    told = ogc.json("/collections/communes/items/33063")["properties"]

    km2 = shape(found["geometry"]).area / 1e6
    assert km2 == pytest.approx(told["area_km2"], rel=0.02)
