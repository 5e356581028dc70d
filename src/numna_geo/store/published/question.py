"""What is asked of a dataset, whatever the format of the answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from math import isfinite
from typing import Any

from numna_geo.errors import InvalidQuery, WrongParameter
from numna_geo.model.condition import Condition
from numna_geo.model.dataset import Dataset

CRS84 = 4326
"""Stored geometries are longitude, latitude on WGS 84."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A box in the axis order x, y of `srid`; one that crosses 180° has west > east.

    Raises:
        InvalidQuery: its sides are no numbers, or the wrong way round.
    """

    west: float
    south: float
    east: float
    north: float
    srid: int = CRS84

    def __post_init__(self) -> None:
        sides = (self.west, self.south, self.east, self.north)
        backward = self.south > self.north or (self.crosses and self.srid != CRS84)
        if backward or not all(map(isfinite, sides)):
            told = ",".join(map(str, sides))
            wrong = WrongParameter("bbox", told, "west,south,east,north")
            raise InvalidQuery("this box has no inside", [wrong])

    @property
    def crosses(self) -> bool:
        """Whether it lies on both sides of 180°."""
        return self.west > self.east


@dataclass(frozen=True, slots=True, kw_only=True)
class FeatureQuestion:
    """Which features of a dataset, in which order, told how.

    Args:
        dataset: that is asked.
        box: which a feature's geometry must touch.
        days: the first and last day (None: open) that a feature's time must touch.
        equals: values by field; several of one field mean any of them, and a field of
            `texts` holds one of them.
        condition: a checked CQL2 expression, see `model.condition`.
        sort: fields with whether they descend; the identifier always comes last.
        properties: the fields to tell, all of them when None.
        geometry: whether geometries are told.
        srid: of the geometries told.
        lat_first: whether they are told y before x, as EPSG:4326 wants it.
    """

    dataset: Dataset
    box: Box | None = None
    days: tuple[date | None, date | None] | None = None
    equals: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    condition: Condition | None = None
    sort: tuple[tuple[str, bool], ...] = ()
    properties: tuple[str, ...] | None = None
    geometry: bool = True
    srid: int = CRS84
    lat_first: bool = False
