"""How the finder says one answer: its time, its state, what it offers, and why."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from numna_geo.api.pages.finder.asked import Asked
from numna_geo.api.pages.structure.directions import Way, way_to
from numna_geo.api.pages.structure.opening_now import said_state
from numna_geo.api.pages.words.wording import Words
from numna_geo.model import french
from numna_geo.model.position import Precision
from numna_geo.model.travel import Profile, TravelMethod
from numna_geo.store.statements import Row
from numna_geo.usecases.locate_place import Place
from numna_geo.usecases.nearby import Nearby, PassedOver, Reason, Travel
from numna_geo.usecases.tell_opening import OpeningState

# Said elsewhere on the card than among the reasons.
_TIME = frozenset(
    {
        *("distance", "in_commune", "travel", "travel_band", "no_way"),
        *("itinerant", "stop"),
    }
)
_FRESH = frozenset(
    {
        *("verified", "unverified", "unverified_since", "edited", "labelled"),
        "licence_unconfirmed",
    }
)
_ELSEWHERE = _TIME | _FRESH
# What nobody knows; the rest speaks for a structure, or is a warning.
_UNKNOWN = frozenset(
    {
        *("area_unknown", "stage_unknown", "sector_unknown", "position_commune"),
        "status_unknown",
    }
)
_FOR = frozenset({"covers", "visits", "remote", "stage", "sector", "sector_any", "way"})
_MOST_NEEDS = 3
_ADDRESS = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """« ≈ 18 min », « en voiture », « estimation de 12 à 24 min », « 14 km … »."""

    main: str
    way: str = ""
    band: str = ""
    distance: str = ""

    @property
    def whole(self) -> str:
        """All of it in one line."""
        said = " ".join(filter(None, (self.main, self.way)))
        return " · ".join(filter(None, (said, self.band, self.distance)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What the card of a result says, in the reader's language.

    `where` and `way` are those of the permanence, where that is what is near. `state`
    is empty where nobody tells the hours: that is among `unknown`, what should be asked
    before going. `needs` go with whether they are the one that was asked, `reasons`
    with whether they are a warning; `apply` is how to apply, and the address to do it
    at, where there is one.
    """

    where: str
    way: Way | None
    time: Time
    badges: Sequence[str]
    state: str
    needs: Sequence[tuple[str, bool]]
    reasons: Sequence[tuple[str, bool]]
    unknown: Sequence[str]
    fresh: Sequence[str]
    apply: tuple[str, str | None] | None


Carded = Sequence[tuple[Nearby, Card]]


def card(t: Words, one: Nearby, asked: Asked, now: datetime) -> Card:
    """A result as its card tells it."""
    said = [(r.code, t.reason(r, one.row, asked.stage)) for r in one.reasons]
    untold = one.opening.state is OpeningState.UNKNOWN and one.opening.note is None
    unknown = [text for code, text in said if code in _UNKNOWN]
    return Card(
        where=where(one),
        way=way_to(one.row, one.stop),
        time=time(t, one.travel, one.row, asked.profile, one.reasons),
        badges=tuple(_badges(t, one)),
        state="" if untold else said_state(one.opening, now, t.lang),
        needs=tuple(_needs(t, one, asked)),
        reasons=tuple(
            (text, code not in _FOR)
            for code, text in said
            if code not in _ELSEWHERE | _UNKNOWN
        ),
        unknown=(*unknown, *([t("find.hours_unknown")] if untold else [])),
        fresh=tuple(text for code, text in said if code in _FRESH),
        apply=_apply(one.row["how_to_apply"]),
    )


def where(one: Nearby) -> str:
    """Where somebody is met: the commune of the permanence, or the site's address."""
    if one.stop is not None:
        return one.stop.commune or one.stop.commune_code
    row = one.row
    city = row["city"] or row["commune"] or ""
    # « BORDEAUX » is how a file shouts, not how a town is called.
    if city.isupper():
        city = row["commune"] or city
    town = french.HARD.join(filter(None, (row["postcode"], city)))
    return ", ".join(filter(None, (row["street"], town)))


