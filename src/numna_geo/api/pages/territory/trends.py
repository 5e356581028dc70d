"""How a territory moved from run to run, and where its departments stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from numna_geo.api.pages.words.wording import Words
from numna_geo.gaps import INDICATORS
from numna_geo.usecases.sheet import Sheet
from numna_geo.usecases.sheet_words import percent

TOLD_BY_PART = (
    *("fibre_not_connectable", "support_beyond", "host_place_beyond"),
    "france_services_beyond",
)
"""Indicators that each department of the region is told by."""

_WIDTH, _HEIGHT, _TOLD, _ROOM = 100, 30, 6, 1.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """The values of one indicator, the oldest first; `points` draw them as a line.

    The line stands on 0 and its scale ends at `top`.
    """

    name: str
    points: str
    top: str
    values: Sequence[tuple[str, str]]


def trends(t: Words, sheet: Sheet) -> list[Trend]:
    """One for each indicator that two runs at least have a value of."""
    found = []
    for told in sheet.history:
        known = _changed([one for one in told["runs"] if one["value"] is not None])
        if len(known) > 1:
            values = [float(one["value"]) for one in known]
            said = [
                (t.day(one["measured_at"].date()), percent(float(one["value"]), t.lang))
                for one in known
            ]
            name = t.title(INDICATORS[told["indicator"]])
            found.append(
                Trend(
                    name=name,
                    points=_points(values),
                    top=percent(max(values) * _ROOM, t.lang),
                    values=said[-_TOLD:],
                )
            )
    return found


def _changed(runs: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The last run of each day, of each version of the data."""
    by_version = {one["data_version"]: one for one in runs}
    return list(
        {one["measured_at"].date(): one for one in by_version.values()}.values()
    )


def _points(values: Sequence[float]) -> str:
    """A line from left to right; the bottom is nothing, the top a bit over the most."""
    top = max(values) * _ROOM or 1.0
    step = _WIDTH / (len(values) - 1)
    return " ".join(
        f"{i * step:.1f},{_HEIGHT * (1 - value / top):.1f}"
        for i, value in enumerate(values)
    )


def parts_most(sheet: Sheet) -> dict[str, float]:
    """The biggest share among the departments, by indicator."""
    found = dict[str, float]()
    for key in TOLD_BY_PART:
        values = [part.values.get(key) for part in sheet.parts]
        found[key] = max((v for v in values if v is not None), default=-1.0)
    return found
