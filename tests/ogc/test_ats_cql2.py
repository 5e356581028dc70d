"""Annex A of CQL2 (21-065r2): what filters find is what they say.

Each filter stands beside the same condition in Python, which is tried on every
feature; unknown (null) values meet neither a condition nor its contrary.
"""

import json
import unicodedata
from collections.abc import Callable
from typing import Any

import cql2
import pytest
from shapely import box, from_wkt
from shapely.geometry import shape
from tests.ogc.asking import Answered, Ogc, media_type

CQL2 = "http://www.opengis.net/spec/cql2/1.0/conf"
Told = dict[str, Any]
Meets = Callable[[Told], bool | None]

AROUND = "POLYGON((-1 44,0.5 44.2,0.8 45.5,-0.6 45.7,-1 44))"
TWO = f"MULTIPOLYGON((({AROUND[9:-2]})),((1 46,1.4 46,1.2 46.4,1 46)))"
ROAD = "LINESTRING(-0.58 44.84,0.15 45.65,0.34 46.58)"
SPOT, FIELD = "POINT(-0.5795 44.8378)", "POLYGON((1 46,1.4 46,1.2 46.4,1 46))"
PIECES = f"GEOMETRYCOLLECTION({SPOT},{ROAD},{FIELD})"


def plain(text: str) -> str:
    """Without its accents."""
    apart = unicodedata.normalize("NFD", text)
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def known(value: Any, then: Callable[[Any], bool]) -> bool | None:
    return None if value is None else then(value)


