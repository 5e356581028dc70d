"""How far the nearest place is, along the ellipsoid."""

import numpy as np
from pyproj import Geod

from numna_geo.gaps.scene import Floats

EARTH = Geod(ellps="WGS84")

# A chord ranks as a sphere does, and the ellipsoid is at most 0.6 % off a sphere:
# whatever is nearest on the ellipsoid lies within 1.5 % of the nearest chord.
_SLACK = 1.015
_TOUCHING = 1e-6


def nearest_km(people: Floats, places: Floats) -> Floats:
    """Kilometres from each group of people to the nearest place, as the crow flies.

    Args:
        people: WGS 84 degrees, longitude first, shape (N, 2).
        places: likewise, shape (P, 2).

    Returns:
        Shape (N,); infinite where there is no place at all.

    >>> gueret, limoges = np.array([[1.8702, 46.1693]]), np.array([[1.2611, 45.8336]])
    >>> nearest_km(gueret, limoges).round(1)
    array([60.2])
    """
    # Half a second to import: the service, which never measures, need not wait for it.
    from scipy.spatial import cKDTree

    if not len(places):
        return np.full(len(people), np.inf)
    tree, here = cKDTree(_unit(places)), _unit(people)
    chord, _ = tree.query(here)
    near: list[list[int]] = list(
        tree.query_ball_point(here, chord * _SLACK + _TOUCHING)  # type: ignore[arg-type]
    )
    sizes = np.array([len(n) for n in near])
    whose = np.repeat(np.arange(len(people)), sizes)
    which = np.concatenate([np.asarray(n, dtype=np.intp) for n in near])
    _, _, metres = EARTH.inv(*people[whose].T, *places[which].T)
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    nearest: Floats = np.minimum.reduceat(np.asarray(metres), starts) / 1000
    return nearest


def _unit(lonlat: Floats) -> Floats:
    lon, lat = np.radians(lonlat).T
    return np.column_stack(
        (np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat))
    )
