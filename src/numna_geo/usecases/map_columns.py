"""Rows as the columns that the map downloads, all in the order of the outlines."""

from collections.abc import Mapping, Sequence
from datetime import date
from math import ceil, inf
from typing import Any

from numna_geo.gaps.bands import sides
from numna_geo.gaps.scene import Reach
from numna_geo.model import french
from numna_geo.model.category import Category
from numna_geo.model.collection import MeasureStatus
from numna_geo.store.statements import Row
from numna_geo.usecases.tell_figures import Told, plain
from numna_geo.usecases.tell_verified import is_verified

Columns = dict[str, Any]

_STATUSES = [status.value for status in MeasureStatus]
_CATEGORIES = [category.value for category in Category]

UNKNOWN = frozenset({MeasureStatus.NO_DATA, MeasureStatus.NOT_COLLECTED})
"""Statuses of what has no class."""

# Decimals: half a second, about a metre.
_MIN, _DEGREE = 2, 5


def commune_columns(
    rows: Sequence[Row],
    *,
    departments: Sequence[Row],
    epcis: Sequence[Row],
    straddling: Sequence[Row] = (),
) -> Columns:
    """Names, people and seats of the communes; `epci_parts` go on beyond the region."""
    own = {row[of] for row in rows for of in ("epci_code", "department_code")}
    told = [row for row in epcis if row["code"] in own]
    place = {row["code"]: i for i, row in enumerate(told)}
    return {
        "departments": {r["code"]: r["name"] for r in departments if r["code"] in own},
        "epci_codes": [row["code"] for row in told],
        "epcis": [row["name"] for row in told],
        "epci_parts": [place[r["code"]] for r in straddling if r["code"] in place],
        "name": [row["name"] for row in rows],
        "department": [row["department_code"] for row in rows],
        "epci": [place.get(row["epci_code"], -1) for row in rows],
        "postcode": [row["postcode"] or row["code"] for row in rows],
        "population": [row["population"] for row in rows],
        "lon": [_rounded(row["lon"], _DEGREE) for row in rows],
        "lat": [_rounded(row["lat"], _DEGREE) for row in rows],
    }


def value_columns(rows: Sequence[Told], codes: Sequence[str]) -> Columns:
    """One measure of every commune; a share is its numerator by its denominator."""
    by_code = {row["code"]: row for row in rows}
    found = [by_code[code] for code in codes]
    return {
        "statuses": _STATUSES,
        "numerator": [_whole(row["numerator"]) for row in found],
        "denominator": [_whole(row["denominator"]) for row in found],
        "status": [
            _STATUSES.index(row["status"] or MeasureStatus.NO_DATA) for row in found
        ],
    }


def share_of(part: float | None, whole: float | None) -> float | None:
    """What is missing of all there is, as the map draws it, never below 0.

    >>> share_of(1, 4), share_of(-2, 4), share_of(1, 0), share_of(None, 4)
    (0.25, 0.0, None, None)
    """
    return None if part is None or not whole else max(0.0, part / whole)


def shares(columns: Mapping[str, Any]) -> list[float | None]:
    """The share of each area."""
    pairs = zip(columns["numerator"], columns["denominator"], strict=True)
    return [share_of(part, whole) for part, whole in pairs]


def minutes(columns: Mapping[str, Any]) -> list[float | None]:
    """As the map draws them: infinite where no place can be reached."""
    unknown = [_STATUSES.index(status) for status in UNKNOWN]
    pairs = zip(columns["nearest_min"], columns["status"], strict=True)
    return [
        None if status in unknown else inf if value is None else value
        for value, status in pairs
    ]


def group_columns(rows: Sequence[Told]) -> Columns:
    """How many people of a group of communes the threshold leaves open, and why."""
    return {
        "uncertain": [_whole(row["uncertain"]) for row in rows],
        "border": [_whole(row["border_unknown"]) for row in rows],
    }


def unverified(declared: Reach, checked: Reach, threshold_min: float) -> list[int]:
    """1 where a place is within reach, but none that somebody checked."""
    there = declared.central <= threshold_min
    alone: list[int] = (
        (there & ~(checked.central <= threshold_min)).astype(int).tolist()
    )
    return alone


def reach_columns(reach: Reach, threshold_min: float) -> Columns:
    """Minutes to the quickest place, their band, and the side of the threshold.

    `band` is a `Side`; `inside` says whether the commune itself has a place.
    """
    return {
        "nearest_min": [_rounded_up(one, _MIN) for one in plain(reach.central)],
        "low_min": [_minutes(one) for one in plain(reach.low)],
        "high_min": [_minutes(one) for one in plain(reach.high)],
        "band": sides(reach, threshold_min).tolist(),
        "inside": (reach.inside > 0).astype(int).tolist(),
    }


def copper_columns(rows: Sequence[Row], codes: Sequence[str]) -> Columns:
    """When copper closes or closed in each commune; -1 where nobody said."""
    found = copper_dates(rows)
    dates = sorted(set(found.values()))
    place = {date: i for i, date in enumerate(dates)}
    return {
        "copper_dates": dates,
        "copper": [place.get(found.get(code, ""), -1) for code in codes],
    }


def copper_dates(rows: Sequence[Row]) -> dict[str, str]:
    """The day that copper closes or closed, by commune, as `2029-10-31`."""
    return {
        row["code"]: row["copper_closes_on"].isoformat()
        for row in rows
        if row["copper_closes_on"] is not None
    }


def structure_columns(
    rows: Sequence[Row], codes: Sequence[str], *, today: date | None
) -> Columns:
    """Every structure that has a position; `commune` is -1 beyond the region.

    `verified` is as of `today`, the day of the measuring; nothing is without one.
    """
    place = {code: i for i, code in enumerate(codes)}
    sources = sorted({row["source_key"] for row in rows})
    return {
        "categories": _CATEGORIES,
        "sources": sources,
        "id": [row["id"] for row in rows],
        "name": [row["name"] for row in rows],
        "category": [_CATEGORIES.index(row["category"]) for row in rows],
        "commune": [place.get(row["commune_code"], -1) for row in rows],
        "lon": [_rounded(row["lon"], _DEGREE) for row in rows],
        "lat": [_rounded(row["lat"], _DEGREE) for row in rows],
        "precision": [row["position_precision"] for row in rows],
        "source": [sources.index(row["source_key"]) for row in rows],
        "in_region": [int(row["in_region"]) for row in rows],
        "confirmed": [int(row["redistributable"]) for row in rows],
        "verified": [
            int(today is not None and is_verified(row, today)) for row in rows
        ],
    }


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


def _rounded_up(value: float | None, digits: int) -> float | None:
    """Upwards: what is beyond a threshold by a hair stays beyond it on the map."""
    return None if value is None else ceil(value * 10**digits) / 10**digits


def _minutes(value: float | None) -> int | None:
    """As every page shows them."""
    return None if value is None else french.whole_minutes(value)


def _whole(value: float | None) -> float | int | None:
    """A count, without a decimal point when it has none."""
    if value is None:
        return None
    return int(value) if value == int(value) else round(value, 2)
