"""What a page tells search engines and who shares it; and a structure as JSON-LD."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fastapi import Request
from markupsafe import Markup

from numna_geo.api.ogc.links import published_at
from numna_geo.api.pages.shell.contact_links import dialled, mail_address
from numna_geo.api.pages.words.wording import Language, language_of
from numna_geo.api.replies import url
from numna_geo.model.hours import said_opening
from numna_geo.model.position import Precision
from numna_geo.model.structure import Status
from numna_geo.store.statements import Row
from numna_geo.usecases.tell_opening import PARIS
from numna_geo.usecases.tell_week import Span, tell_week

Query = Sequence[tuple[str, str]]

_LOCALES: Mapping[Language, str] = {"fr": "fr_FR", "en": "en_GB"}
_EXACT = {Precision.ADDRESS, Precision.STREET}
_DAYS = (
    *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
)
# A week without a public holiday: hours of every week are those of this one.
_PLAIN_WEEK = datetime(2026, 1, 14, tzinfo=PARIS)
_ALL_DAY = ("00:00", "23:59")
_CLOSED_ON_HOLIDAYS = re.compile(r"\bPH (?:off|closed)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """Title, one sentence, and the one address of a page in each language.

    `data` is JSON-LD that is safe inside an element.
    """

    title: str
    description: str
    canonical: str
    alternates: Mapping[Language, str]
    locale: str
    other_locale: str
    data: Markup | None = None


def metadata(
    request: Request,
    *,
    title: str,
    description: str,
    path: str,
    query: Query = (),
    data: Mapping[str, Any] | None = None,
) -> Metadata:
    """The metadata of a page, in the language that its address asks for.

    Args:
        request: says the language, and the host where no public address is set.
        title: of the page, as shared.
        description: one sentence.
        path: of the page.
        query: parameters that make it another page; never where somebody stands.
        data: JSON-LD, or nothing.
    """
    lang = language_of(request)
    kept = [(name, value) for name, value in query if name != "lang"]
    alternates: dict[Language, str] = {
        "fr": absolute(request, path, kept),
        "en": absolute(request, path, [*kept, ("lang", "en")]),
    }
    return Metadata(
        title=title,
        description=description,
        canonical=alternates[lang],
        alternates=alternates,
        locale=_LOCALES[lang],
        other_locale=_LOCALES["fr" if lang == "en" else "en"],
        data=embedded(data) if data else None,
    )


def absolute(request: Request, path: str, query: Query = ()) -> str:
    """An address of ours, whole; the host is the request's where none is published."""
    ours = url(request, path, query)
    if request.app.state.settings.public_url:
        return ours
    return f"{published_at(request)}{ours}"


def embedded(data: Mapping[str, Any]) -> Markup:
    r"""JSON inside a page: nothing in it can close its element.

    >>> print(embedded({"name": "</script>"}))
    {"name":"\u003c/script\u003e"}
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 - escaped just above


def structure_data(row: Row, *, page_url: str, website: str | None) -> dict[str, Any]:
    """A structure as schema.org's LocalBusiness: what is known of it, nothing else.

    Nothing at all of one that is closed or only announced, nor of one whose licence is
    unconfirmed. Its point is given where the address is known, not the commune alone;
    and never that of a bus, which stands at its depot.

    Source:
        https://schema.org/LocalBusiness
    """
    usable = row["status"] in {Status.OPEN, Status.UNKNOWN}
    if not (usable and row["redistributable"]):
        return {}
    organisation = row["organisation"]
    found = {
        "@context": "https://schema.org",
        "@type": "LocalBusiness",
        "@id": page_url,
        "name": row["name"],
        "mainEntityOfPage": page_url,
        "url": website,
        "telephone": dialled(row["phone"]),
        "email": mail_address(row["email"]),
        "address": _address(row),
        "geo": _point(row),
        "openingHoursSpecification": _hours(row["opening"]),
        "parentOrganization": organisation
        and {"@type": "Organization", "name": organisation},
    }
    return {name: value for name, value in found.items() if value}


def _address(row: Row) -> dict[str, str] | None:
    if row["itinerant"]:
        return None
    known = {
        "streetAddress": row["street"],
        "postalCode": row["postcode"],
        "addressLocality": row["city"] or row["commune"],
    }
    found = {name: value for name, value in known.items() if value}
    return (
        {"@type": "PostalAddress", **found, "addressCountry": "FR"} if found else None
    )


def _point(row: Row) -> dict[str, Any] | None:
    exact = row["position_precision"] in _EXACT
    if not exact or row["itinerant"] or row["lon"] is None:
        return None
    return {
        "@type": "GeoCoordinates",
        "latitude": round(row["lat"], 6),
        "longitude": round(row["lon"], 6),
    }


def _hours(opening: str | None) -> list[dict[str, Any]]:
    """Hours that come back every week; any other text tells nothing here."""
    # A simple week is what can be said in words.
    if not opening or said_opening(opening, "en") == opening:
        return []
    days: dict[tuple[str, str], list[str]] = {}
    for one in tell_week(opening, _PLAIN_WEEK) or ():
        for span in one.spans:
            days.setdefault(_ends(span), []).append(_DAYS[one.day.weekday()])
    if _CLOSED_ON_HOLIDAYS.search(opening):
        days["00:00", "00:00"] = ["PublicHolidays"]
    return [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": names,
            "opens": opens,
            "closes": closes,
        }
        for (opens, closes), names in days.items()
    ]


def _ends(span: Span) -> tuple[str, str]:
    ends = f"{span.opens:%H:%M}", f"{span.closes:%H:%M}"
    # Of schema.org: « 00:00 » to « 00:00 » is closed all day.
    return _ALL_DAY if ends == ("00:00", "00:00") else ends
