"""Items as files: the same features as the pages, in bounded numbers, no trace left."""

import csv
import io
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pyogrio
import pytest
from starlette.requests import Request
from starlette.testclient import TestClient

from numna_geo.api.ogc import files
from numna_geo.model.datasets import STRUCTURES
from numna_geo.store.published.question import FeatureQuestion
from numna_geo.usecases.export_items import Exports

ITEMS = "/ogc/collections/structures/items"
ASKED = {"filter": "category = 'fab_lab'", "bbox": "-2,42,3,47.5"}


@pytest.fixture
def ids(client: TestClient) -> list[str]:
    reply = client.get(ITEMS, params={**ASKED, "limit": "1000"}).json()
    return sorted(one["id"] for one in reply["features"])


def read(form: str, content: bytes, folder: Path) -> list[str]:
    path = folder / f"items.{form}"
    path.write_bytes(content)
    match form:
        case "csv":
            rows = list(csv.DictReader(io.StringIO(content.decode())))
            return [row["id"] for row in rows]
        case "parquet":
            return [str(one) for one in pq.read_table(path)["id"].to_pylist()]
        case "jsonseq":
            return [str(one) for one in pyogrio.read_arrow(path)[1]["id"].to_pylist()]
        case "xlsx":
            table = pyogrio.read_arrow(path, layer="Données")[1]
            return [str(one) for one in table["Identifiant"].to_pylist()]
        case _:
            table = pyogrio.read_arrow(path, layer="structures")[1]
            return [str(one) for one in table["id"].to_pylist()]


@pytest.mark.parametrize("form", [one.key for one in files.FORMATS])
def test_a_file_has_all_that_matches(
    client: TestClient, ids: list[str], form: str, tmp_path: Path
) -> None:
    reply = client.get(ITEMS, params={**ASKED, "f": form})

    assert reply.status_code == 200
    assert "CRS84" in reply.headers["content-crs"]
    assert sorted(read(form, reply.content, tmp_path)) == ids
    assert len(ids) > 20


def test_a_file_has_the_fields_the_number_and_the_system_asked_for(
    client: TestClient,
) -> None:
    lambert = "http://www.opengis.net/def/crs/EPSG/0/2154"
    asked = {"f": "csv", "properties": "name", "limit": "2", "crs": lambert}

    reply = client.get(ITEMS, params=asked)

    rows = list(csv.DictReader(io.StringIO(reply.text)))
    assert list(rows[0]) == ["id", "name", "x", "y"]
    assert len(rows) == 2
    assert 300_000 < float(rows[0]["x"]) < 700_000
    assert reply.headers["content-crs"] == f"<{lambert}>"


def test_no_file_stays_and_every_place_is_free_again(
    client: TestClient, tmp_path: Path
) -> None:
    exports: Exports = client.app.state.exports  # type: ignore[attr-defined]
    exports.folder = tmp_path

    for form in ("gpkg", "fgb", "csv"):
        assert client.get(ITEMS, params={"f": form, "limit": "5"}).status_code == 200

    exports.folder = None
    assert list(tmp_path.iterdir()) == []
    assert exports.asked == 0


def test_who_comes_when_all_places_are_taken_is_asked_to_wait(
    client: TestClient,
) -> None:
    exports: Exports = client.app.state.exports  # type: ignore[attr-defined]
    exports.asked = exports.most

    reply = client.get(ITEMS, params={"f": "csv"})

    exports.asked = 0
    assert reply.status_code == 503
    assert int(reply.headers["retry-after"]) > 0


def test_a_file_nobody_waits_for_is_not_made(
    client: TestClient, tmp_path: Path
) -> None:
    exports: Exports = client.app.state.exports  # type: ignore[attr-defined]

    async def hung_up() -> dict[str, Any]:
        return {"type": "http.disconnect"}

    async def asked() -> int:
        scope = {"type": "http", "app": client.app, "query_string": b"", "headers": []}
        form = next(one for one in files.FORMATS if one.key == "gpkg")
        reply = await files.file_reply(
            Request(scope, hung_up), form, FeatureQuestion(dataset=STRUCTURES), None
        )
        return reply.status_code

    exports.folder = tmp_path
    status = client.portal.call(asked)  # type: ignore[union-attr]
    exports.folder = None

    assert status == 499
    assert list(tmp_path.iterdir()) == []
    assert exports.asked == 0
