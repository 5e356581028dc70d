"""Who is told, of places made to be told apart: in a database, in any order."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import psycopg
import pytest
from tests.conftest import passing
from tests.usecases.test_find_nearest import found, ids, search

from numna_geo.model.category import Category, Family
from numna_geo.model.stage import Sector, Stage
from numna_geo.private_db.place import Place as Running
from numna_geo.usecases.nearby import Interlocutors, Search

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
