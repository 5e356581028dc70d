"""Annex A of OGC API – Tiles, Part 1 (20-057): core, tileset and tilesets list."""

import re

import mapbox_vector_tile
import pytest
from tests.ogc import schemas
from tests.ogc.asking import COLLECTIONS, TILESETS, Answered, Ogc, links, media_type

MVT = "application/vnd.mapbox-vector-tile"
TILES_1 = "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf"
QUAD = "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad"
# Zoom, row and column of tiles that hold some of the region.
HERE = ((6, 23, 31), (9, 184, 255), (12, 1480, 2041))


def tile(collection: str, z: int | str, row: int | str, col: int | str) -> str:
    return f"/collections/{collection}/tiles/WebMercatorQuad/{z}/{row}/{col}"


@pytest.fixture(scope="module", params=COLLECTIONS)
def collection(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture(scope="module")
def tileset(ogc: Ogc, collection: str) -> Answered:
    return ogc.json(f"/collections/{collection}/tiles/WebMercatorQuad")


def test_ats_tiles_are_declared(ogc: Ogc) -> None:
    told = ogc.json("/conformance")["conformsTo"]

    for name in ("core", "tileset", "tilesets-list", "geodata-tilesets", "mvt"):
        assert f"{TILES_1}/{name}" in told


def test_ats_tiles_core_tc_op_a_tile_is_a_vector_tile(
    ogc: Ogc, collection: str
) -> None:
    for z, row, col in HERE:
        reply = ogc.get(tile(collection, z, row, col))
        assert reply.status_code in {200, 204}
        if reply.status_code == 200:
            assert media_type(reply) == MVT
            decoded = mapbox_vector_tile.decode(reply.content)
            assert set(decoded) >= {collection}
            for layer in decoded.values():
                assert layer["features"]


def test_ats_tiles_core_tc_success_an_empty_tile_is_204(
    ogc: Ogc, collection: str
) -> None:
    reply = ogc.get(tile(collection, 12, 0, 0))

    assert reply.status_code == 204
    assert reply.content == b""


@pytest.mark.parametrize(
    ("z", "row", "col"),
    [
        (6, 64, 0),
        (6, 0, 64),
        (0, 1, 0),
        (99, 0, 0),
        (6, -1, 0),
        ("six", 0, 0),
        (6, "1.5", 0),
    ],
)
def test_ats_tiles_core_tc_error_a_tile_that_cannot_be_is_404_or_400(
    ogc: Ogc, z: int | str, row: int | str, col: int | str
) -> None:
    reply = ogc.get(tile("communes", z, row, col))

    assert reply.status_code in {400, 404}
    assert media_type(reply) == "application/problem+json"


def test_ats_tiles_core_tc_error_an_unknown_set_or_collection_is_404(ogc: Ogc) -> None:
    for path in (
        "/collections/communes/tiles/NoSuchQuad/6/23/31",
        "/collections/communes/tiles/NoSuchQuad",
        "/collections/lighthouses/tiles",
        "/collections/lighthouses/tiles/WebMercatorQuad/6/23/31",
        "/tileMatrixSets/NoSuchQuad",
    ):
        assert ogc.get(path).status_code == 404, path


def test_ats_tiles_core_an_unknown_parameter_is_400(ogc: Ogc) -> None:
    assert ogc.get(tile("communes", 6, 23, 31), unheard="1").status_code == 400


def test_ats_tileset_description_says_its_matrix_set_and_where_tiles_are(
    ogc: Ogc, tileset: Answered, collection: str
) -> None:
    schemas.check(tileset, schemas.TILE_SET)
    assert tileset["tileMatrixSetURI"] == QUAD
    assert tileset["crs"].endswith("/EPSG/0/3857")
    (items,) = [one for one in links(tileset, "item") if one["type"] == MVT]
    assert items["templated"] is True
    assert {"tileMatrix", "tileRow", "tileCol"} <= set(
        re.findall(r"\{(\w+)\}", items["href"])
    )
    filled = (
        items["href"]
        .replace("{tileMatrixSetId}", "WebMercatorQuad")
        .replace("{tileMatrix}", "6")
        .replace("{tileRow}", "23")
        .replace("{tileCol}", "31")
    )
    assert ogc.get(filled).status_code in {200, 204}


def test_ats_tileset_limits_hold_every_tile_that_is_not_empty(
    tileset: Answered,
) -> None:
    limits = {one["tileMatrix"]: one for one in tileset.get("tileMatrixSetLimits", [])}

    for z, row, col in HERE:
        if str(z) in limits:
            one = limits[str(z)]
            assert one["minTileRow"] <= row <= one["maxTileRow"]
            assert one["minTileCol"] <= col <= one["maxTileCol"]


def test_ats_tilesets_list_links_to_every_tileset(ogc: Ogc, collection: str) -> None:
    told = ogc.json(f"/collections/{collection}/tiles")

    (listed,) = told["tilesets"]
    schemas.check(listed, schemas.TILE_SET)
    (here,) = [x for x in links(listed, "self") if x["type"] == "application/json"]
    assert ogc.json(here["href"])["tileMatrixSetURI"] == QUAD


def test_ats_geodata_tilesets_the_collection_links_to_its_list(
    ogc: Ogc, collection: str
) -> None:
    told = links(ogc.json(f"/collections/{collection}"), TILESETS)

    assert told
    assert ogc.get(told[0]["href"]).status_code == 200


def test_ats_tms_the_matrix_set_is_web_mercator(ogc: Ogc) -> None:
    told = ogc.json("/tileMatrixSets")
    assert [one["id"] for one in told["tileMatrixSets"]] == ["WebMercatorQuad"]

    quad = ogc.json("/tileMatrixSets/WebMercatorQuad")
    assert quad["uri"] == QUAD
    for number, matrix in enumerate(quad["tileMatrices"]):
        assert matrix["id"] == str(number)
        assert matrix["matrixWidth"] == matrix["matrixHeight"] == 2**number
        assert matrix["scaleDenominator"] == pytest.approx(
            559082264.0287178 / 2**number, rel=1e-9
        )


def test_tilejson_leads_to_tiles(ogc: Ogc, collection: str) -> None:
    told = ogc.json(f"/collections/{collection}/tiles/WebMercatorQuad/tilejson")

    assert told["tilejson"].startswith("3.")
    assert told["vector_layers"][0]["id"] == collection
    address = told["tiles"][0].replace("{z}", "9").replace("{y}", "184")
    assert ogc.get(address.replace("{x}", "255")).status_code in {200, 204}
