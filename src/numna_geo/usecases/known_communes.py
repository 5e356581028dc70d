"""All communes that a record may lie in: by code, postcode, name or point."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

import shapely

from numna_geo.model.position import Position
from numna_geo.outlines.topology import read_topology
from numna_geo.sources import tables
from numna_geo.usecases.commune_names import CommuneNames
from numna_geo.usecases.commune_points import CommunePoints, KnownCommune, km_between

FAR_KM = 200.0
"""No place of a department lies this far from its prefecture.

Measured on our 7,006 communes: the farthest seat from the prefecture of its department
is 143 km away.
"""


_OUTLINES = "outlines_fine.topojson"
_FILES = ("communes.csv", "former_communes.csv", "prefectures.csv", _OUTLINES)
_Mark = tuple[int, int] | None

Far = tuple[float, tables.Prefecture]
"""Kilometres from the nearest prefecture that a row could mean, and which."""


class Communes:
    """The communes of the region and of the 50 km around it.

    Args:
        communes: by code.
        successors: present code of each former one.
        prefectures: where the head town of each department of France is, by code.
    """

    def __init__(
        self,
        communes: Mapping[str, KnownCommune],
        successors: Mapping[str, str],
        prefectures: Mapping[str, tables.Prefecture] | None = None,
    ) -> None:
        self._communes, self._successors = communes, successors
        self._prefectures = prefectures or {}
        self.names = CommuneNames(communes.values())
        self.points = CommunePoints(communes.values())
        self.postcodes = frozenset(self.names.by_postcode)
        self.departments = frozenset(c.department for c in communes.values())
        self.own_departments = frozenset(
            c.department for c in communes.values() if c.in_region
        )

    def present(self, code: str) -> KnownCommune | None:
        """The commune of `code`, or the one it merged into."""
        found = self._communes.get(code)
        if found is None and code in self._successors:
            return self._communes.get(self._successors[code])
        return found

    def far_from(self, at: Position, departments: Iterable[str]) -> Far | None:
        """The nearest prefecture of those departments, when even that one is far."""
        heads = [self._prefectures[d] for d in departments if d in self._prefectures]
        if not heads:
            return None
        measured = [
            (km_between(at, Position(lon=head.lon, lat=head.lat)), head.code)
            for head in heads
        ]
        km, code = min(measured)
        return (km, self._prefectures[code]) if km > FAR_KM else None


def known_communes(
    data_dir: Path,
    *,
    communes: Iterable[tables.Commune] | None = None,
    fine: Mapping[str, shapely.MultiPolygon] | None = None,
) -> Communes:
    """The communes of the bundled tables; kept until one of these changes.

    Args:
        data_dir: where the tables are.
        communes: those of `communes.csv`, when they were read already.
        fine: likewise the outlines of the region's.

    Raises:
        SourceUnreadable: a bundled table is missing or damaged.
    """
    if communes is None and fine is None:
        return _kept(data_dir, tuple(map(_mark, map(data_dir.joinpath, _FILES))))
    return _made(data_dir, communes, fine)


@lru_cache(maxsize=1)
def _kept(data_dir: Path, _marks: tuple[_Mark, ...]) -> Communes:
    return _made(data_dir, None, None)


def _mark(path: Path) -> _Mark:
    """When a file was written, and how large it is; `None` when it is not there."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def _made(
    data_dir: Path,
    communes: Iterable[tables.Commune] | None,
    fine: Mapping[str, shapely.MultiPolygon] | None,
) -> Communes:
    if communes is None:
        communes = tables.read_communes(data_dir)
    if fine is None:
        fine = read_topology(data_dir / _OUTLINES)
    former = list(tables.read_former_communes(data_dir))
    old_names: dict[str, dict[str, None]] = defaultdict(dict)
    for one in former:
        if one.name:
            old_names[one.commune_code][one.name] = None
    known = {
        commune.code: KnownCommune(
            code=commune.code,
            seat=commune.counted_at,
            in_region=commune.in_region,
            outline=fine.get(commune.code),
            name=commune.name,
            old_names=tuple(old_names[commune.code]),
            postcodes=commune.postcodes,
        )
        for commune in communes
    }
    successors = {one.code: one.commune_code for one in former}
    prefectures = {head.code: head for head in tables.read_prefectures(data_dir)}
    return Communes(known, successors, prefectures)
