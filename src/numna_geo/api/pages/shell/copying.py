"""Pages made for a static copy: where it will stand, and of when it is."""

from dataclasses import dataclass
from datetime import date

from fastapi import Request

SCOPE_KEY = "numna_geo.copying"


@dataclass(frozen=True, slots=True, kw_only=True)
class Copying:
    """A static copy in the making.

    Args:
        base: path of its first page, with slashes at both ends.
        day: when it is made; whatever pages say of time is said from that day.
        service: where the service answers that the copy cannot, or None.
    """

    base: str
    day: date
    service: str | None = None


def copying(request: Request) -> Copying | None:
    """The copy that a page is made for; None for readers of the service."""
    found: Copying | None = request.scope.get(SCOPE_KEY)
    return found
