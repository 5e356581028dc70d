"""What the parts of a filter are checked against."""

from dataclasses import dataclass

from numna_geo.filtering.refusing import refused, unknown_field
from numna_geo.model.condition import FieldValue
from numna_geo.model.dataset import Dataset

GEOMETRY_NAMES = ("geom", "geometry")
"""What filters may call the geometry of a feature."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The dataset, and the CRS of the geometries in the filter."""

    dataset: Dataset
    srid: int
    lat_first: bool

    def field(self, name: str) -> FieldValue:
        """The field of that name.

        Raises:
            InvalidQuery: there is none.
        """
        field = self.dataset.by_name.get(name)
        if field:
            return FieldValue(name, field.kind)
        if name in GEOMETRY_NAMES:
            raise refused(
                {"property": name},
                "a field; geometries go in S_INTERSECTS and the like",
            )
        raise unknown_field(name, self.dataset)
