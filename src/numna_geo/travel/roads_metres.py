"""Metres between positions, on a ball: half a percent off at most, and fast."""

import numpy as np

from numna_geo.travel.engine import Floats

EARTH_M = 6_371_008.8
"""Mean radius of the Earth, metres. Source: IUGG, Geodetic Reference System 1980."""


def metres_between(here: Floats, there: Floats) -> Floats:
    """Great-circle metres between positions, WGS 84 degrees, shapes (N, 2).

    >>> lille, roubaix = np.array([[3.0573, 50.6292]]), np.array([[3.1746, 50.6942]])
    >>> metres_between(lille, roubaix).round()
    array([10982.])
    """
    lon1, lat1, lon2, lat2 = np.radians([*here.T, *there.T])
    half = np.sin((lat2 - lat1) / 2) ** 2
    half += np.cos(lat1) * np.cos(lat2) * np.sin((lon2 - lon1) / 2) ** 2
    metres: Floats = 2 * EARTH_M * np.arcsin(np.sqrt(half))
    return metres


def on_a_ball(lonlat: Floats) -> Floats:
    """Metres from the centre of the Earth, shape (N, 3): near is near everywhere."""
    lon, lat = np.radians(lonlat.T)
    flat = np.cos(lat)
    ball: Floats = EARTH_M * np.column_stack(
        [flat * np.cos(lon), flat * np.sin(lon), np.sin(lat)]
    )
    return ball
