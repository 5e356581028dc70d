"""Features as GeoJSON: stored texts joined, nothing parsed."""

from collections.abc import Iterable
from datetime import UTC, datetime

import orjson

from numna_geo.api.ogc.links import Link
from numna_geo.store.reading import Row


def feature_text(row: Row) -> str:
    """One feature, without its last brace."""
    fid = orjson.dumps(row["fid"]).decode()
    geometry = row["geometry"] or "null"
    told = row["properties"]
    return f'{{"type":"Feature","id":{fid},"geometry":{geometry},"properties":{told}'


def feature_bytes(row: Row, links: Iterable[Link]) -> bytes:
    """One feature with links."""
    told = orjson.dumps(list(links)).decode()
    return f'{feature_text(row)},"links":{told}}}'.encode()


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
    counted = "" if matched is None else f'"numberMatched":{matched},'
    moment = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
    told = orjson.dumps(list(links)).decode()
    features = "},\n".join([feature_text(row) for row in rows])
    closed = "}" if features else ""
    return (
        f'{{"type":"FeatureCollection","timeStamp":"{moment}",{counted}'
        f'"numberReturned":{returned},"links":{told},\n'
        f'"features":[\n{features}{closed}]}}'
    ).encode()
