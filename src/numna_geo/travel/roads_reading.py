"""The roads of an OpenStreetMap extract (.osm.pbf), read in bounded memory.

The file is read twice: its ways, then the nodes that these need. What is kept grows
with the roads, not with the file.
"""

from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from numna_geo.errors import SourceUnreadable
from numna_geo.model.travel import MOVING
from numna_geo.travel.engine import Flags, Floats
from numna_geo.travel.roads import passage, stopped

if TYPE_CHECKING:
    import osmium

Ids = npt.NDArray[np.integer]
Singles = npt.NDArray[np.float32]
Say = Callable[[str], None]

_OFTEN = 50_000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RoadFile:
    """Ways as runs of nodes.

    Args:
        nodes: place of each node in `lonlat`, ways one after the other, shape (M,).
        begins: where each way begins in `nodes`, then M, shape (W + 1,).
        kmh: forward and backward for each of `MOVING`, 0 not allowed, shape (W, 6).
        ferry_min, wait_min: as in `Passage`, shape (W,).
        through: as `Passage.through`, shape (W,).
        lonlat: WGS 84 degrees, NaN for nodes that the extract lacks, shape (K, 2).
        stops: whether a barrier stops each of `MOVING` there, shape (K, 3).
        dated: when OpenStreetMap was as in the file, ISO 8601, or "".
    """

    nodes: Ids
    begins: Ids
    kmh: Singles
    ferry_min: Floats
    wait_min: Floats
    through: Flags
    lonlat: Floats
    stops: Flags
    dated: str


def read_roads(path: Path, say: Say) -> RoadFile:
    """Read the roads of an extract.

    Args:
        path: a .osm.pbf file.
        say: told where it is, now and then.

    Raises:
        SourceUnreadable: no PBF file, a damaged one, or one without any road.
    """
    import osmium

    try:
        dated = osmium.io.Reader(_pbf(path)).header()
        ways = _Ways()
        for way in _each(path, osmium.osm.WAY, osmium.filter.KeyFilter(*_ROADS)):
            ways.add(way)
            if len(ways.ferry_min) % _OFTEN == 0:
                say(f"{len(ways.ferry_min):,} roads")
        refs = np.frombuffer(ways.refs, dtype=np.int64)
        ids, nodes = np.unique(refs, return_inverse=True)
        lonlat, stops = _positions(path, ids, say)
    except (RuntimeError, ValueError) as error:
        raise SourceUnreadable(
            f"{path.name}: {error}; expected a whole .osm.pbf file"
        ) from error
    if not len(ids) or np.isnan(lonlat).all():
        raise SourceUnreadable(f"{path.name}: no road in it")
    return RoadFile(
        nodes=nodes.astype(np.int32),
        begins=np.array([*ways.begins, len(refs)], dtype=np.int64),
        kmh=np.frombuffer(ways.kmh, dtype=np.float32).reshape(-1, 2 * len(MOVING)),
        ferry_min=np.array(ways.ferry_min, dtype=np.float64),
        wait_min=np.array(ways.wait_min, dtype=np.float64),
        through=np.array(ways.through, dtype=bool),
        lonlat=lonlat,
        stops=stops,
        dated=dated.get("osmosis_replication_timestamp", ""),
    )


_ROADS = ("highway", "route")


class _Ways:
    """Columns that grow by a way at a time."""

    def __init__(self) -> None:
        self.refs, self.begins = array("q"), array("q")
        self.kmh, self.through = array("f"), array("b")
        self.ferry_min, self.wait_min = array("f"), array("f")

    def add(self, way: Any) -> None:
        # Lists of osmium take ten microseconds to say that they end: never ask.
        tags, nodes = way.tags, way.nodes
        found = passage([(tag.k, tag.v) for tag in islice(tags, len(tags))])
        if not found.anybody or len(nodes) < 2:  # noqa: PLR2004 (two ends)
            return
        self.begins.append(len(self.refs))
        self.refs.extend([node.ref for node in islice(nodes, len(nodes))])
        self.kmh.extend(found.kmh)
        self.ferry_min.append(found.ferry_min)
        self.wait_min.append(found.wait_min)
        self.through.append(found.through)


def _positions(path: Path, ids: Ids, say: Say) -> tuple[Floats, Flags]:
    import osmium

    wanted = osmium.IdTracker()
    for number in ids.tolist():
        wanted.add_node(number)
    found, degrees, barriers = array("q"), array("d"), []
    for node in _each(path, osmium.osm.NODE, wanted.id_filter()):
        found.append(node.id)
        degrees.append(node.lon)
        degrees.append(node.lat)
        if "barrier" in node.tags and any(stops := stopped(dict(node.tags))):
            barriers.append((node.id, stops))
        if len(found) % (20 * _OFTEN) == 0:
            say(f"{len(found):,} of {len(ids):,} nodes")
    lonlat = np.full((len(ids), 2), np.nan)
    at = np.searchsorted(ids, np.frombuffer(found, dtype=np.int64))
    lonlat[at] = np.frombuffer(degrees, dtype=np.float64).reshape(-1, 2)
    flags = np.zeros((len(ids), len(MOVING)), dtype=bool)
    for number, stops in barriers:
        flags[np.searchsorted(ids, number)] = stops
    return lonlat, flags


def _each(path: Path, kind: Any, only: Any) -> Iterator[Any]:
    import osmium

    yield from osmium.FileProcessor(_pbf(path), kind).with_filter(only)


def _pbf(path: Path) -> "osmium.io.File":
    import osmium

    return osmium.io.File(str(path), "pbf")
