"""Outlines from a GeoJSON file, as they were published."""

import json
from pathlib import Path

import shapely

from numna_geo.errors import SourceUnreadable


def read_outlines(path: Path, *, code_property: str) -> dict[str, shapely.Geometry]:
    """Outlines by code, in WGS 84 degrees, in the order of the file.

    Raises:
        SourceUnreadable: the file is absent, or is no GeoJSON with that property.
    """
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        return {
            feature["properties"][code_property]: shapely.from_geojson(
                json.dumps(feature["geometry"])
            )
            for feature in features
        }
    except (OSError, ValueError, KeyError) as error:
        raise SourceUnreadable(
            f"{path.name}: {error}; expected GeoJSON features with {code_property}"
        ) from error
