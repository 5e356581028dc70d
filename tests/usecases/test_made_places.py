"""Who is told, of places made to be told apart: in a database, in any order."""

import asyncio
import os
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import orjson
import psycopg
import pytest
from serving import Handler, sent, serving
from tests.conftest import passing
from tests.usecases.test_find_nearest import GUERET, codes, found, ids, search
from tests.usecases.test_travel_engines import Anywhere

from numna_geo.api.interlocutors import interlocutors
from numna_geo.bundle import DATA
from numna_geo.model.category import Category, Family
from numna_geo.model.position import Position
from numna_geo.model.stage import Sector, Stage
from numna_geo.model.travel import Profile, TravelMethod
from numna_geo.private_db.place import Place as Running
from numna_geo.store.reading import Reader
from numna_geo.store.state import DataWatch
from numna_geo.usecases.find_nearest import find_nearest
from numna_geo.usecases.nearby import Interlocutors, Search
from numna_geo.usecases.road_engines import TravelSettings
from numna_geo.usecases.travel_engines import Travels

BEFORE = """
INSERT INTO sources (key, title, publisher, licence, rank, family, redistributable)
VALUES ('a', 'A', 'P', 'Licence Ouverte 2.0', 1, 'structures', true);
INSERT INTO territories (key, level, code, name, search_name, in_region, seat)
VALUES ('commune:23096', 'commune', '23096', 'Guéret', 'gueret', true,
        'POINT(1.8713 46.1702)');
INSERT INTO territory_members (level, code, commune_code)
VALUES ('departement', '23', '23096')
"""
INSERT = """
INSERT INTO structures (id, name, search_name, category, family, status,
    digital_focus, position, position_precision, commune_code, in_region, opening,
    remote, competence, redistributable, completeness, digest, imported_on, edited_on,
    source_key)
VALUES (%(id)s, %(id)s, %(id)s, %(category)s, %(family)s, %(status)s, 'unknown',
    ST_MakePoint(1.8713 + %(east)s, 46.1702)::geography, %(precision)s, %(commune)s,
    true, %(opening)s, %(remote)s, %(competence)s, true, 0.5, 'd', '2026-11-26',
    %(edited_on)s, 'a')
"""
ALWAYS, NEVER_ON_THURSDAY = "24/7", "Mo 09:00-12:00"
ELSEWHERE = ("departement", "87")


@dataclass(frozen=True, kw_only=True)
class Made:
    """A support structure `east` degrees from Guéret: 0.01 is 772 m."""

    id: str
    east: float
    category: Category = Category.INCUBATOR
    status: str = "open"
    precision: str = "address"
    commune: str | None = None
    opening: str | None = None
    remote: bool | None = None
    area: tuple[str, str] | None = None
    stages: tuple[Stage, ...] = ()
    sectors: tuple[Sector, ...] = ()
    edited_on: date | None = None


def fill(url: str, places: Iterable[Made]) -> None:
    """The database with these places and no others, written in this order."""
    with psycopg.connect(url) as connection:
        connection.execute("DELETE FROM structures")
        for one in places:
            add(connection, one)


def add(connection: psycopg.Connection, one: Made) -> None:
    competence = "known" if one.area else "unknown"
    family = one.category.family
    connection.execute(
        INSERT, {**vars(one), "competence": competence, "family": family}
    )
    main = (one.id, one.category)
    connection.execute("INSERT INTO structure_categories VALUES (%s, %s, true)", main)
    for stage in one.stages:
        connection.execute(
            "INSERT INTO structure_stages VALUES (%s, %s)", (one.id, stage)
        )
    for sector in one.sectors:
        connection.execute(
            "INSERT INTO structure_sectors VALUES (%s, %s)", (one.id, sector)
        )
    if one.area:
        connection.execute(
            "INSERT INTO structure_competences (structure_id, level, code)"
            " VALUES (%s, %s, %s)",
            (one.id, *one.area),
        )


