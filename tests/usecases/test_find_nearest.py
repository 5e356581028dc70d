"""Who is told first, against brute forces that know no index and no bound."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from pyproj import Geod
from sqlalchemy import text

from numna_geo.bundle import DATA
from numna_geo.model.category import Category, Family
from numna_geo.model.position import Position
from numna_geo.model.search import Wanted
from numna_geo.model.stage import Sector, Stage
from numna_geo.model.travel import Profile, TravelMethod
from numna_geo.store import nearby_candidates
from numna_geo.store.database import Connection, connect, writing
from numna_geo.store.reading import Reader
from numna_geo.store.state import DataWatch
from numna_geo.usecases.find_nearest import find_nearest
from numna_geo.usecases.gather_nearby import gather_nearby
from numna_geo.usecases.judge_able import competence_of, is_narrow, why_not
from numna_geo.usecases.locate_place import Place, locate_commune, locate_point
from numna_geo.usecases.nearby import Interlocutors, Nearby, Search
from numna_geo.usecases.rank_nearby import ranked
from numna_geo.usecases.road_engines import TravelSettings
from numna_geo.usecases.tell_verified import is_verified
from numna_geo.usecases.time_nearby import timed
from numna_geo.usecases.travel_engines import Travels

POINTS, LIMIT = 500, 5
NOW = datetime(2026, 11, 26, 10, 0, tzinfo=ZoneInfo("Europe/Paris"))
WGS84 = Geod(ellps="WGS84")
ALL = 4_000
GUERET = Place(
    position=Position(lon=1.8713, lat=46.1702),
    precision="commune",
    label="Guéret",
    commune_code="23096",
    commune="Guéret",
)
Answer = TypeVar("Answer")


def search(place: Place = GUERET, **asked: Any) -> Search:
    wanted = Wanted(**{k: asked.pop(k) for k in list(asked) if k in _WANTED})
    return Search(place=place, wanted=wanted, now=NOW, **asked)


_WANTED = ("families", "categories", "needs", "stages", "sectors")


def during(url: str, ask: Callable[[Reader, Travels], Awaitable[Answer]]) -> Answer:
    async def all_of_it() -> Answer:
        reader = Reader(url, size=2, statement_timeout_s=60, wait_s=60)
        settings = TravelSettings(data_dir=DATA)
        travels = Travels(reader, DataWatch(reader), settings)
        try:
            return await ask(reader, travels)
        finally:
            travels.close()
            await reader.close()

    return asyncio.run(all_of_it())


def found(url: str, *searches: Search) -> list[Interlocutors]:
    async def ask(reader: Reader, travels: Travels) -> list[Interlocutors]:
        return [await find_nearest(reader, travels, one) for one in searches]

    return during(url, ask)


def ids(nearby: Sequence[Nearby]) -> list[str]:
    return [one.row["id"] for one in nearby]


def codes(one: Nearby) -> set[str]:
    return {reason.code for reason in one.reasons}


@pytest.fixture
def everywhere(connection: Connection) -> list[Place]:
    """Random points of the region, the same ones every time."""
    rows = connection.exec_driver_sql(
        "SELECT ST_X(p) AS lon, ST_Y(p) AS lat FROM ("
        "  SELECT (ST_Dump(ST_GeneratePoints(outline_coarse, 500, 20261125))).geom AS p"
        "  FROM territories WHERE level = 'region') AS points"
    )
    return [
        replace(GUERET, position=Position(lon=row.lon, lat=row.lat), commune_code=None)
        for row in rows
    ]


@pytest.fixture
def usable(connection: Connection) -> list[Any]:
    """Every fixed place that is neither closed nor planned, beyond the border too."""
    rows = connection.exec_driver_sql(
        "SELECT id, ST_X(position::geometry) AS lon, ST_Y(position::geometry) AS lat,"
        " (SELECT array_agg(category) FROM structure_categories c"
        "  WHERE c.structure_id = id) AS categories"
        " FROM structures WHERE status IN ('open', 'unknown') AND itinerant IS NOT TRUE"
    )
    return list(rows)


@pytest.fixture
def communes(connection: Connection) -> list[Place]:
    """A point of each of twenty communes, towns and villages, spread all over."""
    rows = connection.exec_driver_sql(
        "SELECT code, name, ST_X(p) AS lon, ST_Y(p) AS lat FROM ("
        "  SELECT code, name, ST_PointOnSurface(outline_coarse) AS p,"
        "  row_number() OVER (ORDER BY md5(code)) AS nth FROM territories"
        "  WHERE level = 'commune' AND in_region AND outline_coarse IS NOT NULL"
        ") AS points WHERE nth <= 19 OR code = '33063'"
    )
    return [
        replace(
            GUERET,
            position=Position(lon=row.lon, lat=row.lat),
            label=row.name,
            commune_code=row.code,
            commune=row.name,
        )
        for row in rows
    ]


def metres_to(here: Position, places: list[Any]) -> Any:
    """By Karney's geodesics, without an index nor a sphere."""
    lons, lats = (np.array([getattr(p, name) for p in places]) for name in _LONLAT)
    same = np.ones(len(places))
    _, _, metres = WGS84.inv(here.lon * same, here.lat * same, lons, lats)
    return metres


