"""Open or closed now, and this week's table, in the language of the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from numna_geo.api.pages.words import english
from numna_geo.model import french
from numna_geo.usecases.tell_opening import PARIS, Opening, OpeningNote, OpeningState
from numna_geo.usecases.tell_week import Span, WeekDay

_DAYS = {
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "en": (
        *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"),
        "Sunday",
    ),
}
_CLOSED = {"fr": "Fermé", "en": "Closed"}
_HOLIDAY = {"fr": "jour férié", "en": "public holiday"}
_DOUBTFUL = {"fr": "jour férié, à vérifier", "en": "public holiday, check first"}
_UNSURE = {"fr": "à vérifier", "en": "to be checked"}
_ALL_DAY = {"fr": f"24{french.HARD}h sur 24", "en": "24 hours"}
_CHECK = "; public holiday, check first"
ENGLISH = {
    (OpeningState.OPEN, None): "Open, closes {when}",
    (OpeningState.OPEN, OpeningNote.ALWAYS): "Open 24 hours a day",
    (OpeningState.CLOSED, None): "Closed, opens {when}",
    (OpeningState.CLOSED, OpeningNote.ALWAYS): "Closed",
    (OpeningState.CLOSED, OpeningNote.CONDITION): "Closed, opens {when} ({condition})",
    (
        OpeningState.CLOSED,
        OpeningNote.HOLIDAY,
    ): f"Closed, usually opens {{when}}{_CHECK}",
    (OpeningState.UNKNOWN, None): "Opening hours unknown",
    (OpeningState.UNKNOWN, OpeningNote.CONDITION): "Hours on a condition: {condition}",
    (
        OpeningState.UNKNOWN,
        OpeningNote.HOLIDAY,
    ): f"Usually open, closes {{when}}{_CHECK}",
}


def said_state(opening: Opening, now: datetime, lang: str) -> str:
    """Whether it is open, and until when.

    Args:
        opening: of `tell_opening`, told for `now`.
        now: with a time zone.
        lang: `fr` or `en`.
    """
    if lang == "fr":
        return opening.text
    here, at = now.astimezone(PARIS), opening.changes_at
    closes = opening.state is not OpeningState.CLOSED
    when = english.moment(at, here, ends=closes) if at else ""
    said = ENGLISH[opening.state, opening.note]
    return said.format(when=when, condition=opening.condition)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRow:
    """A row of the table: the day's name, its hours, and what to know of it."""

    name: str
    date: str
    hours: Sequence[str]
    note: str
    is_today: bool


def said_week(week: Sequence[WeekDay], today: date, lang: str) -> list[DayRow]:
    """The rows of a week's table, Monday first; without hours a day is closed."""
    told = french if lang == "fr" else english
    return [
        DayRow(
            name=_DAYS[lang][one.day.weekday()],
            date=told.day(one.day, year=False),
            hours=[_span(span, lang) for span in one.spans] or [_CLOSED[lang]],
            note=_note(one, lang),
            is_today=one.day == today,
        )
        for one in week
    ]


def _note(one: WeekDay, lang: str) -> str:
    if one.doubtful:
        return _DOUBTFUL[lang]
    conditions = {
        span.condition or _UNSURE[lang] for span in one.spans if not span.sure
    }
    holiday = [_HOLIDAY[lang]] if one.is_holiday else []
    return ", ".join([*holiday, *sorted(conditions)])


def _span(span: Span, lang: str) -> str:
    opens, closes = f"{span.opens:%H:%M}", f"{span.closes:%H:%M}"
    if closes == "00:00":
        closes = "24:00"
    return (
        _ALL_DAY[lang] if (opens, closes) == ("00:00", "24:00") else f"{opens}–{closes}"
    )