@pytest.fixture(scope="module")
def url(place: Running) -> Iterator[str]:
    with passing(place, f"made_{os.getpid()}", template="migrated") as url:
        with psycopg.connect(url) as connection:
            connection.execute(BEFORE)
        yield url


def answer(url: str, places: Iterable[Made], asked: Search) -> Interlocutors:
    fill(url, places)
    (answered,) = found(url, asked)
    return answered


SUPPORT = {"families": (Family.SUPPORT,)}


@pytest.mark.parametrize(
    "unable",
    [
        {"area": ELSEWHERE},
        {"stages": (Stage.GROWTH,)},
        {"sectors": (Sector.E_HEALTH,)},
    ],
)
def test_those_that_cannot_help_from_afar_hide_none_that_can(
    url: str, unable: dict[str, Any]
) -> None:
    many = [
        Made(id=f"no{i}", east=1 + i / 100, remote=True, **unable) for i in range(70)
    ]
    near, able = Made(id="near", east=0.01), Made(id="able", east=4.0, remote=True)
    asked = search(
        **SUPPORT, stages=(Stage.CREATION,), sectors=(Sector.EDTECH,), limit=1
    )

    told = answer(url, [*many, near, able], asked)

    assert ids(told.results) == ["near"]
    assert ids(told.remote) == ["able"]


@pytest.mark.parametrize(
    "unable", [{"area": ELSEWHERE}, {"sectors": (Sector.E_HEALTH,)}]
)
def test_those_that_cannot_take_over_hide_none_that_can(
    url: str, unable: dict[str, Any]
) -> None:
    launch = (Stage.LAUNCH,)
    many = [Made(id=f"no{i}", east=i / 100, stages=launch, **unable) for i in range(30)]
    able = Made(id="able", east=0.9, stages=launch)
    asked = search(**SUPPORT, stages=(Stage.CREATION,), sectors=(Sector.EDTECH,))

    takeover = answer(url, [*many, able], asked).takeover

    assert takeover is not None
    assert takeover.nearby is not None
    assert takeover.nearby.row["id"] == "able"


@pytest.mark.parametrize("profile", list(Profile))
def test_nobody_takes_over_from_hundreds_of_kilometres_away(
    url: str, profile: Profile
) -> None:
    asked = search(**SUPPORT, stages=(Stage.CREATION,), profile=profile)
    far = Made(id="far", east=4.7, stages=(Stage.LAUNCH,))

    takeover = answer(url, [far], asked).takeover
    covering = answer(url, [replace(far, area=("departement", "23"))], asked).takeover

    assert takeover is not None
    assert (takeover.nearby, takeover.is_far) == (None, True)
    assert covering is not None
    assert covering.nearby is not None
    assert not covering.is_far


def test_what_is_near_and_not_open_is_no_unmet_need(url: str) -> None:
    silent = Made(id="silent", east=0.01)
    shut = Made(id="shut", east=0.02, opening=NEVER_ON_THURSDAY)
    far = Made(id="far", east=2.0, opening=ALWAYS)
    fill(url, [silent, shut, far])
    asked = search(**SUPPORT, open_now=True)

    anyway, bound, crow = found(
        url, asked, replace(asked, max_min=30.0), replace(asked, profile=Profile.CROW)
    )

    assert ids(anyway.results) == ["far"]
    assert not anyway.results[0].is_near
    assert ids(bound.results) == []
    for told in (anyway, bound):
        assert told.nothing_near is None
        assert not told.is_unmet
        assert told.nothing_open is not None
        assert told.nothing_open.near == 2
        assert told.nothing_open.nearest is not None
        assert told.nothing_open.nearest.row["id"] == "silent"
        said = interlocutors(told, asked)["nothing_open"]
        assert said["advice"].startswith("Aucune structure proche n'est connue pour")
        assert said["nearest"]["id"] == "silent"
    # By straight line everything is near.
    assert crow.nothing_open is None


