"""A scenario that was tried as a document, a table, or features."""

import asyncio
import csv
import io
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import orjson
import shapely
from fastapi import Response

from numna_geo.api.negotiation import CSV, GEOJSON
from numna_geo.bundle import DATA
from numna_geo.model.territory import Level, Quantity
from numna_geo.outlines.topology import read_topology
from numna_geo.usecases.known_layers import Layer
from numna_geo.usecases.scenario_changes import Resolved
from numna_geo.usecases.scenarios import Scenario, Scenarios

Body = dict[str, Any]

MOST_COMMUNES = 1_000
_OUTLINES = "outlines_coarse.topojson"
_DIGITS = 5
_COMMUNE = (
    *("code", "name", "department_code", "change", "inhabitants"),
    *("before_min", "after_min", "before_low_min", "before_high_min"),
    *("after_low_min", "after_high_min"),
)
_OF_ALL = ("indicator", "supply", "max_min", "reading", "travel_method")


async def body_of(scenarios: Scenarios, scenario: Scenario, level: Level) -> Body:
    """Everything that is told of a scenario, its sources and links left out."""
    layer = await scenarios.layer(scenario.known, level)
    density = await scenarios.density(scenario.known)
    return await asyncio.to_thread(_body, scenario, level, layer, density)


def _body(scenario: Scenario, level: Level, layer: Layer, density: Layer) -> Body:
    outcome, run = scenario.outcome, scenario.known.run
    asked, indicator = outcome.asked, outcome.indicator
    used = outcome.tried.after.travel
    communes = outcome.changed()
    within = scenario.within
    return {
        "indicator": indicator.key,
        "title": indicator.title,
        "supply": asked.supply.key if asked.supply else None,
        "max_min": asked.max_min,
        "counted": asked.counted or Quantity.INHABITANTS,
        "reading": asked.reading,
        "level": level,
        "within": f"{within[0]}:{within[1]}" if within else None,
        "run": run.about,
        "travel_method": used.method,
        "is_estimate": used.is_estimate,
        "measured_again": outcome.tried.measured_again,
        "changes": [shown(change) for change in scenario.changes],
        **outcome.totals(),
        "territories": outcome.territories(layer),
        "density": outcome.territories(density),
        "communes_changed": len(communes),
        "communes": communes[:MOST_COMMUNES],
        "method": indicator.method,
        "limits": indicator.limits,
    }


def shown(one: Resolved) -> Body:
    """A change as it was understood."""
    change, added = one.change, one.added
    return {
        "item": change.item,
        "kind": change.kind,
        "category": change.category,
        "structure": change.structure,
        "name": one.name,
        "commune_code": added.commune_code if added else None,
        "commune": one.commune,
        "lon": added.lon if added else None,
        "lat": added.lat if added else None,
    }


def csv_reply(body: Mapping[str, Any]) -> Response:
    """Communes whose minutes change, one row each; unknown is an empty cell."""
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow((*_COMMUNE, *_OF_ALL))
    same = [body[name] for name in _OF_ALL]
    for commune in body["communes"]:
        rows.writerow((*(_cell(commune[name]) for name in _COMMUNE), *same))
    return _attachment(written.getvalue().encode(), f"{CSV}; charset=utf-8", "csv")


def geojson_reply(body: Mapping[str, Any]) -> Response:
    """The same communes with their outlines, generalised to about 300 m."""
    outlines = coarse_outlines()
    features = [
        {
            "type": "Feature",
            "id": commune["code"],
            "geometry": _geometry(outlines.get(commune["code"])),
            "properties": dict(commune),
        }
        for commune in body["communes"]
    ]
    about = {name: body[name] for name in _OF_ALL}
    document = {"type": "FeatureCollection", **about, "features": features}
    return _attachment(orjson.dumps(document), GEOJSON, "geojson")


@lru_cache(maxsize=1)
def coarse_outlines() -> Mapping[str, shapely.MultiPolygon]:
    """Outlines of the communes, for drawing.

    Raises:
        SourceUnreadable: they are missing.
    """
    return read_topology(DATA / _OUTLINES)


def _geometry(outline: shapely.MultiPolygon | None) -> Any:
    if outline is None:
        return None
    rounded = shapely.set_precision(outline, 10**-_DIGITS)
    return orjson.loads(shapely.to_geojson(rounded))


def _cell(value: Any) -> Any:
    return round(value, 2) if isinstance(value, float) else value


def _attachment(content: bytes, media_type: str, ending: str) -> Response:
    name = f"scenario.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media_type, headers=headers)
