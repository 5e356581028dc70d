"""The cells of a matrix as answers and pages tell them."""

from collections.abc import Sequence
from typing import Any

from numna_geo.gaps.answering import Cells, Spread
from numna_geo.model.collection import Reading
from numna_geo.model.matrix import row_label
from numna_geo.usecases.build_matrix import MatrixRow
from numna_geo.usecases.known_layers import Layer

Told = dict[str, Any]

_PARTS = ("total", "within", "covered", "uncertain", "beyond")


def tell_row(row: MatrixRow, layer: Layer, reading: Reading) -> Told:
    """One row: its key, its French label, its threshold, and a cell a territory."""
    return {
        "key": row.supply.value,
        "label": row_label(row.supply),
        "supply": row.supply.key,
        "max_min": row.near_min,
        "cells": tell_cells(row, layer, reading),
    }


def tell_cells(row: MatrixRow, layer: Layer, reading: Reading) -> list[Told]:
    """A cell for each territory, in the order of the layer.

    code, status, guaranteed, may_be_nearer, declared_status, people and communes
    (total, within, covered, uncertain, beyond), structures by their state, collection.
    """
    found: Cells = row.cells[reading]
    structures = {n: counts.tolist() for n, counts in row.structures.items()}
    columns: dict[str, Sequence[Any]] = {
        "code": layer.codes,
        "status": found.status.tolist(),
        "guaranteed": found.guaranteed.tolist(),
        "may_be_nearer": found.may_be_nearer.tolist(),
        "declared_status": row.cells[Reading.DECLARED].status.tolist(),
        "people": _spread(found.people),
        "communes": _spread(found.communes),
        "structures": [
            dict(zip(structures, map(int, counts), strict=True))
            for counts in zip(*structures.values(), strict=True)
        ],
        "collection": row.collection,
    }
    names = list(columns)
    return [
        dict(zip(names, cells, strict=True))
        for cells in zip(*columns.values(), strict=True)
    ]


def _spread(spread: Spread) -> list[Told]:
    numbers = [getattr(spread, name).tolist() for name in _PARTS]
    return [
        dict(zip(_PARTS, map(int, found), strict=True))
        for found in zip(*numbers, strict=True)
    ]
