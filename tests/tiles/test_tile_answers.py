"""Tiles over HTTP: where there are none, what is kept for how long, what is refused."""

import gzip

import brotli
import pytest
from sqlalchemy import text
from starlette.testclient import TestClient
from tests.tiles.cutting import Cutter, features

from numna_geo.api.cache_control import FOR_EVER
from numna_geo.model.tile_layers import tile_layer
from numna_geo.model.tiling import HALF_M, Tile
from numna_geo.store.database import Connection
from numna_geo.usecases.published_datasets import DATASETS

STRUCTURES = "/ogc/collections/structures/tiles/WebMercatorQuad"
COMMUNES = "/ogc/collections/communes/tiles/WebMercatorQuad"
BROADBAND = "/ogc/collections/broadband/tiles/WebMercatorQuad"
BORDEAUX = "12/1475/2041"


@pytest.mark.parametrize(
    "path",
    [
        f"{STRUCTURES}/6/1/1",
        f"{STRUCTURES}/12/1475/0",
        f"{STRUCTURES}/15/11801/16330",
        f"{STRUCTURES}/24/6042112/8360960",
        f"{COMMUNES}/4/5/7",
    ],
    ids=["elsewhere", "at sea", "nearer than drawn", "nearest", "farther than drawn"],
)
def test_a_tile_with_nothing_to_show_is_204(client: TestClient, path: str) -> None:
    reply = client.get(path)

    assert (reply.status_code, reply.content) == (204, b"")


@pytest.mark.parametrize(
    "path",
    [
        f"{STRUCTURES}/6/64/1",
        f"{STRUCTURES}/6/1/64",
        f"{STRUCTURES}/25/0/0",
        f"{STRUCTURES}/14300/0/0",
        f"{COMMUNES}/999999999/0/0",
        "/ogc/collections/structures/tiles/WorldCRS84Quad/0/0/0",
        "/ogc/collections/nothing/tiles/WebMercatorQuad/0/0/0",
        "/ogc/collections/structures/tiles/WorldCRS84Quad",
        "/ogc/tileMatrixSets/WorldCRS84Quad",
    ],
)
def test_a_tile_that_the_matrix_set_lacks_is_404(client: TestClient, path: str) -> None:
    reply = client.get(path)

    assert reply.status_code == 404
    assert reply.headers["content-type"].startswith("application/problem+json")


@pytest.mark.parametrize(
    ("path", "named"),
    [
        (f"{STRUCTURES}/six/22/31", "tileMatrix"),
        (f"{STRUCTURES}/6/-1/31", "tileRow"),
        (f"{STRUCTURES}/6/22/1e3", "tileCol"),
        (f"{STRUCTURES}/6/22/٣", "tileCol"),
        (f"{STRUCTURES}/6/22/31?category=castle", "category"),
        (f"{STRUCTURES}/6/22/31?colour=red", "colour"),
        (f"{STRUCTURES}/6/22/31?f=png", "f"),
        (f"{COMMUNES}/6/22/31?category=coworking", "category"),
        (f"{BROADBAND}/6/22/31?period=x", "period"),
        (f"{BROADBAND}/6/22/31?period=2024-T1,2024-T2", "period"),
    ],
)
def test_what_cannot_be_used_is_named(
    client: TestClient, path: str, named: str
) -> None:
    reply = client.get(path)

    assert reply.status_code == 400
    assert [one["parameter"] for one in reply.json()["errors"]] == [named]


def test_a_tile_is_the_same_however_it_is_compressed(
    client: TestClient, cutter: Cutter
) -> None:
    plain = cutter.cut("communes", Tile(zoom=6, row=22, col=31))
    unpack = {"gzip": gzip.decompress, "br": brotli.decompress, "identity": bytes}

    for encoding, of in unpack.items():
        asked = {"Accept-Encoding": encoding}
        with client.stream("GET", f"{COMMUNES}/6/22/31", headers=asked) as reply:
            content = b"".join(reply.iter_raw())
        assert reply.headers.get("content-encoding", "identity") == encoding
        assert reply.headers["content-type"] == "application/vnd.mapbox-vector-tile"
        assert "Accept-Encoding" in reply.headers["vary"]
        assert of(content) == plain
        assert len(content) <= len(plain) * (1 if encoding == "identity" else 0.7)


def test_who_holds_a_tile_is_told_that_it_still_holds(client: TestClient) -> None:
    first = client.get(f"{STRUCTURES}/{BORDEAUX}")

    again = client.get(
        f"{STRUCTURES}/{BORDEAUX}", headers={"If-None-Match": first.headers["etag"]}
    )

    assert (first.status_code, again.status_code) == (200, 304)


def test_an_address_with_the_version_of_the_data_is_kept_for_ever(
    client: TestClient,
) -> None:
    template = client.get(f"{STRUCTURES}/tilejson").json()["tiles"][0]
    z, row, col = BORDEAUX.split("/")
    address = template.format(z=z, y=row, x=col)

    now, old = client.get(address), client.get(f"{STRUCTURES}/{BORDEAUX}?v=1.0-old")

    assert now.headers["cache-control"] == FOR_EVER
    assert "max-age=60" in old.headers["cache-control"]
    assert now.content == old.content


def test_tiles_are_open_to_every_origin(client: TestClient) -> None:
    for path in (f"{STRUCTURES}/{BORDEAUX}", f"{STRUCTURES}/tilejson"):
        reply = client.get(path, headers={"Origin": "https://elsewhere.example"})
        assert reply.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("zoom", [6, 12])
