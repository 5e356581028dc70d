"""`/nearest` against an independent brute force, and the words of its reasons."""

import asyncio
from datetime import date
from typing import Any

import numpy as np
import pytest
from pyproj import Geod

from numna_geo.model.category import Category, Family
from numna_geo.model.position import Position
from numna_geo.model.search import Wanted
from numna_geo.model.stage import Sector, Stage
from numna_geo.store import structures
from numna_geo.store.database import Connection
from numna_geo.store.reading import Reader
from numna_geo.usecases.find_nearest import Nearby, find_nearest
from numna_geo.usecases.locate_place import Place, locate_commune, locate_point
from numna_geo.usecases.state_reasons import Competence, reasons

POINTS, LIMIT = 500, 5
TODAY = date(2026, 11, 26)
WGS84 = Geod(ellps="WGS84")
GUERET = Place(
    position=Position(lon=1.8713, lat=46.1702),
    precision="commune",
    label="Guéret",
    commune_code="23096",
    commune="Guéret",
)


@pytest.fixture
def everywhere(connection: Connection) -> list[Position]:
    """Random points of the region, the same ones every time."""
    rows = connection.exec_driver_sql(
        "SELECT ST_X(p) AS lon, ST_Y(p) AS lat FROM ("
        "  SELECT (ST_Dump(ST_GeneratePoints(outline_coarse, 500, 20261125))).geom AS p"
        "  FROM territories WHERE level = 'region') AS points"
    )
    return [Position(lon=row.lon, lat=row.lat) for row in rows]


@pytest.fixture
def usable(connection: Connection) -> list[Any]:
    """Every place that is not closed nor planned, beyond the border too."""
    rows = connection.exec_driver_sql(
        "SELECT id, ST_X(position::geometry) AS lon, ST_Y(position::geometry) AS lat,"
        " (SELECT array_agg(category) FROM structure_categories c"
        "  WHERE c.structure_id = id) AS categories"
        " FROM structures"
        " WHERE status IN ('open', 'unknown') AND position IS NOT NULL"
    )
    return list(rows)


def brute_force(
    here: Position, places: list[Any], limit: int
) -> list[tuple[str, float]]:
    """By Karney's geodesics, without an index nor a sphere."""
    lons = np.array([p.lon for p in places])
    lats = np.array([p.lat for p in places])
    same = np.ones(len(places))
    _, _, metres = WGS84.inv(here.lon * same, here.lat * same, lons, lats)
    # PostGIS rounds to 1e-8 m: what it calls equal must be equal here.
    ranked = sorted(
        (round(m, 6), place.id) for place, m in zip(places, metres, strict=True)
    )
    return [(found, m) for m, found in ranked[:limit]]


def ask(url: str, wanted: Wanted, points: list[Position], limit: int) -> list[Any]:
    async def all_of_them() -> list[Any]:
        reader = Reader(url, size=4, statement_timeout_s=5, wait_s=5)
        found = [
            await reader.rows(
                structures.nearest(here, wanted, limit=limit, today=TODAY)
            )
            for here in points
        ]
        await reader.close()
        return found

    return asyncio.run(all_of_them())


@pytest.mark.parametrize(
    ("wanted", "categories"),
    [
        (Wanted(), set(Category)),
        (
            Wanted(families=(Family.SUPPORT,)),
            {c for c in Category if c.family is Family.SUPPORT},
        ),
        (Wanted(categories=(Category.FAB_LAB,)), {Category.FAB_LAB}),
    ],
    ids=["everything", "support family", "fab labs"],
)
def test_the_nearest_are_those_of_a_brute_force(
    loaded_url: str,
    everywhere: list[Position],
    usable: list[Any],
    wanted: Wanted,
    categories: set[Category],
) -> None:
    places = [p for p in usable if categories & set(p.categories)]
    assert len(everywhere) == POINTS

    answers = ask(loaded_url, wanted, everywhere, LIMIT)

    worst_m = 0.0
    for here, rows in zip(everywhere, answers, strict=True):
        expected = brute_force(here, places, LIMIT)
        assert [row["id"] for row in rows] == [found for found, _ in expected], here
        gaps = [
            abs(row["distance_m"] - m)
            for row, (_, m) in zip(rows, expected, strict=True)
        ]
        worst_m = max(worst_m, *gaps)
    assert worst_m < 0.001


def test_equal_positions_are_cut_by_id(loaded_url: str, usable: list[Any]) -> None:
    shared: dict[tuple[float, float], list[str]] = {}
    for place in usable:
        shared.setdefault((place.lon, place.lat), []).append(place.id)
    (lon, lat), ids = max(shared.items(), key=lambda item: len(item[1]))
    assert len(ids) > 2

    for limit in range(1, len(ids)):
        here = Position(lon=lon, lat=lat)
        (rows,) = ask(loaded_url, Wanted(), [here], limit)

        assert [row["id"] for row in rows] == sorted(ids)[:limit]


@pytest.fixture
def reader(loaded_url: str) -> Reader:
    return Reader(loaded_url, size=2, statement_timeout_s=5, wait_s=5)


def found(reader: Reader, place: Place, wanted: Wanted, limit: int) -> list[Nearby]:
    async def once() -> list[Nearby]:
        nearby = await find_nearest(reader, place, wanted, limit=limit, today=TODAY)
        await reader.close()
        return nearby

    return asyncio.run(once())