def time(
    t: Words,
    travel: Travel,
    row: Row,
    profile: Profile,
    reasons: Sequence[Reason],
) -> Time:
    """How far something is; never more exactly than its position is known."""
    away = f"{t.distance(row['distance_m'])} {t('find.crow')}"
    band = _band(t, travel)
    if travel.in_commune or any(reason.code == "in_commune" for reason in reasons):
        return Time(main=t("find.in_commune"))
    if Precision(row["position_precision"]).is_rough:
        away = f"≈{french.HARD}{away}"
    if profile is Profile.CROW or travel.method is TravelMethod.NONE:
        return Time(main=away)
    way = t(f"profile.{profile}")
    if travel.low is None:
        return Time(main=t("find.no_way"), way=way, distance=away)
    estimated = travel.method is TravelMethod.ESTIMATE
    estimate = t("find.estimate") if estimated else ""
    if travel.central is None:
        return Time(main=band, way=way, band=estimate, distance=away)
    about = f"≈{french.HARD}" if estimated else ""
    minutes = f"{about}{french.duration(travel.central)}"
    doubt = " ".join(filter(None, (estimate, band)))
    return Time(main=minutes, way=way, band=doubt, distance=away)


def passed_over(t: Words, one: PassedOver, asked: Asked) -> tuple[str, str]:
    """How far one that was passed over is, and why it is not an answer."""
    said = time(t, one.travel, one.row, asked.profile, one.reasons)
    why = [
        t.reason(reason, one.row, asked.stage)
        for reason in one.reasons
        if reason.code not in _TIME
    ]
    return " ".join(filter(None, (said.main, said.way))), ", ".join(why)


def _band(t: Words, travel: Travel) -> str:
    if travel.low is None or travel.high is None:
        return ""
    low, high = french.whole_minutes(travel.low), french.whole_minutes(travel.high)
    if low < high:
        return t("find.band", low=_end(low, high), high=french.duration(high))
    return (
        "" if travel.central is not None else f"≈{french.HARD}{french.duration(high)}"
    )


def _end(low: int, high: int) -> str:
    """The lower end without its unit where the upper one says it."""
    return str(low) if high < _HOUR else french.duration(low)


_HOUR = 60


def _badges(t: Words, one: Nearby) -> list[str]:
    row = one.row
    badges = []
    if one.stop is not None:
        where = one.stop.commune or one.stop.commune_code
        badges.append(t("find.badge_visit", place=where))
    if row["itinerant"]:
        badges.append(t("find.badge_itinerant"))
    if row["remote"]:
        badges.append(t("find.badge_remote"))
    # « Prise de rendez-vous possible » does not forbid to come without one.
    if row["how_to_apply"] and "rendez-vous" in row["how_to_apply"].lower():
        badges.append(t("find.badge_appointment"))
    return badges


def _needs(t: Words, one: Nearby, asked: Asked) -> list[tuple[str, bool]]:
    known = list(one.row["needs"] or ())
    first = [n for n in known if n == asked.need]
    rest = [n for n in known if n != asked.need]
    shown = (*first, *rest)[:_MOST_NEEDS]
    return [(t(f"need.{need}"), need == asked.need) for need in shown]


def _apply(text: str | None) -> tuple[str, str | None] | None:
    if not text or text.strip() == "Prise de rendez-vous possible":
        return None
    found = _ADDRESS.search(text)
    if not found:
        return text, None
    return text[: found.start()].rstrip(" :\u00a0"), found.group()


def place_text(t: Words, place: Place | None, asked: Asked) -> str:
    """What the field of the place holds, and what the answer is said to be around."""
    if place is None:
        return asked.q or asked.commune
    if place.label:
        return place.label
    if place.commune:
        return t("find.point_near", place=place.commune)
    return t("find.point_outside")


def around(t: Words, place: Place) -> str:
    """« autour » of a place, with the preposition that its name takes in French."""
    if not place.label:
        if place.commune is None:
            return t("find.around_outside")
        return t("find.around_point", place=place.commune)
    return t("find.around", place=of(place.label) if t.lang == "fr" else place.label)


def of(name: str) -> str:
    """A name after « de », which swallows articles and vowels.

    >>> of("Guéret"), of("Angoulême"), of("Le Verdon-sur-Mer"), of("La Rochelle")
    ('de Guéret', 'd’Angoulême', 'du Verdon-sur-Mer', 'de La Rochelle')
    """
    for article, swallowed in (("Le ", "du "), ("Les ", "des ")):
        if name.startswith(article):
            return swallowed + name.removeprefix(article)
    return f"d’{name}" if name[:1].lower() in _VOWELS else f"de {name}"


_VOWELS = "aàâeéèêëiîïoôuùûœæ"
