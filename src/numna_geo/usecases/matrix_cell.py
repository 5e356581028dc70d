"""What is behind a cell: its communes, its structures, and the calls to make."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from numna_geo.gaps.answering import Answering
from numna_geo.gaps.catchment import Pairs
from numna_geo.gaps.groups import Rows
from numna_geo.gaps.scene import Flags, Floats
from numna_geo.model.collection import Reading
from numna_geo.model.structure import Status
from numna_geo.model.supply import Supply
from numna_geo.model.territory import Quantity
from numna_geo.usecases.build_matrix import Known, RowAnswers, matrix_row
from numna_geo.usecases.known_layers import Layer
from numna_geo.usecases.matrix_calls import (
    CellCall,
    CellStructure,
    Standing,
    asked_of,
    first_calls,
)
from numna_geo.usecases.tell_matrix import Told, tell_cells


@dataclass(frozen=True, slots=True, kw_only=True)
class CellCommune:
    """A commune of the territory; minutes are to the nearest who is able, or None.

    `state` is `covered`, `uncertain` or `beyond`.
    """

    code: str
    people: float | None
    central: float | None
    low: float | None
    high: float | None
    inside: int
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CellBehind:
    """Communes, the worst first; structures, those that serve most first; calls."""

    communes: Sequence[CellCommune]
    structures: Sequence[CellStructure]
    calls: Sequence[CellCall]


@dataclass(frozen=True, slots=True, kw_only=True)
class CellTold:
    """One cell as `tell_matrix` has it, and what is behind it."""

    name: str
    max_min: int
    cell: Told
    behind: CellBehind


async def tell_cell(
    known: Known, asked: tuple[Supply, Reading, int | None], layer: Layer
) -> CellTold:
    """One cell of one territory.

    Args:
        known: who answers.
        asked: the row, the reading, and minutes, those of the row when absent.
        layer: the territory alone.
    """
    supply, reading, max_min = asked
    (answers,) = await known.answers([supply])
    row = matrix_row(known, supply, answers, layer, max_min)
    of_row = (supply, reading, row.near_min)
    communes = layer.groups.of(0)
    behind = await asyncio.to_thread(cell_behind, known, answers, communes, of_row)
    return CellTold(
        name=layer.names[0],
        max_min=row.near_min,
        cell=tell_cells(row, layer, reading)[0],
        behind=behind,
    )


def cell_behind(
    known: Known,
    answers: RowAnswers,
    communes: Rows,
    asked: tuple[Supply, Reading, int],
) -> CellBehind:
    """What is behind one cell.

    Args:
        known: who answers.
        answers: of the row.
        communes: numbers of those of the territory.
        asked: the row, the reading, and the minutes within which it is near.
    """
    supply, reading, near_min = asked
    answering = answers.readings[reading]
    weights = known.run.scene.demand[Quantity.INHABITANTS][communes]
    people = np.nan_to_num(weights)
    standings = _standings(known, supply)
    numbers = known.surveyor.placed(_flags(standings, len(known.places.rows)))
    pairs = _asking(known, communes, numbers, near_min)
    structures = list(_structures(known, standings, communes, (numbers, pairs), people))
    covered = _covered(answering, communes, near_min)
    left = np.where(covered, 0.0, people)
    wanted = {
        at: ask
        for at, found in enumerate(structures)
        if (ask := asked_of(found.standing, supply, reading)) is not None
    }
    calls = first_calls(pairs, wanted, left, structures)
    near = [one for one in structures if one.in_territory or one.people]
    return CellBehind(
        communes=list(_communes(known, answering, communes, near_min)),
        structures=sorted(near, key=_most_first),
        calls=list(calls),
    )


def _standings(known: Known, supply: Supply) -> dict[int, Standing]:
    places = known.places
    part_of, silent = places.part_of(supply), places.unsaid(supply)
    planned = part_of & (places.status == Status.PLANNED.value)
    found = dict.fromkeys(_numbers(silent & ~part_of), Standing.MAY_ANSWER)
    found |= dict.fromkeys(_numbers(planned), Standing.PLANNED)
    declared = places.able(supply, Reading.DECLARED)
    found |= dict.fromkeys(_numbers(declared), Standing.NOT_VERIFIED)
    checked = places.able(supply, Reading.VERIFIED)
    return found | dict.fromkeys(_numbers(checked), Standing.VERIFIED)


def _asking(known: Known, communes: Rows, numbers: Rows, near_min: int) -> Pairs:
    """Who may go where, and is not known to be served elsewhere."""
    pairs = known.surveyor.pairs(communes, numbers, near_min)
    areas = known.places.areas
    kept = np.ones(len(pairs), dtype=bool)
    for at, number in enumerate(numbers.tolist()):
        if number in areas:
            of_it = pairs.places == at
            kept[of_it] = areas[number][communes[pairs.origins[of_it]]]
    kept &= pairs.central <= near_min
    return Pairs(
        origins=pairs.origins[kept],
        places=pairs.places[kept],
        central=pairs.central[kept],
        low=pairs.low[kept],
        high=pairs.high[kept],
    )


def _structures(
    known: Known,
    standings: Mapping[int, Standing],
    communes: Rows,
    near: tuple[Rows, Pairs],
    people: Floats,
) -> Iterator[CellStructure]:
    numbers, pairs = near
    here = set(communes.tolist())
    reached = np.bincount(
        pairs.places, weights=people[pairs.origins], minlength=len(numbers)
    )
    for at, number in enumerate(numbers.tolist()):
        yield CellStructure(
            row=known.places.rows[number],
            standing=standings[number],
            in_territory=int(known.places.communes[number]) in here,
            people=round(float(reached[at])),
        )


def _communes(
    known: Known, answering: Answering, communes: Rows, near_min: int
) -> Iterator[CellCommune]:
    people = known.run.scene.demand[Quantity.INHABITANTS][communes]
    covered = _covered(answering, communes, near_min)
    uncertain = ~covered & (answering.low[communes] <= near_min)
    state = np.where(covered, "covered", np.where(uncertain, "uncertain", "beyond"))
    rank = np.where(covered, 2, np.where(uncertain, 1, 0))
    for at in np.lexsort((communes, -np.nan_to_num(people), rank)).tolist():
        number = int(communes[at])
        yield CellCommune(
            code=known.run.codes[number],
            people=_known(people[at]),
            central=_known(answering.central[number]),
            low=_known(answering.low[number]),
            high=_known(answering.high[number]),
            inside=int(answering.inside[number]),
            state=str(state[at]),
        )


def _covered(answering: Answering, communes: Rows, near_min: int) -> Flags:
    on_site = answering.inside[communes] > 0
    return on_site | (answering.high[communes] <= near_min)


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _numbers(flags: Flags) -> list[int]:
    found: list[int] = np.flatnonzero(flags).tolist()
    return found


def _flags(numbers: Mapping[int, Standing], size: int) -> Flags:
    flags = np.zeros(size, dtype=bool)
    flags[list(numbers)] = True
    return flags


def _most_first(one: CellStructure) -> tuple[bool, int, str]:
    return not one.in_territory, -one.people, str(one.row["name"])
