"""A mark of the tables of counts: equal after a load that changed nothing."""

from sqlalchemy import Connection, text

_TABLES = (
    "broadband",
    "broadband_shares",
    "demand",
    "establishments",
    "zonings",
    "territories",
)


def snapshot(connection: Connection) -> dict[str, str | None]:
    """A hash of every row of each table, whatever their order."""
    return {
        name: connection.scalar(
            text(
                "SELECT md5(string_agg(mark, '' ORDER BY mark)) FROM"  # noqa: S608
                f" (SELECT md5(t::text) AS mark FROM {name} AS t) AS marks"
            )
        )
        for name in _TABLES
    }
