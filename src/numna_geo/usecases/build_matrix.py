"""Who answers, where: every row of the matrix for every territory of a level."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from numna_geo.gaps.answering import (
    Answering,
    Asking,
    Cells,
    Unsaid,
    cells,
    verified_cells,
)
from numna_geo.gaps.scene import Floats
from numna_geo.model.collection import Completeness, Reading
from numna_geo.model.matrix import By, near_min, rows_by
from numna_geo.model.supply import Supply
from numna_geo.model.territory import Quantity
from numna_geo.model.travel import Profile
from numna_geo.store import scene_reading
from numna_geo.store.reading import Reader
from numna_geo.store.state import DataWatch
from numna_geo.usecases.known_layers import Layer, Layers
from numna_geo.usecases.matrix_places import Places, read_places
from numna_geo.usecases.matrix_reach import Surveyor
from numna_geo.usecases.read_measures import Run
from numna_geo.usecases.travel_engines import Travels


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RowAnswers:
    """Who answers one row: both readings, what nobody can tell, and how many sites.

    `counts` are structures by their state in each commune, shape (N,) each.
    """

    readings: Mapping[Reading, Answering]
    unsaid: Unsaid
    counts: Mapping[str, Floats]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Known:
    """One run and the structures of the moment; rows are surveyed once asked for."""

    run: Run
    places: Places
    surveyor: Surveyor
    rows: dict[str, RowAnswers] = field(default_factory=dict)
    busy: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def answers(self, supplies: Sequence[Supply]) -> list[RowAnswers]:
        """Who answers some rows; many who ask at once wait for one survey."""
        async with self.busy:
            missing = [one for one in supplies if one.key not in self.rows]
            if missing:
                self.rows.update(await asyncio.to_thread(self._surveyed, missing))
        return [self.rows[one.key] for one in supplies]

    def _surveyed(self, supplies: Sequence[Supply]) -> dict[str, RowAnswers]:
        survey = self.surveyor
        return {
            one.key: RowAnswers(
                readings={r: survey.answering(one, r) for r in Reading},
                unsaid=survey.unsaid(one),
                counts=survey.counts(one),
            )
            for one in supplies
        }


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MatrixRow:
    """One row for all the G territories of a layer, in both readings.

    `structures` are sites by their state, shape (G,) each, beside one word on the
    directories of each territory.
    """

    supply: Supply
    near_min: int
    cells: Mapping[Reading, Cells]
    structures: Mapping[str, Floats]
    collection: Sequence[Completeness]


class Matrices:
    """What matrices are built on, kept until the data change.

    Args:
        reader: where the data are.
        watch: which version they are.
        layers: the territories.
        travels: whose minutes complete those of the run.
    """

    def __init__(
        self, reader: Reader, watch: DataWatch, layers: Layers, travels: Travels
    ) -> None:
        self._reader, self._watch = reader, watch
        self._layers, self._travels = layers, travels
        self._kept: tuple[str, Known] | None = None
        self._reading = asyncio.Lock()

    async def known(self, run: Run) -> Known:
        """The structures of the moment beside a run.

        Raises:
            DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
        """
        version = f"{await self._watch.now()} {run.id}"
        async with self._reading:
            if self._kept is None or self._kept[0] != version:
                self._kept = (version, await self._read(run))
            return self._kept[1]

    async def ready(self, run: Run) -> None:
        """Survey every row ahead, so that nobody waits for it; raises as `known`."""
        known = await self.known(run)
        for by in By:
            await known.answers(rows_by(by))

    async def _read(self, run: Run) -> Known:
        places = await read_places(self._reader, self._layers, run)
        ground = await self._travels.ground()
        rows = await self._reader.rows(scene_reading.communes())
        seats = {row["code"]: (row["lon"], row["lat"], row["code"]) for row in rows}
        surveyor = Surveyor(
            run=run,
            places=places,
            engine=self._travels.estimate(Profile.CAR),
            people=ground.ends([seats[code] for code in run.codes]),
            ground=ground,
        )
        return Known(run=run, places=places, surveyor=surveyor)


async def build_matrix(
    known: Known, by: By, layer: Layer, *, max_min: int | None = None
) -> list[MatrixRow]:
    """Every row of a matrix.

    Args:
        known: who answers.
        by: what rows are.
        layer: the territories.
        max_min: minutes within which all rows are near, inclusive; those of each row's
            objective when absent.
    """
    supplies = rows_by(by)
    answers = await known.answers(supplies)
    return await asyncio.to_thread(
        lambda: [
            matrix_row(known, supply, answer, layer, max_min)
            for supply, answer in zip(supplies, answers, strict=True)
        ]
    )


def matrix_row(
    known: Known, supply: Supply, answer: RowAnswers, layer: Layer, max_min: int | None
) -> MatrixRow:
    """One row of a matrix; as `build_matrix`."""
    minutes = near_min(supply) if max_min is None else max_min
    asking = Asking(
        people=known.run.scene.demand[Quantity.INHABITANTS],
        groups=layer.groups,
        near_min=minutes,
    )
    declared = cells(answer.readings[Reading.DECLARED], answer.unsaid, asking)
    checked = answer.readings[Reading.VERIFIED]
    return MatrixRow(
        supply=supply,
        near_min=minutes,
        cells={
            Reading.DECLARED: declared,
            Reading.VERIFIED: verified_cells(checked, declared, answer.unsaid, asking),
        },
        structures={n: layer.groups.total(c) for n, c in answer.counts.items()},
        collection=known.places.collected(supply, layer.groups),
    )
