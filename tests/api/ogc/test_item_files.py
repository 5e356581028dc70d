"""Items as files: the same features as the pages, in bounded numbers, no trace left."""

import asyncio
import csv
import io
import os
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pyogrio
import pytest
from starlette.requests import Request
from starlette.testclient import TestClient

from numna_geo.api import sent_file
from numna_geo.api.ogc import files
from numna_geo.errors import DatabaseUnavailable
from numna_geo.formats.catalogue import FORMATS, Format
from numna_geo.formats.layer import About, Layer
from numna_geo.model.datasets import DEPARTEMENTS, STRUCTURES
from numna_geo.store.published.question import FeatureQuestion
from numna_geo.store.reading import Reader
from numna_geo.usecases.export_items import Exports

ITEMS = "/ogc/collections/structures/items"
NOBODY = Reader(
    "postgresql://nobody@127.0.0.1:1/none", size=1, statement_timeout_s=1, wait_s=1
)
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


def one_layer() -> tuple[FeatureQuestion, Layer, Format]:
    fields, about = DEPARTEMENTS.fields, About(day=date(2026, 1, 1))
    layer = Layer(dataset=DEPARTEMENTS, fields=fields, about=about)
    return FeatureQuestion(dataset=DEPARTEMENTS), layer, FORMATS["csv"]


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


async def never_read(client: TestClient, begun: asyncio.Semaphore) -> None:
    """Ask for a file, and take nothing of it."""
    form = next(one for one in files.FORMATS if one.key == "jsonseq")
    scope = {"type": "http", "app": client.app, "query_string": b"", "headers": []}

    async def waits() -> dict[str, Any]:
        await asyncio.Event().wait()
        return {}

    async def takes_nothing(_: object) -> None:
        begun.release()
        await asyncio.Event().wait()

    question = FeatureQuestion(dataset=DEPARTEMENTS)
    reply = await files.file_reply(Request(scope, waits), form, question, 1)
    await reply(scope, waits, takes_nothing)


def test_who_does_not_read_takes_no_place(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    exports: Exports = client.app.state.exports  # type: ignore[attr-defined]
    monkeypatch.setattr(sent_file, "_PATIENCE_S", 600)
    monkeypatch.setattr(exports, "most", 2)

    async def asked() -> tuple[int, int]:
        asking, begun = [], asyncio.Semaphore(0)
        for _ in range(3):
            asking.append(asyncio.create_task(never_read(client, begun)))
            await begun.acquire()
        sending = exports.sent
        for one in asking:
            one.cancel()
        await asyncio.gather(*asking, return_exceptions=True)
        return sending, exports.sent

    assert client.portal.call(asked) == (3, 0)  # type: ignore[union-attr]
    assert exports.asked == 0


def test_who_does_not_read_is_hung_up_on(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    exports: Exports = client.app.state.exports  # type: ignore[attr-defined]
    monkeypatch.setattr(sent_file, "_PATIENCE_S", 0.1)

    async def asked() -> int:
        async with asyncio.timeout(60):
            await never_read(client, asyncio.Semaphore(0))
        return exports.sent

    assert client.portal.call(asked) == 0  # type: ignore[union-attr]
    assert exports.asked == 0


def test_what_was_left_by_who_died_is_taken_away(tmp_path: Path) -> None:
    left, of_now = tmp_path / "numna-geo-export-died", tmp_path / "numna-geo-export-now"
    for folder in (left, of_now):
        folder.mkdir()
    os.utime(left, (0, 0))
    exports = Exports(NOBODY, folder=tmp_path)

    with pytest.raises(DatabaseUnavailable):
        asyncio.run(exports.made(*one_layer()))

    assert list(tmp_path.iterdir()) == [of_now]


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