COMPARED: dict[str, tuple[str, Meets]] = {
    "basic_comparison_eq": (
        "department_code = '33'",
        lambda p: p["department_code"] == "33",
    ),
    "basic_comparison_ne": ("family <> 'host'", lambda p: p["family"] != "host"),
    "basic_comparison_gt": ("completeness > 0.5", lambda p: p["completeness"] > 0.5),
    "basic_comparison_ge": ("completeness >= 0.5", lambda p: p["completeness"] >= 0.5),
    "basic_comparison_lt": ("completeness < 0.5", lambda p: p["completeness"] < 0.5),
    "basic_comparison_le": ("completeness <= 0.5", lambda p: p["completeness"] <= 0.5),
    "basic_comparison_text_order": (
        "department_code < '23'",
        lambda p: known(p["department_code"], lambda v: v < "23"),
    ),
    "basic_comparison_date": (
        "imported_on >= DATE('2020-01-01')",
        lambda p: p["imported_on"] >= "2020-01-01",
    ),
    "basic_comparison_is_null": ("website IS NULL", lambda p: p["website"] is None),
    "basic_comparison_is_not_null": (
        "website IS NOT NULL",
        lambda p: p["website"] is not None,
    ),
    "basic_logical_and": (
        "family = 'host' AND department_code = '23'",
        lambda p: p["family"] == "host" and p["department_code"] == "23",
    ),
    "basic_logical_or": (
        "department_code = '19' OR department_code = '23'",
        lambda p: p["department_code"] in {"19", "23"},
    ),
    "basic_logical_not": (
        "NOT (department_code = '33')",
        lambda p: known(p["department_code"], lambda v: v != "33"),
    ),
    "basic_logical_and_binds_before_or": (
        "department_code = '19' OR department_code = '23' AND family = 'host'",
        lambda p: (
            p["department_code"] == "19"
            or (p["department_code"] == "23" and p["family"] == "host")
        ),
    ),
    "basic_boolean_literal": ("true", lambda p: True),
    "cql2_text_escaping_of_an_apostrophe": (
        "name LIKE '%l''%'",
        lambda p: "l'" in p["name"],
    ),
    "cql2_text_property_in_quotes": (
        "\"department_code\" = '33'",
        lambda p: p["department_code"] == "33",
    ),
    "advanced_like_any_sequence": (
        "name LIKE 'E%'",
        lambda p: p["name"].startswith("E"),
    ),
    "advanced_like_one_sign": (
        "commune_code LIKE '3306_'",
        lambda p: known(p["commune_code"], lambda v: v[:4] == "3306" and len(v) == 5),
    ),
    "advanced_not_like": ("name NOT LIKE '%e%'", lambda p: "e" not in p["name"]),
    "advanced_like_takes_other_signs_as_they_are": (
        "name LIKE '%.%'",
        lambda p: "." in p["name"],
    ),
    "advanced_between": (
        "completeness BETWEEN 0.4 AND 0.6",
        lambda p: 0.4 <= p["completeness"] <= 0.6,
    ),
    "advanced_not_between": (
        "completeness NOT BETWEEN 0.4 AND 0.6",
        lambda p: not 0.4 <= p["completeness"] <= 0.6,
    ),
    "advanced_in": (
        "department_code IN ('16','17','79','86')",
        lambda p: p["department_code"] in {"16", "17", "79", "86"},
    ),
    "advanced_not_in": (
        "family NOT IN ('host','support')",
        lambda p: p["family"] not in {"host", "support"},
    ),
    "case_insensitive": (
        "CASEI(commune) = CASEI('BORDEAUX')",
        lambda p: known(p["commune"], lambda v: v.casefold() == "bordeaux"),
    ),
    "case_insensitive_like": (
        "CASEI(name) LIKE CASEI('%ESPACE%')",
        lambda p: "espace" in p["name"].casefold(),
    ),
    "case_insensitive_in": (
        "CASEI(commune) IN (CASEI('bordeaux'), CASEI('PAU'))",
        lambda p: known(p["commune"], lambda v: v.casefold() in {"bordeaux", "pau"}),
    ),
    "accent_insensitive": (
        "ACCENTI(commune) = ACCENTI('Gueret')",
        lambda p: known(p["commune"], lambda v: plain(v) == "Gueret"),
    ),
    "accent_insensitive_like_with_casei": (
        "ACCENTI(CASEI(name)) LIKE ACCENTI(CASEI('%NUMÉRIQUE%'))",
        lambda p: "numerique" in plain(p["name"]).casefold(),
    ),
    "array_contains": (
        "A_CONTAINS(needs, ('support'))",
        lambda p: known(p["needs"], lambda v: {"support"} <= set(v)),
    ),
    "array_contained_by": (
        "A_CONTAINEDBY(needs, ('support','network','funding'))",
        lambda p: known(
            p["needs"], lambda v: set(v) <= {"support", "network", "funding"}
        ),
    ),
    "array_overlaps": (
        "A_OVERLAPS(needs, ('workspace','making'))",
        lambda p: known(p["needs"], lambda v: bool({"workspace", "making"} & set(v))),
    ),
    "array_equals": (
        "A_EQUALS(needs, ('digital_help'))",
        lambda p: known(p["needs"], lambda v: set(v) == {"digital_help"}),
    ),
    "property_property": (
        "commune = city",
        lambda p: (
            None
            if p["commune"] is None or p["city"] is None
            else p["commune"] == p["city"]
        ),
    ),
    "property_property_literal_first": (
        "'33' = department_code",
        lambda p: p["department_code"] == "33",
    ),
    "arithmetic": ("completeness * 2 + 1 > 2", lambda p: p["completeness"] * 2 + 1 > 2),
    "arithmetic_between": (
        "completeness BETWEEN 1 - 0.7 AND 2 * 0.25",
        lambda p: 0.3 - 1e-12 <= p["completeness"] <= 0.5,
    ),
}