def test_who_is_open_is_told_and_the_hours_of_the_others_are_no_matter(
    url: str,
) -> None:
    shut = Made(id="shut", east=0.01, opening=NEVER_ON_THURSDAY)
    open_ = Made(id="open", east=0.02, opening=ALWAYS)

    told = answer(url, [shut, open_], search(**SUPPORT, open_now=True))

    assert ids(told.results) == ["open"]
    assert told.nothing_open is None
    assert [one.row["id"] for one in told.passed_over] == ["shut"]


def test_an_unmet_need_is_one_of_half_an_hour_whatever_was_asked(url: str) -> None:
    fill(url, [Made(id="a", east=0.6)])
    asked = search(**SUPPORT)
    (free,) = found(url, asked)
    minutes = free.results[0].travel.central
    assert minutes is not None
    assert 30 < minutes < 100

    wide, on_foot = found(
        url, replace(asked, max_min=120.0), replace(asked, profile=Profile.WALK)
    )
    fill(url, [Made(id="a", east=0.1)])
    (narrow,) = found(url, replace(asked, max_min=1.0))

    assert (free.nothing_near is not None, free.is_unmet) == (True, True)
    assert (wide.nothing_near is not None, wide.is_unmet) == (False, True)
    assert (on_foot.nothing_near is not None, on_foot.is_unmet) == (True, False)
    assert (narrow.nothing_near is not None, narrow.is_unmet) == (True, False)


HOME = {"precision": "commune", "commune": "23096"}


@pytest.mark.parametrize("profile", list(Profile))
def test_what_closed_in_the_commune_that_asks_is_said_to_be_there(
    url: str, profile: Profile
) -> None:
    closed = Made(id="closed", east=0.0, status="closed", **HOME)
    other = Made(id="other", east=0.9)

    told = answer(url, [closed, other], search(**SUPPORT, profile=profile))

    (over,) = told.passed_over
    assert [one.code for one in over.reasons] == ["closed", "in_commune"]
    assert over.distance_m is None


def test_the_commune_that_asks_is_near_from_its_farthest_corner(url: str) -> None:
    # Of a commune of unknown area 2.5 km are its radius, and 12.5 km its farthest.
    corner = replace(GUERET, position=Position(lon=1.8713 - 0.12, lat=46.1702))
    # One is a few minutes off, and the next ones cannot help: nobody need read further.
    door = Made(id="door", east=-0.1226)
    closed = [
        Made(id=f"no{i:02}", east=-0.124 - i / 10_000, status="closed")
        for i in range(90)
    ]
    home = Made(id="home", east=0.0, **HOME)
    asked = search(corner, **SUPPORT, profile=Profile.WALK, limit=2, max_min=1.0)

    told = answer(url, [door, *closed, home], asked)

    assert ids(told.results) == ["home"]
    assert told.results[0].is_near
    assert "in_commune" in codes(told.results[0])
    assert told.nothing_near is None


def test_by_straight_line_a_town_hall_is_not_the_structure(url: str) -> None:
    home = Made(id="home", east=0.0, **HOME)
    next_door, beyond = Made(id="door", east=0.005), Made(id="beyond", east=0.1)

    told = answer(
        url, [home, next_door, beyond], search(**SUPPORT, profile=Profile.CROW)
    )

    # It stands somewhere in the commune: half its radius away, by the middle.
    assert ids(told.results) == ["door", "home", "beyond"]
    assert told.results[1].distance_m is None
    assert not any("vol d'oiseau" in one.text for one in told.results[1].reasons)


def test_where_nobody_is_able_only_those_near_are_passed_over(url: str) -> None:
    near = Made(id="near", east=0.01, status="closed")
    far = Made(id="far", east=2.0, status="closed")

    for profile in (Profile.CAR, Profile.CROW):
        told = answer(url, [near, far], search(**SUPPORT, profile=profile))

        assert [one.row["id"] for one in told.passed_over] == ["near"]


