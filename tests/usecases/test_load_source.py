import itertools
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text
from tests.conftest import passing
from tests.usecases.lists import TEMPLATE, a_row, a_source, load, one, written
from tests.usecases.states import marks

from numna_geo.bundle import DATA
from numna_geo.errors import (
    DatabaseNotReady,
    ImportRefused,
    InvalidQuery,
    SourceUnreadable,
)
from numna_geo.private_db.place import Place
from numna_geo.sources.source import catalogue
from numna_geo.store.database import Engine, connect
from numna_geo.usecases.choose_source import Described, chosen
from numna_geo.usecases.decide_matches import (
    doubtful_queue,
    take_back,
    take_decision,
)
from numna_geo.usecases.suppress_contact import suppress_contact


@pytest.fixture
def engine(own_url: str) -> Iterator[Engine]:
    engine = connect(own_url)
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def list_of_30(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("mine") / "liste.csv"
    return written(path, [a_row(n) for n in range(30)])


@pytest.fixture(scope="module")
def template_of_30(place: Place, list_of_30: Path) -> Iterator[str]:
    """A database where that list was loaded; nobody is connected to it."""
    name = f"thirty_{os.getpid()}"
    with passing(place, name, template="pristine") as url:
        engine = connect(url)
        assert load(engine, list_of_30).changed
        engine.dispose()
        yield name


@pytest.fixture
def with_30(place: Place, template_of_30: str) -> Iterator[Engine]:
    """A copy of it for one test to write to."""
    with passing(place, f"{template_of_30}_copy", template=template_of_30) as url:
        engine = connect(url)
        yield engine
        engine.dispose()


def statuses(engine: Engine) -> dict[str, str]:
    with engine.connect() as connection:
        rows = connection.execute(
            text("SELECT id, status FROM structures WHERE source_key = 'ma_liste'")
        )
        return {row.id: row.status for row in rows}


def test_a_list_of_ones_own_becomes_structures(
    engine: Engine, list_of_30: Path
) -> None:
    loaded = load(engine, list_of_30)

    assert loaded.changed
    assert (loaded.report.read, loaded.report.kept) == (30, 30)
    assert len(statuses(engine)) == 30
    place = one(engine, "SELECT * FROM structures WHERE id = 'ma_liste-3'")
    assert place.phone == "+33555520003"
    assert place.commune_code == "23096"
    assert place.redistributable
    done = one(engine, "SELECT * FROM imports WHERE source_key = 'ma_liste'")
    assert (done.rows_read, done.rows_kept, done.rows_rejected) == (30, 30, 0)
    assert done.how_read.startswith("CSV")


def test_the_same_file_twice_changes_nothing(with_30: Engine, list_of_30: Path) -> None:
    before = marks(with_30)

    again = load(with_30, list_of_30)

    assert not again.changed
    assert marks(with_30) == before


def test_a_dry_run_says_what_would_change_and_changes_nothing(
    engine: Engine, list_of_30: Path
) -> None:
    before = marks(engine)

    loaded = load(engine, list_of_30, dry_run=True)

    assert loaded.changed
    assert loaded.matched is not None
    assert len(loaded.matched.written.new) == 30
    assert marks(engine) == before


def test_a_vanished_record_is_closed_not_deleted_and_comes_back(
    with_30: Engine, tmp_path: Path, list_of_30: Path
) -> None:
    shorter = written(tmp_path / "court.csv", [a_row(n) for n in range(28)])

    closed = load(with_30, shorter)

    assert closed.matched is not None
    assert set(closed.matched.written.closed) == {"ma_liste-28", "ma_liste-29"}
    assert statuses(with_30)["ma_liste-28"] == "closed"
    published = "SELECT status, closed_on FROM published_structures WHERE id = :id"
    told = one(with_30, published, id="ma_liste-28")
    assert (told.status, told.closed_on is None) == ("closed", False)
    load(with_30, list_of_30)
    assert statuses(with_30)["ma_liste-28"] == "unknown"
    assert one(with_30, published, id="ma_liste-28").closed_on is None


def test_a_part_of_a_list_closes_nothing(with_30: Engine, tmp_path: Path) -> None:
    part = written(tmp_path / "part.csv", [a_row(0, name="Atelier zéro, déménagé")])

    load(with_30, part, partial=True)

    assert set(statuses(with_30).values()) == {"unknown"}
    assert not load(with_30, part, partial=True).changed


def test_a_list_that_lost_many_places_is_refused_unless_told(
    with_30: Engine, tmp_path: Path
) -> None:
    before = marks(with_30)
    half = written(tmp_path / "moitie.csv", [a_row(n) for n in range(15)])

    with pytest.raises(ImportRefused, match="no longer lists 15 of the 30"):
        load(with_30, half)

    assert marks(with_30) == before
    load(with_30, half, shrinks=True)
    assert list(statuses(with_30).values()).count("closed") == 15


def test_more_than_a_fifth_rejected_stops_before_anything_is_replaced(
    engine: Engine, tmp_path: Path
) -> None:
    rows = [a_row(n, category="bar" if n < 7 else "coworking") for n in range(30)]
    before = marks(engine)
    told: list[str] = []

    with pytest.raises(ImportRefused, match=r"7 of 30 rows were rejected \(23%\)"):
        load(
            engine,
            written(tmp_path / "liste.csv", rows),
            tell=lambda _source, lines: told.extend(x.action for x in lines),
        )

    assert marks(engine) == before
    assert told.count("rejected") == 7


def test_rows_of_elsewhere_are_counted_apart_and_stop_nothing(
    engine: Engine, tmp_path: Path
) -> None:
    rows = [a_row(n) for n in range(5)]
    rows += [
        a_row(n, commune_code="69123", lon="4.83", lat="45.76") for n in range(5, 30)
    ]

    report = load(engine, written(tmp_path / "france.csv", rows)).report

    assert (report.read, report.kept, report.outside) == (30, 5, 25)
    assert report.rejected == report.outside


def test_a_file_of_elsewhere_is_refused_where_others_were_loaded(
    with_30: Engine, tmp_path: Path
) -> None:
    lyon = [a_row(n, commune_code="69123", lon="4.83", lat="45.76") for n in range(30)]

    with pytest.raises(ImportRefused, match="is it the right file"):
        load(with_30, written(tmp_path / "lyon.csv", lyon))


def test_a_row_named_twice_is_merged_and_reported(
    engine: Engine, tmp_path: Path
) -> None:
    rows = [a_row(0, phone=""), a_row(1), a_row(0)]

    report = load(engine, written(tmp_path / "double.csv", rows)).report

    assert (report.read, report.kept, report.merged) == (3, 2, 1)
    line = one(engine, "SELECT * FROM import_rows WHERE action LIKE 'merged%'")
    assert (line.row_number, line.action) == (3, "merged into row 1")
    place = one(engine, "SELECT phone FROM structures WHERE id = 'ma_liste-0'")
    assert place.phone == "+33555520000"


def test_of_a_doubled_row_the_better_known_point_is_kept_with_its_commune(
    engine: Engine, tmp_path: Path
) -> None:
    beyond = {"lon": "", "lat": "", "commune_code": "03005"}
    rows = [a_row(9, **beyond), a_row(1), a_row(9, precision="address")]

    report = load(engine, written(tmp_path / "double.csv", rows)).report

    assert report.merged == 1
    place = one(engine, "SELECT * FROM structures WHERE id = 'ma_liste-9'")
    assert (place.position_precision, place.commune_code) == ("address", "23096")
    assert place.in_region


def test_of_a_doubled_row_a_street_is_kept_beside_a_better_known_point(
    engine: Engine, tmp_path: Path
) -> None:
    header = "record_key,name,category,lon,lat,commune_code,street,precision"
    vague = '1,Atelier,coworking,,,23096,"3 rue de l\'Exemple",'
    precise = "1,Atelier,coworking,1.87,46.17,23096,,address"
    path = tmp_path / "double.csv"
    path.write_text("\n".join([header, vague, precise, ""]))

    load(engine, path)

    place = one(engine, "SELECT * FROM structures WHERE id = 'ma_liste-1'")
    assert place.position_precision == "address"
    assert place.street == "3 rue de l'Exemple"


def test_an_empty_list_is_refused(engine: Engine, tmp_path: Path) -> None:
    with pytest.raises((ImportRefused, SourceUnreadable)):
        load(engine, written(tmp_path / "vide.csv", []))


def test_a_source_without_a_licence_is_refused(engine: Engine) -> None:
    with pytest.raises(ImportRefused, match="licence"):
        chosen(engine, DATA, "ma_liste", Described(title="Ma liste"))


def test_a_misspelt_source_is_told_its_neighbour(engine: Engine) -> None:
    with pytest.raises(ImportRefused, match="did you mean gironde_2021"):
        chosen(engine, DATA, "gironde_2020", Described())


def test_a_source_named_once_is_known_the_next_time(with_30: Engine) -> None:
    assert chosen(with_30, DATA, "ma_liste", Described()) == a_source()


def test_nothing_loads_before_the_communes(scratch_url: str, list_of_30: Path) -> None:
    empty = connect(scratch_url)

    with pytest.raises(DatabaseNotReady, match="load --all"):
        load(empty, list_of_30)

    empty.dispose()


def test_a_list_whose_licence_is_in_doubt_is_kept_out_of_what_is_published(
    engine: Engine, list_of_30: Path
) -> None:
    doubtful = replace(a_source(), licence="à confirmer", redistributable=False)

    load(engine, list_of_30, source=doubtful)

    place = one(
        engine, "SELECT redistributable FROM structures WHERE id = 'ma_liste-1'"
    )
    assert not place.redistributable


def test_a_withdrawn_contact_leaves_and_never_comes_back(
    with_30: Engine, list_of_30: Path
) -> None:
    removed = suppress_contact(with_30, "0555520003")

    assert removed.records == 1
    asked = "SELECT phone FROM structures WHERE id = 'ma_liste-3'"
    assert one(with_30, asked).phone is None
    load(with_30, list_of_30)
    assert one(with_30, asked).phone is None
    kept = one(with_30, "SELECT digest FROM suppressed_contacts")
    assert "555520003" not in kept.digest
    found = one(
        with_30,
        "SELECT count(*) AS n FROM records WHERE record::text LIKE '%55520003%'",
    )
    assert found.n == 0


def test_a_persons_decision_survives_reloads(with_30: Engine, tmp_path: Path) -> None:
    pair = ("ma_liste:4", "ma_liste:5")

    take_decision(with_30, *pair, same=True, reason="same door")

    assert "ma_liste-5" not in statuses(with_30)
    renamed = [a_row(n, name=f"Lieu {n * 7} renommé") for n in range(30)]
    load(with_30, written(tmp_path / "autre.csv", renamed))
    assert "ma_liste-5" not in statuses(with_30)
    led = one(with_30, "SELECT * FROM structure_redirects WHERE old_id = 'ma_liste-5'")
    assert led.structure_id == "ma_liste-4"
    take_back(with_30, *pair)
    assert {"ma_liste-4", "ma_liste-5"} <= set(statuses(with_30))


@pytest.mark.parametrize("same", [True, False])
def test_a_record_is_never_decided_on_with_itself(engine: Engine, same: bool) -> None:
    first, *_ = doubtful_queue(engine, limit=1)
    before = marks(engine)

    with pytest.raises(InvalidQuery, match="given twice"):
        take_decision(engine, first.left, first.left, same=same, reason=None)

    assert marks(engine) == before


def test_a_pair_told_apart_leaves_the_queue(engine: Engine) -> None:
    first, *_ = doubtful_queue(engine, limit=1)

    take_decision(engine, first.left, first.right, same=False, reason=None)

    pairs = {(p.left, p.right) for p in doubtful_queue(engine, limit=1_000)}
    assert (first.left, first.right) not in pairs


def places(engine: Engine) -> dict[str, str]:
    with engine.connect() as connection:
        rows = connection.execute(
            text(
                "SELECT source_key || ':' || record_key AS key, structure_id"
                " FROM structure_records"
            )
        )
        return {row.key: row.structure_id for row in rows}


def test_reloading_in_another_order_gives_the_same_places_and_ids(
    engine: Engine, tmp_path: Path
) -> None:
    names = ["france_services_2024", "tiers_lieux_cget_2019", "data_inclusion_2023"]
    known = catalogue(DATA)
    before = places(engine)

    def changed(name: str) -> Path:
        path = tmp_path / f"{name}.csv"
        lines = (DATA / f"{name}.csv").read_text().splitlines(keepends=True)
        path.write_text("".join(lines[:-3]))
        return path

    for order in list(itertools.permutations(names))[::3]:
        for name in order:
            load(engine, changed(name), source=known[name], format=TEMPLATE)
        for name in reversed(order):
            whole = DATA / f"{name}.csv"
            load(engine, whole, source=known[name], format=TEMPLATE)
        assert places(engine) == before, order
