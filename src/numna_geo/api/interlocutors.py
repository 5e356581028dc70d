"""The answer to « who can help from here? » as JSON."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from numna_geo.api.geojson import Feature, structure_feature
from numna_geo.model import french
from numna_geo.model.category import Category
from numna_geo.model.travel import Profile
from numna_geo.usecases.nearby import (
    Interlocutors,
    Nearby,
    NothingNear,
    NothingOpen,
    PassedOver,
    Reason,
    Search,
    Takeover,
    Travel,
)
from numna_geo.usecases.tell_opening import Opening

NO_DATA = "pas de donnée"
TOO_FAR, TOO_FAR_M = (
    "personne de connu à moins de 2 h",
    "personne de connu à moins de 100 km",
)


def interlocutors(found: Interlocutors, search: Search) -> dict[str, Any]:
    """The members of the collection that the search found."""

    def features(many: Iterable[Nearby]) -> list[Feature]:
        return [nearby_feature(one, now=search.now) for one in many]

    return {
        "nothing_near": _nothing_near(found.nothing_near, search),
        "nothing_open": _nothing_open(found.nothing_open, search),
        "numberReturned": len(found.results),
        "features": features(found.results),
        "passed_over": [_passed_over(one) for one in found.passed_over],
        "remote": features(found.remote),
        "itinerant": features(found.itinerant),
        "next_stage": _next_stage(found.takeover, search),
        "notes": list(found.notes),
    }


def nearby_feature(found: Nearby, *, now: datetime) -> Feature:
    """A structure with its distance, its minutes, its rank and its reasons."""
    stop = found.stop
    return structure_feature(
        found.row,
        today=now.date(),
        more={
            "distance_m": _metres(found.distance_m),
            **_travel(found.travel),
            "opening_state": opening_state(found.opening),
            "visit": None
            if stop is None
            else {
                "commune_code": stop.commune_code,
                "commune": stop.commune,
                "opening": stop.opening,
                "lon": round(stop.lon, 6),
                "lat": round(stop.lat, 6),
            },
            "rank": found.rank,
            "competence": found.competence,
            "reasons": _reasons(found.reasons),
        },
    )


def _travel(travel: Travel) -> dict[str, Any]:
    """Whole minutes: the ones that rank, and the ends of the band, as reasons say."""

    def whole(minutes: float | None) -> int | None:
        return None if minutes is None else french.whole_minutes(minutes)

    return {
        "travel_min": whole(travel.central),
        "travel_low_min": whole(travel.low),
        "travel_high_min": whole(travel.high),
        "travel_method": travel.method,
    }


def _metres(distance_m: float | None) -> float | None:
    return None if distance_m is None else round(distance_m, 1)


def opening_state(opening: Opening) -> dict[str, Any]:
    """Whether it is open, in French, and when that changes."""
    return {
        "state": opening.state,
        "text": opening.text,
        "changes_at": opening.changes_at,
    }


def _reasons(reasons: Iterable[Reason]) -> list[dict[str, str]]:
    return [{"code": reason.code, "text": reason.text} for reason in reasons]


def _passed_over(one: PassedOver) -> dict[str, Any]:
    row = one.row
    return {
        "id": row["id"],
        "name": row["name"],
        "category": row["category"],
        "category_label": Category(row["category"]).label,
        "commune_code": row["commune_code"],
        "distance_m": _metres(one.distance_m),
        **_travel(one.travel),
        "reasons": _reasons(one.reasons),
    }


def _next_stage(takeover: Takeover | None, search: Search) -> dict[str, Any] | None:
    if takeover is None:
        return None
    nearby = takeover.nearby
    return {
        "stage": takeover.stage,
        "label": takeover.stage.label,
        "feature": nearby and nearby_feature(nearby, now=search.now),
        "note": _note(takeover, search),
    }


def _note(takeover: Takeover, search: Search) -> str | None:
    if takeover.nearby is not None:
        return None
    if not takeover.is_far:
        return NO_DATA
    return TOO_FAR if search.profile is Profile.CAR else TOO_FAR_M


def _nothing_near(nothing: NothingNear | None, search: Search) -> dict[str, Any] | None:
    if nothing is None:
        return None
    nearest = nothing.nearest
    return {
        "max_min": nothing.max_min,
        "asked": nothing.asked,
        "advice": _advice(nothing, search),
        "nearest": nearest and nearby_feature(nearest, now=search.now),
    }


def _nothing_open(nothing: NothingOpen | None, search: Search) -> dict[str, Any] | None:
    if nothing is None:
        return None
    nearest = nothing.nearest
    return {
        "near": nothing.near,
        "advice": "Aucune structure proche n'est connue pour être ouverte en ce "
        "moment : voici la plus proche, quels que soient ses horaires. Appelez avant "
        "de vous déplacer : les sources ne les disent pas toujours.",
        "nearest": nearest and nearby_feature(nearest, now=search.now),
    }


def _advice(nothing: NothingNear, search: Search) -> str:
    if nothing.nearest is None:
        return "Aucune structure connue ne répond à cette demande."
    bound = french.duration(nothing.max_min or 0)
    return (
        f"Rien de connu à moins de {bound} {search.profile.label} : voici la plus "
        "proche, et ce qui aide à distance ou passe à proximité quand il y en a. "
        "Demandez-lui si elle se déplace ou aide à distance : les sources ne le disent "
        "pas toujours."
    )
