"""GET /indicators: the questions that are measured, and how."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request, Response

from numna_geo.api.closed import closed
from numna_geo.api.negotiation import takes_json
from numna_geo.api.replies import json_reply, self_link, url
from numna_geo.api.state import ReaderDep
from numna_geo.api.v1.answers.documented import answers
from numna_geo.api.v1.answers.gaps import IndicatorsAnswer
from numna_geo.api.v1.prefix import PREFIX
from numna_geo.gaps import INDICATORS
from numna_geo.gaps.indicator import Indicator, Reference
from numna_geo.store import measures
from numna_geo.store.reading import Reader

router = APIRouter(prefix=PREFIX, tags=["gaps"])

Source = dict[str, Any]


@router.get(
    "/indicators",
    summary="The catalogue of indicators",
    dependencies=[closed(), takes_json],
    responses=answers(IndicatorsAnswer),
)
async def indicators(request: Request, reader: ReaderDep) -> Response:
    """In the order of the roadmap's objectives; texts are French."""
    sources = await sources_of(reader, *INDICATORS.values())
    run = await reader.row(measures.run(None))
    measured_at = run["measured_at"] if run else None
    body = {
        "indicators": [
            {**_shown(one, sources), "date": measured_at, "href": _href(request, one)}
            for one in INDICATORS.values()
        ],
        "links": [self_link(request)],
    }
    return json_reply(body)


async def sources_of(reader: Reader, *asked: Indicator) -> dict[str, Source]:
    """What the catalogue says of the sources of these indicators, by key."""
    keys = tuple(dict.fromkeys(key for one in asked for key in one.sources))
    rows = await reader.rows(measures.sources(keys))
    return {row["key"]: dict(row.items()) for row in rows}


def named_sources(indicator: Indicator, sources: Mapping[str, Source]) -> str:
    """The sources in one sentence."""
    shown = [sources[key] for key in indicator.sources if key in sources]
    return " ; ".join(f"{one['title']}, {one['publisher']}" for one in shown)


def _shown(one: Indicator, sources: Mapping[str, Source]) -> dict[str, Any]:
    as_is = ("key", "objective", "title", "question", "unit", "counted", "direction")
    return {
        **{name: getattr(one, name) for name in as_is},
        "source": named_sources(one, sources),
        "sources": [sources[key] for key in one.sources if key in sources],
        "method": one.method,
        "limits": one.limits,
        "warning": one.warning,
        "threshold_km": one.threshold_km,
        "categories": [{"key": c, "label": c.label} for c in one.categories],
        "periods": one.periods,
        "baseline": _reference(one.baseline),
        "target": _reference(one.target),
    }


def _reference(known: Reference | None) -> dict[str, Any] | None:
    if known is None:
        return None
    return {"value": known.value, "period": known.period, "source": known.source}


def _href(request: Request, one: Indicator) -> str:
    return url(request, f"{PREFIX}/gaps", [("indicator", one.key)])
