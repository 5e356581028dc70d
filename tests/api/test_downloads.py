"""Whole layers by their addresses: tags, parts, versions, and nothing beside them."""

import asyncio
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from numna_geo.api.app import create_app
from numna_geo.model.datasets import DEPARTEMENTS
from numna_geo.settings import Settings
from numna_geo.store.reading import Reader
from numna_geo.usecases.build_downloads import Wanted, build_downloads
from numna_geo.usecases.kept_downloads import Downloads
from numna_geo.usecases.layer_files import Dress

PATH = "/api/v1/downloads"


@pytest.fixture(scope="module")
def folder(loaded_url: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("downloads")
    wanted = Wanted(downloads=Downloads(folder), most=2, dress=lambda _: Dress())

    async def built() -> None:
        reader = Reader(loaded_url, size=2, statement_timeout_s=60, wait_s=60)
        await build_downloads(reader, wanted, [DEPARTEMENTS])
        await reader.close()

    asyncio.run(built())
    (folder / "secret.csv").write_text("no")
    return folder


@pytest.fixture(scope="module")
def client(loaded_url: str, settings: Settings, folder: Path) -> Iterator[TestClient]:
    chosen = settings.model_copy(update={"downloads_dir": folder})
    with TestClient(create_app(chosen, database_url=loaded_url)) as client:
        yield client


@pytest.fixture(scope="module")
def version(client: TestClient) -> dict[str, Any]:
    datasets = client.get(PATH).json()["datasets"]
    departements = next(one for one in datasets if one["dataset"] == "departements")
    found: dict[str, Any] = departements["versions"][0]
    return found


def test_each_file_is_what_its_digest_says_and_never_compressed_on_its_way(
    client: TestClient, version: dict[str, Any]
) -> None:
    for file in version["files"]:
        reply = client.get(file["href"], headers={"Accept-Encoding": "gzip, br"})

        assert hashlib.sha256(reply.content).hexdigest() == file["sha256"]
        assert reply.headers["etag"] == f'"{file["sha256"]}"'
        assert "content-encoding" not in reply.headers
        # What it tells may be withdrawn: no cache keeps it for a year.
        assert "max-age=60" in reply.headers["cache-control"]
        assert file["name"] in reply.headers["content-disposition"]
    assert version["rows"] == 12


@pytest.mark.parametrize("path", ["", "/{dataset}/changes"])
def test_answers_are_what_the_document_says(client: TestClient, path: str) -> None:
    document = client.get("/openapi.json").json()
    told = document["paths"][f"{PATH}{path}"]["get"]["responses"]["200"]["content"]
    expected = told["application/json"]["schema"]
    checker = Draft202012Validator({**expected, "components": document["components"]})

    reply = client.get(f"{PATH}{path.format(dataset='departements')}")

    assert list(checker.iter_errors(reply.json())) == []


def test_latest_is_the_last_version_and_is_asked_again(
    client: TestClient, version: dict[str, Any]
) -> None:
    reply = client.get(f"{PATH}/departements/latest/departements.csv")

    assert reply.headers["etag"] == f'"{version["files"][0]["sha256"]}"'
    assert "immutable" not in reply.headers["cache-control"]


def test_who_holds_it_is_told_so(client: TestClient, version: dict[str, Any]) -> None:
    for path in (version["files"][0]["href"], PATH, f"{PATH}/departements/changes"):
        tag = client.get(path).headers["etag"]

        assert client.get(path, headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize(
    ("asked", "status", "size"),
    [
        ("bytes=0-15", 206, 16),
        ("bytes=-7", 206, 7),
        ("bytes=99999999-", 416, None),
        ("bytes=9-3", 200, None),
        ("lines=1-2", 200, None),
        ("bytes=0-1,4-5", 200, None),
    ],
)
def test_a_part_may_be_asked_for(
    client: TestClient, asked: str, status: int, size: int | None
) -> None:
    path = f"{PATH}/departements/latest/departements.gpkg"

    reply = client.get(path, headers={"Range": asked})

    assert reply.status_code == status
    assert size is None or len(reply.content) == size
    assert status != 416 or reply.headers["content-range"].startswith("bytes */")


def test_a_part_of_another_file_is_not_mixed_in(client: TestClient) -> None:
    path = f"{PATH}/departements/latest/departements.gpkg"
    stale = {"Range": "bytes=0-15", "If-Range": '"of-another-version"'}

    assert client.get(path, headers=stale).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "departements/latest/manifest.json",
        "departements/latest/index.json",
        "departements/latest/..%2f..%2fsecret.csv",
        "departements/latest/%2e%2e%2f%2e%2e%2fsecret.csv",
        "departements/../secret.csv",
        "departements/..%5c..%5csecret.csv/x",
        "../downloads/latest/secret.csv",
        "departements/2018-01-01-00000000/departements.csv",
        "communes/latest/communes.csv",
        "nothing/latest/x.csv",
        "departements/changes?since=2018-01-01-00000000",
    ],
)
def test_nothing_else_is_found(client: TestClient, path: str) -> None:
    reply = client.get(f"{PATH}/{path}")

    assert reply.status_code == 404
    assert reply.headers["content-type"] == "application/problem+json"


def test_an_unknown_version_is_answered_with_those_that_are_kept(
    client: TestClient, version: dict[str, Any]
) -> None:
    reply = client.get(f"{PATH}/departements/nope/departements.csv")

    assert version["version"] in reply.json()["detail"]


def test_nothing_changed_between_equal_versions(
    client: TestClient, version: dict[str, Any]
) -> None:
    path = f"{PATH}/departements/changes"

    told = client.get(path).json()
    table = client.get(path, headers={"Accept": "text/csv"})

    assert told["changes"] == []
    name = version["version"]
    assert told["links"][0]["href"].endswith(f"?since={name}&until={name}")
    assert told["counts"] == {"added": 0, "changed": 0, "closed": 0, "removed": 0}
    assert table.text.splitlines() == ["id,kind,label,field,before,after"]


def test_a_file_that_was_cut_is_not_told_as_the_whole_one(
    client: TestClient, folder: Path, version: dict[str, Any]
) -> None:
    path = folder / "departements" / version["version"] / "departements.geojson"
    whole = path.read_bytes()
    path.write_bytes(whole[:100])

    reply = client.get(f"{PATH}/departements/latest/departements.geojson")

    path.write_bytes(whole)
    assert reply.status_code == 404


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (b'"created": "20', b'"created": "yesterday 20'),
        (b'"rows": 12', b'"rows": null'),
        (b'"checked": "', b'"checked": ["'),
        (b'"sha256": "', b'"sha256": 5, "was": "'),
        (b'"day": "20', b'"day": "x20'),
    ],
)
def test_a_damaged_list_is_no_list(
    client: TestClient,
    folder: Path,
    version: dict[str, Any],
    right: bytes,
    wrong: bytes,
) -> None:
    path = folder / "departements" / "index.json"
    whole = path.read_bytes()
    assert right in whole
    path.write_bytes(whole.replace(right, wrong))

    pages = (PATH, "/donnees", "/catalogue.jsonld")
    statuses = [client.get(page).status_code for page in pages]
    found = Downloads(folder).by_manifests("departements").versions

    path.write_bytes(whole)
    assert statuses == [200, 200, 200]
    assert [one.version for one in found] == [version["version"]]
