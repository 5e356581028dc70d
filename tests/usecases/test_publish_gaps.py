"""Figures are published with the run that found them, and stay until the next one."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from tests.usecases.lists import a_row, load, one, written

from numna_geo.bundle import MIGRATIONS
from numna_geo.cli.data import migrated
from numna_geo.cli.output import Output
from numna_geo.gaps import INDICATORS
from numna_geo.store import state
from numna_geo.store.database import Engine, connect, writing
from numna_geo.store.migrations import migrate, unmigrate
from numna_geo.store.published.writing import keep_mark
from numna_geo.travel.estimate import Estimate
from numna_geo.usecases.measure_gaps import Measured, measure_gaps
from numna_geo.usecases.publish_gaps import publish_gaps

BEFORE = "20261129_measures_by_column"


@pytest.fixture
def engine(own_url: str) -> Iterator[Engine]:
    engine = connect(own_url)
    yield engine
    engine.dispose()


def measured(engine: Engine) -> Measured:
    return measure_gaps(engine, travel=Estimate(), say=lambda _: None)


def published(engine: Engine, part: str = "gaps") -> list[str]:
    with engine.connect() as connection:
        told = text(f"SELECT properties_json FROM published_{part} ORDER BY 1")
        return list(connection.scalars(told))


def version(engine: Engine) -> str:
    asked = state.version()
    with engine.connect() as connection:
        found = connection.execute(asked.statement, asked.values).mappings().one()
    return str(state.version_of(dict(found)))


def test_a_load_leaves_the_last_figures_and_a_measuring_brings_new_ones(
    engine: Engine, tmp_path: Path
) -> None:
    before = published(engine)
    last = "SELECT max(xmin::text::bigint) AS at FROM published_gaps"
    written_at = one(engine, last).at
    assert not measured(engine).changed
    assert one(engine, last).at == written_at
    load(engine, written(tmp_path / "liste.csv", [a_row(n) for n in range(3)]))

    assert published(engine) == before
    assert measured(engine).changed
    after = published(engine)
    assert len(after) == len(before)
    changed = one(
        engine,
        "SELECT figures->>'host_per_10000' AS places FROM published_gaps"
        " WHERE id = 'commune:23096'",
    )
    # Six places for 12,955 people before.
    assert float(changed.places) == pytest.approx(10_000 * 9 / 12_955)


def test_a_run_that_lacks_a_supply_or_a_quarter_has_no_data_of_them(
    engine: Engine,
) -> None:
    with writing(engine) as connection:
        connection.execute(
            text(
                "DELETE FROM measures WHERE name LIKE '%/2026-T2%'"
                " OR name LIKE 'reach/family:support/%'"
            )
        )
        keep_mark(connection, "gaps", "older code")
        publish_gaps(connection)

    with engine.connect() as connection:
        figures = connection.scalars(text("SELECT figures FROM published_gaps")).all()
    lacking = {
        key
        for key, one in INDICATORS.items()
        if key.startswith("support_") or one.default.supply is None
    }
    assert len(lacking) == 10
    for key in INDICATORS:
        said = {one[f"{key}_status"] for one in figures}
        assert (said == {"no_data"}) == (key in lacking), key
        assert key not in lacking or {one[key] for one in figures} == {None}


def test_a_mistake_of_ours_is_not_published_as_no_data(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> None:
        raise KeyError("a bug")

    monkeypatch.setattr("numna_geo.usecases.publish_gaps.tell_columns", broken)
    with writing(engine) as connection:
        keep_mark(connection, "gaps", "older code")
        with pytest.raises(KeyError):
            publish_gaps(connection)


def test_a_database_of_an_older_release_is_filled_without_loading_again(
    engine: Engine,
) -> None:
    before = {part: published(engine, part) for part in ("structures", "gaps")}
    with writing(engine) as connection:
        unmigrate(connection, MIGRATIONS, to=BEFORE)

    with writing(engine) as connection:
        migrate(connection, MIGRATIONS)

    assert published(engine, "structures") == before["structures"]
    assert published(engine) == []
    without = version(engine)
    migrated(engine, Output(as_json=True))
    assert published(engine) == before["gaps"]
    # Who was answered meanwhile asks again.
    assert version(engine) != without
