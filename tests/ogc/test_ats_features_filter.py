"""Annex A of OGC API – Features, Part 3 (19-079r2): queryables and filters."""

import re

import pytest
from tests.ogc.asking import (
    COLLECTIONS,
    CRS84,
    LAMBERT93,
    QUERYABLES,
    WGS84,
    Answered,
    Ogc,
    links,
    media_type,
)
from tests.ogc.test_ats_features_core import parameter

PART_3 = "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf"
CQL2 = "http://www.opengis.net/spec/cql2/1.0/conf"
WRONG = "gibberish (("


def valid_for(collection: str) -> str:
    """A filter that some features meet, and others do not."""
    return {
        "structures": "department_code = '33'",
        "communes": "department_code = '33'",
        "epci": "population > 50000",
        "departements": "population > 500000",
        "broadband": "period = '2018-T1'",
        "gaps": "level = 'commune'",
    }[collection]


def queryables(ogc: Ogc, collection: str) -> Answered:
    told: Answered = ogc.json(f"/collections/{collection}/queryables")
    return told


# --- A.1 queryables -------------------------------------------------------------------


def test_ats_queryables_get_conformance(ogc: Ogc) -> None:
    told = ogc.json("/conformance")["conformsTo"]

    for name in ("queryables", "queryables-query-parameters"):
        assert f"{PART_3}/{name}" in told


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_ats_queryables_get_queryables_uris_in_the_header_of_items(
    ogc: Ogc, collection: str
) -> None:
    for method in ("HEAD", "GET"):
        reply = ogc.client.request(
            method, f"/ogc/collections/{collection}/items?limit=1"
        )

        assert reply.status_code == 200
        told = reply.headers["link"]
        found = re.search(rf'<([^>]+)>; *rel="?{re.escape(QUERYABLES)}', told)
        assert found, told
        assert ogc.get(found[1]).status_code == 200


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_ats_queryables_the_collection_links_to_them(ogc: Ogc, collection: str) -> None:
    told = links(ogc.json(f"/collections/{collection}"), QUERYABLES)

    assert "application/schema+json" in {one["type"] for one in told}


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_ats_queryables_get_queryables_is_a_json_schema(
    ogc: Ogc, collection: str
) -> None:
    reply = ogc.get(
        f"/collections/{collection}/queryables", accept="application/schema+json"
    )

    assert reply.status_code == 200
    assert media_type(reply) == "application/schema+json"
    told = reply.json()
    assert told["$schema"] in {
        "https://json-schema.org/draft/2019-09/schema",
        "https://json-schema.org/draft/2020-12/schema",
    }
    assert told["$id"].startswith("http")
    assert ogc.get(told["$id"]).status_code == 200
    assert told["type"] == "object"
    assert told["additionalProperties"] is False
    assert "geometry" in str(told["properties"])
    for name, one in told["properties"].items():
        assert one.get("title"), name
        # A geometry has a format, anything else a type.
        assert "type" in one or one["format"].startswith("geometry-"), name


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_ats_queryables_query_parameters_query_param_each_is_a_parameter(
    ogc: Ogc, collection: str
) -> None:
    definition = ogc.json("/api")
    plain = {
        name: one
        for name, one in queryables(ogc, collection)["properties"].items()
        if "type" in one
    }

    assert len(plain) >= 4
    for name in plain:
        found = parameter(definition, f"/collections/{collection}/items", name)
        assert found["in"] == "query"


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_ats_queryables_query_parameters_a_value_chooses_those_that_hold_it(
    ogc: Ogc, collection: str
) -> None:
    first = ogc.features(collection, limit=1, skipGeometry="true")[0]
    known = queryables(ogc, collection)["properties"]
    told = {
        name: value
        for name, value in first["properties"].items()
        if name in known and value is not None and not isinstance(value, list | float)
    }

    assert len(told) >= 3
    for name, value in list(told.items())[:6]:
        written = str(value).lower() if isinstance(value, bool) else str(value)
        asked = {name.replace("-", "_"): written}
        reply = ogc.client.get(
            f"/ogc/collections/{collection}/items",
            params={name: written, "limit": 100, "skipGeometry": "true"},
        )
        assert reply.status_code == 200, (asked, reply.text[:300])
        found = reply.json()["features"]
        assert found
        assert {x["properties"][name] for x in found} == {value}


# --- A.2 filter -----------------------------------------------------------------------


def test_ats_filter_get_conformance_and_features_filter(ogc: Ogc) -> None:
    told = ogc.json("/conformance")["conformsTo"]

    assert f"{PART_3}/filter" in told
    assert f"{PART_3}/features-filter" in told


