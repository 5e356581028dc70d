"""Degrees to metres and back, for all of metropolitan France."""

import numpy as np
from numpy.typing import NDArray
from pyproj import Transformer

Floats = NDArray[np.float64]

_TO_METRES = Transformer.from_crs("EPSG:4326", "EPSG:2154", always_xy=True)


def lambert93(lonlat: Floats) -> Floats:
    """Project WGS 84 degrees (longitude first, shape (N, 2)) to Lambert-93 metres.

    >>> [int(metre) for metre in lambert93(np.array([[3.0, 46.5]]))[0]]
    [700000, 6600000]
    """
    x, y = _TO_METRES.transform(lonlat[:, 0], lonlat[:, 1])
    return np.column_stack([x, y])


def degrees(metres: Floats) -> Floats:
    """Project Lambert-93 metres (shape (N, 2)) to WGS 84 degrees, longitude first."""
    lon, lat = _TO_METRES.transform(metres[:, 0], metres[:, 1], direction="INVERSE")
    return np.column_stack([lon, lat])
