"""Open or closed, and until when: around holidays, nights and changes of the clock."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opening_hours import State

from numna_geo.usecases.tell_opening import (
    PARIS,
    OpeningState,
    holidays,
    tell_opening,
    weekly,
)

OFFICE = "Mo-Fr 09:00-12:30,14:00-17:00"
BAR = "Fr-Sa 22:00-03:00"


def told(hours: str | None, moment: str) -> str:
    opening = tell_opening(hours, datetime.fromisoformat(moment).replace(tzinfo=PARIS))
    return opening.text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("hours", "moment", "text"),
    [
        (OFFICE, "2026-11-26 15:00", "Ouvert, ferme à 17:00"),
        (OFFICE, "2026-11-26 16:59:59", "Ouvert, ferme à 17:00"),
        (OFFICE, "2026-11-26 17:00", "Fermé, ouvre demain à 09:00"),
        (OFFICE, "2026-11-26 13:00", "Fermé, ouvre à 14:00"),
        (OFFICE, "2026-11-27 18:00", "Fermé, ouvre lundi à 09:00"),
        # Sunday evening.
        (OFFICE, "2026-11-29 21:00", "Fermé, ouvre demain à 09:00"),
        ("Mo 09:00-12:00", "2026-11-30 12:00", "Fermé, ouvre le 7 décembre à 09:00"),
        (
            "Jan 3-Jun 30 Su 09:00-12:00",
            "2026-11-26 15:00",
            "Fermé, ouvre le 3 janvier à 09:00",
        ),
        (
            "Jul 1-Jul 31 09:00-12:00",
            "2026-11-26 15:00",
            "Fermé, ouvre le 1er juillet 2027 à 09:00",
        ),
        ("week 2-52/2 Mo 09:00-12:00", "2026-11-23 10:00", "Ouvert, ferme à 12:00"),
        (BAR, "2026-11-28 23:00", "Ouvert, ferme demain à 03:00"),
        (BAR, "2026-11-29 01:00", "Ouvert, ferme à 03:00"),
        ("Mo-Fr 09:00-24:00", "2026-11-26 15:00", "Ouvert, ferme à minuit"),
        ("24/7", "2026-11-26 15:00", "Ouvert 24 h sur 24"),
        # Around the clock says every day, holidays too.
        ("24/7", "2026-07-14 15:00", "Ouvert 24 h sur 24"),
        ("off", "2026-11-26 15:00", "Fermé"),
        ("2019 Mo-Fr 09:00-17:00", "2026-11-26 15:00", "Fermé"),
        (
            '"sur rendez-vous"',
            "2026-11-26 15:00",
            "Horaires sous condition : sur rendez-vous",
        ),
        (
            'Mo-Fr 09:00-17:00 "sur rendez-vous"',
            "2026-11-26 08:00",
            "Fermé, ouvre à 09:00 (sur rendez-vous)",
        ),
    ],
)
def test_the_hours_are_told_for_the_moment(hours: str, moment: str, text: str) -> None:
    assert told(hours, moment) == text


@pytest.mark.parametrize(
    ("hours", "moment", "text"),
    [
        (
            OFFICE,
            "2026-07-14 10:00",
            "D'habitude ouvert, ferme à 12:30 ; jour férié, vérifiez",
        ),
        # Nothing opens at night because of a holiday.
        (
            OFFICE,
            "2026-07-14 05:00",
            "Fermé, ouvre d'habitude à 09:00 ; jour férié, vérifiez",
        ),
        (
            OFFICE,
            "2026-07-13 18:00",
            "Fermé, ouvre d'habitude demain à 09:00 ; jour férié, vérifiez",
        ),
        (OFFICE, "2026-07-14 18:00", "Fermé, ouvre demain à 09:00"),
        (f"{OFFICE}; PH off", "2026-07-14 10:00", "Fermé, ouvre demain à 09:00"),
        (f"{OFFICE}; PH off", "2026-07-13 18:00", "Fermé, ouvre mercredi à 09:00"),
        # Easter Monday; Good Friday is a holiday in Alsace and Moselle only.
        (f"{OFFICE}; PH off", "2026-04-06 10:00", "Fermé, ouvre demain à 09:00"),
        (OFFICE, "2026-04-03 10:00", "Ouvert, ferme à 12:30"),
        ("PH 10:00-12:00", "2026-07-14 10:00", "Ouvert, ferme à 12:00"),
        # The night of 31 December belongs to the day before the holiday.
        ("Th 22:00-03:00", "2027-01-01 01:00", "Ouvert, ferme à 03:00"),
        (
            "Fr 22:00-03:00",
            "2027-01-01 23:00",
            "D'habitude ouvert, ferme demain à 03:00 ; jour férié, vérifiez",
        ),
    ],
)
def test_a_week_silent_of_holidays_promises_nothing_on_one(
    hours: str, moment: str, text: str
) -> None:
    assert told(hours, moment) == text


@pytest.mark.parametrize(
    "hours",
    [
        *(None, "", " ", "sur rendez-vous", "Mo-Fr 9h-12h", "Mo-Fr 09:00-17:00;;x"),
        *("Mo-Fr 99:00-17:00", "x" * 100_000, "\x00", "Mo-Fr unknown"),
        # Until when? In which holidays? At which sun?
        *("Mo-Fr 09:00+", "Mo-Fr 09:00-17:00+", "SH 09:00-12:00", "sunrise-sunset"),
    ],
)
def test_what_tells_nothing_is_unknown_and_no_error(hours: str | None) -> None:
    opening = tell_opening(hours, datetime(2026, 11, 26, 15, tzinfo=PARIS))

    assert opening.state is OpeningState.UNKNOWN
    assert opening.changes_at is None or hours == "Mo-Fr unknown"
    assert opening.text == "Horaires inconnus"


@pytest.mark.parametrize(
    ("now", "changes_at"),
    [
        # 28 March 2026: the clock jumps from 02:00 to 03:00, and the night is short.
        ("2026-03-28T22:30:00Z", "2026-03-29T01:00:00Z"),
        # 25 October 2026: 02:30 comes twice; both are before three o'clock.
        ("2026-10-25T00:30:00Z", "2026-10-25T02:00:00Z"),
        ("2026-10-25T01:30:00Z", "2026-10-25T02:00:00Z"),
    ],
)
def test_a_night_of_the_change_of_clock_closes_at_three(
    now: str, changes_at: str
) -> None:
    opening = tell_opening(BAR, datetime.fromisoformat(now))

    assert opening.state is OpeningState.OPEN
    assert opening.changes_at is not None
    assert opening.changes_at.astimezone(UTC) == datetime.fromisoformat(changes_at)
    assert opening.text in {"Ouvert, ferme à 03:00", "Ouvert, ferme demain à 03:00"}


def test_the_holidays_are_those_of_most_of_france() -> None:
    said = sorted(f"{day:%m-%d}" for day in holidays(2026))

    fixed = ["01-01", "05-01", "05-08", "07-14", "08-15", "11-01", "11-11", "12-25"]
    assert said == sorted([*fixed, "04-06", "05-14", "05-25"])


_days = st.sampled_from(["Mo-Fr", "Tu,Th", "Sa-Su", "We", "Mo-Su", "Jul Mo-Fr"])
_times = st.sampled_from(
    ["09:00-17:00", "09:00-12:00,14:00-18:30", "22:00-04:00", "00:00-24:00", "off"]
)
_rules = st.builds("{} {}".format, _days, _times)
_hours = st.builds(
    lambda rules, holiday: "; ".join([*rules, *holiday]),
    st.lists(_rules, min_size=1, max_size=3),
    st.sampled_from([[], ["PH off"], ["PH 10:00-12:00"]]),
)
# Bank holidays, both changes of the clock, a Sunday evening, and all the rest.
_nights = ["2026-07-14", "2026-03-29", "2026-10-25", "2026-11-29", "2027-01-01"]
_moments = st.builds(
    lambda day, minutes: (
        datetime.fromisoformat(day).replace(tzinfo=UTC) + timedelta(minutes=minutes)
    ),
    st.sampled_from(_nights),
    st.integers(-2880, 2880),
)


@settings(max_examples=120, deadline=None)
@given(_hours, _moments)
def test_a_state_is_the_librarys_and_changes_later(hours: str, now: datetime) -> None:
    opening = tell_opening(hours, now)
    week = weekly(hours)

    assert week is not None
    assert opening.text
    library = week.state(now.astimezone(PARIS))[0]
    if opening.state is OpeningState.UNKNOWN:
        assert library == State.OPEN
        assert "jour férié" in opening.text
    else:
        assert opening.state.value == str(library).rpartition(".")[2].lower()
    if opening.changes_at is not None:
        assert opening.changes_at.astimezone(UTC) > now
        assert week.state(opening.changes_at)[0] != library


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60), _moments)
def test_no_text_is_an_error(hours: str, now: datetime) -> None:
    assert tell_opening(hours, now).text
