"""Features as GeoJSON: stored texts joined, nothing parsed."""

from collections.abc import Iterable
from datetime import UTC, datetime

import orjson

from numna_geo.api.ogc.links import Link
from numna_geo.store.reading import Row


def feature_bytes(row: Row, links: Iterable[Link]) -> bytes:
    """One feature with links."""
    return b'%b,"links":%b}' % (_begun(row), orjson.dumps(list(links)))


def collection_bytes(
    rows: Iterable[Row], links: Iterable[Link], *, returned: int, matched: int | None
) -> bytes:
    """A page of features.

    Args:
        rows: of `store.published.reading.features`.
        links: of the page.
        returned: how many they are.
        matched: how many there are in all, `None` where that is not told.
    """
    counts = {} if matched is None else {"numberMatched": matched}
    head = orjson.dumps(
        {
            "type": "FeatureCollection",
            "timeStamp": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
            **counts,
            "numberReturned": returned,
            "links": list(links),
        }
    )
    features = b"},\n".join([_begun(row) for row in rows])
    end = b"}]}" if features else b"]}"
    return b"".join([head[:-1], b',\n"features":[\n', features, end])


def _begun(row: Row) -> bytes:
    """One feature, without its last brace."""
    parts = (orjson.dumps(row["fid"]), row["geometry"] or b"null", row["properties"])
    return b'{"type":"Feature","id":%b,"geometry":%b,"properties":%b' % parts
