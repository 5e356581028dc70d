"""Communes that lack two or three of broadband, support and a place to go to."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from numna_geo.gaps.figures import Counts, summed
from numna_geo.gaps.groups import Groups, Rows
from numna_geo.gaps.premises import FIBRE, INTERNET, LAST_PERIOD, without
from numna_geo.gaps.scene import Flags, Floats, Scene
from numna_geo.model.collection import Reading
from numna_geo.model.supply import HOST_NETWORK, SUPPORT_FAMILY, Supply
from numna_geo.model.territory import Quantity

LACKS = ("broadband", "support", "place")
"""What may lack, by the roadmap: objectives 10, 11 and 12."""

_PLACES = (SUPPORT_FAMILY, HOST_NETWORK)

CELLS = tuple(
    "_and_".join(one for bit, one in enumerate(LACKS) if cell >> bit & 1) or "nothing"
    for cell in range(2 ** len(LACKS))
)
"""Every combination: of `CELLS[5]` the bits are 1 + 4, hence broadband and place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """From where on something is lacking; a value exactly on its line is not.

    Args:
        not_connectable: share of premises that fibre cannot be brought to.
        below_30: share of premises below 30 Mbit/s on the ground; satellite is none.
        support_min: minutes to the nearest structure of support.
        place_min: to the nearest host place, France Services apart.
        reading: of the directories.
        period: of the premises.
    """

    not_connectable: float = 0.05
    below_30: float = 0.05
    support_min: int = 20
    place_min: int = 15
    reading: Reading = Reading.DECLARED
    period: str = LAST_PERIOD


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lacking:
    """What each commune lacks.

    Args:
        lacks: 1, 0, or NaN where unknown, in the order of `LACKS`, shape (3, N).
        uncertain: communes that the band of the travel estimate may put in another
            cell, shape (N,).
        border_unknown: communes beyond a threshold while a border, beyond which nothing
            was collected, is nearer, shape (N,).
    """

    lacks: Floats
    uncertain: Flags
    border_unknown: Flags

    @property
    def cell(self) -> Rows:
        """Number of the commune's cell in `CELLS`; -1 where anything is unknown."""
        bits = 2 ** np.arange(len(LACKS))
        number = bits @ np.nan_to_num(self.lacks)
        unknown = np.isnan(self.lacks).any(axis=0)
        return np.where(unknown, -1, number).astype(np.intp)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cells:
    """Communes and people of G territories by what they lack.

    Args:
        communes: in the order of `CELLS`, the last column being without data, (G, 9).
        people: likewise.
        uncertain: people of communes that may be in another cell, shape (G,).
        border_unknown: people who may be served from beyond a border, shape (G,).
    """

    communes: Floats
    people: Floats
    uncertain: Floats
    border_unknown: Floats


def lacking(scene: Scene, lines: Lines) -> Lacking:
    """What each commune lacks, by these lines.

    Broadband lacks when either of its shares is over its line; it does not when both
    are known not to be. A commune whose department nobody collected is unknown.

    Raises:
        KeyError: no such period was published.
    """
    minutes = (lines.support_min, lines.place_min)
    told = [
        _beyond(scene, supply, within, lines.reading)
        for supply, within in zip(_PLACES, minutes, strict=True)
    ]
    return Lacking(
        lacks=np.array([_slow(scene, lines), *(one.lacks for one in told)]),
        uncertain=np.any([one.uncertain for one in told], axis=0),
        border_unknown=np.any([one.border_unknown for one in told], axis=0),
    )


