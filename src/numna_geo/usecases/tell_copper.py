"""When copper closes in some communes, and what fibre leaves there until then."""

from datetime import date, timedelta
from typing import Any

import numpy as np

from numna_geo.gaps.copper_before_fibre import CALENDAR, closing
from numna_geo.gaps.groups import Rows
from numna_geo.gaps.premises import FIBRE, LAST_PERIOD, column, quarter_end
from numna_geo.gaps.scene import Flags, Scene

Told = dict[str, Any]

_EPOCH = date(1970, 1, 1)


def tell_copper(scene: Scene, rows: Rows) -> Told | None:
    """Communes, premises and premises left where copper is closed, will be, will not.

    `None` where no calendar is loaded. `closed` and `within_year` are told from
    `as_of`, the end of the quarter in which premises were counted; `scheduled` holds
    every date that follows it.

    Args:
        scene: the communes of the region.
        rows: numbers of those of the territory.
    """
    if LAST_PERIOD not in scene.premises:
        return None
    premises = scene.premises[LAST_PERIOD]
    if not np.isfinite(premises.copper_closes).any():
        return None
    closes = premises.copper_closes[rows]
    closed, soon = (flags[rows] for flags in closing(premises, LAST_PERIOD))
    dated = np.isfinite(closes) & ~closed
    days = np.unique(closes[dated])
    scheduled = [
        {"on": _day(day).isoformat(), **_part(scene, rows, dated & (closes == day))}
        for day in days
    ]
    return {
        "as_of": quarter_end(LAST_PERIOD).isoformat(),
        "calendar": CALENDAR.isoformat(),
        "closed": _part(scene, rows, closed),
        "within_year": _part(scene, rows, soon),
        "scheduled": scheduled,
        "not_scheduled": _part(scene, rows, np.isnan(closes) & ~closed),
        "next": scheduled[0]["on"] if scheduled else None,
    }


def _part(scene: Scene, rows: Rows, chosen: Flags) -> Told:
    premises = scene.premises[LAST_PERIOD]
    total = column(premises, FIBRE, size=len(scene))[rows][chosen]
    connectable = column(premises, "connectable", size=len(scene))[rows][chosen]
    return {
        "communes": int(chosen.sum()),
        "premises": int(np.nansum(total)),
        "left": int(np.nansum(total - connectable)),
    }


def _day(number: float) -> date:
    return _EPOCH + timedelta(days=int(number))
