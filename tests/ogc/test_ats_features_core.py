"""Annex A of OGC API – Features, Part 1 (17-069r4): the abstract tests of Core.

Each test bears the name of the abstract test; what follows says what it holds.
"""

from datetime import UTC, datetime, timedelta

import pytest
from tests.ogc import schemas
from tests.ogc.asking import (
    COLLECTIONS,
    GEOJSON,
    OPENAPI,
    TIMED,
    UNTIMED,
    Answered,
    Ogc,
    link,
    links,
    media_type,
)

BORDEAUX = (-0.7, 44.7, -0.4, 45.0)
FEATURES_1 = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf"


def comma(numbers: tuple[float, ...]) -> str:
    return ",".join(map(str, numbers))


@pytest.fixture(scope="module")
def landing(ogc: Ogc) -> Answered:
    return ogc.json("/")


@pytest.fixture(scope="module")
def definition(ogc: Ogc) -> Answered:
    return ogc.json("/api")


def parameter(definition: Answered, path: str, name: str) -> Answered:
    """The definition of a parameter of GET of a path, its reference followed."""
    for one in definition["paths"][path]["get"]["parameters"]:
        found = one
        if "$ref" in one:
            found = definition
            for step in one["$ref"].removeprefix("#/").split("/"):
                found = found[step]
        if found["name"] == name:
            return found
    raise AssertionError(f"{path} has no {name}")


# --- A.2.1 general --------------------------------------------------------------------


def test_ats_core_http_head_and_get_answer_alike(ogc: Ogc) -> None:
    for path in ("/", "/conformance", "/collections", "/collections/epci/items"):
        whole = ogc.get(path)
        head = ogc.client.head(f"/ogc{path}", headers={"Accept": "*/*"})

        assert (head.status_code, whole.status_code) == (200, 200), path
        assert head.content == b"", path
        assert head.headers["content-type"] == whole.headers["content-type"], path


def test_ats_core_http_another_method_is_405_and_names_those_allowed(ogc: Ogc) -> None:
    for method in ("PUT", "DELETE", "PATCH"):
        reply = ogc.client.request(method, "/ogc/collections/epci/items")

        assert reply.status_code == 405
        assert "GET" in reply.headers["allow"]
        assert media_type(reply) == "application/problem+json"


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_ats_core_crs84_is_what_coordinates_are_in_when_nothing_is_asked(
    ogc: Ogc, collection: str
) -> None:
    for feature in ogc.json(f"/collections/{collection}/items", limit=20)["features"]:
        if feature["geometry"] is None:
            continue
        held = feature["geometry"]["coordinates"]
        while isinstance(held[0], list):
            held = held[0]
        # Degrees, longitude first: the region lies between 1.9° W and 2.7° E.
        assert -1.9 < held[0] < 2.7
        assert 42.7 < held[1] < 47.3


# --- A.2.2 the landing page -----------------------------------------------------------


def test_ats_core_root_op_answers_200(ogc: Ogc) -> None:
    for path in ("/", ""):
        assert ogc.get(path).status_code == 200


def test_ats_core_root_success_has_the_required_links(landing: Answered) -> None:
    schemas.check(landing, schemas.LANDING)
    for rel in ("self", "service-desc", "service-doc", "conformance", "data"):
        assert links(landing, rel), rel


# --- A.2.3 the API definition ---------------------------------------------------------


def test_ats_core_api_definition_op_every_link_answers_200(
    ogc: Ogc, landing: Answered
) -> None:
    for one in links(landing, "service-desc") + links(landing, "service-doc"):
        reply = ogc.get(one["href"], accept=one["type"])

        assert reply.status_code == 200, one
        assert media_type(reply) == one["type"].partition(";")[0]


def test_ats_core_api_definition_success_is_an_openapi_document(
    ogc: Ogc, landing: Answered
) -> None:
    (described,) = [x for x in links(landing, "service-desc") if x["type"] == OPENAPI]

    reply = ogc.get(described["href"])

    assert reply.headers["content-type"] == OPENAPI
    assert reply.json()["openapi"].startswith("3.0.")


# --- A.2.4 conformance ----------------------------------------------------------------


def test_ats_core_conformance_op_answers_200_from_its_link_and_its_path(
    ogc: Ogc, landing: Answered
) -> None:
    for one in links(landing, "conformance"):
        assert ogc.get(one["href"]).status_code == 200
    assert ogc.get("/conformance").status_code == 200


def test_ats_core_conformance_success_lists_core(ogc: Ogc) -> None:
    told = ogc.json("/conformance")

    schemas.check(told, schemas.CONFORMANCE)
    for name in ("core", "geojson", "html", "oas30"):
        assert f"{FEATURES_1}/{name}" in told["conformsTo"]


