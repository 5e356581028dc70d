"""How many sites of each category are known, and whether anybody collected them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from numna_geo.api.pages.words.wording import Words
from numna_geo.store import map_values
from numna_geo.store.reading import Reader
from numna_geo.usecases.tell_verified import is_verified

_COUNTS, _MISSING = map_values.structure_counts(), map_values.not_collected()
_CHECKS = map_values.checks()


@dataclass(frozen=True, slots=True)
class Known:
    """Usable sites of the region by category; what nobody collected is never zero.

    `verified` are those checked within their delay; `unconfirmed`, those of which only
    sources of an unconfirmed licence speak.
    """

    counts: Mapping[str, int]
    verified: Mapping[str, int]
    unconfirmed: Mapping[str, int]
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


async def known_sites(reader: Reader, today: date) -> Known:
    """What the data of the moment know, as of `today`.

    Raises:
        DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
    """
    counts = await reader.rows(_COUNTS)
    checks = await reader.rows(_CHECKS)
    missing = await reader.rows(_MISSING)
    return Known(
        {row["category"]: row["sites"] for row in counts},
        Counter(row["category"] for row in checks if is_verified(row, today)),
        {row["category"]: row["unconfirmed"] for row in counts},
        frozenset(row["category"] for row in missing),
    )
