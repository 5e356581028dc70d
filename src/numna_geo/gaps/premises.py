"""Premises that something does not reach: two counts of them, never mixed.

`premises` and `connectable` are ARCEP's count of fibre; `mci_premises`,
`thd30_terrestrial`, `gigabit` and `best_*` are those of Ma connexion internet.
"""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date

import numpy as np

from numna_geo.errors import ShapeMismatch
from numna_geo.gaps.figures import Counts
from numna_geo.gaps.scene import Flags, Floats, Premises, Scene

FIBRE, INTERNET = "premises", "mci_premises"
"""The columns of the two counts."""

_OF_FIBRE = frozenset({"premises", "connectable"})
_EPOCH = date(1970, 1, 1)

FIRST_PERIOD, LAST_PERIOD = "2018-T1", "2026-T2"
DENOMINATORS = (
    "L'ARCEP a changé de dénominateur entre les deux dates : 3 553 404 logements et "
    "établissements en 2018 (INSEE), 4 348 860 locaux en 2026 (meilleure estimation "
    "des locaux). Les deux taux ne se soustraient pas ; comparez les nombres de locaux "
    "raccordables."
)
DECLARED_ALONE = (
    "Les locaux sont ceux que les opérateurs déclarent : personne d'autre ne les "
    "vérifie commune par commune."
)


def column(premises: Premises, name: str, *, size: int) -> Floats:
    """One count of each commune, NaN where it was not published, shape (N,)."""
    found = premises.counts.get(name)
    return np.full(size, np.nan) if found is None else found


def without(scene: Scene, period: str, *, served: str, of: str) -> Counts:
    """Premises of one count minus those that something reaches.

    Raw differences are kept so that sums are exact, though six communes of 2018 had
    more connectable premises than premises (two counts of their own).

    Args:
        scene: the communes.
        period: a quarter it has premises of.
        served: the column of those that are reached.
        of: `FIBRE` or `INTERNET`, the count that `served` belongs to.

    Raises:
        ShapeMismatch: `served` is of the other count.
    """
    if (of in _OF_FIBRE) != (served in _OF_FIBRE):
        raise ShapeMismatch(f"{served} is no part of {of}: two counts of premises")
    premises = scene.premises[period]
    total = column(premises, of, size=len(scene))
    reached = column(premises, served, size=len(scene))
    return counted(total - reached, np.where(np.isnan(reached), np.nan, total))


def counted(
    numerator: Floats,
    denominator: Floats,
    *,
    estimated: Flags | None = None,
    details: Mapping[str, Floats] | None = None,
) -> Counts:
    """Counts that no border and no band of minutes makes doubtful."""
    nobody = np.zeros(len(numerator))
    unflagged = np.zeros(len(numerator), dtype=bool)
    return Counts(
        numerator=numerator,
        denominator=denominator,
        border_unknown=nobody,
        uncertain=nobody,
        not_collected=unflagged,
        estimated=unflagged if estimated is None else estimated,
        details=details or {},
    )


def quarter_end(period: str) -> date:
    """The last day of a quarter.

    >>> quarter_end("2026-T2").isoformat()
    '2026-06-30'
    """
    year, month = int(period[:4]), 3 * int(period[-1])
    return date(year, month, monthrange(year, month)[1])


def day_number(day: date) -> int:
    """Days since 1970, as `Premises.copper_closes` counts them."""
    return (day - _EPOCH).days
