"""Items: pages, counts, systems of coordinates, tags."""

from typing import Any

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from numna_geo.api.app import create_app
from numna_geo.settings import Settings
from numna_geo.store.database import Connection
from numna_geo.store.reading import Reader

COMMUNES = "/ogc/collections/communes/items"
STRUCTURES = "/ogc/collections/structures/items"
GUERET = "23096"
EPSG = "http://www.opengis.net/def/crs/EPSG/0"


def link(answer: dict[str, Any], rel: str) -> str | None:
    found = [one["href"] for one in answer["links"] if one["rel"] == rel]
    return found[0] if found else None


def walked(client: TestClient, path: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    following: str | None = path
    while following:
        answer = client.get(following).json()
        assert answer["numberReturned"] == len(answer["features"])
        found += answer["features"]
        following = link(answer, "next")
    return found


@pytest.mark.parametrize("sort", ["", "&sortby=-department_code,population"])
def test_pages_are_the_whole_list_once_each(client: TestClient, sort: str) -> None:
    asked = f"{COMMUNES}?skipGeometry=true&epci_code=200067189"
    whole = client.get(f"{asked}{sort}&limit=10000").json()

    pages = walked(client, f"{asked}{sort}&limit=7")

    assert len(pages) > 7
    assert pages == whole["features"]
    assert whole["numberMatched"] == len(pages)


def test_a_cursor_serves_its_own_list_only(client: TestClient) -> None:
    following = link(client.get(f"{COMMUNES}?limit=2").json(), "next")
    assert following is not None

    other = client.get(following + "&department_code=23")

    assert client.get(following).status_code == 200
    assert other.status_code == 400


def test_more_than_allowed_is_as_much_as_allowed(client: TestClient) -> None:
    few = "properties=code&skipGeometry=true"
    answer = client.get(f"{COMMUNES}?limit=1000000&{few}").json()

    assert answer["numberReturned"] == answer["numberMatched"] == 4293


def test_hits_are_counted_and_not_told(client: TestClient) -> None:
    answer = client.get(f"{COMMUNES}?resultType=hits&department_code=23").json()

    assert (answer["numberMatched"], answer["features"]) == (255, [])


def test_a_feature_is_told_in_each_system_in_its_axis_order(
    client: TestClient,
) -> None:
    def first(crs: str) -> tuple[float, float]:
        reply = client.get(f"{COMMUNES}/{GUERET}", params={"crs": crs})
        assert reply.headers["content-crs"] == f"<{crs}>"
        x, y = reply.json()["geometry"]["coordinates"][0][0][0]
        return x, y

    lon, lat = first("http://www.opengis.net/def/crs/OGC/1.3/CRS84")

    assert (round(lon, 1), round(lat, 1)) == (1.8, 46.1)
    assert first(f"{EPSG}/4326") == (lat, lon)
    # Guéret is about 610 km east and 6,562 km north in Lambert-93.
    assert first(f"{EPSG}/2154") == pytest.approx((610e3, 6562e3), abs=10e3)


def test_an_answer_has_one_tag_whenever_it_is_asked(client: TestClient) -> None:
    first = client.get(f"{COMMUNES}?limit=1")
    tag = first.headers["etag"]

    again = client.get(f"{COMMUNES}?limit=1", headers={"If-None-Match": tag})
    elsewhere = client.get(f"{COMMUNES}?limit=1", headers={"Host": "other.example"})
    safely = client.get(f"https://testserver{COMMUNES}?limit=1")

    assert (again.status_code, again.content) == (304, b"")
    # Its links are others.
    assert elsewhere.headers["etag"] != tag != safely.headers["etag"]
    assert "https://testserver/ogc/" in safely.text
    assert "http://other.example/ogc/" in elsewhere.text
    assert "content-crs" in first.headers["access-control-expose-headers"].lower()


def test_a_304_touches_no_table_of_features(
    loaded_url: str, settings: Settings
) -> None:
    app = create_app(settings, database_url=loaded_url)
    with TestClient(app) as client:
        tag = client.get(COMMUNES).headers["etag"]
        nowhere, connected = "postgresql://nobody@127.0.0.1:1/none", app.state.reader
        app.state.ogc_pages._reader = Reader(
            nowhere, size=1, statement_timeout_s=1, wait_s=1
        )

        same = client.get(COMMUNES, headers={"If-None-Match": tag})
        away = client.get(COMMUNES)
        app.state.ogc_pages._reader = connected

    assert (same.status_code, away.status_code) == (304, 503)


@pytest.mark.parametrize(
    "told",
    [{"public_url": "https://a.example"}, {"contact_url": "mailto:a@a.example"}],
    ids=["address", "contact"],
)
def test_another_deployment_of_the_same_data_has_other_tags(
    client: TestClient, loaded_url: str, settings: Settings, told: dict[str, str]
) -> None:
    other = create_app(settings.model_copy(update=told), database_url=loaded_url)
    with TestClient(other) as there:
        for path in ("/ogc/collections/epci", "/ogc/collections/epci/metadata"):
            tags = [one.get(path).headers["etag"] for one in (client, there)]
            assert tags[0] != tags[1]


def test_head_is_get_without_a_body(client: TestClient) -> None:
    got, head = client.get(f"{COMMUNES}?limit=2"), client.head(f"{COMMUNES}?limit=2")

    assert head.content == b""
    for name in ("etag", "link", "content-crs", "content-type"):
        assert head.headers[name] == got.headers[name]


def test_a_merged_structure_leads_to_the_one_that_stays(
    client: TestClient, connection: Connection
) -> None:
    asked = (
        "SELECT old_id, structure_id FROM structure_redirects"
        " JOIN published_structures ON id = structure_id ORDER BY old_id LIMIT 1"
    )
    old, kept = connection.execute(text(asked)).one()
    crs = f"?crs={EPSG}/2154"

    moved = client.get(f"{STRUCTURES}/{old}{crs}", follow_redirects=False)
    reply = client.get(moved.headers["location"])

    assert moved.status_code == 301
    assert (reply.status_code, reply.json()["id"]) == (200, kept)
    assert reply.headers["content-crs"] == f"<{EPSG}/2154>"


def test_the_header_holds_all_links_of_a_short_question_and_few_of_a_long_one(
    client: TestClient,
) -> None:
    long = " OR ".join(f"name = 'somebody number {n}'" for n in range(100))

    short_header = client.get(f"{COMMUNES}?limit=1").headers["link"]
    long_header = client.get(COMMUNES, params={"filter": long}).headers["link"]

    for rel in ("self", "alternate", "next", "collection"):
        assert f'rel="{rel}"' in short_header
    assert 'rel="self"' not in long_header
    assert 'rel="collection"' in long_header
    assert len(long_header) < 2_000
