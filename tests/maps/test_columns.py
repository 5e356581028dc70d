"""The columns that the map downloads, from rows made by hand."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from numna_geo.gaps import INDICATORS
from numna_geo.gaps.bands import Side
from numna_geo.gaps.scene import Reach
from numna_geo.model.collection import MeasureStatus, Reading
from numna_geo.usecases import map_columns
from numna_geo.usecases.map_values import LEVELS, Values, found_breaks, offered

CODES = ["23001", "23002"]
_TWO = (MeasureStatus.ESTIMATED, MeasureStatus.NO_DATA)


def test_a_missing_measure_is_null_and_counts_have_no_decimals() -> None:
    empty = {"value": None, "numerator": None, "denominator": None, "status": None}
    told = {"value": 1 / 3, "numerator": 1.0, "denominator": 3.0}
    rows = [
        {"code": "23002", **empty},
        {"code": "23001", **told, "status": "border_unknown"},
    ]

    columns = map_columns.value_columns(rows, CODES)

    assert columns["numerator"] == [1, None]
    assert [columns["statuses"][i] for i in columns["status"]] == [
        "border_unknown",
        "no_data",
    ]


def test_half_a_second_too_far_is_too_far_and_the_band_says_for_whom_it_is_sure() -> (
    None
):
    unreachable = np.nan
    reach = Reach(
        central=np.array([20.0004, 20.0, 12.0, 31.0, unreachable]),
        low=np.array([15.4, 20.0, 9.2, 20.1, unreachable]),
        high=np.array([27.5, 20.0, 20.0, 40.0, unreachable]),
        choices={},
        access=np.zeros(5),
        inside=np.array([0.0, 0.0, 2.0, 0.0, 0.0]),
    )

    columns = map_columns.reach_columns(reach, 20)

    assert columns["nearest_min"] == [20.01, 20.0, 12.0, 31.0, None]
    assert columns["low_min"] == [15, 20, 9, 20, None]
    assert columns["high_min"] == [28, 20, 20, 40, None]
    assert columns["band"] == [Side.UNCERTAIN, 0, 0, Side.GAP, Side.GAP]
    assert columns["inside"] == [0, 0, 1, 0, 0]


def test_a_place_that_nobody_checked_is_neither_there_nor_missing() -> None:
    declared = np.array([12.0, 12.0, 20.0, 25.0, np.nan])
    checked = np.array([12.0, 31.0, np.nan, 40.0, np.nan])
    found = [
        Reach(
            central=minutes,
            low=minutes,
            high=minutes,
            choices={},
            access=np.zeros(5),
            inside=np.zeros(5),
        )
        for minutes in (declared, checked)
    ]

    assert map_columns.unverified(*found, 20) == [0, 1, 1, 0, 0]


def test_classes_of_minutes_and_of_shares_are_found_in_what_is_drawn() -> None:
    counts = {"numerator": [0, 1, 1, None, 3], "denominator": [4, 4, 2, 5, 0]}

    shares = found_breaks(counts)
    estimated, unknown = (list(MeasureStatus).index(one) for one in _TWO)
    drawn = {"nearest_min": [4.2, 8.1, None, 8.4, 40.0], "status": [estimated] * 5}
    minutes = found_breaks(counts | drawn)
    told = [estimated, estimated, unknown, estimated, estimated]
    without = found_breaks(counts | drawn | {"status": told})

    assert shares == {"natural": [0, 0.25], "quantile": [0, 0.25]}
    # What reaches nothing is beyond every bound; what is unknown has no class.
    assert minutes["quantile"] == [5, 9, 40]
    assert without["quantile"] == [5, 9]


@given(st.none() | st.integers(-50, 900), st.none() | st.integers(0, 900))
def test_a_share_is_known_where_both_counts_are_and_lies_between_none_and_all(
    part: int | None, whole: int | None
) -> None:
    share = map_columns.share_of(part, whole)

    assert (share is None) == (part is None or not whole)
    if share is not None and part is not None and whole:
        assert share >= 0
        assert (share <= 1) == (part <= whole)
        assert share * whole == pytest.approx(max(part, 0))


def test_groups_of_communes_have_files_of_their_own() -> None:
    files = offered()
    region = Values(indicator="support_beyond", category="", period="2025-T4")
    named = [replace(region, level=level).file_name for level in LEVELS]

    assert [name.partition("2025-T4")[2] for name in named] == [
        ".json",
        "@epci.json",
        "@departement.json",
    ]
    assert set(named) <= set(files)


def test_copper_dates_are_written_once() -> None:
    day = date(2029, 1, 31)
    rows = [
        {"code": code, "copper_status": "scheduled", "copper_closes_on": closes}
        for code, closes in zip(CODES, (day, None), strict=True)
    ]

    columns = map_columns.copper_columns(rows, CODES)

    assert columns == {"copper_dates": ["2029-01-31"], "copper": [0, -1]}


def test_a_structure_names_its_source_once() -> None:
    place = {
        "name": "Lieu",
        "category": "fab_lab",
        "commune_code": "23002",
        "position_precision": "commune",
        "in_region": True,
        "redistributable": True,
        "evidence_level": None,
        "lon": 1.8712345,
        "lat": 46.17,
    }
    checks = [date(2026, 11, 1), date(2020, 1, 1), None]
    rows = [
        {**place, "id": i, "source_key": key, "verified_on": checked}
        for i, (key, checked) in enumerate(zip("bab", checks, strict=True))
    ]

    columns = map_columns.structure_columns(rows, CODES, today=date(2026, 11, 26))
    never_measured = map_columns.structure_columns(rows, CODES, today=None)

    assert columns["sources"] == ["a", "b"]
    assert columns["source"] == [1, 0, 1]
    assert columns["commune"] == [1, 1, 1]
    assert columns["confirmed"] == [1, 1, 1]
    assert columns["verified"] == [1, 0, 0]
    assert never_measured["verified"] == [0, 0, 0]


def test_every_values_file_has_a_name_of_its_own() -> None:
    files = offered()

    assert "values-fibre_not_connectable-2026-T2.json" in files
    host = Values(
        indicator="host_place_beyond",
        category="fab_lab",
        period=INDICATORS["host_place_beyond"].periods[-1],
    )
    verified = replace(host, reading=Reading.VERIFIED)
    assert files[host.file_name] == host
    assert files[verified.file_name] == verified
    assert "values-fibre_not_connectable-2026-T2-verified.json" not in files
    assert len(set(files.values())) == len(files)
