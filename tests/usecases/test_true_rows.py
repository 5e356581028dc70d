"""Rows as they were published: where each ends, and what was done to it."""

from collections.abc import Iterator
from functools import cache

import pytest
from tests.conftest import RAW, needs_published_files

from numna_geo.bundle import DATA
from numna_geo.errors import RowRejected
from numna_geo.model.mend import Mend
from numna_geo.model.position import Precision
from numna_geo.sources.places import record_of
from numna_geo.sources.published import Damaged, opened
from numna_geo.sources.registry import connectors
from numna_geo.sources.rows import RawPlace
from numna_geo.usecases.known_communes import Communes, known_communes
from numna_geo.usecases.place_records import Placed, placed

pytestmark = needs_published_files


@cache
def bundled() -> Communes:
    return known_communes(DATA)


def raw_places(file_name: str) -> Iterator[RawPlace]:
    path = RAW / "structures" / file_name
    with opened(path, connectors=tuple(connectors().values())) as published:
        for number, row in published.rows():
            assert not isinstance(row, Damaged)
            yield published.connector.raw_place(row, number)


def read(raw: RawPlace) -> tuple[Placed, tuple[Mend, ...]]:
    understood = record_of(raw, source="test", postcodes=bundled().postcodes)
    there = placed(understood.record, bundled())
    return there, (*understood.mended, *there.mended)


@pytest.mark.parametrize(
    "file_name",
    [
        "conseillers-numeriques-permanences-2022-na.json",
        "data-inclusion-services-numeriques-2023-na.json",
    ],
)
def test_monflanquin_leaves_alsace_in_both_files(file_name: str) -> None:
    rows = [
        raw
        for raw in raw_places(file_name)
        if raw.city == "MONFLANQUIN" and raw.lat is not None
    ]

    ((there, mended),) = [read(raw) for raw in rows]

    assert there.record.address.commune_code == "47175"
    assert there.record.precision is Precision.COMMUNE
    assert there.in_region
    assert "646.4 km outside 47175" in [mend.reason for mend in mended]


def test_gironde_lies_in_gironde_once_its_axes_are_put_right() -> None:
    found = [read(raw) for raw in raw_places("inclusion-numerique-gironde-2021.json")]

    assert len(found) == 347
    assert all(there.in_region for there, _ in found)
    codes = [there.record.address.commune_code or "" for there, _ in found]
    assert {code[:2] for code in codes} == {"33"}
    for _, mended in found:
        reasons = [mend.reason for mend in mended]
        assert "latitude and longitude swapped" in reasons


def test_the_official_valid_example_is_flagged_and_not_believed() -> None:
    (raw,) = raw_places("lamednum-exemple-valide.csv")

    with pytest.raises(RowRejected) as rejected:
        read(raw)

    assert rejected.value.outside
    assert "its point contradicts its commune: 609 km" in rejected.value.reason


@pytest.mark.parametrize(
    ("file_name", "rows", "in_region"),
    [
        ("conseillers-numeriques-permanences-2022-na.json", 734, 734),
        ("data-inclusion-services-numeriques-2023-na.json", 387, 387),
        ("lieux-mediation-numerique-charente-20230711-schema2.json", 188, 188),
        ("inclusion-numerique-fibre64.json", 61, 61),
        ("france-services-20240801-na.csv", 348, 348),
        ("france-services-20240801-halo.csv", 239, 0),
        ("tiers-lieux-cget-2019-halo.csv", 53, 0),
    ],
)
def test_every_row_of_the_region_s_files_is_placed(
    file_name: str, rows: int, in_region: int
) -> None:
    found = [read(raw) for raw in raw_places(file_name)]

    assert len(found) == rows
    assert sum(there.in_region for there, _ in found) == in_region


def test_no_mobile_passes_the_door_and_no_report_repeats_one() -> None:
    for file_name in (
        "conseillers-numeriques-permanences-2022-na.json",
        "inclusion-numerique-gironde-2021.json",
        "inclusion-numerique-fibre64.json",
    ):
        for raw in raw_places(file_name):
            there, mended = read(raw)
            phone = there.record.contact.phone or ""
            assert not phone.startswith(("+336", "+337"))
            said = [m.value or "" for m in mended if m.column in {"phone", "email"}]
            assert not [text for text in said if "06" in text[:3] or "@" in text]