def test_what_qgis_looks_for_is_declared_exactly(ogc: Ogc) -> None:
    told = ogc.json("/conformance")["conformsTo"]

    for name in (
        "cql2-text",
        "cql2-json",
        "basic-cql2",
        "advanced-comparison-operators",
        "case-insensitive-comparison",
    ):
        assert f"{CQL2}/{name}" in told
    # The drafts called it operators, the standard functions: both are asked for.
    assert f"{CQL2}/basic-spatial-operators" in told
    assert f"{CQL2}/basic-spatial-functions" in told


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_ats_filter_filter_param_chooses_and_refuses(ogc: Ogc, collection: str) -> None:
    path = f"/collections/{collection}/items"
    asked = {"limit": 1, "filter_lang": "cql2-text"}

    every = ogc.json(path, limit=1)
    some = ogc.json(path, filter=valid_for(collection), **asked)
    refused = ogc.get(path, filter=WRONG, **asked)

    assert 0 < some["numberMatched"] < every["numberMatched"]
    assert refused.status_code == 400
    assert media_type(refused) == "application/problem+json"
    assert "filter" in refused.text


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_ats_filter_filter_lang_default_is_cql2_text(ogc: Ogc, collection: str) -> None:
    path = f"/collections/{collection}/items"

    bare = ogc.json(path, filter=valid_for(collection), limit=1)
    named = ogc.json(
        path, filter=valid_for(collection), filter_lang="cql2-text", limit=1
    )

    assert bare["numberMatched"] == named["numberMatched"]
    assert ogc.get(path, filter=WRONG).status_code == 400


def test_ats_filter_filter_lang_definition_names_the_languages(ogc: Ogc) -> None:
    definition = ogc.json("/api")
    for collection in COLLECTIONS:
        found = parameter(definition, f"/collections/{collection}/items", "filter-lang")
        assert {"cql2-text", "cql2-json"} <= set(found["schema"]["enum"])
        # GDAL pushes filters down only where it sees this name.
        assert "cql-text" in found["schema"]["enum"]
        parameter(definition, f"/collections/{collection}/items", "filter")
        parameter(definition, f"/collections/{collection}/items", "filter-crs")


def test_ats_filter_an_unknown_language_is_400(ogc: Ogc) -> None:
    reply = ogc.get("/collections/epci/items", filter="1=1", filter_lang="sql")

    assert reply.status_code == 400
    assert "filter-lang" in reply.text


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_ats_filter_expression_construction_refuses_unknown_queryables(
    ogc: Ogc, collection: str
) -> None:
    reply = ogc.get(f"/collections/{collection}/items", filter="this_is_not_one = 1")

    assert reply.status_code == 400
    assert "this_is_not_one" in reply.text


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_ats_filter_filter_crs_wgs84_is_the_default(ogc: Ogc, collection: str) -> None:
    box = "-0.7,44.7,-0.4,45.0"
    asked = {"skipGeometry": "true"}

    # Part 3 reads the box of a filter like that of `bbox`.
    by_box = ogc.ids(collection, bbox=box, **asked)
    by_filter = ogc.ids(
        collection, filter=f"S_INTERSECTS(geometry,BBOX({box}))", **asked
    )
    named = ogc.ids(
        collection,
        filter=f"S_INTERSECTS(geometry,BBOX({box}))",
        filter_crs=CRS84,
        **asked,
    )

    assert by_box == by_filter == named != []


def test_ats_filter_filter_crs_param_reads_coordinates_by_that_system(
    ogc: Ogc,
) -> None:
    here = "S_INTERSECTS(geometry,POINT(-0.5795 44.8378))"
    swapped = "S_INTERSECTS(geometry,POINT(44.8378 -0.5795))"
    # Place Gambetta, Bordeaux, in metres.
    metres = "S_INTERSECTS(geometry,POINT(417241 6421813))"

    assert ogc.ids("communes", filter=here) == ["33063"]
    assert ogc.ids("communes", filter=swapped, filter_crs=WGS84) == ["33063"]
    assert ogc.ids("communes", filter=metres, filter_crs=LAMBERT93) == ["33063"]
    wrong = ogc.get("/collections/communes/items", filter=here, filter_crs="EPSG:1")
    assert wrong.status_code == 400


def test_ats_filter_mixing_expressions_all_parameters_are_met(ogc: Ogc) -> None:
    box = "-0.7,44.7,-0.4,45.0"

    both = ogc.ids("structures", bbox=box, filter="family = 'support'")

    assert set(both) == set(ogc.ids("structures", bbox=box)) & set(
        ogc.ids("structures", filter="family = 'support'")
    )


def test_ats_filter_response_pages_keep_the_filter(ogc: Ogc) -> None:
    asked = {"filter": "department_code = '23'", "skipGeometry": "true"}

    assert ogc.walked("communes", limit=50, **asked) == ogc.ids("communes", **asked)
