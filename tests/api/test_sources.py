"""`/sources` and `/imports`: whose data these are, and what became of each row."""

import csv
import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from numna_geo.api.app import create_app
from numna_geo.settings import Settings
from numna_geo.store.database import connect, writing

Get = Callable[..., dict[str, Any]]
FS = "france_services_2024"


def test_every_source_says_its_licence_and_how_much_it_tells(get: Get) -> None:
    sources = {one["key"]: one for one in get("/sources")["sources"]}

    services = sources[FS]
    assert services["publisher"] == "ANCT"
    assert services["licence"] == "Licence Ouverte 2.0"
    assert services["published_on"] == "2024-08-01"
    assert services["redistributable"] is True
    # 348 France Services of the region in the list of 1 August 2024.
    assert 300 < services["structures"] <= 348
    assert services["last_import"]["source"] == FS
    assert sources["cog_2026"]["last_import"] is None
    assert all(one["licence"] for one in sources.values())


def test_only_what_was_loaded_is_a_source(get: Get) -> None:
    keys = {one["key"] for one in get("/sources")["sources"]}
    cited = {
        one["source"]["key"]
        for one in get("/structures", limit=1000)["features"]
        for one in [one["properties"]]
    }

    assert cited <= keys
    assert {"arcep_2018_t1", "arcep_2026_t2", "insee_rp_2021"} <= keys
    # In the catalogue, at its address; nobody loaded it here.
    assert "france_tiers_lieux" not in keys


def test_every_row_read_is_kept_merged_or_rejected(get: Get) -> None:
    imports = get("/imports")["imports"]

    assert imports
    for one in imports:
        rows = one["rows"]
        assert rows["read"] == rows["kept"] + rows["merged"] + rows["rejected"]
        assert rows["outside"] <= rows["rejected"]


def test_imports_of_one_source_are_its_own(get: Get) -> None:
    of_one = get("/imports", source=FS)

    assert {one["source"] for one in of_one["imports"]} == {FS}
    assert of_one["numberMatched"] == of_one["numberReturned"] == 1


def walk(client: TestClient, path: str) -> Iterator[dict[str, Any]]:
    while path:
        answer = client.get(path).json()
        yield answer
        nexts = [link["href"] for link in answer["links"] if link["rel"] == "next"]
        path = nexts[0] if nexts else ""


def test_pages_of_imports_lose_and_repeat_nothing(client: TestClient) -> None:
    pages = list(walk(client, "/api/v1/imports?limit=2"))

    ids = [one["id"] for page in pages for one in page["imports"]]
    assert ids == sorted(set(ids), reverse=True)
    assert {page["numberMatched"] for page in pages} == {len(ids)}


def test_a_cursor_belongs_to_its_source(client: TestClient) -> None:
    first = client.get("/api/v1/imports?limit=1").json()
    (link,) = [link for link in first["links"] if link["rel"] == "next"]

    other = client.get(f"{link['href']}&source={FS}")

    assert other.status_code == 400


def test_a_report_tells_each_row_and_why(client: TestClient, get: Get) -> None:
    number = get("/imports", source=FS)["imports"][0]["id"]

    pages = list(walk(client, f"/api/v1/imports/{number}?limit=7"))
    lines = [line for page in pages for line in page["lines"]]

    report = pages[0]
    assert report["source"] == FS
    assert len(lines) == report["numberMatched"]
    assert sum(one["lines"] for one in report["reasons"]) == len(lines)
    assert all(line["column_name"] and line["reason"] for line in lines)
    rejected = {x["row_number"] for x in lines if x["action"] == "rejected"}
    assert len(rejected) == report["rows"]["rejected"]