def counted(found: Lacking, people: Floats, groups: Groups) -> Cells:
    """Communes and people by cell: nobody is counted twice, nobody is left out.

    Args:
        found: of N communes.
        people: of each; NaN counts the commune and none of its people.
        groups: of them.
    """
    cell = found.cell
    inside = [(cell == number).astype(float) for number in (*range(len(CELLS)), -1)]
    known = ~np.isnan(found.lacks).any(axis=0)
    return Cells(
        communes=_columns(groups, inside),
        people=_columns(groups, [one * np.nan_to_num(people) for one in inside]),
        uncertain=groups.total(np.where(found.uncertain & known, people, 0.0)),
        border_unknown=groups.total(
            np.where(found.border_unknown & known, people, 0.0)
        ),
    )


def at_least(cells: Floats, count: int) -> Floats:
    """Sums over the cells that lack `count` things or more, shape (G,).

    >>> at_least(np.array([[10, 1, 2, 4, 8, 16, 32, 64, 9]]), 2).tolist()
    [116]
    """
    several = [n for n in range(len(CELLS)) if n.bit_count() >= count]
    total: Floats = cells[:, several].sum(axis=1)
    return total


def components(scene: Scene, groups: Groups, lines: Lines) -> Floats:
    """How much of each is lacking in each territory, more being worse, shape (3, G).

    The share of premises not connectable; the mean minutes of an inhabitant to the
    nearest structure of support, and to the nearest host place, of those who can reach
    one: infinitely many where nobody can, NaN where no commune is known.
    """
    missing = _not_connectable(scene, lines)
    share = summed(missing, groups).value
    return np.array(
        [share, *(_mean_minutes(scene, one, groups, lines) for one in _PLACES)]
    )


def _mean_minutes(scene: Scene, supply: Supply, groups: Groups, lines: Lines) -> Floats:
    central = scene.reach(supply, lines.reading).central
    people = scene.demand[Quantity.INHABITANTS]
    there = (people > 0) & ~scene.uncollected(supply)
    reaching = there & ~np.isnan(central)
    spent = groups.total(np.where(reaching, people * central, 0.0))
    mean = _ratio(spent, groups.total(np.where(reaching, people, 0.0)))
    nobody = groups.any(there) & ~groups.any(reaching)
    return np.where(nobody, np.inf, mean)


def _not_connectable(scene: Scene, lines: Lines) -> Counts:
    return without(scene, lines.period, served="connectable", of=FIBRE)


def _slow(scene: Scene, lines: Lines) -> Floats:
    below_30 = without(scene, lines.period, served="thd30_terrestrial", of=INTERNET)
    over = [
        _over(_ratio(counts.numerator, counts.denominator), line)
        for counts, line in (
            (_not_connectable(scene, lines), lines.not_connectable),
            (below_30, lines.below_30),
        )
    ]
    return _either(over)


def _over(share: Floats, line: float) -> Floats:
    return np.where(np.isnan(share), np.nan, (share > line).astype(float))


def _either(flags: Sequence[Floats]) -> Floats:
    """1 where one says so, whatever the others; unknown where all others are no."""
    several = np.array(flags)
    says = (several == 1).any(axis=0)
    unknown = np.isnan(several).any(axis=0)
    return np.where(says, 1.0, np.where(unknown, np.nan, 0.0))


def _beyond(scene: Scene, supply: Supply, minutes: int, reading: Reading) -> Lacking:
    reach = scene.reach(supply, reading)
    far = ~(reach.central <= minutes)
    uncollected = scene.uncollected(supply)
    border = np.zeros(len(scene), dtype=bool)
    if supply.key not in scene.beyond_known:
        border = far & (scene.border_min <= minutes)
    return Lacking(
        lacks=np.where(uncollected, np.nan, far.astype(float)),
        uncertain=(reach.low <= minutes) & ~(reach.high <= minutes) & ~uncollected,
        border_unknown=border & ~uncollected,
    )


def _ratio(part: Floats, whole: Floats) -> Floats:
    found = np.full(part.shape, np.nan)
    np.divide(part, whole, out=found, where=whole > 0)
    return found


def _columns(groups: Groups, columns: Sequence[Floats]) -> Floats:
    return np.column_stack([groups.total(one) for one in columns])
