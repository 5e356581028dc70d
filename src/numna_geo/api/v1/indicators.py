"""GET /indicators: the questions that are measured, and how."""

from collections.abc import Iterable, Sequence, Set
from typing import Any

from fastapi import APIRouter, Request, Response

from numna_geo.api.closed import closed
from numna_geo.api.negotiation import takes_json
from numna_geo.api.replies import json_reply, self_link, url
from numna_geo.api.state import ReaderDep
from numna_geo.api.v1.answers.documented import answers
from numna_geo.api.v1.answers.gaps import IndicatorsAnswer
from numna_geo.api.v1.citing import Source, cited
from numna_geo.api.v1.prefix import PREFIX
from numna_geo.gaps import INDICATORS
from numna_geo.gaps.indicator import Indicator, Reference
from numna_geo.model.category import Category
from numna_geo.model.supply import Supply
from numna_geo.model.territory import Level
from numna_geo.store import collection, measures
from numna_geo.store.reading import Reader
from numna_geo.usecases.cite_sources import place_sources

router = APIRouter(prefix=PREFIX, tags=["gaps"])


@router.get(
    "/indicators",
    summary="The catalogue of indicators",
    dependencies=[closed(), takes_json],
    responses=answers(IndicatorsAnswer),
)
async def indicators(request: Request, reader: ReaderDep) -> Response:
    """In the order of the roadmap's objectives; texts are French.

    Where `answers_objective` is false, it stands beside its objective (« à part »).
    `date` is the newest quarter that the data tell of, `measured_at` when the gaps were
    counted.
    """
    every = list(INDICATORS.values())
    places = await place_sources(reader)
    behind = {one.key: places.behind(one) for one in every}
    sources = await cited(reader, (key for keys in behind.values() for key in keys))
    run = await reader.row(measures.run(None))
    uncollected = await uncollected_categories(reader, None)
    body = {
        "indicators": [
            {
                **_shown(one, [s for s in sources if s["key"] in behind[one.key]]),
                "categories_not_collected": among(one.default.supply, uncollected),
                "measured_at": run["measured_at"] if run else None,
                "href": url(request, f"{PREFIX}/gaps", [("indicator", one.key)]),
            }
            for one in every
        ],
        "sources": sources,
        "links": [self_link(request)],
    }
    return json_reply(body)


def named_sources(sources: Iterable[Source]) -> str:
    """Sources in one sentence."""
    return " ; ".join(f"{one['title']}, {one['publisher']}" for one in sources)


async def uncollected_categories(
    reader: Reader, within: tuple[Level, str] | None
) -> frozenset[str]:
    """Categories that nobody collected in any department of a territory."""
    rows = await reader.rows(collection.not_collected(within))
    return frozenset(row["category"] for row in rows)


def among(supply: Supply | None, uncollected: Set[str]) -> list[Category]:
    """Those of `uncollected` that are looked for, in the order of the model."""
    looked_for = supply.categories if supply else ()
    return [category for category in looked_for if category in uncollected]


def _shown(one: Indicator, sources: Sequence[Source]) -> dict[str, Any]:
    as_is = ("key", "objective", "title", "question", "unit", "counted", "direction")
    return {
        **{name: getattr(one, name) for name in as_is},
        "answers_objective": not one.apart,
        "source": named_sources(sources),
        "sources": sources,
        "method": one.method,
        "limits": one.limits,
        "warning": one.warning,
        "formula": one.formula,
        "example": one.example,
        "supplies": [_supply(supply) for supply in one.supplies],
        "thresholds_min": one.thresholds,
        "threshold_min": one.threshold,
        "quantities": [{"key": q, "label": q.label} for q in one.quantities],
        "categories": [{"key": c, "label": c.label} for c in one.categories],
        "periods": one.periods,
        "readings": one.readings,
        "one_reading": one.one_reading,
        "date": one.periods[-1],
        "baseline": _reference(one.baseline),
        "target": _reference(one.target),
    }


def _supply(one: Supply) -> dict[str, Any]:
    return {"key": one.key, "kind": one.kind, "value": one.value, "label": one.label}


def _reference(known: Reference | None) -> dict[str, Any] | None:
    if known is None:
        return None
    return {"value": known.value, "period": known.period, "source": known.source}
