"""Which sources is the value of an indicator made from?"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from numna_geo.gaps.indicator import Indicator
from numna_geo.model.category import Category
from numna_geo.model.supply import Supply
from numna_geo.model.territory import Quantity
from numna_geo.store import map_values
from numna_geo.store.reading import Reader

_COUNTED_BY = {
    Quantity.INHABITANTS: "cog_2026",
    Quantity.WORKING_AGE: "insee_rp_2021",
    Quantity.ESTABLISHMENTS: "insee_clap_2014",
    Quantity.DIGITAL_ESTABLISHMENTS: "sirene",
}
_BUNDLED = _COUNTED_BY.keys() - {Quantity.DIGITAL_ESTABLISHMENTS}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceSources:
    """Keys of the sources that speak of the places of each category.

    `ranked` are all of them, the most trusted first.
    """

    ranked: Sequence[str]
    by_category: Mapping[str, frozenset[str]]

    def of(self, categories: Sequence[Category]) -> list[str]:
        """Those that speak of any of these categories, the most trusted first."""
        nobody = frozenset[str]()
        told = nobody.union(*(self.by_category.get(c, nobody) for c in categories))
        return [key for key in self.ranked if key in told]

    def behind(
        self,
        indicator: Indicator,
        supply: Supply | None = None,
        counted: Quantity | None = None,
    ) -> list[str]:
        """Who lists the places that an indicator counts, then what else it is made of.

        Empty when places are counted and nobody lists any. Where one quantity is
        `counted`, whoever counts the others is left out; digital establishments, which
        no bundled source counts, have to be named.
        """
        answering = supply.categories if supply else indicator.answering
        listing = self.of(answering)
        if answering and not listing:
            return []
        whom = _BUNDLED if counted is None else {counted}
        others = {key for one, key in _COUNTED_BY.items() if one not in whom}
        return [*listing, *(key for key in indicator.sources if key not in others)]


async def place_sources(reader: Reader) -> PlaceSources:
    """As the loaded data have it.

    Raises:
        DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
    """
    told = defaultdict[str, set[str]](set)
    ranked: dict[str, None] = {}
    for row in await reader.rows(map_values.category_sources()):
        told[row["category"]].add(row["source_key"])
        ranked[row["source_key"]] = None
    by_category = {category: frozenset(keys) for category, keys in told.items()}
    return PlaceSources(ranked=list(ranked), by_category=by_category)
