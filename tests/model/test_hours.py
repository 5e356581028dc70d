"""Opening hours in words."""

from datetime import datetime

import pytest

from numna_geo.api.pages.structure import opening_now
from numna_geo.api.pages.structure.opening_now import said_state, said_week
from numna_geo.model.hours import said_opening
from numna_geo.store.database import Connection
from numna_geo.store.tables import StructureRow
from numna_geo.usecases.tell_opening import PARIS, SENTENCES, tell_opening
from numna_geo.usecases.tell_week import tell_week


def french(text: str) -> str:
    return said_opening(text, "fr").replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Tu-We 12:45-17:15; Fr 09:00-12:00",
            "mardi et mercredi 12 h 45–17 h 15 ; vendredi 9 h–12 h",
        ),
        (
            "Mo-Th 08:30-12:30,13:30-17:00",
            "du lundi au jeudi 8 h 30–12 h 30 et 13 h 30–17 h",
        ),
        ("Mo,We,Fr 09:00-12:00; PH off", None),
        ("Sa-Mo 10:00-18:00", "du samedi au lundi 10 h–18 h"),
        ("24/7", "tous les jours, 24 heures sur 24"),
    ],
)
def test_a_week_is_said_in_words(text: str, said: str | None) -> None:
    expected = said or "lundi, mercredi et vendredi 9 h–12 h ; jours fériés fermé"

    assert french(text) == expected


@pytest.mark.parametrize(
    "text", ["sur rendez-vous", "Mo-Xx 09:00-12:00", "Mo 9h-12h", "Mo-Fr", "", ";"]
)
def test_what_is_not_understood_is_left_as_it_was(text: str) -> None:
    assert said_opening(text, "fr") == text
    assert said_opening(text, "en") == text


def test_all_the_hours_we_hold_are_understood(connection: Connection) -> None:
    hours = connection.execute(StructureRow.__table__.select()).mappings()

    left = [
        row["opening"]
        for row in hours
        if row["opening"] and said_opening(row["opening"], "fr") == row["opening"]
    ]

    assert left == []


@pytest.mark.parametrize(
    ("hours", "moment", "said"),
    [
        ("Mo-Fr 09:00-17:00", "2026-11-26 15:00", "Open, closes at 17:00"),
        ("Mo-Fr 09:00-17:00", "2026-11-27 18:00", "Closed, opens on Monday at 09:00"),
        (
            "Mo-Fr 09:00-17:00",
            "2026-07-13 18:00",
            "Closed, usually opens tomorrow at 09:00; public holiday, check first",
        ),
        ("Mo-Fr 09:00-24:00", "2026-11-26 15:00", "Open, closes at midnight"),
        ("24/7", "2026-11-26 15:00", "Open 24 hours a day"),
        ("by chance", "2026-11-26 15:00", "Opening hours unknown"),
        ('"on request"', "2026-11-26 15:00", "Hours on a condition: on request"),
    ],
)
def test_the_state_is_said_in_english_too(hours: str, moment: str, said: str) -> None:
    now = datetime.fromisoformat(moment).replace(tzinfo=PARIS)

    assert said_state(tell_opening(hours, now), now, "en") == said


def test_every_state_has_both_languages() -> None:
    assert set(opening_now.ENGLISH) == set(SENTENCES)


def test_a_week_is_told_day_by_day() -> None:
    # Tuesday 14 July 2026 is a holiday of which these hours say nothing.
    now = datetime(2026, 7, 15, 10, tzinfo=PARIS)
    week = tell_week("Mo-Fr 09:00-12:00,14:00-17:00; Sa 22:00-03:00", now)

    rows = said_week(week or (), now.date(), "fr")

    assert [row.name for row in rows if row.is_today] == ["mercredi"]
    assert rows[0].hours == ["09:00–12:00", "14:00–17:00"]
    assert rows[1].note == "jour férié, à vérifier"
    assert rows[5].hours == ["22:00–03:00"]
    # What Saturday night keeps open is not Sunday's.
    assert rows[6].hours == ["Fermé"]


@pytest.mark.parametrize(
    ("hours", "tuesday", "note"),
    [
        ("24/7", ["24\u00a0h sur 24"], "jour férié"),
        ("Mo-Fr 09:00-17:00; PH off", ["Fermé"], "jour férié"),
        ('Tu 09:00-17:00 "sur appel"; PH off', ["Fermé"], "jour férié"),
        ("Mo 00:00-24:00; Tu 00:00-24:00; PH 10:00-12:00", ["10:00–12:00"], None),
    ],
)
def test_a_holiday_is_said_in_the_week(
    hours: str, tuesday: list[str], note: str | None
) -> None:
    now = datetime(2026, 7, 15, 10, tzinfo=PARIS)

    rows = said_week(tell_week(hours, now) or (), now.date(), "fr")

    assert (rows[1].hours, rows[1].note) == (tuesday, note or "jour férié")


def test_a_text_that_tells_nothing_makes_no_week() -> None:
    now = datetime(2026, 7, 15, 10, tzinfo=PARIS)

    assert [tell_week(hours, now) for hours in (None, "", "Mo 9h")] == [None] * 3
