"""Sheets that were built, kept until the data change."""

from numna_geo.model.territory import Level
from numna_geo.store.reading import Reader
from numna_geo.store.state import DataWatch
from numna_geo.usecases.build_sheet import build_sheet
from numna_geo.usecases.known_layers import Layers
from numna_geo.usecases.read_measures import Measures
from numna_geo.usecases.sheet import Sheet

_KEPT = 64


class Sheets:
    """The last sheets that were asked for.

    Args:
        reader: of names and places.
        watch: which version of the data is the one of now.
        measures: what was measured.
        layers: of whom.
    """

    def __init__(
        self, reader: Reader, watch: DataWatch, measures: Measures, layers: Layers
    ) -> None:
        self._reader, self._watch = reader, watch
        self._measures, self._layers = measures, layers
        self._kept: dict[tuple[str, Level, str], Sheet] = {}

    async def of(self, level: Level, code: str) -> Sheet:
        """The sheet of a territory by its code of today; raises as `build_sheet`."""
        key = (str(await self._watch.now()), level, code)
        found = self._kept.pop(key, None)
        if found is None:
            found = await build_sheet(
                self._reader, self._measures, self._layers, level, code
            )
            for old in list(self._kept)[: 1 - _KEPT]:
                del self._kept[old]
        self._kept[key] = found
        return found
