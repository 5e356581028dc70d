"""How likely two records are one place, and why.

A score is a logistic of points: some before anything is known, then those of each piece
of evidence, in log-odds. What a record does not say gives no point either way.
"""

from collections.abc import Callable
from math import log

import numpy as np

from numna_geo.matching import contact_evidence, name_evidence, place_evidence
from numna_geo.matching.columns import Columns
from numna_geo.matching.compared import Compared
from numna_geo.matching.texts import FloatArray, IntArray

AUTOMATIC, DOUBTFUL = 0.85, 0.60
"""From the first on, two records are one place; from the second, a person decides."""

PRIOR = -2.5
"""Points of two records that were worth comparing, before anything else is known."""

_FAMILIES_AT_MOST = log(0.84 / 0.16)
"""Likeness alone never joins structures that support and places that host."""

_CHUNK = 100_000
_DECIMALS = 6

EVIDENCE: dict[str, Callable[[Compared], FloatArray]] = {
    "name": name_evidence.name_points,
    "kind": name_evidence.kind_points,
    "number": name_evidence.number_points,
    "branch": name_evidence.branch_points,
    "distance": place_evidence.distance_points,
    "address": place_evidence.address_points,
    "commune": place_evidence.commune_points,
    "phone": contact_evidence.phone_points,
    "email": contact_evidence.email_points,
    "website": contact_evidence.website_points,
    "siret": contact_evidence.siret_points,
    "category": contact_evidence.category_points,
    "source": contact_evidence.source_points,
}
"""Points for or against two records being one place, by kind of evidence."""


def scores(columns: Columns, pairs: IntArray) -> FloatArray:
    """How likely each pair is one place, 0 to 1; the same from either side.

    Args:
        columns: the records.
        pairs: which to compare, shape (n, 2).
    """
    found = np.zeros(len(pairs))
    for start in range(0, len(pairs), _CHUNK):
        left, right = pairs[start : start + _CHUNK].T
        points = points_of(Compared(columns, left, right))
        found[start : start + _CHUNK] = likelihood(sum_of(points))
    return found


def points_of(pairs: Compared) -> dict[str, FloatArray]:
    """The points of each kind of evidence, for each pair.

    `family` is what two families take from what would else be automatic.
    """
    points = {code: evidence(pairs) for code, evidence in EVIDENCE.items()}
    family = pairs.columns.family
    apart = family[pairs.left] != family[pairs.right]
    above = np.maximum(sum_of(points) - _FAMILIES_AT_MOST, 0.0)
    return {**points, "family": np.where(apart, -above, 0.0)}


def sum_of(points: dict[str, FloatArray]) -> FloatArray:
    """All points of each pair, those it had at first included."""
    return np.asarray(PRIOR + np.sum(list(points.values()), axis=0))


def likelihood(points: FloatArray) -> FloatArray:
    """The likelihood that points make, rounded so that sums in another order agree.

    >>> likelihood(np.array([0.0, 2.0])).tolist()
    [0.5, 0.880797]
    """
    return np.round(1 / (1 + np.exp(-points)), _DECIMALS)