PLACED: dict[str, tuple[str, Callable[[Any], bool]]] = {
    "basic_spatial_s_intersects_point": (
        "S_INTERSECTS(geometry,POINT(-0.5795 44.8378))",
        lambda g: g.intersects(from_wkt("POINT(-0.5795 44.8378)")),
    ),
    "basic_spatial_s_intersects_bbox": (
        "S_INTERSECTS(geometry,BBOX(-0.7,44.7,-0.4,45))",
        lambda g: g.intersects(box(-0.7, 44.7, -0.4, 45)),
    ),
    "basic_spatial_plus_s_intersects_polygon": (
        f"S_INTERSECTS(geometry,{AROUND})",
        lambda g: g.intersects(from_wkt(AROUND)),
    ),
    "basic_spatial_plus_s_intersects_line": (
        f"S_INTERSECTS(geometry,{ROAD})",
        lambda g: g.intersects(from_wkt(ROAD)),
    ),
    "basic_spatial_plus_s_intersects_multipolygon": (
        f"S_INTERSECTS(geometry,{TWO})",
        lambda g: g.intersects(from_wkt(TWO)),
    ),
    "basic_spatial_plus_s_intersects_collection": (
        f"S_INTERSECTS(geometry,{PIECES})",
        lambda g: any(g.intersects(part) for part in from_wkt(PIECES).geoms),
    ),
    "spatial_s_disjoint": (
        f"S_DISJOINT(geometry,{AROUND})",
        lambda g: g.disjoint(from_wkt(AROUND)),
    ),
    "spatial_s_within": (
        f"S_WITHIN(geometry,{AROUND})",
        lambda g: g.within(from_wkt(AROUND)),
    ),
    "spatial_s_contains": (
        "S_CONTAINS(geometry,POINT(-0.5795 44.8378))",
        lambda g: g.contains(from_wkt("POINT(-0.5795 44.8378)")),
    ),
    "spatial_s_overlaps": (
        f"S_OVERLAPS(geometry,{AROUND})",
        lambda g: g.overlaps(from_wkt(AROUND)),
    ),
    "spatial_s_crosses": (
        f"S_CROSSES(geometry,{ROAD})",
        lambda g: g.crosses(from_wkt(ROAD)),
    ),
    "spatial_not": (
        f"NOT S_INTERSECTS(geometry,{AROUND})",
        lambda g: not g.intersects(from_wkt(AROUND)),
    ),
}

WHOLE = "INTERVAL(period_start,period_end)"
Q1 = "INTERVAL('2018-01-01','2018-03-31')"
# Of broadband, whose only quarters are the first of 2018 and the second of 2026.
TIMED: dict[str, tuple[str, Meets]] = {
    "t_after": (
        "T_AFTER(period_start, DATE('2020-01-01'))",
        lambda p: p["period_start"] > "2020-01-01",
    ),
    "t_before": (
        "T_BEFORE(period_end, DATE('2020-01-01'))",
        lambda p: p["period_end"] < "2020-01-01",
    ),
    "t_disjoint": (
        "T_DISJOINT(period_start, INTERVAL('2017-01-01','2018-12-31'))",
        lambda p: not "2017-01-01" <= p["period_start"] <= "2018-12-31",
    ),
    "t_equals": (
        "T_EQUALS(period_start, DATE('2018-01-01'))",
        lambda p: p["period_start"] == "2018-01-01",
    ),
    "t_intersects_instant": (
        "T_INTERSECTS(period_start, DATE('2018-01-01'))",
        lambda p: p["period_start"] == "2018-01-01",
    ),
    "t_intersects_open_interval": (
        "T_INTERSECTS(period_start, INTERVAL('2019-01-01','..'))",
        lambda p: p["period_start"] >= "2019-01-01",
    ),
    "t_during": (
        f"T_DURING({WHOLE}, INTERVAL('2017-01-01','2019-01-01'))",
        lambda p: p["period_start"] > "2017-01-01" and p["period_end"] < "2019-01-01",
    ),
    "t_contains": (
        f"T_CONTAINS({WHOLE}, INTERVAL('2018-02-01','2018-02-28'))",
        lambda p: p["period_start"] < "2018-02-01" and p["period_end"] > "2018-02-28",
    ),
    "t_overlaps": (
        f"T_OVERLAPS({WHOLE}, INTERVAL('2018-02-01','2019-02-28'))",
        lambda p: p["period_start"] < "2018-02-01" < p["period_end"] < "2019-02-28",
    ),
    "t_starts": (
        f"T_STARTS({WHOLE}, INTERVAL('2018-01-01','2019-02-28'))",
        lambda p: p["period_start"] == "2018-01-01" and p["period_end"] < "2019-02-28",
    ),
    "t_finishes": (
        f"T_FINISHES({WHOLE}, INTERVAL('2017-01-01','2018-03-31'))",
        lambda p: p["period_start"] > "2017-01-01" and p["period_end"] == "2018-03-31",
    ),
    "t_intersects_interval": (
        f"T_INTERSECTS({WHOLE}, {Q1})",
        lambda p: p["period_start"] <= "2018-03-31" and p["period_end"] >= "2018-01-01",
    ),
}


