"""Columns are kept once, as long as a run that is kept has them."""

from collections.abc import Iterator
from datetime import UTC, datetime

import numpy as np
import pytest
from sqlalchemy import text

from numna_geo.store.database import Connection, Engine, connect, writing
from numna_geo.store.measure_writing import Column, MadeFrom, last_run, write_run

FROM = MadeFrom(
    data_version=1,
    code_version="c",
    engine="e",
    engine_version="1",
    is_estimate=True,
    method="m",
)


@pytest.fixture
def engine(scratch_url: str) -> Iterator[Engine]:
    engine = connect(scratch_url)
    yield engine
    engine.dispose()


def keep(connection: Connection, **numbers: list[float]) -> int:
    columns = {
        name: Column(made_from="", numbers=np.array(found))
        for name, found in numbers.items()
    }
    return write_run(
        connection, FROM, datetime.now(UTC), ["a", "b"], columns, kept_runs=2
    )


def kept(connection: Connection, what: str) -> int:
    return int(connection.scalar(text(f"SELECT count(*) FROM {what}")) or 0)


def test_numbers_come_back_as_they_were(engine: Engine) -> None:
    told = [1.5, np.nan]
    with writing(engine) as connection:
        keep(connection, x=told)

    with engine.connect() as connection:
        back = connection.scalar(text("SELECT numbers FROM measure_columns"))
        last = last_run(connection)

    assert np.array_equal(np.array(back), told, equal_nan=True)
    assert last is not None
    assert (last.codes, list(last.columns)) == (("a", "b"), ["x"])


def test_equal_columns_are_kept_once(engine: Engine) -> None:
    with writing(engine) as connection:
        keep(connection, x=[1.0, 2.0], y=[1.0, 2.0])
        keep(connection, x=[1.0, 2.0], y=[3.0, 2.0])

        assert kept(connection, "measure_columns") == 2
        assert kept(connection, "measures") == 4


def test_what_only_runs_that_went_had_goes_with_them(engine: Engine) -> None:
    with writing(engine) as connection:
        keep(connection, x=[1.0, 2.0], y=[9.0, 9.0])
        for number in (3.0, 4.0):
            keep(connection, x=[number, number], y=[9.0, 9.0])

        assert kept(connection, "measure_runs") == 2
        assert kept(connection, "measure_columns") == 3
