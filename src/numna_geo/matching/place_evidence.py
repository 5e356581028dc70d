"""What positions, addresses and communes say, in points of log-odds.

0 where a record says nothing: the unknown is neither like nor unlike anything.
"""

import numpy as np

from numna_geo.matching.compared import SAME_STREET_FROM, Compared
from numna_geo.matching.texts import FloatArray

# Points by metres between two points that are known better than by their commune.
_METRES = (20.0, 100.0, 300.0, 1_000.0, 5_000.0)
_POINTS = (1.2, 0.8, -0.3, -2.0, -4.5)
_TO_A_STREET, _SAME_ADDRESS = 0.6, 0.25
"""What is left of them when one point is only that of a street; and of those against
when the address is the same: then one of the points is wrong."""

_FAR_M, _FAR = 15_000.0, -2.5
"""No commune reaches that far from its seat: all that the point of one can deny."""

_SAME_NUMBER, _NO_NUMBER, _OTHER_NUMBER, _OTHER_STREET = 2.2, 1.2, -0.9, -1.1
_NEXT_DOOR, _CORNER = 0.6, -0.3
"""For « 16 » and « 16 ter »; against two streets at one corner with one contact."""

_OTHER_STREET_TO = 0.65
_SAME_COMMUNE, _SAME_POSTCODE, _OTHER_COMMUNE = 0.8, 0.4, -1.8
_MIXED_UP = 0.5
"""What is left against two communes of one postcode: they are often mixed up."""


def distance_points(pairs: Compared) -> FloatArray:
    """Points by distance; the point of a commune says only how far it may be."""
    columns, metres = pairs.columns, pairs.metres
    points = np.interp(metres, _METRES, _POINTS)
    exact = columns.at_address[pairs.left] & columns.at_address[pairs.right]
    points = np.where(exact, points, points * _TO_A_STREET)
    # « rue » or « chemin », the body and its name tell that it is one house.
    one_house = pairs.same_number & (pairs.street_likeness >= _OTHER_STREET_TO)
    one_house &= pairs.same(columns.siret) & pairs.same(columns.core) & pairs.one_town
    mistaken = (pairs.same_address | one_house) & (points < 0)
    points = np.where(mistaken, points * _SAME_ADDRESS, points)
    own = columns.placed[pairs.left] & columns.placed[pairs.right]
    points = np.where(own, points, np.where(metres > _FAR_M, _FAR, 0.0))
    return np.where(np.isnan(metres), 0.0, points)


def address_points(pairs: Compared) -> FloatArray:
    """Points for a street and its house number, in what may be one town."""
    number = pairs.columns.house_number
    same = np.where(pairs.next_door, _NEXT_DOOR, _OTHER_NUMBER)
    same = np.where(pairs.same_number, _SAME_NUMBER, same)
    same = np.where(pairs.known(number), same, _NO_NUMBER)
    likeness = pairs.street_likeness
    share = np.interp(likeness, (_OTHER_STREET_TO, SAME_STREET_FROM), (0.0, 1.0))
    points = _OTHER_STREET + share * (same - _OTHER_STREET)
    points = np.where(pairs.one_town, points, np.minimum(points, 0.0))
    meet = pairs.corner & pairs.same_contact & (likeness < SAME_STREET_FROM)
    points = np.where(meet, np.maximum(points, _CORNER), points)
    points = np.where(pairs.housed, np.maximum(points, 0.0), points)
    return np.where(np.isnan(likeness), 0.0, points)


def commune_points(pairs: Compared) -> FloatArray:
    """Points for one commune, or against two; by postcode where one is not known."""
    columns = pairs.columns
    one_postcode = pairs.same(columns.postcode)
    other = np.where(one_postcode, _OTHER_COMMUNE * _MIXED_UP, _OTHER_COMMUNE)
    points = np.where(one_postcode, _SAME_POSTCODE, 0.0)
    points = np.where(pairs.same(columns.commune_code), _SAME_COMMUNE, points)
    return np.where(pairs.differ(columns.commune_code), other, points)
