"""What somebody looks for among structures."""

from dataclasses import dataclass

from numna_geo.model.category import Category, Family
from numna_geo.model.stage import Need, Sector, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a structure must offer; an empty tuple asks nothing.

    Every category of a structure counts. A structure whose source says nothing of
    stages or sectors stays in: unknown is never "no". Needs always have an answer, by
    the source or by the category.
    """

    families: tuple[Family, ...] = ()
    categories: tuple[Category, ...] = ()
    needs: tuple[Need, ...] = ()
    stages: tuple[Stage, ...] = ()
    sectors: tuple[Sector, ...] = ()
