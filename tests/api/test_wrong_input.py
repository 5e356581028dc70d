"""More than thirty kinds of wrong input: a clear problem each, never a 5xx."""

import pytest
from starlette.testclient import TestClient

N, S, T = "/api/v1/nearest", "/api/v1/structures", "/api/v1/territories"
G, C, L = "/api/v1/gaps", "/api/v1/geocode", "/api/v1/imports"
U, A = "/api/v1/unmet-needs", "/api/v1/scenarios"
FIBRE = f"{G}?indicator=fibre_not_connectable"
SUPPORT = f"{G}?indicator=support_beyond"

# What is asked, the status, the parameter named, and words of the answer.
WRONG = {
    "letters for numbers": (f"{N}?lon=abc&lat=45", 400, "lon", "number"),
    "a decimal comma": (f"{N}?lon=-0,57&lat=44.8", 400, "lon", "decimal point"),
    "NaN": (f"{N}?lon=NaN&lat=45", 400, "lon", "finite"),
    "infinity": (f"{N}?lon=0&lat=inf", 400, "lat", "finite"),
    "an empty number": (f"{N}?lon=&lat=45", 400, "lon", "number"),
    "swapped lon and lat": (
        f"{N}?lon=44.84&lat=-0.58",
        400,
        "lon",
        "lon=-0.58&lat=44.84",
    ),
    "Lambert-93 metres": (f"{N}?lon=417241&lat=6421813", 400, "lon", "Lambert-93"),
    "Lambert-93, northing first": (
        f"{N}?lon=6421813&lat=417241",
        400,
        "lon",
        "lon=-0.57",
    ),
    "off the globe": (f"{N}?lon=200&lat=45", 400, "lon", "-180 to 180"),
    "lon without lat": (f"{N}?lon=0.5", 400, "lat", "go together"),
    "nothing to start from": (N, 400, "address", "exactly one of"),
    "two starting points": (
        f"{N}?commune=23096&address=x",
        400,
        "commune",
        "exactly one",
    ),
    "an unknown commune": (f"{N}?commune=99999", 400, "commune", "INSEE"),
    "a postcode for a commune": (
        f"{N}?commune=23000",
        400,
        "commune",
        "not the postcode",
    ),
    "a commune that is no code": (f"{N}?commune=Gu%C3%A9ret", 400, "commune", "match"),
    "an address nobody knows": (f"{N}?address=zzzzqqqq", 400, "address", "no commune"),
    "an unknown category": (
        f"{N}?commune=23096&category=fablab",
        400,
        "category",
        "fab_lab",
    ),
    "an unknown parameter": (
        f"{N}?commune=23096&categorie=x",
        400,
        "categorie",
        "category",
    ),
    "a repeated single value": (f"{N}?lon=1&lon=2&lat=45", 400, "lon", "one value"),
    "a limit too high": (f"{N}?commune=23096&limit=51", 400, "limit", "50"),
    "a limit of zero": (f"{N}?commune=23096&limit=0", 400, "limit", "1"),
    "a limit with decimals": (f"{N}?commune=23096&limit=2.5", 400, "limit", "integer"),
    "a profile there is not": (
        f"{N}?commune=23096&profile=train",
        400,
        "profile",
        "'car', 'bike', 'walk' or 'crow'",
    ),
    "no minutes at all": (f"{N}?commune=23096&max_min=0", 400, "max_min", "1"),
    "next to no minutes": (f"{N}?commune=23096&max_min=1e-300", 400, "max_min", "1"),
    "a limit of Python's": (f"{N}?commune=23096&limit=1_0", 400, "limit", "without _"),
    "a longitude of Python's": (f"{N}?lon=1_0&lat=45", 400, "lon", "without _"),
    "a box of Python's": (f"{S}?bbox=1_0,45,11,46", 400, "bbox", "west,south"),
    "more minutes than there are": (
        f"{N}?commune=23096&max_min=241",
        400,
        "max_min",
        "240",
    ),
    "minutes in words": (
        f"{N}?commune=23096&max_min=bientôt",
        400,
        "max_min",
        "number",
    ),
    "minutes of a straight line": (
        f"{N}?commune=23096&profile=crow&max_min=30",
        400,
        "max_min",
        "car, bike or walk",
    ),
    "open at some time": (
        f"{N}?commune=23096&open_now=lundi",
        400,
        "open_now",
        '"a valid boolean"',
    ),
    "unmet needs since a day": (
        f"{U}?since=2026-11-26",
        400,
        "since",
        "pattern",
    ),
    "unmet needs of a level to come": (
        f"{U}?level=custom",
        400,
        "level",
        "custom is not loaded yet",
    ),
    "a NUL byte": (f"{C}?q=a%00b", 400, "q", "NUL"),
    "a NUL byte in a name": (f"{C}?a%00b=c", 400, "a\N{REPLACEMENT CHARACTER}b", "NUL"),
    "too many areas": (
        "/api/v1/isochrone?commune=23096&minutes=1&minutes=2&minutes=3&minutes=4"
        "&minutes=5",
        400,
        "minutes",
        '"at most 4 different values"',
    ),
    "a NUL byte in the path": (f"{S}/%00", 400, None, "NUL"),
    "bytes that are not UTF-8": (f"{C}?q=%E9t%E9", 400, "q", "UTF-8"),
    "an empty search": (f"{C}?q=", 400, "q", "at least 1"),
    "no search": (C, 400, "q", "required"),
    "a search too long": (f"{C}?q={'a' * 201}", 400, "q", "at most 200"),
    "an address of 9 kB": (f"{C}?q={'a' * 9000}", 414, None, "8192 bytes"),
    "a box of three numbers": (f"{S}?bbox=1,2,3", 400, "bbox", "west,south,east,north"),
    "a box with letters": (f"{S}?bbox=a,b,c,d", 400, "bbox", "west,south,east,north"),
    "a box upside down": (f"{S}?bbox=0,46,1,45", 400, "bbox", "south < north"),
    "a forged cursor": (f"{S}?cursor=Zm9yZ2Vk", 400, "cursor", "`next` link"),
    "a cursor that is no base64": (
        f"{S}?cursor=%C3%A9%C3%A9",
        400,
        "cursor",
        "`next` link",
    ),
    "a source nobody has": (
        f"{S}?source=nonsense",
        400,
        "source",
        "france_services_2024, ",
    ),
    "a known source and one that is not": (
        f"{S}?source=france_services_2024&source=x",
        400,
        "source",
        "support_structures",
    ),
    "a source of anything but structures": (
        f"{S}?source=cog_2026",
        400,
        "source",
        "support_structures",
    ),
    "SQL for a source": (f"{S}?source=' OR 1=1 --", 400, "source", "one of"),
    "a level to come": (
        f"{T}?level=custom",
        400,
        "level",
        "loaded: commune, epci, departement, region, zone_emploi, bassin_vie",
    ),
    "a level to come, with a search": (
        f"{T}?level=custom&q=x",
        400,
        "level",
        "custom is not loaded yet",
    ),
    "gaps of a level to come": (
        f"{FIBRE}&level=custom",
        400,
        "level",
        "loaded: commune, epci, departement, region, zone_emploi, bassin_vie",
    ),
    "gaps within a level to come": (
        f"{FIBRE}&within=custom:x",
        400,
        "within",
        "custom is not loaded yet",
    ),
    "gaps within an unknown code": (
        f"{FIBRE}&within=epci:1",
        400,
        "within",
        "nothing has",
    ),
    "territories within an unknown code": (
        f"{T}?level=commune&within=departement:75",
        400,
        "within",
        "a code that a departement",
    ),
    "structures of a level to come": (
        f"{S}?territory=custom:x",
        400,
        "territory",
        "not loaded yet",
    ),
    "a commune that is elsewhere": (
        f"{S}?territory=commune:75056",
        400,
        "territory",
        "nothing has",
    ),
    "an unknown territory": (f"{S}?territory=epci:1", 400, "territory", "nothing has"),
    "a territory without level": (f"{S}?territory=23", 400, "territory", "level:code"),
    "an unknown structure": (f"{S}/nobody", 404, None, "no structure"),
    "an unknown level": (f"{T}/canton/1", 404, None, "no such level"),
    "an unknown code in a path": (f"{T}/commune/99999", 404, None, "no commune"),
    "a list without level": (T, 400, "level", "required"),
    "an unknown level in a query": (f"{T}?level=canton", 400, "level", "commune"),
    "a limit far too high": (f"{T}?level=commune&limit=5001", 400, "limit", "5000"),
    "an offset below zero": (f"{T}?level=commune&offset=-1", 400, "offset", "0"),
    "an offset beyond integers": (
        f"{T}?level=commune&offset={10**30}",
        400,
        "offset",
        "",
    ),
    "an unknown indicator": (
        f"{G}?indicator=fibre",
        400,
        "indicator",
        "fibre_not_connectable",
    ),
    "no indicator": (G, 400, "indicator", "required"),
    "a period without data": (f"{FIBRE}&period=2020-T1", 400, "period", "2018-T1"),
    "a category it does not have": (
        f"{FIBRE}&category=fab_lab",
        400,
        "category",
        "none",
    ),
    "a gap by distance, as it was asked before": (
        f"{G}?indicator=support_beyond_20km",
        400,
        "indicator",
        "support_beyond; max_min",
    ),
    "establishments by distance": (
        f"{G}?indicator=support_beyond_20km_establishments",
        400,
        "indicator",
        "counted=establishments",
    ),
    "minutes that nobody asks": (
        f"{SUPPORT}&max_min=17",
        400,
        "max_min",
        "one of: 15, 20, 30, 45",
    ),
    "minutes of premises": (f"{FIBRE}&max_min=20", 400, "max_min", "none for this"),
    "people that nobody counts": (f"{SUPPORT}&counted=dwellings", 400, "counted", "on"),
    "a stage of host places": (
        f"{G}?indicator=host_place_beyond&stage=idea",
        400,
        "stage",
        "none for this indicator",
    ),
    "a stage and a need": (
        f"{SUPPORT}&stage=idea&need=funding",
        400,
        "stage",
        "nothing beside need",
    ),
    "classes beside a level": (f"{FIBRE}&by=density&level=epci", 400, "by", "beside"),
    "classes of nothing": (f"{FIBRE}&by=age", 400, "by", "'mountain'"),
    "a verified reading of what nobody verifies": (
        f"{FIBRE}&reading=verified",
        400,
        "reading",
        "opérateurs",
    ),
    "a reading there is not": (
        f"{G}?indicator=support_beyond&reading=checked",
        400,
        "reading",
        "'declared' or 'verified'",
    ),
    "imports of a source nobody has": (f"{L}?source=x", 400, "source", "one of"),
    "no import at all on a page": (f"{L}?limit=0", 400, "limit", "1"),
    "a forged cursor of imports": (f"{L}?cursor=Zm9yZ2Vk", 400, "cursor", "`next`"),
    "an import that never was": (f"{L}/999999", 404, None, "no import"),
    "an import that is no number": (f"{L}/last", 404, None, "no import"),
    "an import beyond integers": (f"{L}/{10**30}", 404, None, "no import"),
    "pages of a report in CSV": (f"{L}/1?f=csv&limit=9", 400, "limit", "whole report"),
    "a report as something else": (f"{L}/1?f=xml", 400, "f", "'json' or 'csv'"),
    "sources of a family": ("/api/v1/sources?family=x", 400, "family", "no parameter"),
    "a measuring that never was": (f"{FIBRE}&run=999999", 400, "run", "measuring"),
    "a change of Python's": (
        f"{A}?indicator=support_beyond&add=incubator:1_0,45",
        400,
        "add[0]",
        "without _",
    ),
    "a place of an added place": (
        f"{A}?indicator=support_beyond&add=incubator:support_structures-x",
        400,
        "add[0].commune",
        '"the INSEE code of a commune"',
    ),
    "a latitude of nowhere": (
        f"{A}?indicator=support_beyond&add=incubator:0.1,145",
        400,
        "add[0].lat",
        "longitude first",
    ),
    "a category and a need": (
        f"{A}?indicator=support_beyond&category=incubator&need=funding",
        400,
        "need",
        '"cannot use need with this indicator"',
    ),
    "a parameter where none is": ("/api/v1/indicators?x=1", 400, "x", "no parameter"),
    "an unknown path": ("/api/v1/nothing", 404, None, "/docs"),
}