_LONLAT = ("lon", "lat")


KINDS = [
    (Wanted(), set(Category)),
    (
        Wanted(families=(Family.SUPPORT,)),
        {c for c in Category if c.family is Family.SUPPORT},
    ),
    (Wanted(categories=(Category.FAB_LAB,)), {Category.FAB_LAB}),
]


def test_nothing_is_left_out_of_the_circle_that_was_read(
    loaded_url: str, everywhere: list[Place], usable: list[Any]
) -> None:
    assert len(everywhere) == POINTS
    many = [KINDS[i % len(KINDS)] for i in range(POINTS)]

    async def ask(reader: Reader, _: Travels) -> list[Any]:
        return [
            await reader.rows(
                nearby_candidates.nearest(here.position, wanted, None, most=20)
            )
            for here, (wanted, _) in zip(everywhere, many, strict=True)
        ]

    answers = during(loaded_url, ask)

    worst_m = 0.0
    for here, rows, (_, categories) in zip(everywhere, answers, many, strict=True):
        places = [p for p in usable if categories & set(p.categories)]
        metres = metres_to(here.position, places)
        read = {row["id"]: row["distance_m"] for row in rows}
        sites = [row["sphere_m"] for row in rows if row["part"] == "site"]
        inside = np.flatnonzero(metres <= max(sites) * nearby_candidates.SHORTEST)
        gaps = [abs(read[places[i].id] - metres[i]) for i in inside]
        worst_m = max(worst_m, *gaps)
    assert worst_m < 0.001


def test_by_straight_line_the_nearest_are_those_of_a_brute_force(
    loaded_url: str, everywhere: list[Place], usable: list[Any]
) -> None:
    points, (wanted, categories) = everywhere[:60], KINDS[1]
    places = [p for p in usable if categories & set(p.categories)]

    async def ask(reader: Reader, travels: Travels) -> list[Any]:
        asked = [
            replace(search(here, profile=Profile.CROW), wanted=wanted)
            for here in points
        ]
        return [await gather_nearby(reader, travels, one, None) for one in asked]

    for here, gathered in zip(points, during(loaded_url, ask), strict=True):
        answer = [one.row["distance_m"] for one in ranked(gathered.fixed)[:LIMIT]]
        expected = np.sort(metres_to(here.position, places))[:LIMIT]
        assert answer == pytest.approx(list(expected), abs=0.001)


@pytest.mark.parametrize(
    ("wanted", "profile"),
    [
        (Wanted(families=(Family.SUPPORT,)), Profile.CAR),
        (Wanted(categories=(Category.COWORKING,)), Profile.BIKE),
        (Wanted(families=(Family.SUPPORT,), stages=(Stage.IDEA,)), Profile.WALK),
    ],
)
def test_by_time_the_first_are_those_of_timing_every_place(
    loaded_url: str, communes: list[Place], wanted: Wanted, profile: Profile
) -> None:
    assert len(communes) == 20

    async def ask(reader: Reader, travels: Travels) -> list[Any]:
        both = []
        for here in communes:
            asked = replace(search(here, profile=profile), wanted=wanted)
            gathered = await gather_nearby(reader, travels, asked, None)
            rows = await reader.rows(
                nearby_candidates.nearest(
                    here.position, wanted, here.commune_code, most=ALL
                )
            )
            times, _ = await timed(rows, here, profile, travels)
            every = [
                replace(
                    gathered.fixed[0],
                    row=row,
                    travel=time.travel,
                    far=time.far,
                    competence=competence_of(row),
                    verified=is_verified(row, NOW.date()),
                    narrow=is_narrow(row, wanted),
                    why_not=tuple(why_not(row, wanted, None)),
                )
                for row, time in zip(rows, times, strict=True)
                if not row["itinerant"] or row["part"] == "visit"
            ]
            both.append((ranked(gathered.fixed)[:LIMIT], ranked(every)[:LIMIT]))
        return both

    for first, timed_all in during(loaded_url, ask):
        assert [one.row["id"] for one in first] == [one.row["id"] for one in timed_all]
        assert [one.far for one in first] == [one.far for one in timed_all]


