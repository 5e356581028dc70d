"""A scene as named columns, one number a commune, and back."""

from collections import defaultdict
from collections.abc import Mapping

import numpy as np

from numna_geo.gaps.scene import Floats, Premises, Reach, Scene, TravelUsed
from numna_geo.model.collection import Reading
from numna_geo.model.territory import Quantity
from numna_geo.store.statements import Row

CHOICES = (15, 20, 30, 45)
"""Minutes within which different organisations are counted."""

_ALONE = ("central", "low", "high", "access", "inside")

Columns = dict[str, Floats]


def reach_names(supply: str, reading: Reading) -> list[str]:
    """Names of the columns that a reach is kept in."""
    prefix = f"reach/{supply}/{reading}"
    parts = [*_ALONE, *(f"choices_{at}" for at in CHOICES)]
    return [f"{prefix}/{part}" for part in parts]


def reach_columns(supply: str, reading: Reading, reach: Reach) -> Columns:
    """What a reach is kept as."""
    prefix = f"reach/{supply}/{reading}"
    alone = {f"{prefix}/{name}": getattr(reach, name) for name in _ALONE}
    choices = {f"{prefix}/choices_{at}": found for at, found in reach.choices.items()}
    return {**alone, **choices}


def needed(supply: str | None, reading: Reading) -> tuple[str, ...]:
    """How the names of the columns begin that one question is answered from.

    Args:
        supply: key of what is looked for; premises are counted without any.
        reading: which places count.
    """
    always = ("demand/", "border/", "beyond_known/")
    if supply is None:
        return (*always, "premises/", "copper/")
    return (*always, f"uncollected/{supply}", f"reach/{supply}/{reading}/")


def premises_columns(period: str, premises: Premises) -> Columns:
    """What the premises of a quarter are kept as."""
    counts = {f"premises/{period}/{n}": found for n, found in premises.counts.items()}
    return {**counts, f"copper/{period}": premises.copper_closes}


def scene_of(columns: Mapping[str, Floats], run: Row) -> Scene:
    """The scene that was kept.

    Args:
        columns: by name.
        run: `engine`, `engine_version`, `is_estimate` and `method` of the run.
    """
    parts = defaultdict[str, dict[str, Floats]](dict)
    for name, numbers in columns.items():
        kind, _, rest = name.partition("/")
        parts[kind][rest] = numbers
    return Scene(
        demand={Quantity(name): found for name, found in parts["demand"].items()},
        border_min=parts["border"]["min"],
        reaches=_reaches(parts["reach"]),
        beyond_known=frozenset(parts["beyond_known"]),
        not_collected={k: v > 0 for k, v in parts["uncollected"].items()},
        premises=_premises(parts["premises"], parts["copper"]),
        travel=TravelUsed(
            name=run["engine"],
            version=run["engine_version"],
            is_estimate=run["is_estimate"],
            method=run["method"],
        ),
    )


def _reaches(columns: Mapping[str, Floats]) -> dict[tuple[str, Reading], Reach]:
    found = defaultdict[tuple[str, Reading], dict[str, Floats]](dict)
    for name, numbers in columns.items():
        supply, reading, part = name.split("/")
        found[supply, Reading(reading)][part] = numbers
    return {
        key: Reach(
            **{name: parts[name] for name in _ALONE},
            choices={
                int(name.partition("_")[2]): numbers
                for name, numbers in parts.items()
                if name.startswith("choices_")
            },
        )
        for key, parts in found.items()
    }


def _premises(
    counts: Mapping[str, Floats], copper: Mapping[str, Floats]
) -> dict[str, Premises]:
    found = defaultdict[str, dict[str, Floats]](dict)
    for name, numbers in counts.items():
        period, _, column = name.partition("/")
        found[period][column] = numbers
    unknown = {
        p: np.full_like(next(iter(c.values())), np.nan) for p, c in found.items()
    }
    return {
        period: Premises(
            counts=columns, copper_closes=copper.get(period, unknown[period])
        )
        for period, columns in found.items()
    }