def test_closed_and_planned_places_are_never_proposed(reader: Reader) -> None:
    nearby = found(reader, GUERET, Wanted(), 2000)

    assert {one.row["status"] for one in nearby} <= {"open", "unknown"}
    assert [one.rank for one in nearby] == list(range(1, len(nearby) + 1))


def test_places_beyond_the_border_are_proposed_and_said_so(reader: Reader) -> None:
    nearby = found(reader, GUERET, Wanted(), 2000)

    beyond = [one for one in nearby if not one.row["in_region"]]
    assert beyond
    for one in beyond:
        assert "hors de la région" in [reason.text for reason in one.reasons]


def test_a_stage_keeps_the_unknown_and_marks_them(reader: Reader) -> None:
    wanted = Wanted(families=(Family.SUPPORT,), stages=(Stage.GROWTH,))

    nearby = found(reader, GUERET, wanted, 200)

    said = {one.row["id"]: {r.code for r in one.reasons} for one in nearby}
    for one in nearby:
        known = one.row["stages"] or []
        assert not known or Stage.GROWTH in known
        assert ("stage_unknown" in said[one.row["id"]]) == (not known)
    assert any("stage" in codes for codes in said.values())


def test_a_place_open_to_any_sector_answers_every_sector(reader: Reader) -> None:
    nearby = found(reader, GUERET, Wanted(sectors=(Sector.E_HEALTH,)), 2000)

    for one in nearby:
        known = set(one.row["sectors"] or ())
        assert not known or known & {Sector.E_HEALTH, Sector.ANY}


def test_an_old_code_leads_to_todays_commune(reader: Reader) -> None:
    async def once() -> Place:
        place = await locate_commune(reader, "16004")
        await reader.close()
        return place

    place = asyncio.run(once())

    # Aignes-et-Puypéroux merged into Montmoreau.
    assert (place.commune_code, place.asked_code) == ("16230", "16004")


def test_a_point_at_sea_lies_outside_the_region(reader: Reader) -> None:
    async def once() -> Place:
        place = await locate_point(reader, Position(lon=-3.0, lat=45.0))
        await reader.close()
        return place

    assert asyncio.run(once()).outside_region


A_ROW: dict[str, Any] = {
    "position_precision": "address",
    "commune_code": "23096",
    "distance_m": 3_249.0,
    "in_region": True,
    "itinerant": None,
    "stages": ["creation", "launch"],
    "sectors": None,
    "verified_on": None,
    "edited_on": None,
    "labelled_on": None,
    "evidence_level": None,
    "status": "open",
    "redistributable": True,
}


def texts(
    wanted: Wanted = Wanted(),  # noqa: B008
    *,
    competence: Competence = Competence.UNKNOWN,
    verified: bool = False,
    **changed: Any,
) -> list[str]:
    said = reasons(
        {**A_ROW, **changed}, GUERET, wanted, competence=competence, verified=verified
    )
    return [reason.text for reason in said]


def test_a_distance_is_said_in_french() -> None:
    assert "à 3,2\u00a0km à vol d'oiseau" in texts()


def test_a_place_known_by_its_commune_only_is_in_the_commune_without_distance() -> None:
    said = texts(position_precision="commune")

    assert "dans la commune" in said
    assert "position approximative : commune" in said
    assert not any("vol d'oiseau" in text for text in said)


def test_elsewhere_it_is_about_so_far() -> None:
    said = texts(position_precision="commune", commune_code="23245")

    assert "à environ 3,2\u00a0km à vol d'oiseau" in said
    assert "dans la commune" not in said


def test_stages_are_said_only_when_asked() -> None:
    assert "accompagne la création" in texts(Wanted(stages=(Stage.CREATION,)))
    assert not any("accompagne" in text for text in texts())


def test_freshness_is_said_by_its_kind() -> None:
    said = texts(
        verified=True,
        verified_on=date(2026, 3, 1),
        edited_on=date(2025, 5, 2),
        labelled_on=date(2020, 2, 14),
    )

    assert "fiche vérifiée le 1er mars 2026" in said
    assert "modifiée par la source le 2 mai 2025" in said
    assert "labellisée le 14 février 2020" in said
    assert "fiche non vérifiée" in texts()


def test_a_check_past_its_delay_is_no_check() -> None:
    assert "fiche non vérifiée depuis le 1er mars 2020" in texts(
        verified_on=date(2020, 3, 1)
    )
    # Known to its commune only: never seen at its address, whatever the date.
    assert "fiche non vérifiée" in texts(
        verified_on=date(2026, 3, 1), evidence_level="B"
    )


def test_an_edition_is_no_check() -> None:
    assert "fiche non vérifiée" in texts(edited_on=TODAY, labelled_on=TODAY)


def test_an_unconfirmed_licence_is_said() -> None:
    assert "licence à confirmer" in texts(redistributable=False)
    assert "licence à confirmer" not in texts()


def test_who_may_ask_is_said_where_a_source_says_it() -> None:
    remote = texts(competence=Competence.REMOTE)
    elsewhere = texts(competence=Competence.ELSEWHERE)

    assert "aide aussi à distance" in remote
    assert any("d'autres territoires" in text for text in elsewhere)
    assert not any("distance" in text and "vol" not in text for text in texts())