@pytest.mark.parametrize(
    ("asked", "status", "parameter", "words"), WRONG.values(), ids=WRONG.keys()
)
def test_wrong_input_is_a_clear_problem(
    client: TestClient, asked: str, status: int, parameter: str | None, words: str
) -> None:
    reply = client.get(asked)

    body = reply.json()
    assert reply.status_code == status, reply.text
    assert reply.headers["content-type"] == "application/problem+json"
    assert body["status"] == status
    assert words in reply.text
    if parameter:
        assert parameter in [error["parameter"] for error in body["errors"]]
        assert all(error["expected"] for error in body["errors"])
    assert "Traceback" not in reply.text
    assert "etag" not in reply.headers


RIGHT = {
    "SQL in a search is just text": f"{C}?q='; DROP TABLE structures; --",
    "wildcards in a search are just text": f"{T}?level=commune&q=%25_%5C",
    "an old commune code": f"{N}?commune=16004",
    "an old commune code in a path": f"{T}/commune/16004",
    "a point in the sea": f"{N}?lon=-6&lat=45",
    "a point far away": f"{N}?lon=2.3522&lat=48.8566",
    "a point on the other side": f"{N}?lon=174.76&lat=-36.85",
    "the pole": f"{N}?lon=0&lat=90",
    "emoji in a search": f"{C}?q=🏢",
}