@pytest.fixture(scope="module")
def structures(ogc: Ogc) -> dict[str, Told]:
    found = ogc.features("structures", skipGeometry="true")
    return {feature["id"]: feature["properties"] for feature in found}


@pytest.fixture(scope="module")
def quarters(ogc: Ogc) -> dict[str, Told]:
    found = ogc.features("broadband", skipGeometry="true")
    return {feature["id"]: feature["properties"] for feature in found}


@pytest.fixture(scope="module")
def outlines(ogc: Ogc) -> dict[str, Any]:
    found = [*ogc.features("epci"), *ogc.features("departements")]
    return {one["id"]: shape(one["geometry"]) for one in found}


def in_text_and_json(ogc: Ogc, collection: str, text: str) -> set[str]:
    """What a filter finds, written as text and, the same, as JSON."""
    asked = {"skipGeometry": "true"}
    by_text = ogc.ids(collection, filter=text, filter_lang="cql2-text", **asked)
    written = json.dumps(cql2.parse_text(text).to_json())
    by_json = ogc.ids(collection, filter=written, filter_lang="cql2-json", **asked)
    assert by_text == by_json
    return set(by_text)


@pytest.mark.parametrize("name", COMPARED)
def test_ats_cql2_comparison(ogc: Ogc, structures: dict[str, Told], name: str) -> None:
    text, meets = COMPARED[name]

    expected = {one for one, told in structures.items() if meets(told)}

    assert in_text_and_json(ogc, "structures", text) == expected
    assert expected, "a filter that finds nothing proves nothing"


@pytest.mark.parametrize("name", PLACED)
def test_ats_cql2_spatial(ogc: Ogc, outlines: dict[str, Any], name: str) -> None:
    text, meets = PLACED[name]

    expected = {one for one, outline in outlines.items() if meets(outline)}

    found = in_text_and_json(ogc, "epci", text)
    found |= in_text_and_json(ogc, "departements", text)
    assert found == expected
    assert expected


@pytest.mark.parametrize("name", TIMED)
def test_ats_cql2_temporal(ogc: Ogc, quarters: dict[str, Told], name: str) -> None:
    text, meets = TIMED[name]

    expected = {one for one, told in quarters.items() if meets(told)}

    assert in_text_and_json(ogc, "broadband", text) == expected
    assert expected


def test_ats_cql2_spatial_functions_s_equals_and_s_touches(ogc: Ogc) -> None:
    point = ogc.features("structures", filter="department_code = '23'", limit=1)[0]
    lon, lat = point["geometry"]["coordinates"]
    near = f"BBOX({lon - 1e-5},{lat - 1e-5},{lon + 1e-5},{lat + 1e-5})"
    touching = "S_TOUCHES(geometry,POLYGON((-5 40,-4 40,-4 41,-5 40)))"

    assert point["id"] in ogc.ids("structures", filter=f"S_WITHIN(geometry,{near})")
    assert ogc.ids("communes", filter=touching) == []
    equal = f"S_EQUALS(geometry,POINT({lon} {lat}))"
    assert ogc.get("/collections/structures/items", filter=equal).status_code == 200


def test_ats_cql2_json_written_by_hand(ogc: Ogc) -> None:
    def found(said: Any, collection: str = "structures") -> list[str]:
        return ogc.ids(
            collection,
            filter=json.dumps(said),
            filter_lang="cql2-json",
            skipGeometry="true",
        )

    here = {"op": "=", "args": [{"property": "department_code"}, "33"]}
    assert found(here) == ogc.ids("structures", filter="department_code = '33'")
    like = {"op": "like", "args": [{"property": "name"}, "E%"]}
    assert found({"op": "and", "args": [here, like]}) == ogc.ids(
        "structures", filter="department_code = '33' AND name LIKE 'E%'"
    )
    spot = {"type": "Point", "coordinates": [-0.5795, 44.8378]}
    assert found(
        {"op": "s_intersects", "args": [{"property": "geometry"}, spot]}, "communes"
    ) == ["33063"]
    within = {
        "op": "s_intersects",
        "args": [{"property": "geometry"}, {"bbox": [-0.7, 44.7, -0.4, 45.0]}],
    }
    assert found(within, "epci") == ogc.ids("epci", bbox="-0.7,44.7,-0.4,45.0")
    after = {
        "op": "t_after",
        "args": [{"property": "period_start"}, {"date": "2020-01-01"}],
    }
    assert len(found(after, "broadband")) > 4_000
    any_of = {"op": "in", "args": [{"property": "category"}, ["fab_lab", "coworking"]]}
    assert found(any_of) == ogc.ids(
        "structures", filter="category IN ('fab_lab','coworking')"
    )


