"""Who lacks two or three of broadband, support and a place, told as one document."""

import asyncio
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from numna_geo.gaps.combined import (
    CELLS,
    LACKS,
    Cells,
    Lines,
    at_least,
    components,
    counted,
    lacking,
)
from numna_geo.gaps.composite import Composite, composite
from numna_geo.gaps.groups import Groups
from numna_geo.gaps.scene import Floats
from numna_geo.model.territory import Level, Quantity
from numna_geo.usecases.chosen_territory import Within, chosen_territory
from numna_geo.usecases.combined_words import what_adds_up
from numna_geo.usecases.known_layers import Layer, Layers
from numna_geo.usecases.read_measures import Run, with_run
from numna_geo.usecases.tell_figures import rows_of, wholes
from numna_geo.usecases.tell_numbers import numbers

Told = dict[str, Any]
Weights = tuple[float, float, float]

EQUAL: Weights = (1.0, 1.0, 1.0)
"""Nobody told which of the three weighs more."""


async def tell_combined(
    run: Run,
    layers: Layers,
    *,
    level: Level = Level.COMMUNE,
    within: Within = None,
    lines: Lines | None = None,
    weights: Weights = EQUAL,
) -> Told:
    """What the communes of a territory lack together, and its territories of a level.

    `lines` (from where on something lacks), `weights`, `cells` (8, each with `lacks`,
    `communes`, `people`), `no_data`, `two_or_more`, `three`, `uncertain_people`,
    `border_unknown_people`, `communes`, `people`, `text` (French), `values` (one a
    territory of `level` in `within`, see `api.v1.answers.combined`), `sensitivity` of
    the index to its weights; `values` are shared by who asks again, not to be changed.
    Ranks are among all territories of the level in the region. `adding_up` chooses the
    communes to show.

    Args:
        run: what was measured.
        layers: of its territories.
        level: of `values`; with communes each tells which it lacks.
        within: the territory that is told of; the region when None.
        lines: those of `Lines` when None.
        weights: of broadband, support and place in the index.

    Raises:
        DatabaseNotReady: nothing of the territory was measured.
        DatabaseUnavailable: as `Reader.rows`.
    """
    layer = await layers.level(run, level)
    whole = await chosen_territory(layers, run, within)
    drawn = lines or Lines()
    values, index = await asyncio.to_thread(_values, run, layer, level, drawn, weights)
    counts = _of_all(_counted(run, drawn, whole.groups))
    return {
        "lines": asdict(drawn),
        "weights": _named(index.weights.tolist()),
        **counts,
        "text": what_adds_up(counts, whole.names[0], drawn),
        "values": [values[i] for i in layer.touching(whole.groups.of(0))],
        "sensitivity": _sensitivity(index),
    }


def adding_up(told: Told, most: int | None = None) -> list[Told]:
    """Communes of a document that lack two or three, three first, then by people.

    Args:
        told: by `tell_combined` of the level of communes.
        most: how many at most.
    """
    several = [one for one in told["values"] if len(one["lacks"] or ()) > 1]
    several.sort(key=lambda one: (-len(one["lacks"]), -(one["population"] or 0)))
    return several[:most]


@with_run(3)
def _values(
    run: Run, layer: Layer, level: Level, lines: Lines, weights: Weights
) -> tuple[list[Told], Composite]:
    """Every territory of a layer, and the index they are ranked by."""
    people = run.scene.demand[Quantity.INHABITANTS]
    cells = _counted(run, lines, layer.groups)
    parts = components(run.scene, layer.groups, lines)
    index = composite(parts, layer.groups.total(people), np.array(weights))
    alone = level is Level.COMMUNE
    columns: dict[str, Sequence[Any]] = {
        "code": layer.codes,
        "name": layer.names,
        "population": layer.populations,
        "lacks": _lacks(run, layer, lines) if alone else [None] * len(layer),
        **_sums(cells),
        "not_connectable_share": numbers(parts[0]),
        "support_mean_min": numbers(parts[1]),
        "place_mean_min": numbers(parts[2]),
        "percentile_ranks": [_named(one) for one in _rows(index.ranks.T)],
        "index": numbers(index.index),
        "rank": wholes(index.rank),
        "rank_highest": wholes(index.worst),
        "rank_lowest": wholes(index.least),
    }
    return rows_of(columns), index


def _counted(run: Run, lines: Lines, groups: Groups) -> Cells:
    people = run.scene.demand[Quantity.INHABITANTS]
    return counted(lacking(run.scene, lines), people, groups)


def _lacks(run: Run, layer: Layer, lines: Lines) -> list[list[str] | None]:
    """What each commune lacks; None where anything is unknown."""
    cell = lacking(run.scene, lines).cell[layer.groups.rows].tolist()
    return [None if one < 0 else _of_cell(one) for one in cell]


def _of_cell(cell: int) -> list[str]:
    return [one for bit, one in enumerate(LACKS) if cell >> bit & 1]


def _sums(cells: Cells) -> dict[str, Sequence[Any]]:
    return {
        "communes": wholes(cells.communes.sum(axis=1)),
        "communes_two_or_more": wholes(at_least(cells.communes, 2)),
        "communes_three": wholes(at_least(cells.communes, 3)),
        "people": wholes(cells.people.sum(axis=1)),
        "people_two_or_more": wholes(at_least(cells.people, 2)),
        "people_three": wholes(at_least(cells.people, 3)),
        "people_no_data": wholes(cells.people[:, -1]),
        "uncertain_people": wholes(cells.uncertain),
        "border_unknown_people": wholes(cells.border_unknown),
    }


def _of_all(whole: Cells) -> Told:
    """The cells of one territory."""
    communes, people = wholes(whole.communes[0]), wholes(whole.people[0])
    sums = {name: one[0] for name, one in _sums(whole).items()}
    return {
        "communes": sums["communes"],
        "people": sums["people"],
        "cells": [
            {
                "lacks": _of_cell(cell),
                "communes": communes[cell],
                "people": people[cell],
            }
            for cell in range(len(CELLS))
        ],
        "no_data": {"communes": communes[-1], "people": people[-1]},
        "two_or_more": {
            "communes": sums["communes_two_or_more"],
            "people": sums["people_two_or_more"],
        },
        "three": {
            "communes": sums["communes_three"],
            "people": sums["people_three"],
        },
        "uncertain_people": sums["uncertain_people"],
        "border_unknown_people": sums["border_unknown_people"],
    }


def _sensitivity(index: Composite) -> list[Told]:
    return [
        {
            "weights": _named(other.weights.tolist()),
            "kendall_tau": _or_none(other.tau),
            "mean_move": _or_none(other.moved),
            "farthest_move": other.farthest,
        }
        for other in index.others
    ]


def _named(several: Sequence[float | None]) -> dict[str, float | None]:
    return dict(zip(LACKS, several, strict=True))


def _rows(table: Floats) -> list[list[float | None]]:
    return [numbers(row) for row in table]


def _or_none(value: float) -> float | None:
    return None if np.isnan(value) else value
