"""What people look for: a family, a category, a need, a stage or a sector."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from numna_geo.model.category import NETWORK_OF_PLACES, SUPPORT, Category, Family
from numna_geo.model.stage import Need, Sector, Stage, needs_by_category


class SupplyKind(StrEnum):
    """By what a supply is told from others."""

    FAMILY = "family"
    CATEGORY = "category"
    NEED = "need"
    STAGE = "stage"
    SECTOR = "sector"


@dataclass(frozen=True, slots=True)
class Supply:
    """Places that answer one question, such as those that accompany an idea.

    The family `host` is the network of places of objective 12: France Services are a
    category apart.
    """

    kind: SupplyKind
    value: str

    @property
    def key(self) -> str:
        """As stored and asked: `stage:idea`."""
        return f"{self.kind}:{self.value}"

    @property
    def label(self) -> str:
        """As French texts name it.

        >>> HOST_NETWORK.label, SUPPLIES["stage:idea"].label
        ("Lieux d'accueil, hors France Services", 'Étape : idée')
        """
        match self.kind:
            case SupplyKind.CATEGORY:
                return Category(self.value).label
            case SupplyKind.FAMILY:
                apart = ", hors France Services" if self.value == Family.HOST else ""
                return f"{Family(self.value).label}{apart}"
            case SupplyKind.NEED:
                return f"Besoin : {Need(self.value).label}"
            case SupplyKind.STAGE:
                return f"Étape : {Stage(self.value).label}"
            case SupplyKind.SECTOR:
                return f"Secteur : {Sector(self.value).label}"

    @property
    def categories(self) -> tuple[Category, ...]:
        """Whose directories matter; stages and sectors are those of support."""
        match self.kind:
            case SupplyKind.CATEGORY:
                return (Category(self.value),)
            case SupplyKind.FAMILY:
                return SUPPORT if self.value == Family.SUPPORT else NETWORK_OF_PLACES
            case SupplyKind.NEED:
                return tuple(c for c in Category if self.value in needs_by_category(c))
            case SupplyKind.STAGE | SupplyKind.SECTOR:
                return SUPPORT


def of_category(category: Category) -> Supply:
    """The places of one category."""
    return Supply(SupplyKind.CATEGORY, category.value)


SUPPORT_FAMILY = Supply(SupplyKind.FAMILY, Family.SUPPORT.value)
HOST_NETWORK = Supply(SupplyKind.FAMILY, Family.HOST.value)


def _every() -> Iterator[Supply]:
    yield from (SUPPORT_FAMILY, HOST_NETWORK)
    yield from (of_category(category) for category in Category)
    yield from (Supply(SupplyKind.NEED, need.value) for need in Need)
    yield from (Supply(SupplyKind.STAGE, stage.value) for stage in Stage)
    named = (sector for sector in Sector if sector is not Sector.ANY)
    yield from (Supply(SupplyKind.SECTOR, sector.value) for sector in named)


SUPPLIES = {supply.key: supply for supply in _every()}
"""Everything that can be looked for, by key."""


def answered(
    categories: Collection[Category],
    needs: Collection[Need],
    stages: Collection[Stage],
    sectors: Collection[Sector],
) -> frozenset[str]:
    """Keys of the supplies that a place is part of.

    A host place never answers objective 11: what it says of support, of stages and of
    sectors counts for nothing here. Unknown stages and sectors answer none.

    >>> sorted(answered([Category.FAB_LAB], [Need.MAKING], [Stage.IDEA], []))
    ['category:fab_lab', 'family:host', 'need:making']
    """
    found = {of_category(category) for category in categories}
    supports = any(category.family is Family.SUPPORT for category in categories)
    if supports:
        found.add(SUPPORT_FAMILY)
        found |= {Supply(SupplyKind.STAGE, stage.value) for stage in stages}
        takes_all = Sector.ANY in sectors
        taken = [
            s for s in Sector if s is not Sector.ANY and (takes_all or s in sectors)
        ]
        found |= {Supply(SupplyKind.SECTOR, sector.value) for sector in taken}
    if any(category in NETWORK_OF_PLACES for category in categories):
        found.add(HOST_NETWORK)
    told = (need for need in needs if supports or need is not Need.SUPPORT)
    found |= {Supply(SupplyKind.NEED, need.value) for need in told}
    return frozenset(supply.key for supply in found)