@pytest.mark.parametrize("asked", RIGHT.values(), ids=RIGHT.keys())
def test_strange_input_that_is_right_is_answered(
    client: TestClient, asked: str
) -> None:
    assert client.get(asked).status_code == 200


def test_an_old_code_answers_with_its_successor(client: TestClient) -> None:
    one = client.get(f"{T}/commune/16004").json()
    nearest = client.get(f"{N}?commune=16004").json()

    assert (one["code"], one["asked_code"]) == ("16230", "16004")
    assert nearest["query"]["asked_code"] == "16004"
    assert nearest["query"]["place"]["commune_code"] == "16230"


def test_a_lambert_93_pair_is_proposed_in_degrees(client: TestClient) -> None:
    reply = client.get(f"{N}?lon=417241&lat=6421813")

    # The square of the Quinconces in Bordeaux.
    assert "did you mean lon=-0.57" in reply.json()["detail"]
    assert "&lat=44.83" in reply.json()["detail"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_a_method_that_is_not_offered_is_405(client: TestClient, method: str) -> None:
    reply = client.request(method, f"{C}?q=x")

    assert reply.status_code == 405
    assert reply.headers["content-type"] == "application/problem+json"
    assert reply.headers["allow"] == "GET, HEAD"


@pytest.mark.parametrize("accept", ["text/html", "image/png", "application/json;q=0"])
def test_a_format_that_is_not_offered_is_406(client: TestClient, accept: str) -> None:
    reply = client.get(f"{C}?q=x", headers={"Accept": accept})

    assert reply.status_code == 406
    assert "application/json" in reply.json()["detail"]


def test_unknown_parameters_name_what_is_accepted(client: TestClient) -> None:
    body = client.get(f"{C}?query=gueret").json()

    (error,) = body["errors"]
    assert "accepted: q, limit" in error["expected"]


def test_every_read_of_the_api_refuses_unknown_parameters(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    known = {
        **{"level": "commune", "code": "23096", "structure_id": "x", "import_id": "1"},
        **{"dataset": "communes", "version": "latest", "file": "communes.csv"},
    }

    for path in [path for path in paths if path.startswith("/api/")]:
        reply = client.get(path.format(**known), params={"surely_unknown": "1"})

        assert reply.status_code == 400, path
        assert reply.json()["errors"][0]["parameter"] == "surely_unknown"


def test_a_host_that_is_no_name_stands_on_no_page(client: TestClient) -> None:
    for path in ("/carte", "/territoires/departement/23", "/ogc/", "/embed/fiche"):
        headers = {"Host": 'ailleurs.example/"x', "Accept": "text/html"}

        page = client.get(path, headers=headers)

        assert page.status_code == 200
        assert "ailleurs.example" not in page.text
