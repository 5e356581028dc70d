"""What was measured stays told, whatever happened to the communes since."""

import asyncio
from dataclasses import replace
from typing import Any

from sqlalchemy.engine import Engine
from tests.usecases.test_measure_gaps import (
    GUERET,
    LA_SOUTERRAINE,
    measured,
    place,
    run,
    towns,
)

from numna_geo.gaps import INDICATORS
from numna_geo.gaps.indicator import Asked
from numna_geo.model.category import Category
from numna_geo.model.supply import of_category
from numna_geo.store.reading import Reader
from numna_geo.usecases.tell_history import tell_history

__all__ = ["towns"]

SERVICES = INDICATORS["france_services_beyond"]


def history(
    engine: Engine, *communes: str, asked: Asked = SERVICES.default
) -> list[dict[str, Any]]:
    async def tell() -> list[dict[str, Any]]:
        url = engine.url.set(drivername="postgresql")
        text = url.render_as_string(hide_password=False)
        reader = Reader(text, size=1, statement_timeout_s=60, wait_s=60)
        try:
            return await tell_history(reader, SERVICES, asked, communes)
        finally:
            await reader.close()

    return asyncio.run(tell())


def test_each_run_tells_what_was_then(towns: Engine) -> None:
    measured(towns)
    place(towns, "s-2", "france_services", 1.48, 46.24, LA_SOUTERRAINE)
    measured(towns)

    told = history(towns, GUERET, LA_SOUTERRAINE)

    assert [one["numerator"] for one in told] == [5_000, 0]
    assert [one["denominator"] for one in told] == [17_955, 17_955]
    assert [one["value"] for one in told] == [5_000 / 17_955, 0]
    assert told[0]["run"] < told[1]["run"]
    assert told[0]["data_version"] < told[1]["data_version"]
    assert {one["engine"] for one in told} == {"estimate"}


def test_a_run_keeps_the_communes_of_its_time(towns: Engine) -> None:
    measured(towns)
    renamed = "UPDATE {} SET {} = '23999' WHERE {} = '23176'"
    for table, column in (("territories", "code"), ("demand", "commune_code")):
        run(towns, renamed.format(table, column, column))
    run(towns, "UPDATE data_state SET version = 9")
    measured(towns)

    of_the_new = history(towns, "23999")
    of_the_old = history(towns, LA_SOUTERRAINE)

    assert [one["value"] for one in of_the_new] == [None, 1]
    assert of_the_new[0]["status"] == "no_data"
    assert [one["value"] for one in of_the_old] == [1, None]
    assert [one["value"] for one in history(towns, GUERET)] == [0, 0]


def test_a_supply_that_no_run_measured_has_no_data(towns: Engine) -> None:
    measured(towns)
    run(towns, "DELETE FROM measures WHERE name LIKE 'reach/category:fab_lab/%'")
    asked = replace(SERVICES.default, supply=of_category(Category.FAB_LAB))

    told = history(towns, GUERET, asked=asked)

    assert [(one["value"], one["status"]) for one in told] == [(None, "no_data")]
