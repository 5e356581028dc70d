"""The territories of a level, as groups of the communes that a run measured."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from numna_geo.gaps.groups import Groups, Rows, grouped
from numna_geo.model.territory import Level
from numna_geo.store import layers
from numna_geo.store.reading import Reader
from numna_geo.store.state import DataWatch
from numna_geo.store.statements import Row
from numna_geo.usecases.read_measures import Run

_KEPT = 40
"""Layers that stay: those of three runs at most, whichever runs are asked."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Layer:
    """Territories of one level, or classes of one zoning, in the order of `groups`."""

    codes: Sequence[str]
    names: Sequence[str]
    populations: Sequence[int | None]
    departments: Sequence[str | None]
    groups: Groups

    def __len__(self) -> int:
        return len(self.codes)

    def number(self, code: str) -> int:
        """Where a territory stands.

        Raises:
            ValueError: it is not of this layer.
        """
        return self.codes.index(code)

    def touching(self, communes: Rows) -> list[int]:
        """Numbers of the territories that have one of these communes."""
        inside = np.zeros(int(self.groups.rows.max(initial=-1)) + 1, dtype=bool)
        inside[communes[communes < inside.size]] = True
        return np.flatnonzero(self.groups.any(inside)).tolist()

    def inside(self, communes: Rows) -> "Layer":
        """What of each territory lies in these communes; nothing of what has none.

        Populations are unknown afterwards: they were those of the whole.
        """
        parts = [np.intersect1d(self.groups.of(i), communes) for i in range(len(self))]
        there = [i for i, part in enumerate(parts) if len(part)]
        return Layer(
            codes=[self.codes[i] for i in there],
            names=[self.names[i] for i in there],
            populations=[None for _ in there],
            departments=[self.departments[i] for i in there],
            groups=grouped([parts[i] for i in there]),
        )

    def among(self, numbers: Sequence[int]) -> "Layer":
        """Some of its territories."""
        return Layer(
            codes=[self.codes[i] for i in numbers],
            names=[self.names[i] for i in numbers],
            populations=[self.populations[i] for i in numbers],
            departments=[self.departments[i] for i in numbers],
            groups=grouped([self.groups.of(i) for i in numbers]),
        )


class Layers:
    """Layers of the data of the moment, kept until they change.

    Args:
        reader: where they are.
        watch: which version that is.
    """

    def __init__(self, reader: Reader, watch: DataWatch) -> None:
        self._reader, self._watch = reader, watch
        self._kept: dict[tuple[str, int, str], Layer] = {}

    async def level(self, run: Run, level: Level) -> Layer:
        """Every territory of the region of a level, by code.

        Raises:
            DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
        """
        return await self._of(run, f"level {level}", level)

    async def communes(self, run: Run, level: Level, code: str) -> Rows:
        """Those of one territory, none where it is not known; raises as `level`."""
        layer = await self.level(run, level)
        if code not in layer.codes:
            return np.empty(0, dtype=np.intp)
        return layer.groups.of(layer.number(code))

    async def zoning(self, run: Run, name: str) -> Layer:
        """The classes of a zoning, such as `density`; raises as `level`."""
        return await self._of(run, f"zoning {name}", None)

    async def _of(self, run: Run, what: str, level: Level | None) -> Layer:
        version = str(await self._watch.now())
        key = (version, run.id, what)
        if key not in self._kept:
            found = await self._read(run, what, level)
            self._kept = {k: v for k, v in self._kept.items() if k[0] == version}
            for old in list(self._kept)[: 1 - _KEPT]:
                del self._kept[old]
            self._kept[key] = found
            return found
        return self._kept[key]

    async def _read(self, run: Run, what: str, level: Level | None) -> Layer:
        if level is not None:
            return territories(run, await self._reader.rows(layers.layer(level)))
        rows = await self._reader.rows(layers.zoning(what.partition(" ")[2]))
        told = [(r["label"], r["label"], None, None, r["communes"]) for r in rows]
        return _layer(run, told)


def territories(run: Run, rows: Sequence[Row]) -> Layer:
    """Those that a run measured of the rows of `store.layers.layer`."""
    names = ("code", "name", "population", "department_code", "communes")
    return _layer(run, [tuple(row[name] for name in names) for row in rows])


def _layer(run: Run, told: Sequence[tuple[Any, ...]]) -> Layer:
    row_of = {code: i for i, code in enumerate(run.codes)}
    members = [_known(communes, row_of) for *_, communes in told]
    there = [i for i, found in enumerate(members) if found]
    return Layer(
        codes=[told[i][0] for i in there],
        names=[told[i][1] for i in there],
        populations=[told[i][2] for i in there],
        departments=[told[i][3] for i in there],
        groups=grouped([members[i] for i in there]),
    )


def _known(communes: Sequence[str], row_of: Mapping[str, int]) -> list[int]:
    return sorted(row_of[code] for code in communes if code in row_of)