# --- A.2.5 collections ----------------------------------------------------------------


def test_ats_core_fc_md_op_answers_200(ogc: Ogc) -> None:
    assert ogc.get("/collections").status_code == 200


def test_ats_core_fc_md_success_follows_the_schema(ogc: Ogc) -> None:
    told = ogc.json("/collections")

    schemas.check(told, schemas.ALL_COLLECTIONS)
    assert {one["id"] for one in told["collections"]} == set(COLLECTIONS)


def test_ats_core_fc_md_links_names_itself_and_every_other_format(ogc: Ogc) -> None:
    told = ogc.json("/collections")

    here = link(told, "self")
    assert here is not None
    assert here["type"] == "application/json"
    others = links(told, "alternate")
    assert {one["type"] for one in others} == {"text/html"}
    for one in others:
        assert media_type(ogc.get(one["href"])) == one["type"]


def test_ats_core_fc_md_items_is_every_collection_of_features(ogc: Ogc) -> None:
    for one in ogc.json("/collections")["collections"]:
        assert ogc.get(f"/collections/{one['id']}/items", limit=1).status_code == 200


def test_ats_core_fc_md_items_links_leads_to_items_in_every_format(ogc: Ogc) -> None:
    for one in ogc.json("/collections")["collections"]:
        items = links(one, "items")

        types = {found["type"] for found in items}
        assert {GEOJSON, "text/html"} <= types
        assert len(types) == len(items)
        for found in items:
            joined = "&" if "?" in found["href"] else "?"
            reply = ogc.get(f"{found['href']}{joined}limit=1")
            assert reply.status_code == 200, found
            assert media_type(reply) == found["type"].partition(";")[0]


def test_ats_core_fc_md_extent_holds_every_geometry_and_time(ogc: Ogc) -> None:
    for one in ogc.json("/collections")["collections"]:
        west, south, east, north = one["extent"]["spatial"]["bbox"][0]
        assert (-180, -90) <= (west, south) < (east, north) <= (180, 90)
        around = comma((west, south, east, north))
        inside = ogc.json(f"/collections/{one['id']}/items", bbox=around, limit=1)
        whole = ogc.json(f"/collections/{one['id']}/items", limit=1)
        assert inside["numberMatched"] == whole["numberMatched"]
        assert ("temporal" in one["extent"]) == (one["id"] in TIMED)


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_ats_core_sfc_md_op_answers_200(ogc: Ogc, collection: str) -> None:
    assert ogc.get(f"/collections/{collection}").status_code == 200


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_ats_core_sfc_md_success_tells_what_the_list_told(
    ogc: Ogc, collection: str
) -> None:
    told = ogc.json(f"/collections/{collection}")

    schemas.check(told, schemas.COLLECTION)
    (listed,) = [
        one
        for one in ogc.json("/collections")["collections"]
        if one["id"] == collection
    ]
    for name in ("id", "title", "description", "extent", "itemType", "crs"):
        assert told[name] == listed[name], name
    assert links(told, "items")


# --- A.2.6 items: the parameters ------------------------------------------------------


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_ats_core_fc_op_answers_200(ogc: Ogc, collection: str) -> None:
    for path in (f"/collections/{collection}/items",):
        assert ogc.get(path).status_code == 200


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_ats_core_fc_bbox_definition(definition: Answered, collection: str) -> None:
    found = parameter(definition, f"/collections/{collection}/items", "bbox")

    assert (found["in"], found.get("required", False)) == ("query", False)
    assert (found["style"], found["explode"]) == ("form", False)
    schema = found["schema"]
    assert schema["type"] == "array"
    assert (schema["minItems"], schema["maxItems"]) == (4, 6)
    assert schema["items"]["type"] == "number"


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_ats_core_fc_bbox_response_only_features_that_touch_the_box(
    ogc: Ogc, collection: str
) -> None:
    from shapely import box
    from shapely.geometry import shape

    found = ogc.features(collection, bbox=comma(BORDEAUX))

    assert found
    for feature in found:
        # Stored to 6 decimals, while the box is asked of the outline itself.
        assert shape(feature["geometry"]).distance(box(*BORDEAUX)) < 2e-6


def test_ats_core_fc_bbox_response_takes_six_numbers_and_leaves_heights_out(
    ogc: Ogc,
) -> None:
    west, south, east, north = BORDEAUX

    flat = ogc.ids("structures", bbox=comma(BORDEAUX))

    assert ogc.ids("structures", bbox=f"{west},{south},-5,{east},{north},900") == flat


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_ats_core_fc_limit_definition(definition: Answered, collection: str) -> None:
    found = parameter(definition, f"/collections/{collection}/items", "limit")

    assert (found["in"], found.get("required", False)) == ("query", False)
    assert (found["style"], found["explode"]) == ("form", False)
    schema = found["schema"]
    assert schema["type"] == "integer"
    assert schema["minimum"] == 1
    assert (schema["default"], schema["maximum"]) == (100, 10_000)


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_ats_core_fc_limit_response_is_never_more_than_asked(
    ogc: Ogc, collection: str
) -> None:
    for most in (1, 7):
        page = ogc.json(f"/collections/{collection}/items", limit=most)
        assert len(page["features"]) == most
    assert len(ogc.json(f"/collections/{collection}/items")["features"]) <= 100


