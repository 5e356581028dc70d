"""Where a question to the finder starts from."""

from dataclasses import dataclass, replace

from numna_geo.api.pages.finder.asked import Asked
from numna_geo.errors import InvalidQuery, PlaceNotFound, UnknownTerritory
from numna_geo.geocoding.coordinates import position_from
from numna_geo.geocoding.entry import WORDS, Suggestion
from numna_geo.geocoding.gazetteer import Gazetteer
from numna_geo.model.position import Position
from numna_geo.store.reading import Reader
from numna_geo.usecases.locate_place import (
    Place,
    locate_commune,
    locate_point,
    locate_text,
)
from numna_geo.usecases.suggest_places import Places


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Where the question starts from.

    `place` is None when nothing was asked, or when the text means nothing we know;
    `close` are then the nearest names. `others` fit as well as the one we chose, and
    `which` so well that we do not choose. `turned` is the position that was meant where
    longitude and latitude look swapped; `too_far` says that nothing near is known.
    """

    place: Place | None = None
    others: tuple[Suggestion, ...] = ()
    which: tuple[Suggestion, ...] = ()
    close: tuple[str, ...] = ()
    unknown: bool = False
    turned: Position | None = None
    too_far: bool = False

    @property
    def named(self) -> bool:
        """Whether a place was asked for, known or not."""
        told = (self.place, self.unknown, self.which, self.turned, self.too_far)
        return any(told)


async def from_where(asked: Asked, reader: Reader, places: Places) -> Found:
    """The place that was chosen or typed, and the other ones it may have been.

    Raises:
        DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
    """
    if asked.at is not None:
        if turned := _turned(asked.at):
            return Found(turned=turned)
        place = await locate_point(reader, asked.at)
        return Found(place=replace(place, label=asked.q or None))
    if asked.commune:
        try:
            return Found(place=await locate_commune(reader, asked.commune))
        except UnknownTerritory:
            return Found(unknown=True)
    if not asked.q:
        return Found()
    return await _named(asked.q, reader, places)


def _turned(at: Position) -> Position | None:
    """The position that was meant, where longitude and latitude look swapped."""
    try:
        position_from(at.lon, at.lat)
    except InvalidQuery:
        return Position(lon=at.lat, lat=at.lon)
    return None


async def _named(text: str, reader: Reader, places: Places) -> Found:
    gazetteer = await places.gazetteer()
    try:
        place = await locate_text(reader, gazetteer, text, places.addresses)
    except PlaceNotFound as error:
        which = _as_good(gazetteer, text)
        if which:
            return Found(which=which)
        return Found(unknown=True, close=error.suggestions)
    return Found(place=place, others=place.others)


def _as_good(gazetteer: Gazetteer, text: str) -> tuple[Suggestion, ...]:
    """Communes that hold all the words of a text, when several do: « Saint-Jean »."""
    found = [
        one
        for one in gazetteer.suggest(text)
        if one.entry.kind == "commune" and one.score >= WORDS
    ]
    return tuple(found) if len(found) > 1 else ()
