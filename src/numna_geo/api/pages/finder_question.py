"""What the finder's form asks, and from where."""

from dataclasses import dataclass

from numna_geo.errors import PlaceNotFound, UnknownTerritory
from numna_geo.geocoding.entry import WORDS, Suggestion
from numna_geo.geocoding.gazetteer import Gazetteer
from numna_geo.model.category import Category, Family
from numna_geo.model.stage import Stage
from numna_geo.store.reading import Reader
from numna_geo.usecases.locate_place import Place, locate_commune, locate_text
from numna_geo.usecases.suggest_places import Places


@dataclass(frozen=True, slots=True, kw_only=True)
class FinderQuestion:
    """The form as it was sent; `commune` is a code that a link of ours chose."""

    q: str
    commune: str
    family: Family
    category: Category | None
    stage: Stage | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Where the question starts from.

    `place` is None when nothing was asked, or when the text means nothing we know;
    `close` are then the nearest names. `others` fit as well as the one we chose, and
    `which` so well that we do not choose.
    """

    place: Place | None = None
    others: tuple[Suggestion, ...] = ()
    which: tuple[Suggestion, ...] = ()
    close: tuple[str, ...] = ()
    unknown: bool = False


async def from_where(asked: FinderQuestion, reader: Reader, places: Places) -> Found:
    """The place that was chosen or typed, and the other ones it may have been.

    Raises:
        DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
    """
    if asked.commune:
        try:
            return Found(place=await locate_commune(reader, asked.commune))
        except UnknownTerritory:
            return Found(unknown=True)
    if not asked.q:
        return Found()
    gazetteer = await places.gazetteer()
    try:
        place = await locate_text(reader, gazetteer, asked.q)
    except PlaceNotFound as error:
        which = _as_good(gazetteer, asked.q)
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
