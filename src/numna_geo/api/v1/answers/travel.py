"""How minutes were found, as every answer that tells some says it."""

from typing import Any

from pydantic import BaseModel

from numna_geo.usecases.nearby import EngineUsed


class TravelUsed(BaseModel):
    """How minutes were found; `fallback` says in French why not better."""

    engine: str
    version: str
    is_estimate: bool
    method: str
    credit: str | None
    fallback: str | None


def travel_used(engine: EngineUsed) -> dict[str, Any]:
    """The members of `TravelUsed`."""
    return {
        "engine": engine.name,
        "version": engine.version,
        "is_estimate": engine.is_estimate,
        "method": engine.method_text,
        "credit": engine.credit,
        "fallback": engine.fallback,
    }