@pytest.mark.parametrize("collection", ["structures", "communes", "broadband", "gaps"])
def test_ats_basic_cql2_every_queryable_is_null_or_is_not(
    ogc: Ogc, collection: str
) -> None:
    known: Answered = ogc.json(f"/collections/{collection}/queryables")["properties"]
    path = f"/collections/{collection}/items"
    every = ogc.json(path, limit=1)["numberMatched"]

    names = list(known)
    for name in names[:40:3] + names[-3:]:
        none = ogc.json(path, filter=f'"{name}" IS NULL', limit=1)["numberMatched"]
        some = ogc.json(path, filter=f'"{name}" IS NOT NULL', limit=1)["numberMatched"]
        assert none + some == every, name


def test_ats_basic_cql2_logical_follows_three_valued_logic(ogc: Ogc) -> None:
    def count(text: str) -> int:
        page = ogc.json("/collections/structures/items", filter=text, limit=1)
        found: int = page["numberMatched"]
        return found

    some, other = "website LIKE '%.fr%'", "family = 'host'"
    assert count(f"NOT (NOT ({some}))") == count(some)
    assert count(f"NOT ({some} AND {other})") == count(f"NOT ({some}) OR NOT ({other})")
    assert count(f"NOT ({some} OR {other})") == count(f"NOT ({some}) AND NOT ({other})")
    assert count(f"({some}) OR NOT ({some})") == count("website IS NOT NULL")
    assert count(f"({some}) AND NOT ({some})") == 0


@pytest.mark.parametrize(
    "wrong",
    [
        "name =",
        "name = 'a' AND",
        "completeness = 'high'",
        "name > 3",
        "S_INTERSECTS(name,POINT(0 0))",
        "S_INTERSECTS(geometry,POINT(0))",
        "S_INTERSECTS(geometry,POLYGON((0 0,1 1)))",
        "T_AFTER(name,DATE('2020-01-01'))",
        "imported_on > DATE('2020-13-45')",
        "no_such_function(name) = 1",
        "name LIKE 3",
        "needs = 'support'",
        "name IN ()",
        "completeness / 0 > 1",
        "(" * 300 + "family = 'host'" + ")" * 300,
        " OR ".join(["family = 'host'"] * 2000),
        "name = '\x00'",
        "name",
        "1",
        "completeness > 1e400",
    ],
    ids=lambda text: text[:24],
)
def test_a_filter_that_cannot_be_is_400_and_says_why(ogc: Ogc, wrong: str) -> None:
    reply = ogc.client.request(
        "GET", "/ogc/collections/structures/items", params={"filter": wrong}
    )

    # One that divides by zero, or is long, may be answered; nothing may break.
    assert reply.status_code in {200, 400, 414}, (reply.status_code, reply.text[:300])
    if wrong in {"name =", "name = 'a' AND", "completeness = 'high'", "name > 3"}:
        assert reply.status_code == 400
    if reply.status_code == 400:
        assert media_type(reply) == "application/problem+json"
        for leaked in ("Traceback", "SELECT", "psycopg", "asyncpg", "published_"):
            assert leaked not in reply.text


def test_ats_cql2_every_class_tested_here_is_declared(ogc: Ogc) -> None:
    told = ogc.json("/conformance")["conformsTo"]

    for name in (
        "cql2-text",
        "cql2-json",
        "basic-cql2",
        "advanced-comparison-operators",
        "case-insensitive-comparison",
        "accent-insensitive-comparison",
        "basic-spatial-functions",
        "basic-spatial-functions-plus",
        "spatial-functions",
        "temporal-functions",
        "array-functions",
        "property-property",
        "arithmetic",
    ):
        assert f"{CQL2}/{name}" in told, name
