"""Is it open now, and until when?"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours, State, validate

from numna_geo.model import french

PARIS = ZoneInfo("Europe/Paris")
# Beyond, a change is never looked for: a year that is over costs 0.7 s otherwise.
_FAR_DAYS = 370
# OpenStreetMap's own limit is 255 signs.
_LONG = 1_000
# What nobody can tell from the text alone: until when (« 09:00+ »), the school's
# calendar, the sun's. The library answers all the same, hence this list.
_UNTOLD = re.compile(r"\d\+|\bSH\b|\b(?:sunrise|sunset|dawn|dusk)\b", re.IGNORECASE)
_SPEAKS_OF_HOLIDAYS = re.compile(r"\bPH\b", re.IGNORECASE)
_MINUTE, _STEPS, _COMMENT = timedelta(minutes=1), 8, 80


class OpeningState(StrEnum):
    """What the hours of a structure say of a moment."""

    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


class OpeningNote(StrEnum):
    """What goes with a state.

    `ALWAYS`: no change within a year. `HOLIDAY`: what is said falls on a public
    holiday, of which the hours say nothing. `CONDITION`: the hours hold on a condition,
    in the words of the source.
    """

    ALWAYS = "always"
    HOLIDAY = "holiday"
    CONDITION = "condition"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """Its state, when that changes (Europe/Paris), and how it is said in French."""

    state: OpeningState
    changes_at: datetime | None
    text: str
    note: OpeningNote | None = None
    condition: str = ""


def tell_opening(hours: str | None, now: datetime) -> Opening:
    """What hours in OpenStreetMap's notation say of a moment.

    French public holidays are known. Hours that do not speak of them are not surely
    kept on one: where they would be open, the state is unknown, and the text says why.
    A time of night belongs to the day on which it began. A comment (« sur
    rendez-vous ») makes the state unknown: it holds on that condition. A text that is
    no such notation, or that hangs on the sun, on school holidays or on an end that it
    leaves open, tells nothing; it is never an error.

    Args:
        hours: as sources give them; `None` where they give none.
        now: with a time zone; seconds do not count.

    >>> tell_opening("Mo-Fr 09:00-17:00", datetime(2026, 11, 26, 10, tzinfo=PARIS)).text
    'Ouvert, ferme à 17:00'
    >>> tell_opening("Mo-Fr 09:00-17:00", datetime(2026, 11, 29, 10, tzinfo=PARIS)).text
    'Fermé, ouvre demain à 09:00'
    >>> tell_opening("by chance", datetime(2026, 11, 29, 10, tzinfo=PARIS)).text
    'Horaires inconnus'
    """
    if not hours:
        return UNKNOWN
    # In UTC: of the two hours of an autumn night that have the same name, each is one.
    return _told(hours.strip(), now.astimezone(UTC).replace(second=0, microsecond=0))


UNKNOWN = Opening(state=OpeningState.UNKNOWN, changes_at=None, text="Horaires inconnus")


@lru_cache(maxsize=4096)
def _told(hours: str, minute: datetime) -> Opening:
    week = weekly(hours)
    if week is None:
        return UNKNOWN
    now = minute.astimezone(PARIS)
    state, condition = _state(week, now)
    changes_at = _next_change(week, now, state)
    if state is OpeningState.CLOSED and changes_at is not None:
        condition = _state(week, changes_at)[1]
    note = None
    if condition:
        note = OpeningNote.CONDITION
    elif changes_at is None and state is not OpeningState.UNKNOWN:
        note = OpeningNote.ALWAYS
    elif not speaks_of_holidays(hours) and _doubtful(week, now, changes_at):
        note = OpeningNote.HOLIDAY
        if state is OpeningState.OPEN:
            state = OpeningState.UNKNOWN
    closes = state is not OpeningState.CLOSED
    when = french.moment(changes_at, now, ends=closes) if changes_at else ""
    return Opening(
        state=state,
        changes_at=changes_at,
        text=SENTENCES[state, note].format(when=when, condition=condition),
        note=note,
        condition=condition,
    )


@lru_cache(maxsize=8192)
def weekly(hours: str) -> OpeningHours | None:
    """The hours as the library reads them; None for a text that tells nothing."""
    if len(hours) > _LONG or _UNTOLD.search(hours) or not validate(hours):
        return None
    return OpeningHours(
        hours,
        timezone=PARIS,
        country="FR",
        auto_country=False,
        auto_timezone=False,
        max_interval_days=_FAR_DAYS,
    )


def speaks_of_holidays(hours: str) -> bool:
    """Whether the hours say what becomes of them on public holidays."""
    return _SPEAKS_OF_HOLIDAYS.search(hours) is not None


@lru_cache(maxsize=64)
def holidays(year: int) -> frozenset[date]:
    """The public holidays of a year, all over France."""
    calendar = OpeningHours("PH", timezone=PARIS, country="FR", auto_country=False)
    first = datetime(year, 1, 1, tzinfo=PARIS)
    spans = calendar.intervals(first, first.replace(year=year + 1))
    return frozenset(span[0].date() for span in spans if span[2] == State.OPEN)


def _state(week: OpeningHours, moment: datetime) -> tuple[OpeningState, str]:
    """The state, and the condition that makes it unknown, if any."""
    state, comment = week.state(moment)
    if state == State.CLOSED:
        return OpeningState.CLOSED, ""
    if comment or state == State.UNKNOWN:
        return OpeningState.UNKNOWN, comment.strip()[:_COMMENT]
    return OpeningState.OPEN, ""


def _next_change(
    week: OpeningHours, now: datetime, state: OpeningState
) -> datetime | None:
    """When the state is another one; a change of words alone is none."""
    moment = week.next_change(now)
    for _ in range(_STEPS):
        if moment is None or _state(week, moment)[0] is not state:
            break
        moment = week.next_change(moment)
    return moment


def _doubtful(week: OpeningHours, now: datetime, changes_at: datetime | None) -> bool:
    """Whether the hours that are told begin on a public holiday."""
    if changes_at is None:
        return False
    if _state(week, now)[0] is OpeningState.CLOSED:
        return changes_at.date() in holidays(changes_at.year)
    return now.date() in holidays(now.year) and not _since_yesterday(week, now)


def _since_yesterday(week: OpeningHours, now: datetime) -> bool:
    late = now.replace(hour=0, minute=0) - _MINUTE
    if _state(week, late)[0] is not OpeningState.OPEN:
        return False
    change = week.next_change(late)
    return change is None or change > now


_CHECK = f"{french.THIN}; jour férié, vérifiez"
SENTENCES = {
    (OpeningState.OPEN, None): "Ouvert, ferme {when}",
    (OpeningState.OPEN, OpeningNote.ALWAYS): f"Ouvert 24{french.HARD}h sur 24",
    (OpeningState.CLOSED, None): "Fermé, ouvre {when}",
    (OpeningState.CLOSED, OpeningNote.ALWAYS): "Fermé",
    (OpeningState.CLOSED, OpeningNote.CONDITION): "Fermé, ouvre {when} ({condition})",
    (OpeningState.CLOSED, OpeningNote.HOLIDAY): (
        f"Fermé, ouvre d'habitude {{when}}{_CHECK}"
    ),
    (OpeningState.UNKNOWN, None): UNKNOWN.text,
    (OpeningState.UNKNOWN, OpeningNote.CONDITION): (
        f"Horaires sous condition{french.HARD}: {{condition}}"
    ),
    (OpeningState.UNKNOWN, OpeningNote.HOLIDAY): (
        f"D'habitude ouvert, ferme {{when}}{_CHECK}"
    ),
}
