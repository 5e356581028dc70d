"""OGC API Features: items and item of every collection, and filters on them."""

from numna_geo.api.ogc import files
from numna_geo.api.ogc.features_paths import paths
from numna_geo.api.ogc.item import item
from numna_geo.api.ogc.items import items
from numna_geo.api.ogc.links import Link, Links
from numna_geo.api.ogc.media import GEOJSON, HTML
from numna_geo.api.ogc.part import Part
from numna_geo.model.dataset import Dataset

_PART_1 = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf"
_PART_2 = "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf"
_PART_3 = "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf"
_CQL2 = "http://www.opengis.net/spec/cql2/1.0/conf"
_FILTERS = (
    *("cql2-text", "cql2-json", "basic-cql2", "advanced-comparison-operators"),
    *("case-insensitive-comparison", "accent-insensitive-comparison"),
    *("basic-spatial-functions", "basic-spatial-functions-plus", "spatial-functions"),
    *("temporal-functions", "array-functions", "property-property", "arithmetic"),
    # The name that drafts gave to basic-spatial-functions: QGIS looks for it.
    "basic-spatial-operators",
)


def _collection_links(links: Links, dataset: Dataset) -> list[Link]:
    path = f"/collections/{dataset.key}/items"
    return [
        links.to(
            "items",
            path,
            one.media_type,
            f"Features as {one.title}",
            [("f", one.key)],
        )
        for one in (GEOJSON, HTML, *files.FORMATS)
    ]


PART = Part(
    routes={
        "/collections/{dataset}/items": items,
        "/collections/{dataset}/items/{fid:path}": item,
    },
    conforms=(
        f"{_PART_1}/core",
        f"{_PART_1}/oas30",
        f"{_PART_1}/html",
        f"{_PART_1}/geojson",
        f"{_PART_2}/crs",
        f"{_PART_3}/queryables-query-parameters",
        f"{_PART_3}/filter",
        f"{_PART_3}/features-filter",
        *(f"{_CQL2}/{name}" for name in _FILTERS),
    ),
    collection=_collection_links,
    paths=paths,
)
