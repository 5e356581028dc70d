"""Territories that the operator names: lists of communes, kept through releases."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import text
from tests.conftest import passing

from numna_geo.bundle import DATA
from numna_geo.cli.territories import territories
from numna_geo.errors import ImportRefused, SourceUnreadable, UnknownTerritory
from numna_geo.private_db.place import Place
from numna_geo.store.database import Engine, connect
from numna_geo.store.held_outlines import hold_outlines, take_back_outlines
from numna_geo.store.publishing import data_version
from numna_geo.usecases.name_territories import forget_territory, name_territories

SAMPLE = DATA / "samples" / "territories" / "territoires-nommes-made.csv"
HEADER = "code,name,commune_code\n"


@pytest.fixture(scope="module")
def engine(place: Place) -> Iterator[Engine]:
    with passing(place, "named_territories", template="pristine") as url:
        engine = connect(url)
        yield engine
        engine.dispose()


@pytest.fixture(autouse=True)
def _nothing_named(engine: Engine) -> Iterator[None]:
    yield
    with engine.begin() as connection:
        for table in ("territories", "territory_members"):
            connection.execute(text(f"DELETE FROM {table} WHERE level = 'custom'"))


def custom(engine: Engine) -> list[tuple[Any, ...]]:
    asked = (
        "SELECT t.code, t.name, population, department_code,"
        " array_agg(commune_code ORDER BY commune_code),"
        " st_area(outline_fine::geography) / 1e6 / area_km2"
        " FROM territories AS t JOIN territory_members AS m"
        " ON m.level = t.level AND m.code = t.code"
        " WHERE t.level = 'custom' GROUP BY t.key ORDER BY t.code"
    )
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(asked))]


def version(engine: Engine) -> int:
    with engine.connect() as connection:
        return data_version(connection)


def a_list(folder: Path, rows: str) -> Path:
    path = folder / "liste.csv"
    path.write_text(HEADER + rows)
    return path


def test_a_list_makes_territories_with_people_and_an_outline(engine: Engine) -> None:
    named = name_territories(engine, SAMPLE)

    east, gueret = custom(engine)
    assert named.written == ("est-creuse", "gueret-ahun")
    # 23085 has been a part of Gouzon (23093) since; Aubusson (23008) is in both.
    assert east[:2] == ("est-creuse", "Est de la Creuse (exemple)")
    assert east[3:5] == ("23", ["23008", "23013", "23076", "23093"])
    assert gueret[2] == 12_955 + 1_394 + 3_018
    assert east[5] == pytest.approx(1, abs=0.01)


def test_the_same_list_twice_changes_nothing(engine: Engine) -> None:
    name_territories(engine, SAMPLE)
    before = version(engine), custom(engine)

    again = name_territories(engine, SAMPLE)

    assert again.written == ()
    assert (version(engine), custom(engine)) == before


def test_a_list_replaces_what_it_names_and_leaves_the_others(
    engine: Engine, tmp_path: Path
) -> None:
    name_territories(engine, SAMPLE)

    named = name_territories(engine, a_list(tmp_path, "est-creuse,Est,23008\n"))

    assert named.written == ("est-creuse",)
    assert [(one[0], one[1], len(one[4])) for one in custom(engine)] == [
        ("est-creuse", "Est", 1),
        ("gueret-ahun", "Guéret et Ahun (exemple)", 3),
    ]


def test_every_row_that_is_not_taken_says_why(engine: Engine, tmp_path: Path) -> None:
    rows = "a,Un,23008\n" * 2 + "a,Un,23096\n" * 8
    wrong = "a,Un,75056\na,Autre,23001\na b,Un,23001\na,Un,23999\n"

    named = name_territories(engine, a_list(tmp_path, rows * 2 + wrong))

    listed = named.listed
    assert len(listed.merged) == 18
    assert [one.value for one in listed.outside] == ["75056"]
    assert [(one.row, one.reason) for one in listed.rejected] == [
        (22, "a is Un above"),
        (23, "expected a code of letters, digits, dot, dash, underscore"),
        (24, "no commune of the region has had this code"),
    ]
    told = (listed.merged, listed.outside, listed.rejected)
    kept = sum(len(one.communes) for one in listed.territories)
    assert listed.read == kept + sum(map(len, told))


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("=cmd,=1+1,23008", "expected a code"),
        ("a,=1+1,23008", "begins with =: spreadsheets would run it as a formula"),
        ("a,Un\x1b[2J,23008", "holds U+001B"),
        ("a,Un\u202e,23008", "holds U+202E"),
        ("a,Un\ufffd,23008", "holds U+FFFD"),
        ("a,Un,99999", "no department of France has such codes"),
        ("a,Un,1004", "is it 01004, whose zero is lost?"),
    ],
)
def test_what_cannot_be_meant_is_rejected(
    engine: Engine, tmp_path: Path, row: str, reason: str
) -> None:
    right = "".join(f"b,Deux,{23001 + n}\n" for n in range(5))

    named = name_territories(engine, a_list(tmp_path, f"{right}{row}\n"))

    (noted,) = named.listed.rejected
    assert reason in noted.reason
    assert [one[0] for one in custom(engine)] == ["b"]


def test_many_rows_of_a_kind_are_counted_and_the_first_told(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = engine.url.set(drivername="postgresql")
    monkeypatch.setenv("DATABASE_URL", url.render_as_string(hide_password=False))
    path = a_list(tmp_path, "a,Un,23008\n" * 1_001)
    name_territories(engine, path)

    done = CliRunner().invoke(territories, [str(path), "--json"])

    report = json.loads(done.stdout)["report"]
    assert report["counts"] == {"rejected": 0, "outside": 0, "merged": 1_000}
    assert len(report["merged"]) == 20
    assert "980 more rows merged; 1,000 in all" in done.stderr


def test_a_list_of_something_else_changes_nothing(
    engine: Engine, tmp_path: Path
) -> None:
    with pytest.raises(ImportRefused, match="2 of 3 rows are rejected"):
        name_territories(engine, a_list(tmp_path, "a,Un,1\na,Un,x\na,Un,23008\n"))
    with pytest.raises(ImportRefused, match="none of its 1 rows"):
        name_territories(engine, a_list(tmp_path, "a,Un,75056\n"))
    with pytest.raises(SourceUnreadable, match="no column"):
        name_territories(engine, DATA / "departments.csv")

    assert custom(engine) == []


def test_a_named_territory_is_removed_by_its_code(engine: Engine) -> None:
    name_territories(engine, SAMPLE)

    forget_territory(engine, "est-creuse")

    assert [one[0] for one in custom(engine)] == ["gueret-ahun"]
    with pytest.raises(UnknownTerritory, match="there are: gueret-ahun"):
        forget_territory(engine, "est-creuse")


def test_the_command_tells_what_it_did_and_what_is_there(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = engine.url.set(drivername="postgresql")
    monkeypatch.setenv("DATABASE_URL", url.render_as_string(hide_password=False))
    path = a_list(tmp_path, SAMPLE.read_text().partition("\n")[2] + "a,Un,75056\n")

    name_territories(engine, path)

    done = CliRunner().invoke(territories, [str(path), "--json"])

    told = json.loads(done.stdout)
    assert told["written"] == []
    assert [one["value"] for one in told["report"]["outside"]] == ["75056"]
    assert "row 8 beyond the region: commune_code '75056'" in done.stderr
    there = [(one["code"], len(one["communes"])) for one in told["territories"]]
    assert there == [("est-creuse", 4), ("gueret-ahun", 3)]


def test_a_level_that_a_release_brings_is_drawn_from_the_outlines_that_are_kept(
    engine: Engine,
) -> None:
    zone = "WHERE level = 'zone_emploi'"
    whole = (
        "SELECT code FROM territories WHERE level = 'zone_emploi'"
        " AND abs(st_area(outline_fine::geography) / 1e6 / area_km2 - 1) < 0.05"
    )
    with engine.connect() as connection:

        def run(statement: str) -> None:
            connection.execute(text(statement))

        # The last release had no employment zone; this one has that of Bressuire.
        run(f"CREATE TEMP TABLE bressuire AS SELECT * FROM territory_members {zone}")
        run(f"DELETE FROM territory_members {zone}")
        hold_outlines(connection)
        run("INSERT INTO territory_members SELECT * FROM bressuire WHERE code = '7506'")
        run(f"UPDATE territories SET outline_fine = NULL {zone}")
        run(f"DELETE FROM held_outlines {zone}")
        kept = take_back_outlines(connection, town_halls=[])
        drawn = connection.scalars(text(whole)).all()
        connection.rollback()

    assert kept
    assert drawn == ["7506"]
