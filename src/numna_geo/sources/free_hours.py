"""Opening hours as any source writes them, into OpenStreetMap's notation.

What is in that notation already passes, if it is plain enough to be trusted; French
words are rewritten when every one of them is understood; the rest is left out. Hours
on appointment are none: a text that only says so would read « open at any time ».
"""

import re
from functools import lru_cache

import opening_hours

from numna_geo.model.mend import Mend
from numna_geo.sources.fields import LEFT_OUT, Cell
from numna_geo.sources.french_hours import french_week
from numna_geo.sources.french_marks import known_words_only, plain

LONGEST = 500
"""Signs beyond which a text is a story, not hours."""

_APPOINTMENT = re.compile(r"rendez[- ]?vous|\brdv\b|\br\.d\.v\b")
_A_DAY = re.compile(r"\b(?:Mo|Tu|We|Th|Fr|Sa|Su|PH|SH)\b", re.IGNORECASE)
_RULE = re.compile(
    r"[A-Za-z][\w\s\[\],:-]*?\s+"
    r"(?:off|closed|(?P<hours>\d{1,2}:\d\d\s?-\s?\d{1,2}:\d\d"
    r"(?:\s?,\s?\d{1,2}:\d\d\s?-\s?\d{1,2}:\d\d)*))"
)
_SPAN = re.compile(r"(\d{1,2}):(\d\d)\s?-\s?(\d{1,2}):(\d\d)")
_SMALL_HOURS = 6 * 60
_DAY = 24 * 60


def opening(text: str | None) -> Cell[str | None]:
    """Hours in OpenStreetMap's notation, or `None` when in any doubt.

    >>> opening("Mo-Fr 09:00-12:00; PH off").value
    'Mo-Fr 09:00-12:00; PH off'
    >>> opening("Mardi et jeudi de 14h à 17h").value
    'Tu 14:00-17:00; Th 14:00-17:00'
    >>> opening("Sur rendez-vous").mended[0].reason
    'on appointment'
    """
    if text is None:
        return Cell(None)
    if len(text) > LONGEST:
        return Cell(None, (Mend("opening", None, "too long for hours", LEFT_OUT),))
    return _opening(text)


def on_appointment(text: str | None) -> bool:
    """Whether a text speaks of an appointment.

    >>> on_appointment("Mardi 9h-12h sur RDV"), on_appointment("Mardi 9h-12h")
    (True, False)
    """
    return text is not None and bool(_APPOINTMENT.search(plain(text)))


@lru_cache(maxsize=8192)
def _opening(text: str) -> Cell[str | None]:
    if trusted(text):
        return Cell(text)
    hours = french_week(text)
    if hours is not None and opening_hours.validate(hours):
        action = "written as OpenStreetMap does"
        return Cell(hours, (Mend("opening", text, "in French words", action),))
    # The report is public, and words that are no hours may name somebody.
    said = known_words_only(text)
    reason = "on appointment" if on_appointment(text) else "not understood in full"
    return Cell(None, (Mend("opening", said, reason, LEFT_OUT),))


def trusted(text: str) -> bool:
    """Whether a text is in OpenStreetMap's notation, and surely means what it says.

    Each rule names days of the week, and hours that end after they start or in the
    small hours. A comment, or a day without hours, though valid, reads « all day »;
    a month alone (`Mar`) may be a French Tuesday.

    >>> trusted("Mo-Th 09:00-12:30; PH off"), trusted("24/7"), trusted("Mo;Tu")
    (True, True, False)
    >>> trusted("Mo 14:00-14:00"), trusted('"sur rendez-vous"'), trusted("Mo 09:00")
    (False, False, False)
    """
    if text == "24/7":
        return True
    rules = [_RULE.fullmatch(rule.strip()) for rule in text.strip("; ").split(";")]
    known = [rule for rule in rules if rule and _plain_rule(rule[0])]
    if len(known) < len(rules) or not any(rule["hours"] for rule in known):
        return False
    return opening_hours.validate(text)


def _plain_rule(rule: str) -> bool:
    if not _A_DAY.search(rule):
        return False
    for found in _SPAN.findall(rule):
        from_hour, from_minute, to_hour, to_minute = map(int, found)
        start, end = from_hour * 60 + from_minute, to_hour * 60 + to_minute
        if not (start < end <= _DAY or end <= _SMALL_HOURS < start):
            return False
    return True
