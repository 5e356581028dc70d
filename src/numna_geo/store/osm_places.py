"""Places of OpenStreetMap, in their own table: ODbL is never mixed with the rest."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection

from numna_geo.store.loading import replace_all
from numna_geo.store.tables import OsmPlaceRow


def replace_osm_places(
    connection: Connection, places: Iterable[Mapping[str, Any]]
) -> int:
    """Make the table say `places`; returns their number."""
    return replace_all(connection, OsmPlaceRow, places)