def test_a_lower_limit_gives_the_first_of_a_higher_one(loaded_url: str) -> None:
    few, many = found(loaded_url, search(limit=3), search(limit=30))

    assert ids(few.results) == ids(many.results)[:3]
    assert [one.rank for one in many.results] == list(range(1, 31))


def test_those_at_one_place_are_cut_by_the_rule(
    loaded_url: str, connection: Connection
) -> None:
    shared = connection.exec_driver_sql(
        "SELECT ST_X(position::geometry) AS lon, ST_Y(position::geometry) AS lat,"
        " count(*) AS many FROM structures WHERE status IN ('open', 'unknown')"
        " AND itinerant IS NOT TRUE"
        " GROUP BY position ORDER BY count(*) DESC LIMIT 1"
    ).one()
    here = replace(GUERET, position=Position(lon=shared.lon, lat=shared.lat))
    assert shared.many > 2

    *fewer, whole = found(
        loaded_url,
        *(
            search(here, profile=Profile.CROW, limit=limit)
            for limit in range(1, shared.many + 1)
        ),
    )

    for limit, answer in enumerate(fewer, start=1):
        assert ids(answer.results) == ids(whole.results)[:limit]


def test_closed_and_planned_places_are_never_proposed(
    loaded_url: str, connection: Connection
) -> None:
    known = connection.exec_driver_sql(
        "SELECT count(*) FILTER (WHERE status IN ('closed', 'planned')) AS unable,"
        " count(*) AS every FROM structures WHERE position IS NOT NULL"
    ).one()
    assert known.unable > 10

    (answer,) = found(loaded_url, search(limit=2_000))

    told = [*answer.results, *answer.remote, *answer.itinerant]
    assert {one.row["status"] for one in told} <= {"open", "unknown"}
    assert len(told) > (known.every - known.unable) / 2


def test_places_beyond_the_border_are_proposed_and_said_so(loaded_url: str) -> None:
    (answer,) = found(loaded_url, search(limit=2_000))

    beyond = [one for one in answer.results if not one.row["in_region"]]
    assert beyond
    for one in beyond:
        assert "outside_region" in codes(one)


def test_a_stage_keeps_the_unknown_and_marks_them(loaded_url: str) -> None:
    asked = search(families=(Family.SUPPORT,), stages=(Stage.GROWTH,), limit=200)

    (answer,) = found(loaded_url, asked)

    for one in answer.results:
        known = one.row["stages"] or []
        assert not known or Stage.GROWTH in known
        assert ("stage_unknown" in codes(one)) == (not known)
    assert any("stage" in codes(one) for one in answer.results)


def test_a_place_open_to_any_sector_answers_every_sector(loaded_url: str) -> None:
    asked = search(sectors=(Sector.E_HEALTH,), families=(Family.SUPPORT,), limit=300)

    (answer,) = found(loaded_url, asked)

    said = [set(one.row["sectors"]) for one in answer.results if one.row["sectors"]]
    assert any(Sector.ANY in one and Sector.E_HEALTH not in one for one in said)
    assert any(Sector.E_HEALTH in one for one in said)
    assert all(one & {Sector.E_HEALTH, Sector.ANY} for one in said)


def test_one_known_to_its_commune_only_has_no_false_minute(loaded_url: str) -> None:
    (answer,) = found(loaded_url, search(families=(Family.SUPPORT,), limit=60))

    rough = [o for o in answer.results if o.row["position_precision"] == "commune"]
    assert rough
    for one in rough:
        assert one.travel.central is None
        here = one.row["commune_code"] == GUERET.commune_code
        assert ("in_commune" in codes(one)) == here
        if not here:
            assert one.travel.low is not None
            assert one.travel.high is not None
            assert one.travel.low < one.travel.high
            assert "travel_band" in codes(one)


