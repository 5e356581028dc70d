"""The answer to « who can help from here? » as JSON."""

from collections.abc import Iterable
from datetime import datetime
from math import ceil, floor
from typing import Any

from numna_geo.api.geojson import Feature, structure_feature
from numna_geo.model import french
from numna_geo.model.category import Category
from numna_geo.usecases.nearby import (
    Interlocutors,
    Nearby,
    NothingNear,
    PassedOver,
    Reason,
    Search,
    Takeover,
    Travel,
)
from numna_geo.usecases.tell_opening import Opening

NO_DATA = "pas de donnée"


def interlocutors(found: Interlocutors, search: Search) -> dict[str, Any]:
    """The members of the collection that the search found."""

    def features(many: Iterable[Nearby]) -> list[Feature]:
        return [nearby_feature(one, now=search.now) for one in many]

    return {
        "nothing_near": _nothing_near(found.nothing_near, search),
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
            "distance_m": round(found.row["distance_m"], 1),
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
    """Whole minutes: the ones that rank, and the widest band they stand for."""
    central, low, high = travel.central, travel.low, travel.high
    return {
        "travel_min": None if central is None else french.whole_minutes(central),
        "travel_low_min": None if low is None else floor(low),
        "travel_high_min": None if high is None else ceil(high),
        "travel_method": travel.method,
    }


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
        "distance_m": round(row["distance_m"], 1),
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
        "note": NO_DATA if nearby is None else None,
    }


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