def test_ats_core_fc_limit_response_above_the_maximum_is_capped(ogc: Ogc) -> None:
    page = ogc.json("/collections/epci/items", limit=1_000_000)

    assert page["numberReturned"] == page["numberMatched"] == len(page["features"])


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_ats_core_fc_time_definition(definition: Answered, collection: str) -> None:
    found = parameter(definition, f"/collections/{collection}/items", "datetime")

    assert (found["in"], found.get("required", False)) == ("query", False)
    assert (found["style"], found["explode"]) == ("form", False)
    assert found["schema"]["type"] == "string"


def days_of(feature: Answered) -> tuple[str, str]:
    return feature["properties"]["period_start"], feature["properties"]["period_end"]


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("2018-02-12T00:00:00Z", "2018-02-12", "2018-02-12"),
        ("2018-02-12", "2018-02-12", "2018-02-12"),
        ("2018-02-12T00:00:00Z/2018-03-18T12:31:12Z", "2018-02-12", "2018-03-18"),
        ("2018-02-12T00:00:00Z/..", "2018-02-12", "9999"),
        ("2020-01-01/", "2020-01-01", "9999"),
        ("../2018-03-18T12:31:12Z", "0000", "2018-03-18"),
        ("/2018-03-18", "0000", "2018-03-18"),
    ],
)
def test_ats_core_fc_time_response_is_what_meets_the_instant_or_interval(
    ogc: Ogc, asked: str, first: str, last: str
) -> None:
    dated = ogc.json("/collections/broadband/items", datetime=asked, limit=50)

    met = [days_of(x) for x in dated["features"]]
    assert all(start <= last and end >= first for start, end in met)
    whole = ogc.features(
        "broadband", skipGeometry="true", properties="period_start,period_end"
    )
    expected = [x for x in map(days_of, whole) if x[0] <= last and x[1] >= first]
    assert dated["numberMatched"] == len(expected) > 0


@pytest.mark.parametrize("collection", UNTIMED)
def test_ats_core_fc_time_response_keeps_what_has_no_time(
    ogc: Ogc, collection: str
) -> None:
    path = f"/collections/{collection}/items"

    whole = ogc.json(path, limit=1)
    dated = ogc.json(path, datetime="1871-05-28T00:00:00Z", limit=1)

    assert dated["numberMatched"] == whole["numberMatched"]


def test_ats_core_fc_op_bbox_and_datetime_together_are_both_met(ogc: Ogc) -> None:
    box, day = comma(BORDEAUX), "2018-02-12"

    both = set(ogc.ids("broadband", bbox=box, datetime=day))

    assert both == set(ogc.ids("broadband", bbox=box)) & set(
        ogc.ids("broadband", datetime=day, skipGeometry="true")
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"limit": "0"},
        {"limit": "-1"},
        {"limit": "ten"},
        {"limit": ""},
        {"bbox": "1,2,3"},
        {"bbox": "1,2,3,4,5"},
        {"bbox": "a,b,c,d"},
        {"bbox": "nan,nan,nan,nan"},
        {"bbox": "0,inf,1,2"},
        {"bbox": "0,50,1,40"},
        {"bbox": ""},
        {"datetime": "yesterday"},
        {"datetime": "2018-13-45"},
        {"datetime": "2020-01-01/2018-01-01"},
        {"datetime": "../.."},
        {"datetime": ""},
        {"datetime": "2018-01-01/2018-02-01/2018-03-01"},
    ],
    ids=str,
)
def test_ats_core_query_param_invalid_is_400(ogc: Ogc, wrong: dict[str, str]) -> None:
    reply = ogc.get("/collections/broadband/items", **wrong)

    # An interval that is open at both ends says nothing, which some versions allow.
    if wrong == {"datetime": "../.."}:
        assert reply.status_code in {200, 400}
        return
    assert reply.status_code == 400, reply.text[:300]
    assert media_type(reply) == "application/problem+json"
    schemas.check(reply.json(), schemas.PROBLEM)
    assert next(iter(wrong)) in reply.text


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/conformance",
        "/collections",
        "/collections/communes",
        "/collections/communes/items",
        "/collections/communes/items/33063",
        "/collections/communes/queryables",
        "/collections/communes/schema",
    ],
)
def test_ats_core_query_param_unknown_is_400(ogc: Ogc, path: str) -> None:
    reply = ogc.get(path, unheard_of="1")

    assert reply.status_code == 400
    assert media_type(reply) == "application/problem+json"
    assert "unheard-of" in reply.text