def test_a_bound_leaves_who_is_beyond_and_says_who_comes_nearest(
    loaded_url: str,
) -> None:
    asked = search(categories=(Category.TECHNOPOLE,))
    free, bound = found(loaded_url, asked, replace(asked, max_min=5.0))

    assert bound.results == []
    assert bound.nothing_near is not None
    assert bound.nothing_near.asked
    assert bound.nothing_near.nearest is not None
    assert bound.nothing_near.nearest.row["id"] == free.results[0].row["id"]


def test_what_nobody_offers_is_nothing_near(scratch_url: str) -> None:
    (answer,) = found(scratch_url, search())

    assert answer.results == []
    assert answer.nothing_near is not None
    assert answer.nothing_near.nearest is None


def test_one_across_the_estuary_is_passed_over_with_its_time(loaded_url: str) -> None:
    async def le_verdon(reader: Reader, travels: Travels) -> Interlocutors:
        place = await locate_commune(reader, "33544")
        return await find_nearest(reader, travels, search(place, limit=3))

    answer = during(loaded_url, le_verdon)

    across = [one for one in answer.passed_over if one.reasons[0].code == "longer_way"]
    assert across
    first = answer.results[0].row["distance_m"]
    assert all(one.row["distance_m"] < first for one in across)


def test_an_old_code_leads_to_todays_commune(loaded_url: str) -> None:
    place = during(loaded_url, lambda reader, _: locate_commune(reader, "16004"))

    # Aignes-et-Puypéroux merged into Montmoreau.
    assert (place.commune_code, place.asked_code) == ("16230", "16004")


def test_a_point_at_sea_lies_outside_the_region(loaded_url: str) -> None:
    at_sea = Position(lon=-3.0, lat=45.0)

    place = during(loaded_url, lambda reader, _: locate_point(reader, at_sea))

    assert place.outside_region


@pytest.fixture
def around_gueret(scratch_url: str) -> str:
    """Made places: who may ask, who visits, who stops by, who helps from afar."""
    engine = connect(scratch_url)
    with writing(engine) as connection:
        for statement in MADE.split(";"):
            connection.execute(text(statement))
    engine.dispose()
    return scratch_url


# Guéret, and Aubusson 32 km south-east of it; `east` is in degrees from Guéret.
MADE = """
INSERT INTO sources (key, title, publisher, licence, rank, family, redistributable)
VALUES ('a', 'A', 'P', 'Licence Ouverte 2.0', 1, 'structures', true);
INSERT INTO territories (key, level, code, name, search_name, in_region, seat)
VALUES ('commune:23096', 'commune', '23096', 'Guéret', 'gueret', true,
        'POINT(1.8713 46.1702)'),
       ('commune:23008', 'commune', '23008', 'Aubusson', 'aubusson', true,
        'POINT(2.169 45.956)');
INSERT INTO territory_members (level, code, commune_code)
VALUES ('departement', '23', '23096'), ('departement', '23', '23008');
INSERT INTO structures (id, name, search_name, category, family, status,
    digital_focus, position, position_precision, commune_code, in_region, opening,
    itinerant, remote, competence, redistributable, completeness, digest, imported_on,
    source_key)
SELECT id, id, id, 'incubator', 'support', status, 'unknown',
    ST_MakePoint(1.8713 + east, 46.1702)::geography, 'address', NULL, true, opening,
    itinerant, remote, competence, true, 0.5, 'd', '2026-11-26', 'a'
FROM (VALUES
    ('closed', 'closed', 0.01, NULL, NULL::boolean, NULL::boolean, 'unknown'),
    ('elsewhere', 'open', 0.02, NULL, NULL, true, 'known'),
    ('starter', 'open', 0.03, NULL, NULL, NULL, 'unknown'),
    ('bus', 'open', 0.04, 'Th 09:00-12:00', true, NULL, 'unknown'),
    ('office', 'open', 0.06, 'Mo-Fr 09:00-17:00', NULL, NULL, 'unknown'),
    ('silent', 'open', 0.08, NULL, NULL, NULL, 'unknown'),
    ('visitor', 'open', 1.5, NULL, NULL, NULL, 'known'),
    ('caller', 'open', 3.0, NULL, NULL, true, 'unknown'),
    ('agency', 'open', 4.0, NULL, NULL, NULL, 'known')
) AS s (id, status, east, opening, itinerant, remote, competence);
INSERT INTO structure_categories SELECT id, category, true FROM structures;
INSERT INTO structure_stages (structure_id, stage)
VALUES ('starter', 'idea'), ('office', 'creation'), ('silent', 'launch');
INSERT INTO structure_competences (structure_id, level, code)
VALUES ('elsewhere', 'departement', '87'), ('visitor', 'departement', '87'),
    ('agency', 'departement', '23');
INSERT INTO structure_visits (structure_id, commune_code, opening)
VALUES ('visitor', '23008', 'Th 09:00-12:00')
"""


