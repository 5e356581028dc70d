"""Annex A of OGC API – Features, Part 2 (18-058r1): coordinates by reference system."""

from typing import Any

import numpy as np
import pytest
from pyproj import Transformer
from tests.ogc.asking import (
    COLLECTIONS,
    CRS84,
    GEOJSON,
    LAMBERT93,
    MERCATOR,
    WGS84,
    Answered,
    Ogc,
    link,
    media_type,
)
from tests.ogc.test_ats_features_core import parameter

SUPPORTED = (CRS84, WGS84, LAMBERT93, MERCATOR)
CODES = {LAMBERT93: 2154, MERCATOR: 3857}
# The corners of a box around Bordeaux, longitude first.
WEST, SOUTH, EAST, NORTH = -0.7, 44.7, -0.4, 45.0


def positions(held: Any) -> list[list[float]]:
    """The coordinates of a geometry, one after the other."""
    if isinstance(held, dict):
        return positions(held["coordinates"])
    if isinstance(held[0], int | float):
        return [held]
    return [found for inner in held for found in positions(inner)]


def all_as_written(found: list[list[float]], crs: str) -> Any:
    """Degrees, longitude first, in the axis order that a reference system says."""
    degrees = np.array(found)
    if crs == CRS84:
        return degrees
    if crs == WGS84:
        return degrees[:, ::-1]
    to = Transformer.from_crs(4326, CODES[crs], always_xy=True)
    return np.column_stack(to.transform(*degrees.T))


def as_written(lon: float, lat: float, crs: str) -> tuple[float, float]:
    x, y = all_as_written([[lon, lat]], crs)[0]
    return float(x), float(y)


@pytest.fixture(scope="module")
def definition(ogc: Ogc) -> Answered:
    return ogc.json("/api")


def test_ats_crs_is_declared(ogc: Ogc) -> None:
    told = ogc.json("/conformance")["conformsTo"]

    assert "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs" in told


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_ats_crs_fc_md_crs_list_begins_with_the_default(
    ogc: Ogc, collection: str
) -> None:
    told = ogc.json(f"/collections/{collection}")

    assert told["crs"][0] == CRS84
    assert set(told["crs"]) == set(SUPPORTED)


def test_ats_crs_fc_md_crs_list_global_is_resolved(ogc: Ogc) -> None:
    told = ogc.json("/collections")

    for one in told["collections"]:
        for crs in one["crs"]:
            assert crs != "#/crs" or told["crs"]


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_ats_crs_fc_md_storage_crs_valid_value_is_one_of_the_list(
    ogc: Ogc, collection: str
) -> None:
    told = ogc.json(f"/collections/{collection}")

    assert told["storageCrs"] == CRS84
    assert told["storageCrs"] in told["crs"]


def test_ats_crs_fc_md_storage_crs_coordinate_epoch_is_a_number(ogc: Ogc) -> None:
    for one in ogc.json("/collections")["collections"]:
        assert isinstance(one.get("storageCrsCoordinateEpoch", 0.0), int | float)


@pytest.mark.parametrize("name", ["crs", "bbox-crs"])
@pytest.mark.parametrize("collection", COLLECTIONS)
def test_ats_crs_fc_crs_definition_and_fc_bbox_crs_definition(
    definition: Answered, collection: str, name: str
) -> None:
    found = parameter(definition, f"/collections/{collection}/items", name)

    assert (found["in"], found.get("required", False)) == ("query", False)
    assert (found["style"], found["explode"]) == ("form", False)
    schema = found["schema"]
    assert schema["type"] == "string"
    assert set(schema.get("enum", SUPPORTED)) >= set(SUPPORTED)


@pytest.mark.parametrize("name", ["crs", "bbox_crs"])
@pytest.mark.parametrize(
    "wrong", ["http://www.opengis.net/def/crs/EPSG/0/27700", "4326x", "urn:x", ""]
)
def test_ats_crs_fc_crs_valid_value_and_fc_bbox_crs_valid_value_else_400(
    ogc: Ogc, name: str, wrong: str
) -> None:
    asked: dict[str, Any] = {name: wrong, "bbox": "0,44,1,45", "limit": 1}

    reply = ogc.get("/collections/communes/items", **asked)

    assert reply.status_code == 400
    assert media_type(reply) == "application/problem+json"


