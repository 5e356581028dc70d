"""Which structures are nearest to this place, and why each of them?"""

from dataclasses import dataclass

from numna_geo.model.search import Wanted
from numna_geo.store import structures
from numna_geo.store.reading import Reader
from numna_geo.store.statements import Row
from numna_geo.usecases.locate_place import Place
from numna_geo.usecases.state_reasons import Reason, reasons

METHOD = (
    "Distance en ligne droite (à vol d'oiseau) sur l'ellipsoïde WGS 84 ; les temps de "
    "trajet ne sont pas encore calculés."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearby:
    """A row of `store.structures.nearest`, its rank from 1, and what speaks for it."""

    row: Row
    rank: int
    reasons: tuple[Reason, ...]


async def find_nearest(
    reader: Reader, place: Place, wanted: Wanted, *, limit: int
) -> list[Nearby]:
    """At most `limit` usable structures, the nearest first, ties by id.

    Never closed nor planned ones; places beyond the border count.

    Raises:
        DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
    """
    found = await reader.rows(structures.nearest(place.position, wanted, limit=limit))
    return [
        Nearby(row=row, rank=rank, reasons=tuple(reasons(row, place, wanted)))
        for rank, row in enumerate(found, start=1)
    ]
