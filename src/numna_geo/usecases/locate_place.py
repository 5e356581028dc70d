"""Where does the question start from: a point, a commune, or what somebody typed?"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace

from numna_geo.errors import PlaceNotFound, UnknownTerritory
from numna_geo.geocoding.entry import Doubts, Located, Suggestion
from numna_geo.geocoding.gazetteer import Gazetteer
from numna_geo.geocoding.geocoder import Address
from numna_geo.model.position import Position, Precision
from numna_geo.store import territories
from numna_geo.store.reading import Reader
from numna_geo.usecases.find_addresses import Addresses, AddressesFound

LEAST_SCORE = 0.5
"""Of a geocoder, of 1: what it finds less likely is not believed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A point to measure from, and the commune of the region it lies in, if any.

    `precision` says what the point is: `point` (the caller's own), `commune` (the seat
    of the commune, where its people are counted), `structure`, `address` (a number in
    a street) or `street`. `asked_code` is the
    former code that the caller used. A text may contradict itself or name several
    places: `note` says in French what was believed, `others` are the other communes.
    `geocoded` is whether a geocoder had a word in it: the next time it may be another.
    """

    position: Position
    precision: str
    label: str | None
    commune_code: str | None
    commune: str | None
    asked_code: str | None = None
    note: str | None = None
    others: tuple[Suggestion, ...] = ()
    geocoded: bool = False

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


async def locate_text(
    reader: Reader,
    gazetteer: Gazetteer,
    text: str,
    addresses: Addresses | None = None,
) -> Place:
    """The commune, structure or address that a text names.

    Without `addresses`, or when their server is down, an address gives its commune.

    Raises:
        PlaceNotFound: nothing fits well enough.
    """
    asked = await (addresses or Addresses()).find(text)
    try:
        found = await asyncio.to_thread(gazetteer.locate, text)
    except PlaceNotFound:
        if _good(asked.addresses):
            return await _at_address(reader, _good(asked.addresses)[0])
        raise
    entry = found.entry
    if entry.kind == "commune" or entry.lon is None or entry.lat is None:
        for address in _good(asked.addresses):
            # The commune that the text names is believed: the address must be in it.
            if gazetteer.today(address.commune_code or "") == entry.id:
                place = await _at_address(reader, address)
                return replace(place, note=_note(found), others=found.others)
        commune = await locate_commune(reader, entry.id)
        return replace(
            commune,
            note=_note(found, asked),
            others=found.others,
            geocoded=asked.was_asked,
        )
    at = await locate_point(reader, Position(lon=entry.lon, lat=entry.lat))
    return Place(
        position=at.position,
        precision="structure",
        label=entry.label,
        commune_code=at.commune_code,
        commune=at.commune,
        others=found.others,
    )


def _good(addresses: Sequence[Address]) -> list[Address]:
    return [address for address in addresses if address.score >= LEAST_SCORE]


async def _at_address(reader: Reader, address: Address) -> Place:
    at = await locate_point(reader, address.position)
    precise = address.precision == "housenumber"
    precision = Precision.ADDRESS if precise else Precision.STREET
    return replace(at, precision=precision.value, label=address.label, geocoded=True)


def _note(found: Located, asked: AddressesFound | None = None) -> str | None:
    notes = [_doubt(found.entry.label, found.doubts)]
    if asked and asked.is_down:
        notes.append(
            "Le service d'adresses ne répond pas : la recherche part de la commune."
        )
    return " ".join(filter(None, notes)) or None


def _doubt(label: str, doubts: Doubts) -> str | None:
    """What of a text was not believed, in French.

    What was typed is not said again, for it may be an address.

    >>> _doubt("La Rochelle", Doubts(wrong_department="64"))
    "La Rochelle n'est pas dans le département 64 : c'est le nom qui a été retenu."
    >>> _doubt("Pau", Doubts(other_name_in="64000"))
    "Le nom donné n'est pas celui de Pau : c'est le code postal 64000 qui a été retenu."
    """
    if doubts.wrong_postcode:
        return (
            f"{label} n'a pas le code postal {doubts.wrong_postcode} : "
            "c'est le nom qui a été retenu."
        )
    if doubts.wrong_department:
        return (
            f"{label} n'est pas dans le département {doubts.wrong_department} : "
            "c'est le nom qui a été retenu."
        )
    if doubts.other_name_in:
        return (
            f"Le nom donné n'est pas celui de {label} : "
            f"c'est le code postal {doubts.other_name_in} qui a été retenu."
        )
    return None
