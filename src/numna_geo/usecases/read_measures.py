"""What the runs of measuring found, ready to be told of any territory."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np

from numna_geo.gaps.figures import Figures
from numna_geo.gaps.groups import Groups
from numna_geo.gaps.indicator import Asked, Indicator
from numna_geo.gaps.scene import Floats, Scene
from numna_geo.store import measures
from numna_geo.store.reading import Reader
from numna_geo.store.state import DataWatch
from numna_geo.usecases.measured_columns import scene_of

_AT_ONCE, _KEPT = 40, 3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Run:
    """One measuring: `codes` are the communes in the order of the scene."""

    id: int
    measured_at: datetime
    data_version: int
    codes: Sequence[str]
    scene: Scene

    @property
    def about(self) -> dict[str, Any]:
        """What an answer tells of it."""
        return {
            "id": self.id,
            "measured_at": self.measured_at,
            "data_version": self.data_version,
            "engine": self.scene.travel.name,
            "engine_version": self.scene.travel.version,
            "is_estimate": self.scene.travel.is_estimate,
        }

    def figures(self, indicator: Indicator, asked: Asked, groups: Groups) -> Figures:
        """An indicator for some groups of communes of the scene."""
        return indicator.measure(self.scene, asked, groups)


class Measures:
    """Runs by their id, the last few kept in memory.

    Args:
        reader: where they are.
        watch: which is the last one.
    """

    def __init__(self, reader: Reader, watch: DataWatch) -> None:
        self._reader, self._watch = reader, watch
        self._runs: dict[int, asyncio.Task[Run | None]] = {}

    async def run(self, run_id: int | None = None) -> Run | None:
        """One run, the last when `run_id` is None; `None` when there is no such run.

        Raises:
            DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
        """
        asked = (await self._watch.now()).run if run_id is None else run_id
        if not asked:
            return None
        if asked not in self._runs:
            for old in list(self._runs)[: 1 - _KEPT]:
                del self._runs[old]
            self._runs[asked] = asyncio.create_task(self._read(asked))
        try:
            found = await asyncio.shield(self._runs[asked])
        except Exception:
            self._runs.pop(asked, None)
            raise
        if found is None:
            self._runs.pop(asked, None)
        return found

    async def _read(self, run_id: int) -> Run | None:
        run = await self._reader.row(measures.run(run_id))
        if run is None:
            return None
        names = defaultdict[str, list[str]](list)
        for row in await self._reader.rows(measures.columns(run_id)):
            names[row["digest"]].append(row["name"])
        columns: dict[str, Floats] = {}
        digests = list(names)
        for first in range(0, len(digests), _AT_ONCE):
            part = digests[first : first + _AT_ONCE]
            rows = await self._reader.rows(measures.numbers(part))
            found = await asyncio.to_thread(_arrays, rows)
            columns |= {n: found[d] for d in part for n in names[d]}
        return Run(
            id=run["id"],
            measured_at=run["measured_at"],
            data_version=run["data_version"],
            codes=run["codes"],
            scene=scene_of(columns, dict(run.items())),
        )


def _arrays(rows: Sequence[Any]) -> Mapping[str, Floats]:
    return {row["digest"]: np.array(row["numbers"], dtype=np.float64) for row in rows}
