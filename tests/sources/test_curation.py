"""The file that people edit by hand: what it refuses, and what it changes."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numna_geo.errors import SourceUnreadable
from numna_geo.model.roadmap import RoadmapGroup
from numna_geo.model.structure import DigitalFocus, Status
from numna_geo.sources.curation import (
    COLUMNS,
    Curated,
    applied,
    curations,
    read_curation,
)
from numna_geo.sources.rows import RawPlace

TODAY = date(2026, 11, 26)
ESTER = {
    "record": "support_structures:ester",
    "roadmap_group": "technopole",
    "roadmap_reason": "Comptée : citée en 2017",
}
RAW = RawPlace(
    row_number=1,
    record_key="ester",
    name="ESTER Technopole",
    category="technopole",
    organisation="Limoges Métropole",
    status="unknown",
    website="http://www.ester-technopole.org",
    sectors="cybersecurity",
    evidence_level="B",
)


def written(folder: Path, *rows: dict[str, str]) -> Path:
    path = folder / "curation.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def the_row(folder: Path, **cells: str) -> Curated:
    (row,) = read_curation(written(folder, {**ESTER, **cells}), today=TODAY)
    return row


def test_a_row_is_read_with_its_kinds(tmp_path: Path) -> None:
    row = the_row(
        tmp_path, status="open", digital_focus="digital", checked_on="2026-11-25"
    )

    assert row.row_number == 1
    assert row.roadmap_group is RoadmapGroup.TECHNOPOLE
    assert (row.status, row.digital_focus) == (Status.OPEN, DigitalFocus.DIGITAL)
    assert row.checked_on == date(2026, 11, 25)
    assert row.organisation is None


@pytest.mark.parametrize(
    ("column", "cell", "told"),
    [
        ("record", "ester", "expected source:key"),
        ("record", "", "expected a value in every row"),
        ("roadmap_group", "", "expected a value in every row"),
        ("roadmap_group", "technopôle", "expected one of technopole, incubator"),
        ("roadmap_reason", "", "expected a value in every row"),
        ("status", "ouvert", "expected one of open, planned, closed, unknown"),
        ("digital_focus", "oui", "expected one of digital, generalist"),
        ("known_since", "juin 2018", "expected a year"),
        ("competence", "23", "expected level:code"),
        ("competence", "region:75|canton:23", "several are separated by"),
        ("stages", "idea|début", "expected one of idea"),
        ("needs", "argent", "expected one of support"),
        ("sectors", "jeux", "expected one of image_games"),
        ("visits", "Guéret lundi", "expected an INSEE code"),
        ("opening", "lundi matin", "as OpenStreetMap writes them"),
        ("phone", "05 86", "no valid French number"),
        ("website", "leur-page", "not a web address"),
        ("email", "a.dupont@exemple.fr", "may be a person's"),
        ("checked_on", "26/11/2026", "expected a day as YYYY-MM-DD"),
        ("checked_on", "2026-11-27", "in the future; expected 2026-11-26 or before"),
    ],
)
def test_a_cell_that_cannot_be_used_is_refused_with_its_row_and_column(
    tmp_path: Path, column: str, cell: str, told: str
) -> None:
    path = written(tmp_path, ESTER, {**ESTER, column: cell})

    with pytest.raises(SourceUnreadable) as refused:
        list(read_curation(path, today=TODAY))

    assert "curation.csv, row 2" in str(refused.value)
    assert f"{column}: " in str(refused.value)
    assert told in str(refused.value)


def test_a_record_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    written(tmp_path, ESTER, ESTER)

    with pytest.raises(SourceUnreadable, match=r"row 2 .*expected once, and row 1"):
        curations(tmp_path)


def test_a_record_that_no_list_has_is_refused(tmp_path: Path) -> None:
    written(tmp_path, ESTER)

    with pytest.raises(SourceUnreadable, match=r"row 1 .*record: unknown"):
        curations(tmp_path, known={"support_structures:unitec"})

    assert set(curations(tmp_path, known={ESTER["record"]})) == {ESTER["record"]}


def test_a_file_without_a_column_is_refused(tmp_path: Path) -> None:
    (tmp_path / "curation.csv").write_text("record,organisation\na:b,c\n")

    with pytest.raises(SourceUnreadable, match="no column"):
        curations(tmp_path)


def test_what_was_not_noted_stands(tmp_path: Path) -> None:
    assert applied(RAW, the_row(tmp_path)) == RAW


def test_what_was_noted_takes_over(tmp_path: Path) -> None:
    row = the_row(
        tmp_path,
        organisation="ESTER Technopole (Limoges Métropole)",
        site="ESTER Technopole, Limoges",
        status="open",
        competence="departement:87",
        phone="05 55 00 00 00",
        stages="idea|creation",
        opening="Mo-Fr 09:00-17:00",
    )

    place = applied(RAW, row)

    assert place.name == "ESTER Technopole, Limoges"
    assert place.organisation == "ESTER Technopole (Limoges Métropole)"
    assert (place.status, place.phone) == ("open", "05 55 00 00 00")
    assert (place.competence, place.stages) == ("departement:87", "idea|creation")
    assert place.opening == "Mo-Fr 09:00-17:00"
    assert (place.website, place.sectors) == (RAW.website, RAW.sectors)
    assert (place.verified_on, place.evidence_level) == (None, "B")


def test_a_check_dates_the_place_and_replaces_the_level_of_its_reading(
    tmp_path: Path,
) -> None:
    place = applied(RAW, the_row(tmp_path, checked_on="2026-11-25"))

    assert (place.verified_on, place.evidence_level) == ("2026-11-25", None)


@given(days=st.integers(-4_000, 4_000))
def test_no_check_is_ever_of_a_day_to_come(
    tmp_path_factory: pytest.TempPathFactory, days: int
) -> None:
    folder = tmp_path_factory.mktemp("curation")
    day = TODAY + timedelta(days=days)

    if days > 0:
        with pytest.raises(SourceUnreadable, match="future"):
            the_row(folder, checked_on=day.isoformat())
    else:
        assert the_row(folder, checked_on=day.isoformat()).checked_on == day
