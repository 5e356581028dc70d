"""The sources of an answer, told once."""

from collections.abc import Iterable, Mapping
from typing import Any

from numna_geo.store import sources
from numna_geo.store.reading import Reader
from numna_geo.store.statements import Row

Source = dict[str, Any]

_AS_IS = ("key", "title", "publisher", "licence", "landing_page")


async def cited(reader: Reader, keys: Iterable[str]) -> list[Source]:
    """What the catalogue says of these sources, in the order of `keys`."""
    wanted = tuple(dict.fromkeys(keys))
    by_key = {row["key"]: row for row in await reader.rows(sources.sources(wanted))}
    return [shown(by_key[key]) for key in wanted if key in by_key]


def shown(row: Mapping[str, Any] | Row) -> Source:
    """One source; `date` is when it was published, or what it tells of."""
    published_on, vintage = row["published_on"], row["vintage"]
    date = published_on.isoformat() if published_on else vintage
    return {
        **{name: row[name] for name in _AS_IS},
        "date": date,
        "published_on": published_on,
        "vintage": vintage,
    }
