"""What an answer tells of the measure it is about, and whose data these are."""

from typing import Any

from numna_geo.api.v1.citing import cited
from numna_geo.api.v1.indicators import named_sources
from numna_geo.gaps.indicator import Asked, Indicator
from numna_geo.store.reading import Reader
from numna_geo.usecases.cite_sources import place_sources


def about_measure(
    indicator: Indicator, asked: Asked, within: str | None
) -> dict[str, Any]:
    """The indicator and the measure of it, in `within`."""
    return {
        "indicator": indicator.key,
        "objective": indicator.objective,
        "answers_objective": not indicator.apart,
        "title": indicator.title,
        "unit": indicator.unit,
        "counted": asked.counted or indicator.counted,
        "direction": indicator.direction,
        "supply": asked.supply.key if asked.supply else None,
        "supply_label": asked.supply.label if asked.supply else None,
        "max_min": asked.max_min,
        "period": asked.period,
        "within": within,
        "reading": asked.reading,
        "method": indicator.method,
        "limits": indicator.limits,
    }


async def measured_from(
    reader: Reader, indicator: Indicator, asked: Asked
) -> dict[str, Any]:
    """`source` in one sentence and `sources` one by one.

    Raises:
        DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
    """
    places = await place_sources(reader)
    sources = await cited(reader, places.behind(indicator, asked.supply, asked.counted))
    return {"source": named_sources(sources), "sources": sources}
