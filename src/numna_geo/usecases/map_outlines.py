"""The borders that maps draw: packed for browsers, as lines for still pictures."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path

from numna_geo.outlines.arcs import Floats, Topology
from numna_geo.outlines.browser_pack import browser_pack
from numna_geo.outlines.generalise import generalised
from numna_geo.outlines.topojson import decoded

COMMUNES, NEIGHBOURS, LAND = "contours", "neighbours", "land"
"""What there is to draw, as the page's script calls it."""

_FAR_M, _FAR_STEP = 800.0, 1e-3
"""Metres that borders of neighbours may move, and degrees of their grid: they are the
ground around the map, and never its subject."""


@dataclass(frozen=True, slots=True)
class Contours:
    """Outlines packed for the browser; their digest changes when they do.

    Args:
        codes: of the areas, in the order of the pack.
        content: as `browser_pack` wrote it.
    """

    codes: tuple[str, ...]
    content: bytes

    @property
    def digest(self) -> str:
        """Names the content in an address."""
        return blake2b(self.content, digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class Lines:
    """Borders in WGS 84 degrees, and the codes of the one or two areas beside each."""

    lines: Sequence[Floats]
    beside: Sequence[Sequence[str]]


class MapOutlines:
    """Borders of the communes, and of what surrounds the region.

    They come from files, whatever the database holds.

    Args:
        folder: where the outlines are.
        land: where the land farther away is, once it is built.
    """

    def __init__(self, folder: Path, land: Callable[[], Path]) -> None:
        self._folder, self._land = folder, land

    async def contours(self) -> Mapping[str, Contours]:
        """All packs, by name.

        Raises:
            SourceUnreadable: outlines are missing.
        """
        return await asyncio.to_thread(
            lambda: {name: _contours(path, name) for name, path in self._paths()}
        )

    async def lines(self) -> Mapping[str, Lines]:
        """All borders as they were drawn, by name.

        Raises:
            SourceUnreadable: outlines are missing.
        """
        return await asyncio.to_thread(
            lambda: {name: _lines(decoded(path)) for name, path in self._paths()}
        )

    def _paths(self) -> list[tuple[str, Path]]:
        return [
            (COMMUNES, self._folder / "outlines_coarse.topojson"),
            (NEIGHBOURS, self._folder / "neighbours.topojson"),
            (LAND, self._land()),
        ]


# Half a second for the communes; the files are those of this installation.
@cache
def _contours(path: Path, name: str) -> Contours:
    topology = decoded(path)
    if name == NEIGHBOURS:
        topology = generalised(topology, tolerance_m=_FAR_M, step=_FAR_STEP)
    return Contours(tuple(sorted(topology.shapes)), browser_pack(topology))


def _lines(topology: Topology) -> Lines:
    beside: list[list[str]] = [[] for _ in topology.arcs]
    for code, polygons in topology.shapes.items():
        for polygon in polygons:
            for ring in polygon:
                for reference in ring:
                    beside[reference if reference >= 0 else ~reference].append(code)
    return Lines(topology.lines(), beside)