def test_everybody_has_a_place_of_their_own_in_the_answer(around_gueret: str) -> None:
    (answer,) = found(around_gueret, search())

    assert ids(answer.results)[:3] == ["starter", "office", "silent"]
    assert ids(answer.itinerant) == ["bus"]
    assert {one.row["id"] for one in answer.passed_over} == {"closed", "elsewhere"}
    told = {one.row["id"]: [r.code for r in one.reasons] for one in answer.passed_over}
    assert told == {
        "closed": ["closed", "travel"],
        "elsewhere": ["elsewhere", "travel"],
    }


def test_who_helps_from_afar_stands_apart(around_gueret: str) -> None:
    (answer,) = found(around_gueret, search(limit=3))

    assert ids(answer.results) == ["starter", "office", "silent"]
    assert sorted(ids(answer.remote)) == ["agency", "caller"]
    reasons = {one.row["id"]: codes(one) for one in answer.remote}
    assert "remote" in reasons["caller"]
    assert "covers" in reasons["agency"]


def test_a_permanence_is_a_place_of_its_own(around_gueret: str) -> None:
    async def aubusson(reader: Reader, travels: Travels) -> Interlocutors:
        place = await locate_commune(reader, "23008")
        return await find_nearest(reader, travels, search(place, limit=1))

    (first,) = during(around_gueret, aubusson).results

    assert first.row["id"] == "visitor"
    assert first.stop is not None
    assert first.stop.commune == "Aubusson"
    assert first.travel.in_commune
    assert first.row["distance_m"] < 1.0
    # Its sources name another department, but it comes here.
    assert first.competence == "visits"
    texts = [reason.text for reason in first.reasons]
    assert "tient une permanence à Aubusson (jeudi 9\u00a0h–12\u00a0h)" in texts


def test_another_stage_is_passed_over_and_the_next_one_takes_over(
    around_gueret: str,
) -> None:
    (answer,) = found(around_gueret, search(stages=(Stage.CREATION,)))

    assert ids(answer.results)[0] == "office"
    assert "other_stage" in {
        r.code
        for one in answer.passed_over
        if one.row["id"] == "starter"
        for r in one.reasons
    }
    assert answer.takeover is not None
    assert answer.takeover.stage is Stage.LAUNCH
    assert answer.takeover.nearby is not None
    assert answer.takeover.nearby.row["id"] == "silent"


def test_a_stage_that_no_source_tells_has_nobody_to_take_over(
    around_gueret: str,
) -> None:
    growth, last = found(
        around_gueret,
        search(stages=(Stage.LAUNCH,)),
        search(stages=(Stage.INTERNATIONAL,)),
    )

    assert growth.takeover is not None
    assert growth.takeover.nearby is None
    assert last.takeover is None


def test_open_now_keeps_those_known_to_be_open_and_counts_the_others(
    around_gueret: str,
) -> None:
    # A Thursday at ten.
    (answer,) = found(around_gueret, search(open_now=True, limit=1))

    assert ids(answer.results) == ["office"]
    assert ids(answer.itinerant) == ["bus"]
    assert answer.notes == [
        "1 structure aussi proche n'est pas montrée : horaires inconnus."
    ]


def test_a_straight_line_takes_no_minutes(around_gueret: str) -> None:
    (answer,) = found(around_gueret, search(profile=Profile.CROW))

    assert answer.engine.name == "crow"
    assert {one.travel.method for one in answer.results} == {TravelMethod.NONE}
    assert answer.nothing_near is None
