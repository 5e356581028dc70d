"""The territory that is told of: the region, or one inside it."""

from numna_geo.errors import DatabaseNotReady
from numna_geo.model.territory import REGION_CODE, Level
from numna_geo.usecases.known_layers import Layer, Layers
from numna_geo.usecases.read_measures import Run

Within = tuple[Level, str] | None


async def chosen_territory(layers: Layers, run: Run, within: Within) -> Layer:
    """A layer of one territory, the region when `within` is None.

    Raises:
        DatabaseNotReady: nothing of it was measured.
        DatabaseUnavailable: as `Reader.rows`.
    """
    level, code = within or (Level.REGION, REGION_CODE)
    layer = await layers.level(run, level)
    if code not in layer.codes:
        raise DatabaseNotReady("no commune of this territory is measured yet")
    return layer.among([layer.number(code)])
