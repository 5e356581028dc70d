"""A scenario as text in an address, and back."""

from collections.abc import Iterator, Mapping, Sequence

from numna_geo.api.closed import closest
from numna_geo.errors import InvalidQuery, WrongParameter
from numna_geo.model.category import Category
from numna_geo.model.scenario import MOST, Change, Kind

SHAPES: Mapping[Kind, str] = {
    Kind.ADD: "category:lon,lat or category:commune, by semicolons",
    Kind.VISIT: "structure@commune or structure@place, by semicolons",
    Kind.MOVE: "structure@lon,lat or structure@commune, by semicolons",
    Kind.REMOVE: "ids of structures, by semicolons",
}


def changes_from(texts: Mapping[Kind, str | None]) -> list[Change]:
    """The changes that an address tells of.

    Raises:
        InvalidQuery: some of them cannot be read; each is named.
    """
    parts = {kind: list(_parts(text)) for kind, text in texts.items()}
    several = sum(map(len, parts.values()))
    if several > MOST:
        longest = max(parts, key=lambda kind: len(parts[kind]))
        expected = f"at most {MOST} changes together"
        many = WrongParameter(longest.value, f"{several} changes", expected)
        raise InvalidQuery("too many changes", [many])
    found, wrong = list[Change](), list[WrongParameter]()
    for kind, items in parts.items():
        for number, part in enumerate(items):
            item = f"{kind.value}[{number}]"
            try:
                found.append(_READ[kind](item, part))
            except ValueError as error:
                wrong.append(WrongParameter(item, part, str(error) or SHAPES[kind]))
    if wrong:
        named = ", ".join(one.parameter for one in wrong)
        raise InvalidQuery(f"cannot read {named}; see `errors`", wrong)
    return found


def texts_of(changes: Sequence[Change]) -> dict[Kind, str]:
    """The text of each kind of change, those of which there is none left out."""
    texts = {
        kind: ";".join(text_of(change) for change in changes if change.kind is kind)
        for kind in Kind
    }
    return {kind: text for kind, text in texts.items() if text}


def text_of(change: Change) -> str:
    """One change, as `changes_from` reads it."""
    where = change.at or f"{change.lon},{change.lat}"
    match change.kind:
        case Kind.ADD:
            return f"{change.category}:{where}"
        case Kind.REMOVE:
            return change.structure or ""
        case Kind.VISIT | Kind.MOVE:
            return f"{change.structure}@{where}"


def _parts(text: str | None) -> Iterator[str]:
    return (part.strip() for part in (text or "").split(";") if part.strip())


def _added(item: str, text: str) -> Change:
    name, colon, where = text.partition(":")
    if not colon or not where:
        raise ValueError
    if name not in set(Category):
        meant = closest(name, Category)
        proposal = f"did you mean {meant}? " if meant else ""
        raise ValueError(f"{proposal}one of: {', '.join(Category)}")
    return _at(Kind.ADD, item, where, category=Category(name))


def _moved(item: str, text: str) -> Change:
    return _of_structure(Kind.MOVE, item, text)


def _visiting(item: str, text: str) -> Change:
    return _of_structure(Kind.VISIT, item, text)


def _of_structure(kind: Kind, item: str, text: str) -> Change:
    structure, at, where = text.rpartition("@")
    if not at or not structure or not where:
        raise ValueError
    return _at(kind, item, where, structure=structure)


def _removed(item: str, text: str) -> Change:
    return Change(kind=Kind.REMOVE, item=item, structure=text)


def _at(
    kind: Kind,
    item: str,
    where: str,
    *,
    category: Category | None = None,
    structure: str | None = None,
) -> Change:
    first, comma, second = where.partition(",")
    place: dict[str, str | float] = {"at": where}
    if comma:
        if "_" in where:
            raise ValueError("numbers, written without _")
        try:
            place = {"lon": float(first), "lat": float(second)}
        except ValueError:
            raise ValueError from None
    at, lon, lat = (place.get(name) for name in ("at", "lon", "lat"))
    return Change(
        kind=kind,
        item=item,
        category=category,
        structure=structure,
        at=str(at) if at is not None else None,
        lon=float(lon) if lon is not None else None,
        lat=float(lat) if lat is not None else None,
    )


_READ = {
    Kind.ADD: _added,
    Kind.VISIT: _visiting,
    Kind.MOVE: _moved,
    Kind.REMOVE: _removed,
}
