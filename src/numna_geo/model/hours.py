"""Opening hours as people say them; the data keep those of OpenStreetMap."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

HARD = "\u00a0"
_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su", "PH")
_RULE = re.compile(
    r"(?P<days>[A-Z][A-Za-z](?:[-,][A-Z][A-Za-z])*)\s+(?P<hours>off|closed|[\d:,\- ]+)"
)
_SPAN = re.compile(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Speech:
    days: Sequence[str]
    both: str
    span: str
    off: str
    always: str
    between: str
    hour: str
    full_hour: str


_SPEECH = {
    "fr": _Speech(
        days=(
            *("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"),
            *("dimanche", "jours fériés"),
        ),
        both="et",
        span="du {first} au {last}",
        off="fermé",
        always="tous les jours, 24 heures sur 24",
        between="\u202f; ",
        hour=f"{{hour}}{HARD}h{HARD}{{minute}}",
        full_hour=f"{{hour}}{HARD}h",
    ),
    "en": _Speech(
        days=(
            *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"),
            *("Sunday", "public holidays"),
        ),
        both="and",
        span="{first} to {last}",
        off="closed",
        always="every day, around the clock",
        between="; ",
        hour="{hour}:{minute}",
        full_hour="{hour}:00",
    ),
}


def said_opening(text: str, lang: str) -> str:
    """The hours in words; a text that is no simple week comes back as it was.

    Args:
        text: `opening_hours` of OpenStreetMap.
        lang: `fr` or `en`.

    >>> said_opening("Mo-Fr 09:00-17:00; PH off", "en")
    'Monday to Friday 9:00–17:00; public holidays closed'
    >>> said_opening("by appointment", "en")
    'by appointment'
    """
    speech = _SPEECH[lang]
    if text.strip() == "24/7":
        return speech.always
    said = [_rule(rule.strip(), speech) for rule in text.split(";") if rule.strip()]
    known = [rule for rule in said if rule is not None]
    return speech.between.join(known) if known and len(known) == len(said) else text


def _rule(rule: str, speech: _Speech) -> str | None:
    found = _RULE.fullmatch(rule)
    if found is None:
        return None
    days = _days(found["days"], speech)
    if found["hours"] in {"off", "closed"}:
        return f"{days} {speech.off}" if days else None
    spans = [_SPAN.fullmatch(span.strip()) for span in found["hours"].split(",")]
    hours = [_span(span, speech) for span in spans if span is not None]
    if not days or len(hours) != len(spans):
        return None
    return f"{days} {_listed(hours, speech)}"


def _days(text: str, speech: _Speech) -> str | None:
    said: list[str] = []
    for part in text.split(","):
        ends = part.split("-")
        if any(day not in _DAYS for day in ends):
            return None
        first, last = _DAYS.index(ends[0]), _DAYS.index(ends[-1])
        names = speech.days
        if last - first in {0, 1}:
            said += names[first : last + 1]
        else:
            said.append(speech.span.format(first=names[first], last=names[last]))
    return _listed(said, speech)


def _span(found: re.Match[str], speech: _Speech) -> str:
    opens, opens_min, closes, closes_min = found.groups()
    return f"{_time(opens, opens_min, speech)}–{_time(closes, closes_min, speech)}"


def _time(hour: str, minute: str, speech: _Speech) -> str:
    written = speech.full_hour if minute == "00" else speech.hour
    return written.format(hour=int(hour), minute=minute)


def _listed(items: Sequence[str], speech: _Speech) -> str:
    *before, last = items
    return f"{', '.join(before)} {speech.both} {last}" if before else last