def test_tiles_can_be_of_some_categories_only(client: TestClient, zoom: int) -> None:
    place = {6: "6/23/31", 12: BORDEAUX}[zoom]
    asked = {"category": "coworking,fab_lab"}

    some = features(
        "structures", client.get(f"{STRUCTURES}/{place}", params=asked).content
    )
    every = features("structures", client.get(f"{STRUCTURES}/{place}").content)

    def count(found: list[dict]) -> int:
        return sum(one["properties"]["count"] for one in found)

    assert 0 < count(some) < count(every)
    kinds = {one["properties"].get("category") for one in some} - {None}
    assert kinds <= {"coworking", "fab_lab"}


def test_closed_places_are_grouped_only_when_they_are_asked(
    client: TestClient, connection: Connection
) -> None:
    closed = connection.scalar(
        text("SELECT count(*) FROM published_structures WHERE status = 'closed'")
    )

    def count(query: str) -> int:
        content = client.get(f"{STRUCTURES}/0/0/0{query}").content
        return sum(
            one["properties"]["count"] for one in features("structures", content)
        )

    assert count("?status=closed") == closed > 0
    assert count("?status=closed,open,planned,unknown") == count("") + closed


def test_gaps_of_any_level_and_broadband_of_any_quarter_can_be_asked(
    client: TestClient,
) -> None:
    gaps = "/ogc/collections/gaps/tiles/WebMercatorQuad/6/22/31?level=departement"
    then = "/ogc/collections/broadband/tiles/WebMercatorQuad/9/184/255?period=2018-T1"

    departments = features("gaps", client.get(gaps).content)
    communes = features("broadband", client.get(then).content)

    assert {one["properties"]["level"] for one in departments} == {"departement"}
    assert {one["properties"]["period"] for one in communes} == {"2018-T1"}


@pytest.mark.parametrize("key", DATASETS)
def test_tilejson_tells_the_layer_and_its_fields(
    client: TestClient, cutter: Cutter, key: str
) -> None:
    path = f"/ogc/collections/{key}/tiles/WebMercatorQuad"

    told = client.get(f"{path}/tilejson").json()

    (layer,) = told["vector_layers"]
    west, south, east, north = told["bounds"]
    assert told["tilejson"] == "3.0.0"
    assert layer["id"] == key
    assert layer["minzoom"] == told["minzoom"] == tile_layer(DATASETS[key]).min_zoom
    assert (-1.8 < west < -1.7, 42.7 < south < 42.8) == (True, True)
    assert (2.6 < east < 2.7, 47.1 < north < 47.2) == (True, True)
    seen = {
        name
        for tile in (Tile(zoom=6, row=22, col=31), Tile(zoom=9, row=184, col=255))
        for one in cutter.shown(key, tile).features
        for name in one["properties"]
    }
    assert seen <= set(layer["fields"])


@pytest.mark.parametrize("key", DATASETS)
def test_a_tileset_leads_to_tiles_that_exist(client: TestClient, key: str) -> None:
    path = f"/ogc/collections/{key}/tiles"

    (listed,) = client.get(path).json()["tilesets"]
    told = client.get(listed["links"][0]["href"]).json()

    (item,) = [link for link in told["links"] if link["rel"] == "item"]
    assert told["tileMatrixSetURI"] == listed["tileMatrixSetURI"]
    zooms = [int(one["tileMatrix"]) for one in told["tileMatrixSetLimits"]]
    assert zooms == list(range(tile_layer(DATASETS[key]).min_zoom, 15))
    for one in told["tileMatrixSetLimits"]:
        assert 0 <= one["minTileRow"] <= one["maxTileRow"] < 2 ** int(one["tileMatrix"])
    middle = told["tileMatrixSetLimits"][zooms.index(7)]
    address = (
        item["href"]
        .replace("{tileMatrix}", middle["tileMatrix"])
        .replace("{tileRow}", str(middle["minTileRow"] + 1))
        .replace("{tileCol}", str(middle["maxTileCol"]))
    )
    assert client.get(address).status_code == 200


def test_the_matrix_set_is_that_of_the_standard(client: TestClient) -> None:
    told = client.get("/ogc/tileMatrixSets/WebMercatorQuad").json()

    matrices = told["tileMatrices"]
    assert told["uri"].endswith("/tilematrixset/OGC/1.0/WebMercatorQuad")
    # Source: 17-083r4, annex D.1, table D.1.
    assert len(matrices) == 25
    assert matrices[0]["scaleDenominator"] == pytest.approx(
        559082264.0287178, rel=1e-12
    )
    assert matrices[18]["cellSize"] == pytest.approx(0.5971642834779395, rel=1e-12)
    assert matrices[24]["matrixWidth"] == 16777216
    assert all(one["pointOfOrigin"] == [-HALF_M, HALF_M] for one in matrices)


def test_operations_have_the_names_of_the_standard(client: TestClient) -> None:
    told = client.get("/ogc/api").json()["paths"]

    for key in DATASETS:
        path = f"/collections/{key}/tiles"
        own = f"{path}/{{tileMatrixSetId}}"
        # Source: 20-057, table 11: an operation's name ends with these.
        for address, ending in (
            (path, ".collection.vector.getTileSetsList"),
            (own, ".collection.vector.getTileSet"),
            (
                f"{own}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}",
                ".collection.vector.getTile",
            ),
        ):
            assert told[address]["get"]["operationId"].endswith(ending)
