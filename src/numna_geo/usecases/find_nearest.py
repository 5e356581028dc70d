"""Which structures are nearest to this place, and why each of them?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from numna_geo.model.search import Wanted
from numna_geo.store import structure_details, structures
from numna_geo.store.reading import Reader
from numna_geo.store.statements import Row
from numna_geo.usecases.locate_place import Place
from numna_geo.usecases.state_reasons import Competence, Reason, reasons
from numna_geo.usecases.tell_verified import is_verified

METHOD = (
    "Distance en ligne droite (à vol d'oiseau) sur l'ellipsoïde WGS 84 ; les temps de "
    "trajet ne sont pas encore calculés."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearby:
    """A row of `store.structures.nearest`, its rank from 1, and what speaks for it.

    `competence` is whether it may be asked from here; `verified`, whether somebody
    checked it within its category's delay.
    """

    row: Row
    rank: int
    reasons: tuple[Reason, ...]
    competence: Competence
    verified: bool


async def find_nearest(
    reader: Reader, place: Place, wanted: Wanted, *, limit: int, today: date
) -> list[Nearby]:
    """At most `limit` usable structures, the nearest first, then verified, then by id.

    Never closed nor planned ones; places beyond the border count.

    Raises:
        DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
    """
    nearest = structures.nearest(place.position, wanted, limit=limit, today=today)
    found = await reader.rows(nearest)
    told = await _told(reader, [row["id"] for row in found], place)
    nearby = []
    for rank, row in enumerate(found, start=1):
        competence, checked = _competence(row, told), is_verified(row, today)
        said = reasons(row, place, wanted, competence=competence, verified=checked)
        nearby.append(
            Nearby(
                row=row,
                rank=rank,
                reasons=tuple(said),
                competence=competence,
                verified=checked,
            )
        )
    return nearby


async def _told(reader: Reader, ids: list[str], place: Place) -> Mapping[str, Row]:
    """What sources say of who may ask, when we know the commune that asks."""
    if place.commune_code is None or not ids:
        return {}
    asked = structure_details.asked_from(ids, place.commune_code)
    return {row["id"]: row for row in await reader.rows(asked)}


def _competence(row: Row, told: Mapping[str, Row]) -> Competence:
    asked = told.get(row["id"])
    if asked is not None and asked["covers"]:
        return Competence.COVERS
    if asked is not None and asked["visits"]:
        return Competence.VISITS
    if row["remote"]:
        return Competence.REMOTE
    known = asked is not None and asked["told"]
    return Competence.ELSEWHERE if known else Competence.UNKNOWN
