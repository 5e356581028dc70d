"""Where some places would do most good, as answers and pages tell it."""

from typing import Any

import numpy as np

from numna_geo.gaps.groups import Rows
from numna_geo.gaps.scene import Floats
from numna_geo.model.territory import Quantity
from numna_geo.usecases.choose_sites import Sited
from numna_geo.usecases.known_layers import Layer
from numna_geo.usecases.tell_figures import wholes

Told = dict[str, Any]


def tell_siting(sited: Sited, communes: Layer) -> Told:
    """Places with what each adds, the proof, and the curve up to twenty.

    Args:
        sited: what was found.
        communes: every commune of the region.
    """
    wanted, asked = sited.wanted, sited.wanted.asked
    counted = asked.counted or Quantity.INHABITANTS
    chosen = sited.chosen
    total, covered = _reached(sited, counted)
    added = 0.0 if wanted.by_time else chosen.total
    return {
        "supply": asked.supply.key if asked.supply else None,
        "count": wanted.count,
        "max_min": asked.max_min,
        "counted": counted,
        "reading": asked.reading,
        "objective": "time" if wanted.by_time else "coverage",
        "within": f"{wanted.within[0]}:{wanted.within[1]}" if wanted.within else None,
        "candidates": wanted.candidates,
        "candidates_compared": len(sited.candidates),
        "floor": wanted.floor,
        "method": "exact" if sited.exactly else "greedy",
        "proof": "optimal" if chosen.gap == 0 else "bound",
        "gain": _whole(chosen.total),
        "bound": _whole(chosen.bound),
        "gap_share": round(chosen.gap, 6),
        "seconds": round(sited.seconds, 3),
        "before": _share(covered, total),
        "after": None if wanted.by_time else _share(covered + added, total),
        "places": _places(sited, communes),
        "curve": curve(sited.curve.gains),
        "curve_bound": _whole(sited.curve.bound),
    }


def curve(gains: tuple[float, ...]) -> list[Told]:
    """What each further place adds, and what they come to.

    >>> curve((5.0, 2.0))[1]
    {'count': 2, 'gain': 2, 'cumulative': 7}
    """
    rounded = np.rint(np.array(gains, dtype=np.float64))
    found = zip(wholes(rounded), wholes(np.rint(np.cumsum(gains))), strict=True)
    return [
        {"count": i, "gain": gain, "cumulative": total}
        for i, (gain, total) in enumerate(found, start=1)
    ]


def _places(sited: Sited, communes: Layer) -> list[Told]:
    number = {code: i for i, code in enumerate(communes.codes)}
    steps = curve(sited.chosen.gains)
    told = []
    for place, newly, step in zip(sited.places, sited.newly, steps, strict=True):
        i = number[place.commune]
        told.append(
            {
                "rank": step["count"],
                "commune_code": place.commune,
                "commune": communes.names[i],
                "department_code": communes.departments[i],
                "lon": place.lon,
                "lat": place.lat,
                "gain": step["gain"],
                "cumulative": step["cumulative"],
                "communes_served": len(newly),
                "served": {
                    quantity.value: _sum(sited.scene.demand[quantity], newly)
                    for quantity in Quantity
                },
            }
        )
    return told


def _reached(sited: Sited, counted: Quantity) -> tuple[float, float]:
    """Everybody asked about, and those within reach already."""
    asked, scene = sited.wanted.asked, sited.scene
    people = np.zeros(len(scene))
    people[sited.inside] = np.nan_to_num(scene.demand[counted])[sited.inside]
    near = np.zeros(len(scene), dtype=bool)
    if asked.supply is not None:
        people[scene.uncollected(asked.supply)] = 0.0
        minutes = scene.reach(asked.supply, asked.reading).central
        near = minutes <= float(asked.max_min or 0)
    return float(people.sum()), float(people[near].sum())


def _share(covered: float, total: float) -> Told:
    share = covered / total if total > 0 else None
    return {"covered": _whole(covered), "total": _whole(total), "covered_share": share}


def _sum(people: Floats, rows: Rows) -> Any:
    return _whole(float(np.nan_to_num(people)[rows].sum()))


def _whole(number: float) -> Any:
    return wholes(np.rint(np.array([number])))[0]
