"""Those a territory is compared with: its department, its region, its likes."""

import asyncio
from dataclasses import dataclass

import numpy as np

from numna_geo.errors import UnknownTerritory
from numna_geo.gaps.groups import Groups, Rows
from numna_geo.gaps.scene import Flags, Floats
from numna_geo.model.fringe import is_cut
from numna_geo.model.territory import REGION_CODE, Level, Quantity
from numna_geo.usecases.known_layers import Layer, Layers
from numna_geo.usecases.read_measures import Run, with_run

_FEW = 3
_LEVELS = len(Level)
_NONE: Rows = np.empty(0, dtype=np.intp)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Peers:
    """One territory of a layer, and everything it is measured beside.

    `groups` hold the territories of the layer, then the departments, then the region,
    so that one measure answers for all; `department` and `region` are places in it.
    Its department is the one where most of its people live. `alike` are comparable, of
    the same class of density if `same_class`; `beside` are those of its department.
    `whole` are those whose code does not tell that a part of them lies elsewhere: the
    others are ranked by nobody, and compared with nobody.
    """

    level: Level
    layer: Layer
    number: int
    groups: Groups
    department: int | None
    department_code: str
    region: int
    density: str | None
    alike: Rows
    same_class: bool
    beside: Rows
    whole: Rows

    @property
    def rows(self) -> Rows:
        """The communes of the territory, as rows of the scene."""
        return self.layer.groups.of(self.number)


async def peers_of(layers: Layers, run: Run, level: Level, code: str) -> Peers:
    """A territory among the others.

    Raises:
        UnknownTerritory: the run measured none of this code.
        DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
    """
    layer = await layers.level(run, level)
    departments = await layers.level(run, Level.DEPARTEMENT)
    region = await layers.level(run, Level.REGION)
    density = await layers.zoning(run, "density")
    if code not in layer.codes:
        raise UnknownTerritory(f"no {level} of this code was measured")
    number = layer.number(code)
    spread = await asyncio.to_thread(_spread, run, layer, density, departments)
    profiles, held = spread
    is_inside = level not in {Level.DEPARTEMENT, Level.REGION}
    whole = _whole(run, level, layer, departments)
    alike, exact = likes(profiles, number, among=whole)
    return Peers(
        level=level,
        layer=layer,
        number=number,
        groups=_beside(run, layer, departments, region),
        department=len(layer) + int(held[number]) if is_inside else None,
        department_code=departments.codes[int(held[number])],
        region=len(layer) + len(departments),
        density=density.names[int(profiles[:, number].argmax())]
        if len(density)
        else None,
        alike=alike,
        same_class=exact,
        beside=np.flatnonzero((held == held[number]) & whole) if is_inside else _NONE,
        whole=np.flatnonzero(whole),
    )


@with_run(_LEVELS)
def _beside(run: Run, layer: Layer, departments: Layer, region: Layer) -> Groups:  # noqa: ARG001 - who keeps it
    """The groups of `Peers`, the same for all territories of a layer."""
    whole = region.among([region.number(REGION_CODE)])
    return joined(layer.groups, departments.groups, whole.groups)


@with_run(_LEVELS)
def _whole(run: Run, level: Level, layer: Layer, departments: Layer) -> Flags:  # noqa: ARG001 - who keeps it
    """Which territories of a layer no department cuts, as far as codes tell."""
    home = departments.codes
    return np.array([not is_cut(level, code, departments=home) for code in layer.codes])


@with_run(_LEVELS)
def _spread(
    run: Run, layer: Layer, density: Layer, departments: Layer
) -> tuple[Floats, Rows]:
    """Parts of people by class of density, and the department where most live."""
    people = run.scene.demand[Quantity.INHABITANTS]
    held = shares(people, layer.groups, departments.groups).argmax(axis=0)
    return shares(people, layer.groups, density.groups), held


def shares(people: Floats, groups: Groups, classes: Groups) -> Floats:
    """The part of each group's people who live in each class, shape (C, G).

    Args:
        people: of each commune, shape (N,).
        groups: G territories.
        classes: C groups of communes.
    """
    totals = np.zeros((len(classes), len(groups)))
    for i in range(len(classes)):
        inside = np.zeros(len(people))
        rows = classes.of(i)
        inside[rows] = np.nan_to_num(people[rows])
        totals[i] = groups.total(inside)
    whole = totals.sum(axis=0)
    parts: Floats = np.divide(totals, whole, out=np.zeros_like(totals), where=whole > 0)
    return parts


def likes(
    profiles: Floats, number: int, among: Flags | None = None
) -> tuple[Rows, bool]:
    """Territories whose people mostly live in the same class, and whether they do.

    Where fewer than three do, the three whose people are spread over the classes most
    alike stand in for them.

    Args:
        profiles: part of the people in each class, shape (C, G).
        number: of the territory.
        among: whom it may be compared with, everybody by default, shape (G,).
    """
    size = profiles.shape[1]
    if size <= 1 or not len(profiles):
        return _NONE, True
    dominant = profiles.argmax(axis=0)
    same = np.flatnonzero(dominant == dominant[number])
    same = same[same != number]
    if among is not None:
        same = same[among[same]]
    if len(same) >= _FEW:
        return same, True
    away = np.abs(profiles - profiles[:, [number]]).sum(axis=0)
    away[number] = np.inf
    if among is not None:
        away[~among] = np.inf
    few = min(_FEW, int(np.isfinite(away).sum()))
    return np.sort(np.argsort(away, kind="stable")[:few]), False


def joined(*several: Groups) -> Groups:
    """Groups one after the other."""
    before = np.cumsum([0, *(len(one.rows) for one in several)])
    return Groups(
        rows=np.concatenate([one.rows for one in several]),
        starts=np.concatenate(
            [one.starts + at for one, at in zip(several, before, strict=False)]
        ),
    )
