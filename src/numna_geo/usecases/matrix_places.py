"""The structures that may answer: what, from where, and who checked them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date

import numpy as np
import numpy.typing as npt

from numna_geo.gaps.groups import Groups, Rows
from numna_geo.gaps.scene import Flags
from numna_geo.model.category import Category, Family
from numna_geo.model.collection import Completeness, Reading
from numna_geo.model.stage import Need, Sector, Stage
from numna_geo.model.structure import Status
from numna_geo.model.supply import Supply, SupplyKind, answered
from numna_geo.model.territory import Level
from numna_geo.store import collection, matrix_reading
from numna_geo.store.reading import Reader, Row
from numna_geo.usecases.known_layers import Layers
from numna_geo.usecases.read_measures import Run
from numna_geo.usecases.tell_verified import is_verified

_USABLE = (Status.OPEN, Status.UNKNOWN)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Places:
    """P structures that are not closed, and the N communes of a run.

    Args:
        rows: of `store.matrix_reading.structures`.
        answers: keys of the supplies that each is part of.
        status: one `Status` each, shape (P,).
        verified: checked within their delay on the day of the run, shape (P,).
        communes: number of the commune of each, -1 beyond the region, shape (P,).
        areas: communes that may ask, of those whose source tells, shape (N,) each.
        visits: communes where each keeps permanences.
        directories: how complete each category is, by commune; shape (N,) each.
    """

    rows: Sequence[Row]
    answers: Sequence[frozenset[str]]
    status: npt.NDArray[np.str_]
    verified: Flags
    communes: Rows
    areas: Mapping[int, Flags]
    visits: Mapping[int, Rows]
    directories: Mapping[Category, npt.NDArray[np.str_]]

    @property
    def usable(self) -> Flags:
        """Open, or nobody says that they are not; shape (P,)."""
        return np.isin(self.status, [one.value for one in _USABLE])

    def part_of(self, supply: Supply) -> Flags:
        """Those that answer, whatever their status, shape (P,)."""
        return np.array([supply.key in found for found in self.answers], dtype=bool)

    def able(self, supply: Supply, reading: Reading) -> Flags:
        """Those that answer and are not known to be shut, shape (P,)."""
        able = self.part_of(supply) & self.usable
        return able & self.verified if reading is Reading.VERIFIED else able

    def unsaid(self, supply: Supply) -> Flags:
        """Usable support structures that may answer, for nobody says, shape (P,)."""
        if supply.kind not in _UNSAID:
            return np.zeros(len(self.rows), dtype=bool)
        column = _UNSAID[supply.kind]
        silent = [_supports(row) and not row[column] for row in self.rows]
        return np.array(silent, dtype=bool) & self.usable

    def serves(self, number: int, commune: int) -> bool:
        """Whether a structure may be asked from a commune, or nobody says."""
        area = self.areas.get(number)
        return area is None or bool(area[commune])

    def complete(self, supply: Supply) -> Flags:
        """Communes where every directory that matters is complete, shape (N,)."""
        told = [self.directories[category] for category in supply.categories]
        are: Flags = np.all([d == Completeness.COMPLETE.value for d in told], axis=0)
        return are

    def collected(self, supply: Supply, groups: Groups) -> list[Completeness]:
        """How complete the directories that matter are together, by territory."""
        told = np.stack([self.directories[one] for one in supply.categories])
        found = np.full(len(groups), Completeness.PARTIAL.value, dtype="U16")
        for one in (Completeness.COMPLETE, Completeness.NOT_COLLECTED):
            found[groups.all((told == one.value).all(axis=0))] = one.value
        unknown = (told == Completeness.UNKNOWN.value).any(axis=0)
        found[groups.any(unknown)] = Completeness.UNKNOWN.value
        return [Completeness(one) for one in found.tolist()]


_UNSAID = {SupplyKind.STAGE: "stages", SupplyKind.SECTOR: "sectors"}


async def read_places(reader: Reader, layers: Layers, run: Run) -> Places:
    """The structures of the moment beside the communes of a run.

    Raises:
        DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
    """
    rows = await reader.rows(matrix_reading.structures())
    row_of = {code: i for i, code in enumerate(run.codes)}
    number_of = {row["id"]: i for i, row in enumerate(rows)}
    today = run.measured_at.astimezone(UTC).date()
    visits = defaultdict[int, list[int]](list)
    for visit in await reader.rows(matrix_reading.visits()):
        if visit["structure_id"] in number_of and visit["commune_code"] in row_of:
            visited = row_of[visit["commune_code"]]
            visits[number_of[visit["structure_id"]]].append(visited)
    return Places(
        rows=rows,
        answers=[_answered(row) for row in rows],
        status=np.array([row["status"] for row in rows], dtype="U16"),
        verified=_verified(rows, today),
        communes=np.array(
            [row_of.get(row["commune_code"] or "", -1) for row in rows], dtype=np.intp
        ),
        areas=await _areas(reader, layers, run, number_of),
        visits={i: np.array(found, dtype=np.intp) for i, found in visits.items()},
        directories=await _directories(reader, layers, run),
    )


def _answered(row: Row) -> frozenset[str]:
    return answered(
        [Category(c) for c in row["categories"]],
        [Need(n) for n in row["needs"]],
        [Stage(s) for s in row["stages"]],
        [Sector(s) for s in row["sectors"]],
    )


def _verified(rows: Sequence[Row], today: date) -> Flags:
    return np.array([is_verified(row, today) for row in rows], dtype=bool)


def _supports(row: Row) -> bool:
    return any(Category(c).family is Family.SUPPORT for c in row["categories"])


async def _areas(
    reader: Reader, layers: Layers, run: Run, number_of: Mapping[str, int]
) -> dict[int, Flags]:
    areas: dict[int, Flags] = {}
    for row in await reader.rows(matrix_reading.competences()):
        number = number_of.get(row["structure_id"])
        if number is None:
            continue
        layer = await layers.level(run, Level(row["level"]))
        nowhere = np.zeros(len(run.codes), dtype=bool)
        area = areas.setdefault(number, nowhere)
        if row["code"] in layer.codes:
            area[layer.groups.of(layer.number(row["code"]))] = True
    return areas


async def _directories(
    reader: Reader, layers: Layers, run: Run
) -> dict[Category, npt.NDArray[np.str_]]:
    departments = await layers.level(run, Level.DEPARTEMENT)
    unknown = np.full(len(run.codes), Completeness.UNKNOWN.value, dtype="U16")
    found = {category: unknown.copy() for category in Category}
    for row in await reader.rows(collection.by_department()):
        if row["department_code"] in departments.codes:
            number = departments.number(row["department_code"])
            communes = departments.groups.of(number)
            found[Category(row["category"])][communes] = row["completeness"]
    return found
