"""Where a still picture lies on the ground, and the towns that help to read it."""

from dataclasses import dataclass

from numna_geo.maps.borders import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Its north-west corner in Web Mercator between 0 and 1, and the pixels of 1."""

    west: float
    north: float
    scale: float

    def pixels(self, points: Floats) -> Floats:
        """Pixels of points in Web Mercator, shape (N, 2).

        >>> import numpy as np
        >>> Frame(west=0.5, north=0.25, scale=100).pixels(np.array([[0.75, 0.5]]))
        array([[25., 25.]])
        """
        placed: Floats = (points - (self.west, self.north)) * self.scale
        return placed


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A name that helps to read a picture, written where there is room."""

    lon: float
    lat: float
    name: str
