"""How many sites of each category are known, and whether anybody collected them."""

from collections.abc import Mapping
from dataclasses import dataclass

from numna_geo.api.pages.wording import Words
from numna_geo.store import map_values
from numna_geo.store.reading import Reader

_COUNTS, _MISSING = map_values.structure_counts(), map_values.not_collected()


@dataclass(frozen=True, slots=True)
class Known:
    """Usable sites of the region by category; what nobody collected is never zero."""

    counts: Mapping[str, int]
    verified: Mapping[str, int]
    missing: frozenset[str]

    def sites(self, category: str) -> int:
        """Usable sites of the region, by their main category."""
        return self.counts.get(category, 0)

    def collected(self, category: str) -> bool:
        """Whether some department has a directory of the category."""
        return category not in self.missing

    def said(self, t: Words, category: str) -> str:
        """The number of sites, or that nobody collected them."""
        sites = self.sites(category)
        if self.collected(category):
            return t.number(sites)
        return t("page.some_known", n=sites) if sites else t("map.not_collected")


async def known_sites(reader: Reader) -> Known:
    """What the data of the moment know.

    Raises:
        DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
    """
    counts = await reader.rows(_COUNTS)
    missing = await reader.rows(_MISSING)
    return Known(
        {row["category"]: row["sites"] for row in counts},
        {row["category"]: row["verified"] for row in counts},
        frozenset(row["category"] for row in missing),
    )