def test_ats_crs_fc_crs_valid_value_also_of_one_feature(ogc: Ogc) -> None:
    path = "/collections/communes/items/33063"

    assert (
        ogc.get(path, crs="http://www.opengis.net/def/crs/EPSG/0/1").status_code == 400
    )
    for crs in SUPPORTED:
        assert ogc.get(path, crs=crs).status_code == 200


def test_ats_crs_fc_crs_default_value_is_crs84(ogc: Ogc) -> None:
    path = "/collections/communes/items"

    bare, named = ogc.get(path, limit=5), ogc.get(path, limit=5, crs=CRS84)

    assert bare.json()["features"] == named.json()["features"]
    assert bare.headers["content-crs"] == named.headers["content-crs"] == f"<{CRS84}>"


@pytest.mark.parametrize("crs", [WGS84, LAMBERT93, MERCATOR])
@pytest.mark.parametrize("collection", ["structures", "communes", "gaps", "broadband"])
def test_ats_crs_fc_crs_action_coordinates_are_those_of_proj(
    ogc: Ogc, collection: str, crs: str
) -> None:
    plain = ogc.json(f"/collections/{collection}/items", limit=10)
    moved = ogc.json(f"/collections/{collection}/items", limit=10, crs=crs)

    # 1e-6°, which is 0.11 m; metres of Mercator are longer than that here, not shorter.
    close = 1.1e-6 if crs == WGS84 else 0.2
    for before, after in zip(plain["features"], moved["features"], strict=True):
        assert before["id"] == after["id"]
        assert before["properties"] == after["properties"]
        if before["geometry"] is None:
            assert after["geometry"] is None
            continue
        expected = all_as_written(positions(before["geometry"]), crs)
        found = np.array(positions(after["geometry"]))
        assert found.shape == expected.shape
        assert np.abs(found - expected).max() < close


@pytest.mark.parametrize("crs", SUPPORTED)
@pytest.mark.parametrize("collection", COLLECTIONS)
def test_ats_crs_bbox_crs_action_the_same_box_finds_the_same_features(
    ogc: Ogc, collection: str, crs: str
) -> None:
    # Straight edges of one system are curves of another: a box of Lambert-93 around
    # the corners holds a little more than that of degrees.
    first = as_written(WEST, SOUTH, crs)
    second = as_written(EAST, NORTH, crs)
    box = ",".join(map(str, (*first, *second)))

    asked: Any = {"limit": 10_000, "skipGeometry": "true"}
    inner = set(ogc.ids(collection, bbox=f"{WEST},{SOUTH},{EAST},{NORTH}", **asked))
    found = set(ogc.ids(collection, bbox=box, bbox_crs=crs, **asked))

    assert inner
    if crs == LAMBERT93:
        assert len(found ^ inner) <= max(2, 0.15 * len(inner))
    else:
        assert found == inner


def test_ats_crs_fc_bbox_crs_valid_default_value_is_crs84(ogc: Ogc) -> None:
    box = f"{WEST},{SOUTH},{EAST},{NORTH}"

    assert ogc.ids("epci", bbox=box) == ogc.ids("epci", bbox=box, bbox_crs=CRS84)


@pytest.mark.parametrize("crs", SUPPORTED)
@pytest.mark.parametrize("path", ["items", "items/33063"])
def test_ats_crs_ogc_crs_header_and_its_value(ogc: Ogc, path: str, crs: str) -> None:
    reply = ogc.get(f"/collections/communes/{path}", crs=crs)

    assert reply.headers["content-crs"] == f"<{crs}>"
    # /conf/crs/geojson: other systems stay GeoJSON, and say so in the header only.
    assert media_type(reply) == GEOJSON
    assert "crs" not in reply.json()


def test_the_next_page_keeps_the_reference_system(ogc: Ogc) -> None:
    page = ogc.json("/collections/communes/items", limit=2, crs=LAMBERT93)
    after = link(page, "next")
    assert after is not None

    reply = ogc.get(after["href"])

    assert reply.headers["content-crs"] == f"<{LAMBERT93}>"
    for feature in reply.json()["features"]:
        assert positions(feature["geometry"])[0][1] > 6_000_000
