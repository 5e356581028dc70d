"""Unmet needs as they are counted from questions, and told to planners."""

from starlette.testclient import TestClient

from numna_geo.api.app import create_app
from numna_geo.api.unmet_counting import _CRAWLER
from numna_geo.settings import Settings

NOTHING = "/api/v1/nearest?commune=23096&category=technopole&max_min=10"
# Nobody near who is open now or within a minute, but somebody within our own bound;
# not by car; nothing chosen, or what contradicts itself.
NOT_COUNTED = [
    "need=workspace&open_now=true",
    "need=workspace&max_min=1",
    "category=technopole&profile=walk",
    "category=technopole&profile=bike&max_min=30",
    "category=technopole&profile=crow",
    "category=technopole&family=host",
    "stage=idea&max_min=1",
]
CRAWLERS = [
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "facebookexternalhit/1.1",
    "Yahoo! Slurp",
]
TOLD = "/api/v1/unmet-needs?level=commune&within=departement:23"


def test_questions_in_vain_are_told_by_month_once_the_service_wrote_them(
    own_url: str, settings: Settings
) -> None:
    with TestClient(create_app(settings, database_url=own_url)) as client:
        first = client.get(NOTHING)
        for _ in range(2):
            # What is not kept cannot be answered by a cache, nor by a 304.
            again = client.get(NOTHING, headers={"If-None-Match": '"x"'})
            assert again.status_code == 200
        client.head(NOTHING)
        client.get(NOTHING, headers={"Sec-Purpose": "prefetch;prerender"})
        for one in NOT_COUNTED:
            reply = client.get(f"/api/v1/nearest?commune=23096&{one}")
            assert reply.status_code == 200
            assert "no-store" not in reply.headers["cache-control"], one
        for name in CRAWLERS:
            client.get(NOTHING, headers={"User-Agent": name})
    with TestClient(create_app(settings, database_url=own_url)) as client:
        answer = client.get(TOLD).json()

    assert first.headers["cache-control"] == "no-store"
    (value,) = answer["values"]
    assert (value["code"], value["name"], value["times"]) == ("23096", "Guéret", 3)
    assert (value["need"], value["label"]) == ("category:technopole", "Technopole")
    assert len(value["month"]) == 7
    assert answer["fewest_in_commune"] == 3
    assert "ni adresse, ni position, ni heure" in answer["method"]
    assert "à moins de 30 minutes en voiture" in answer["method"]
    assert "robots" in answer["method"]


def test_a_telephone_is_no_crawler() -> None:
    assert _CRAWLER.search("Mozilla/5.0 (Linux; Android 10; CUBOT X30) Mobile") is None
