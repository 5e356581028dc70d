"""How an indicator is drawn: column, class bounds, colours. Darker is a bigger gap."""

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from numna_geo.model.territory import Quantity

Column = Literal["value", "nearest_min"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Classes:
    """Classes of one indicator.

    Args:
        column: what is classed, a share between 0 and 1 or minutes.
        bounds: upper bounds, inclusive; the last class has none.
        colours: from the smallest gap to the biggest, one more than bounds.
        gap_from: the first class beyond a threshold; None where every one is a gap.
    """

    column: Column
    bounds: tuple[float, ...]
    colours: tuple[str, ...]
    gap_from: int | None

    def labels(self) -> list[str]:
        """What the legend says of each class.

        >>> CLASSES["support_beyond"].labels()[0] == "≤ 10\u00a0min"
        True
        """
        share = self.column == "value"
        unit = "\u00a0%" if share else "\u00a0min"
        ends = [f"{b * 100:g}" if share else f"{b:g}" for b in self.bounds]
        between = [f"{a}–{b}{unit}" for a, b in pairwise(ends)]
        return [f"≤ {ends[0]}{unit}", *between, f"> {ends[-1]}{unit}"]


# Bounds are chosen on the real figures, one of them being the threshold: communes by
# class are 2,656, 761, 597, 230 and 49 for fibre (T2 2026); 150, 473, 736, 1,471 and
# 1,463 for support; 639, 1,038, 1,150, 1,180 and 286 for host places; 1,276, 1,407,
# 1,052, 434 and 124 for France Services. First classes stay clear of the tones of sea
# and land, and steps apart for every common colour vision: tests/maps/test_classes.py
# measures both.
CLASSES = {
    "fibre_not_connectable": Classes(
        column="value",
        bounds=(0.01, 0.03, 0.08, 0.20),
        colours=("#d8efb0", "#84c89a", "#41a5b0", "#2666a6", "#27236f"),
        gap_from=None,
    ),
    "support_beyond": Classes(
        column="nearest_min",
        bounds=(10, 20, 30, 45),
        colours=("#fdeaa5", "#f6bd66", "#de7a37", "#b64728", "#6b1a26"),
        gap_from=2,
    ),
    "host_place_beyond": Classes(
        column="nearest_min",
        bounds=(5, 10, 15, 25),
        colours=("#f8d5e6", "#dfa0c8", "#b96bae", "#813c90", "#431558"),
        gap_from=3,
    ),
    "france_services_beyond": Classes(
        column="nearest_min",
        bounds=(10, 15, 20, 25),
        colours=("#cdd0f2", "#a0a8dc", "#7480ba", "#4b578f", "#20274f"),
        gap_from=3,
    ),
}
"""By indicator, in the order in which the map asks its questions."""

_SHARES = (0.05, 0.20, 0.50, 0.80)


def of_groups(classes: Classes) -> Classes:
    """How groups of communes are drawn: by the share of those in the gap.

    Minutes are never averaged. Shares of premises keep the bounds of communes, so that
    a colour means the same at each level; shares of people have round ones. In T2 2026,
    EPCI by class are 40, 71, 41, 4 and 0 for fibre; 8, 17, 8, 8 and 115 for support;
    44, 45, 40, 17 and 10 for host places; 91, 38, 19, 4 and 4 for France Services.
    """
    bounds = classes.bounds if classes.column == "value" else _SHARES
    return replace(classes, column="value", bounds=bounds, gap_from=None)


APART = frozenset({"france_services_beyond"})
"""Questions that answer no objective: shown last, and never among the others."""

BESIDE = {"support_beyond": Quantity.ESTABLISHMENTS}
"""Who is counted beside the inhabitants: same places, other people."""