# --- A.2.6 items: the answer ----------------------------------------------------------


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_ats_core_fc_response_is_a_feature_collection(
    ogc: Ogc, collection: str
) -> None:
    reply = ogc.get(f"/collections/{collection}/items", limit=20)

    assert media_type(reply) == GEOJSON
    schemas.check(reply.json(), schemas.FEATURE_COLLECTION)


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_ats_core_fc_links_self_alternates_and_next(ogc: Ogc, collection: str) -> None:
    page = ogc.json(f"/collections/{collection}/items", limit=3)

    here, after = link(page, "self"), link(page, "next")
    assert here is not None
    assert here["type"] == GEOJSON
    again = ogc.json(here["href"])
    assert [x["id"] for x in again["features"]] == [x["id"] for x in page["features"]]
    others = {one["type"] for one in links(page, "alternate")}
    assert "text/html" in others
    assert GEOJSON not in others
    assert after is not None
    assert after["type"] == GEOJSON


def test_ats_core_fc_links_no_next_on_the_last_page(ogc: Ogc) -> None:
    assert link(ogc.json("/collections/departements/items", limit=12), "next") is None
    *_, last = ogc.pages("departements", limit=5)
    assert len(last["features"]) == 2


def test_ats_core_fc_timestamp_is_the_moment_of_the_answer(ogc: Ogc) -> None:
    for collection in COLLECTIONS:
        before = datetime.now(UTC) - timedelta(seconds=1)
        page = ogc.json(f"/collections/{collection}/items", limit=1)
        after = datetime.now(UTC) + timedelta(seconds=1)

        assert before <= datetime.fromisoformat(page["timeStamp"]) <= after


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_ats_core_fc_number_matched_is_what_a_walk_finds(
    ogc: Ogc, collection: str
) -> None:
    asked = {"bbox": comma(BORDEAUX), "limit": 37, "skipGeometry": "true"}

    first = ogc.json(f"/collections/{collection}/items", **asked)

    found = ogc.walked(collection, **asked)
    assert len(found) == len(set(found)) == first["numberMatched"]


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_ats_core_fc_number_returned_is_the_count_of_features(
    ogc: Ogc, collection: str
) -> None:
    for asked in ({"limit": 3}, {"bbox": "5,48,20,70"}, {}):
        page = ogc.json(f"/collections/{collection}/items", **asked)
        assert page["numberReturned"] == len(page["features"])


# --- A.2.7 one feature ----------------------------------------------------------------


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_ats_core_f_op_every_identifier_leads_to_its_feature(
    ogc: Ogc, collection: str
) -> None:
    for listed in ogc.json(f"/collections/{collection}/items", limit=5)["features"]:
        reply = ogc.get(f"/collections/{collection}/items/{listed['id']}")

        assert reply.status_code == 200
        assert media_type(reply) == GEOJSON
        alone = reply.json()
        for name in ("id", "geometry", "properties"):
            assert alone[name] == listed[name]


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_ats_core_f_success_and_f_links(ogc: Ogc, collection: str) -> None:
    (name,) = ogc.ids(collection, limit=1)[:1]

    feature = ogc.json(f"/collections/{collection}/items/{name}")

    schemas.check(feature, schemas.FEATURE)
    here, parent = link(feature, "self"), link(feature, "collection")
    assert here is not None
    assert parent is not None
    assert ogc.json(here["href"])["id"] == name
    assert ogc.json(parent["href"])["id"] == collection
    assert "text/html" in {one["type"] for one in links(feature, "alternate")}


@pytest.mark.parametrize(
    "path",
    [
        "/collections/lighthouses",
        "/collections/lighthouses/items",
        "/collections/lighthouses/items/1",
        "/collections/lighthouses/queryables",
        "/collections/communes/items/99999",
        "/collections/communes/items/it's",
        '/collections/structures/items/"',
        "/nothing-here",
    ],
)
def test_ats_core_exceptions_codes_what_is_not_there_is_404(
    ogc: Ogc, path: str
) -> None:
    reply = ogc.get(path)

    assert reply.status_code == 404
    assert media_type(reply) == "application/problem+json"
    schemas.check(reply.json(), schemas.PROBLEM)


def test_ats_core_exceptions_codes_a_format_that_nobody_makes(ogc: Ogc) -> None:
    assert ogc.get("/collections/epci/items", f="shp").status_code == 400
    refused = ogc.get("/collections/epci/items", accept="image/png")
    assert refused.status_code == 406
