"""Which territories a question on gaps means, as groups of the communes measured."""

from collections.abc import Sequence
from dataclasses import dataclass

from numna_geo.api.v1.gaps_question import GapsQuestion
from numna_geo.api.v1.territory_codes import refuse_unloaded, territory_from
from numna_geo.errors import InvalidQuery, WrongParameter
from numna_geo.model.territory import Level, Quantity
from numna_geo.store.reading import Reader
from numna_geo.usecases.known_layers import Layer, Layers
from numna_geo.usecases.read_measures import Run
from numna_geo.usecases.tell_figures import wholes

Within = tuple[Level, str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Territories:
    """The territories measured, ranked among themselves.

    Args:
        layer: all of them.
        shown: numbers of those to tell.
        within: where they lie.
    """

    layer: Layer
    shown: Sequence[int]
    within: Within

    def populations(self, run: Run) -> Sequence[float | int | None]:
        """Inhabitants of each; counted by communes where no territory says."""
        told = self.layer.populations
        if any(one is not None for one in told):
            return told
        people = run.scene.demand[Quantity.INHABITANTS]
        return wholes(self.layer.groups.total(people))


async def territories_from(
    reader: Reader, question: GapsQuestion, run: Run, layers: Layers
) -> Territories:
    """Those of a level that have a commune `within`, or classes of a zoning there.

    Raises:
        InvalidQuery: unknown or unloaded territories, or a level beside a zoning.
        DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
    """
    within = None
    if question.within is not None:
        within = await territory_from(reader, question.within, parameter="within")
    if question.by is not None:
        layer = await _classes(question, run, layers)
        if within is not None:
            layer = layer.inside(await layers.communes(run, *within))
        return Territories(layer=layer, shown=range(len(layer)), within=within)
    layer = await layers.level(run, question.level)
    if not len(layer):
        level = question.level
        await refuse_unloaded(reader, level, parameter="level", value=level)
    shown: Sequence[int] = range(len(layer))
    if within is not None:
        shown = layer.touching(await layers.communes(run, *within))
    return Territories(layer=layer, shown=shown, within=within)


async def _classes(question: GapsQuestion, run: Run, layers: Layers) -> Layer:
    zoning = str(question.by)
    if "level" in question.model_fields_set:
        wrong = WrongParameter("by", zoning, "nothing beside level: one of them")
        raise InvalidQuery("cannot use by beside level", [wrong])
    layer = await layers.zoning(run, zoning)
    if not len(layer):
        wrong = WrongParameter("by", zoning, "a zoning that is loaded here")
        raise InvalidQuery("this zoning is not loaded", [wrong])
    return layer
