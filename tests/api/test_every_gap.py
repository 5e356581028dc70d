"""What holds for every indicator there is, at every level, whoever adds the next."""

import csv
import io
from collections.abc import Callable
from itertools import product
from math import isfinite
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from numna_geo.gaps import INDICATORS
from numna_geo.gaps.indicator import Indicator
from numna_geo.model.collection import MeasureStatus

Get = Callable[..., dict[str, Any]]
Told = dict[str, Any]

ASKED = [{"level": "region"}, {"level": "departement"}, {"level": "commune"}]
ASKED += [{"level": "epci"}, {"by": "density"}, {"by": "mountain"}]
IDS = ["-".join(asked.values()) for asked in ASKED]
_SOME = 25


@pytest.fixture(scope="module")
def expected(client: TestClient) -> Draft202012Validator:
    document = client.get("/openapi.json").json()
    replies = document["paths"]["/api/v1/gaps"]["get"]["responses"]
    schema = replies["200"]["content"]["application/json"]["schema"]
    return Draft202012Validator({**schema, "components": document["components"]})


@pytest.mark.parametrize("asked", ASKED, ids=IDS)
@pytest.mark.parametrize("key", INDICATORS)
def test_an_answer_is_as_documented_and_its_numbers_are_finite(
    get: Get, expected: Draft202012Validator, key: str, asked: dict[str, str]
) -> None:
    answer = get("/gaps", indicator=key, **asked)

    values = answer["values"]
    some = {**answer, "values": [*values[:_SOME], *_strange(values)]}
    assert [error.message for error in expected.iter_errors(some)] == []
    for value in values:
        assert wrong_in(value, INDICATORS[key]) == [], value
    assert len({tuple(value["details"]) for value in values}) == 1
    ranks = [value["rank"] for value in values if value["rank"] is not None]
    assert all(1 <= rank <= len(values) for rank in ranks)
    for total in answer["totals"]:
        assert wrong_in(total, INDICATORS[key]) == [], total


@pytest.mark.parametrize("key", INDICATORS)
def test_counts_of_departments_add_up_to_the_region(get: Get, key: str) -> None:
    answer = get("/gaps", indicator=key, level="departement")

    total = answer["totals"][-1]
    for count in ("numerator", "denominator", "uncertain", "border_unknown"):
        told = [value[count] for value in answer["values"] if value[count] is not None]
        if total[count] is not None and told:
            assert sum(told) == pytest.approx(total[count], rel=1e-9), count


@pytest.mark.parametrize("key", INDICATORS)
def test_csv_has_the_same_rows_and_names_unit_source_and_method(
    client: TestClient, get: Get, key: str
) -> None:
    asked = {"indicator": key, "level": "departement"}
    answer = get("/gaps", **asked)

    text = client.get("/api/v1/gaps", params={**asked, "f": "csv"}).text

    rows = list(csv.DictReader(io.StringIO(text)))
    for row, value in zip(rows, answer["values"], strict=True):
        assert row["value"] == ("" if value["value"] is None else str(value["value"]))
        assert row["unit"]
        assert row["source"]
        assert row["method"]


def wrong_in(told: Told, indicator: Indicator) -> list[str]:
    """What cannot be true of one answer."""
    numbers = {**told, **(told["band"] or {}), **told["details"]}
    found = [
        name
        for name, number in numbers.items()
        if isinstance(number, float) and not isfinite(number)
    ]
    unknown = told["status"] in {MeasureStatus.NO_DATA, MeasureStatus.NOT_COLLECTED}
    if unknown != (told["value"] is None):
        found.append("status")
    if (
        indicator.unit.startswith("part")
        and not unknown
        and not 0 <= told["value"] <= 1
    ):
        found.append("value")
    if told["uncertain"] < 0 or told["border_unknown"] < 0:
        found.append("reservation")
    return found


def _strange(values: list[Told]) -> list[Told]:
    """One value of each status, wherever it stands."""
    by_status = {value["status"]: value for value in values}
    return list(by_status.values())


def test_every_default_can_be_asked_by_its_parameters() -> None:
    for one, reading in product(INDICATORS.values(), ("declared", "verified")):
        assert one.default.max_min in {None, *one.thresholds}
        assert one.default.counted in {None, *one.quantities}
        assert (reading in one.readings) or one.one_reading
