"""A newer list takes the place of its older edition, wherever it speaks."""

from datetime import date

from numna_geo.errors import ImportRefused
from numna_geo.store.database import Connection
from numna_geo.store.editions import close_superseded, superseded

LEAST_LISTED = 0.5
"""Share of the older edition's places of a department that a file must list there."""

FEW = 5
"""Of so few places of a department the older edition may lose any share."""


def supersede(
    connection: Connection, source: str, *, on: date, shrinks: bool = False
) -> int:
    """Close what the older edition of `source` lists where the staged rows speak.

    A place that the new list names too stays open through it, and keeps its id.

    Args:
        connection: an open transaction, where the whole of a file is staged.
        source: whose file it is.
        on: today.
        shrinks: whether the file may list far fewer places than the older edition.

    Returns:
        How many records were closed.

    Raises:
        ImportRefused: it lists so few places of a department that it must be cut.
    """
    found = superseded(connection, source)
    for one in found:
        if shrinks or one.live <= FEW or one.listed >= LEAST_LISTED * one.live:
            continue
        raise ImportRefused(
            f"{source} lists {one.listed} places of the department {one.department}, "
            f"where {one.older}, which it supersedes, has {one.live}: fewer than "
            f"{LEAST_LISTED:.0%} stops a load and nothing was replaced; if the file is "
            "a part of the list add --partial, if these places did close add --shrinks"
        )
    if found:
        close_superseded(connection, source, on=on)
    return sum(one.live for one in found)
