"""Where lack is next to lack, told commune by commune as one document."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from numna_geo.errors import DatabaseNotReady
from numna_geo.gaps.groups import each
from numna_geo.gaps.hot_spots import (
    FALSE_DISCOVERIES,
    HIGH_HIGH,
    LOW_LOW,
    HotSpots,
    hot_spots,
)
from numna_geo.gaps.indicator import Asked, Indicator
from numna_geo.gaps.neighbours import NEAREST, Neighbours, nearest_neighbours
from numna_geo.gaps.permuting import FINER, PERMUTATIONS, SEED
from numna_geo.gaps.scene import Floats
from numna_geo.model.territory import Level
from numna_geo.store.reading import Reader
from numna_geo.store.seats import seats
from numna_geo.usecases.chosen_territory import Within, chosen_territory
from numna_geo.usecases.hot_spots_words import where_it_clusters
from numna_geo.usecases.known_layers import Layers
from numna_geo.usecases.read_measures import Run, with_run
from numna_geo.usecases.tell_figures import rows_of
from numna_geo.usecases.tell_numbers import numbers

Told = dict[str, Any]

CLASSES = ("HH", "LL", "HL", "LH", "not_significant", "isolated", "no_data")
"""The commune's letter, then its neighbours': high or low values."""


async def tell_hot_spots(
    reader: Reader,
    run: Run,
    layers: Layers,
    asked: tuple[Indicator, Asked],
    *,
    within: Within = None,
) -> Told:
    """Clusters of an indicator among the communes of the region.

    `neighbours`, `permutations`, `finer_permutations`, `seed`, `false_discovery_rate`;
    `lack` (the class in which lack is next to lack: HH, or LL where less is worse);
    `counts` by class after, and `counts_before` without, control of false discoveries;
    `people_in_lack`; `text` in French; `values`, one a commune: `code`, `name`,
    `population`, `value`, `class`, `class_before`, `moran`, `p`, `q`, `gi_star`,
    `gi_p`, `gi_q`. A value that is not known is None. Always reckoned in the
    whole region: `within` only chooses the communes that are told and counted.

    Raises:
        DatabaseNotReady: nothing of the territory was measured.
        DatabaseUnavailable: as `Reader.rows`.
    """
    near = await _neighbours(reader, run)
    layer = await layers.level(run, Level.COMMUNE)
    values, found = await asyncio.to_thread(_found, run, *asked, near)
    whole = await chosen_territory(layers, run, within)
    every = await asyncio.to_thread(_rows, values, found)
    named = {
        code: (label, people)
        for code, label, people in zip(
            layer.codes, layer.names, layer.populations, strict=True
        )
    }
    told = []
    for row in sorted(whole.groups.of(0).tolist()):
        code = run.codes[row]
        label, people = named.get(code, (code, None))
        told.append({"code": code, "name": label, "population": people, **every[row]})
    return _document(asked[0], told, whole.names[0])


def _document(indicator: Indicator, told: list[Told], name: str) -> Told:
    after, before = (
        Counter(one[which] for one in told) for which in ("class", "class_before")
    )
    lack = HIGH_HIGH if indicator.direction == "higher_is_worse" else LOW_LOW
    document = {
        "neighbours": NEAREST,
        "permutations": PERMUTATIONS,
        "finer_permutations": FINER,
        "seed": SEED,
        "false_discovery_rate": FALSE_DISCOVERIES,
        "lack": lack,
        "communes": len(told),
        "counts": {one: after[one] for one in CLASSES},
        "counts_before": {one: before[one] for one in CLASSES},
        "people_in_lack": sum(
            one["population"] or 0 for one in told if one["class"] == lack
        ),
    }
    text = where_it_clusters(document, indicator, name)
    return {**document, "text": text, "values": told}


@with_run(12)
def _found(
    run: Run, indicator: Indicator, asked: Asked, near: Neighbours
) -> tuple[Floats, HotSpots]:
    values = run.figures(indicator, asked, each(len(run.scene))).value
    return values, hot_spots(values, near)


def _rows(values: Floats, found: HotSpots) -> list[Told]:
    columns: dict[str, Sequence[Any]] = {
        "value": numbers(values),
        "class": found.found.tolist(),
        "class_before": found.before.tolist(),
        "moran": numbers(found.moran),
        "p": numbers(found.p),
        "q": numbers(found.q),
        "gi_star": numbers(found.gi_star),
        "gi_p": numbers(found.gi_p),
        "gi_q": numbers(found.gi_q),
    }
    return rows_of(columns)


async def _neighbours(reader: Reader, run: Run) -> Neighbours:
    """The nearest communes of each, found once a run."""
    kept = run.kept.setdefault(__name__, {})
    if "neighbours" not in kept:
        at = {
            row["code"]: (row["lon"], row["lat"]) for row in await reader.rows(seats())
        }
        if not at:
            raise DatabaseNotReady("no territory is loaded yet")
        nowhere = (None, None)
        lonlat = np.array([at.get(code, nowhere) for code in run.codes], dtype=float)
        kept["neighbours"] = await asyncio.to_thread(nearest_neighbours, lonlat)
    found: Neighbours = kept["neighbours"]
    return found