def test_a_report_is_the_same_as_csv(client: TestClient, get: Get) -> None:
    number = get("/imports", source=FS)["imports"][0]["id"]
    whole = get(f"/imports/{number}", limit=5000)

    reply = client.get(f"/api/v1/imports/{number}", headers={"Accept": "text/csv"})
    by_name = client.get(f"/api/v1/imports/{number}?f=csv")

    assert reply.headers["content-type"].startswith("text/csv")
    assert (
        f'filename="{FS}-import-{number}.csv"' in (reply.headers["content-disposition"])
    )
    assert by_name.content == reply.content
    rows = list(csv.DictReader(io.StringIO(reply.text)))
    assert len(rows) == whole["numberMatched"]
    for row, line in zip(rows, whole["lines"], strict=True):
        assert row["row_number"] == str(line["row_number"])
        assert row["reason"] == line["reason"]


def test_reasons_that_differ_by_a_number_are_one(get: Get) -> None:
    reports = [get(f"/imports/{one['id']}") for one in get("/imports")["imports"]]

    said = [one["reason"] for report in reports for one in report["reasons"]]

    assert said
    assert not [reason for reason in said if any(c.isdigit() for c in reason)]


@pytest.fixture
def strange(scratch_url: str, settings: Settings) -> Iterator[TestClient]:
    """Two sources whose files say what no file should, one of unconfirmed licence."""
    engine = connect(scratch_url)
    with writing(engine) as connection:
        connection.execute(
            text(
                "INSERT INTO sources (key, title, publisher, licence, rank, family,"
                " redistributable)"
                " VALUES ('s', 'Liste', 'P', 'à confirmer', 1, 'structures', false),"
                " ('t', 'Autre', 'P', 'Licence Ouverte', 2, 'structures', true)"
            )
        )
        connection.execute(
            text(
                "INSERT INTO imports (source_key, file_name, sha256, imported_at,"
                " rows_read, rows_kept, rows_merged, rows_mended, rows_rejected,"
                " rows_outside)"
                " VALUES ('s', 'liste.csv', 'x', '2026-11-26', 3, 1, 0, 0, 2, 0),"
                " ('t', 'liste.csv', 'x', '2026-11-26', 3, 1, 0, 0, 2, 0)"
            )
        )
        connection.execute(
            text(
                "INSERT INTO import_rows (import_id, row_number, record_key,"
                " column_name, value, reason, action)"
                " SELECT id, i, 'k', 'name', '=HYPERLINK(\"x\")', 'not a name',"
                " 'rejected' FROM imports, generate_series(1, 12000) AS i"
            )
        )
    engine.dispose()
    with TestClient(create_app(settings, database_url=scratch_url)) as client:
        yield client


def test_an_unconfirmed_licence_is_said(strange: TestClient) -> None:
    sources = strange.get("/api/v1/sources").json()["sources"]

    one = next(source for source in sources if source["key"] == "s")
    assert one["redistributable"] is False
    assert one["structures"] == 0


def test_a_long_report_comes_whole_and_runs_in_no_spreadsheet(
    strange: TestClient,
) -> None:
    rows = list(
        csv.DictReader(io.StringIO(strange.get("/api/v1/imports/2?f=csv").text))
    )

    assert [int(row["row_number"]) for row in rows] == list(range(1, 12_001))
    assert {row["value"] for row in rows} == {'\'=HYPERLINK("x")'}


def test_a_report_repeats_no_cell_of_a_list_whose_licence_is_unconfirmed(
    strange: TestClient,
) -> None:
    closed, free = (
        strange.get(f"/api/v1/imports/{number}?limit=5").json() for number in (1, 2)
    )
    table = csv.DictReader(io.StringIO(strange.get("/api/v1/imports/1?f=csv").text))
    page = strange.get("/donnees", headers={"Accept": "text/html"})

    hidden = {(line["value"], line["record_key"]) for line in closed["lines"]}
    assert hidden == {(None, None)}
    assert {(row["value"], row["record_key"]) for row in table} == {("", "")}
    assert {line["reason"] for line in closed["lines"]} == {"not a name"}
    assert free["lines"][0]["value"] == '=HYPERLINK("x")'
    assert free["lines"][0]["record_key"] == "k"
    assert page.status_code == 200
    assert "HYPERLINK" not in page.text
