"""Which of the media types we offer the caller takes."""

from collections.abc import Sequence
from http import HTTPStatus

from fastapi import Depends, HTTPException, Request

GEOJSON, JSON, CSV = "application/geo+json", "application/json", "text/csv"


def chosen(request: Request, offered: Sequence[str]) -> str:
    """The offered type that `Accept` likes best; the first one on a tie.

    Raises:
        HTTPException: 406 when none of them is accepted.
    """
    accept = request.headers.get("accept") or "*/*"
    likings = [(_liking(accept, media), -place) for place, media in enumerate(offered)]
    best, place = max(likings)
    if best <= 0:
        said = f"this answer exists as {' or '.join(offered)}"
        raise HTTPException(HTTPStatus.NOT_ACCEPTABLE, said)
    return offered[-place]


def _liking(accept: str, media: str) -> float:
    """The quality that the most precise range of `accept` gives to `media`."""
    best = (0, 0.0)
    for part in accept.split(","):
        wanted, *options = (piece.strip().lower() for piece in part.split(";"))
        precision = _precision(wanted, media)
        if precision:
            best = max(best, (precision, _quality(options)))
    return best[1]


def _precision(wanted: str, media: str) -> int:
    family = media.split("/")[0]
    ranges = {media: 3, f"{family}/*": 2, "*/*": 1}
    return ranges.get(wanted, 0)


def _quality(options: Sequence[str]) -> float:
    for option in options:
        name, _, value = option.partition("=")
        if name.strip() == "q":
            try:
                return max(0.0, min(1.0, float(value)))
            except ValueError:
                return 0.0
    return 1.0


async def _takes_json(request: Request) -> None:
    chosen(request, [JSON])


takes_json = Depends(_takes_json)
"""A dependency for routes that only speak JSON."""