def many(draw: random.Random) -> list[Made]:
    """Places with many ties: few distances, and whatever can be said of them."""
    return [
        Made(
            id=f"s{i:02}",
            east=draw.choice([0.01, 0.011, 0.05, 0.3, 0.9]),
            status=draw.choice(["open", "open", "unknown", "closed"]),
            precision=draw.choice(["address", "street", "commune"]),
            commune=draw.choice(["23096", "23008", None]),
            remote=draw.choice([None, None, True]),
            area=draw.choice([None, None, ELSEWHERE, ("departement", "23")]),
            stages=draw.choice([(), (Stage.CREATION,), (Stage.LAUNCH,)]),
            sectors=draw.choice([(), (Sector.EDTECH,), (Sector.ANY,)]),
            edited_on=draw.choice([None, date(2026, 1, 1)]),
        )
        for i in range(60)
    ]


ASKED = [
    search(**SUPPORT, limit=5),
    search(**SUPPORT, limit=30, profile=Profile.CROW),
    search(**SUPPORT, stages=(Stage.CREATION,), limit=10, max_min=20.0),
    search(**SUPPORT, sectors=(Sector.EDTECH,), limit=5, profile=Profile.WALK),
]


def everything(told: Interlocutors) -> Sequence[object]:
    after = told.takeover and told.takeover.nearby
    return [
        [(one.row["id"], one.reasons) for one in told.results],
        ids(told.remote),
        ids(told.itinerant),
        [(one.row["id"], one.reasons) for one in told.passed_over],
        after and after.row["id"],
        told.nothing_near is None,
        told.is_unmet,
    ]


@pytest.mark.parametrize("seed", range(3))
def test_neither_the_order_of_loading_nor_a_farther_unable_one_matters(
    url: str, seed: int
) -> None:
    draw = random.Random(seed)  # noqa: S311 (the same places every time)
    places = many(draw)
    shuffled = draw.sample(places, len(places))
    farther = Made(id="unable", east=3.0, status="closed", remote=True)

    fill(url, places)
    first = [everything(one) for one in found(url, *ASKED)]
    fill(url, shuffled)
    again = [everything(one) for one in found(url, *ASKED)]
    with psycopg.connect(url) as connection:
        add(connection, farther)
    beside = [everything(one) for one in found(url, *ASKED)]

    assert all(results for results, *_ in first)
    assert again == first
    assert beside == first


def quick(handler: Handler) -> None:
    """A routing server: ten minutes to wherever."""
    _, *points = re.findall(r"-?[\d.]+,-?[\d.]+", handler.path.partition("?")[0])
    durations, at = [[600.0] * len(points)], [{"distance": 3}] * len(points)
    body = {"code": "Ok", "durations": durations, "destinations": at}
    handler.send(orjson.dumps(body), Content_Type="application/json")


def test_a_server_that_fails_between_two_questions_is_told_as_failed(url: str) -> None:
    fill(url, [Made(id=f"s{i:02}", east=i / 1_000) for i in range(60)])

    async def ask(base: str) -> Interlocutors:
        reader = Reader(url, size=2, statement_timeout_s=60, wait_s=60)
        settings = TravelSettings(data_dir=DATA, routing_url=base, timeout_s=60)
        travels = Travels(reader, DataWatch(reader), settings)
        told = await find_nearest(reader, travels, search(**SUPPORT, limit=1))
        travels.close()
        await reader.close()
        return told

    with serving() as server:
        server.replies = Anywhere(quick, sent(b"oops", status=500))
        told = asyncio.run(ask(server.url("")))

    assert len(server.asked) == 2
    assert told.engine.is_estimate
    assert told.engine.fallback is not None
    assert {one.travel.method for one in told.results} == {TravelMethod.ESTIMATE}
