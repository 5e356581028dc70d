"""Where does the question start from: a point, a commune, or what somebody typed?"""

from dataclasses import dataclass, replace

from numna_geo.errors import UnknownTerritory
from numna_geo.geocoding.entry import Located, Suggestion
from numna_geo.geocoding.gazetteer import Gazetteer
from numna_geo.model.position import Position
from numna_geo.store import territories
from numna_geo.store.reading import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A point to measure from, and the commune of the region it lies in, if any.

    `precision` says what the point is: `point` (the caller's own), `commune` (the seat
    of the commune, where its people are counted) or `structure`. `asked_code` is the
    former code that the caller used. A text may contradict itself or name several
    places: `note` says in French what was believed, `others` are the other communes.
    """

    position: Position
    precision: str
    label: str | None
    commune_code: str | None
    commune: str | None
    asked_code: str | None = None
    note: str | None = None
    others: tuple[Suggestion, ...] = ()

    @property
    def outside_region(self) -> bool:
        """Whether no commune of the region holds the point (the sea included)."""
        return self.commune_code is None


async def locate_point(reader: Reader, position: Position) -> Place:
    """The point itself, with the commune around it."""
    around = await reader.row(territories.at(position))
    return Place(
        position=position,
        precision="point",
        label=None,
        commune_code=around["code"] if around else None,
        commune=around["name"] if around else None,
    )


async def locate_commune(reader: Reader, code: str) -> Place:
    """The seat of a commune, by its code of today or of old.

    Raises:
        UnknownTerritory: no commune has or had this code, or it has no seat.
    """
    row = await reader.row(territories.seat(code))
    asked_code = None
    if row is None:
        now = await reader.value(territories.successor(code))
        row = await reader.row(territories.seat(now)) if now else None
        asked_code = code
    if row is None or row["lon"] is None:
        raise UnknownTerritory(f"no commune has or had the code {code}")
    return Place(
        position=Position(lon=row["lon"], lat=row["lat"]),
        precision="commune",
        label=row["name"],
        commune_code=row["code"] if row["in_region"] else None,
        commune=row["name"],
        asked_code=asked_code,
    )


async def locate_text(reader: Reader, gazetteer: Gazetteer, text: str) -> Place:
    """The commune or structure that a text names; an address gives its commune.

    Raises:
        PlaceNotFound: nothing fits well enough.
    """
    found = gazetteer.locate(text)
    entry = found.entry
    if entry.kind == "commune" or entry.lon is None or entry.lat is None:
        commune = await locate_commune(reader, entry.id)
        return replace(commune, note=_note(found), others=found.others)
    at = await locate_point(reader, Position(lon=entry.lon, lat=entry.lat))
    return Place(
        position=at.position,
        precision="structure",
        label=entry.label,
        commune_code=at.commune_code,
        commune=at.commune,
        others=found.others,
    )


def _note(found: Located) -> str | None:
    if found.wrong_postcode is None:
        return None
    return (
        f"{found.entry.label} n'a pas le code postal {found.wrong_postcode} : "
        "c'est le nom qui a été retenu."
    )
