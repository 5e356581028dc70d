"""`level:code` in a query: what it means, or which parameter is wrong."""

from numna_geo.errors import DatabaseNotReady, InvalidQuery, WrongParameter
from numna_geo.model.territory import Level
from numna_geo.store import territories
from numna_geo.store.reading import Reader

EXAMPLE = "departement:23"


async def territory_from(
    reader: Reader, text: str, *, parameter: str
) -> tuple[Level, str]:
    """A territory of the region; an old commune code gives its successor.

    Raises:
        InvalidQuery: not `level:code`, an unknown level or one that is not loaded, or
            a code nobody has.
    """
    name, _, code = text.partition(":")
    levels = ", ".join(Level)
    if name not in set(Level) or not code:
        expected = f"level:code such as {EXAMPLE}; levels: {levels}"
        wrong = WrongParameter(parameter, text, expected)
        raise InvalidQuery(f"cannot read {parameter}", [wrong])
    level = Level(name)
    today = await current_code(reader, level, code)
    if today is None:
        await refuse_unloaded(reader, level, parameter=parameter, value=text)
        expected = f"a code that a {level} of the region has"
        wrong = WrongParameter(parameter, text, expected)
        raise InvalidQuery(f"{parameter}: nothing has this code", [wrong])
    return level, today


async def refuse_unloaded(
    reader: Reader, level: Level, *, parameter: str, value: str
) -> None:
    """Say so when no territory of a level is loaded: nothing found means nothing then.

    Raises:
        InvalidQuery: the level is not loaded, others are.
        DatabaseNotReady: none is.
    """
    rows = await reader.rows(territories.levels())
    loaded = [one for one in Level if one in {row["level"] for row in rows}]
    if level in loaded:
        return
    if not loaded:
        raise DatabaseNotReady("no territory is loaded yet")
    expected = f"a level that is loaded: {', '.join(loaded)}"
    wrong = WrongParameter(parameter, value, expected)
    raise InvalidQuery(f"{parameter}: the level {level} is not loaded yet", [wrong])


async def current_code(reader: Reader, level: Level, code: str) -> str | None:
    """The code as it is today; `None` when no territory of the region has or had it."""
    if await reader.row(territories.one(level, code)):
        return code
    if level is not Level.COMMUNE:
        return None
    today = await reader.value(territories.successor(code))
    return str(today) if today is not None else None
