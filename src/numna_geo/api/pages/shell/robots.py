"""/robots.txt: pages are for everybody, searches only for those who look for help."""

from fastapi import APIRouter, Response

router = APIRouter(include_in_schema=False)

# A robot that follows a search would be counted as somebody who found nobody.
_RULES = (
    *("User-agent: *", "Disallow: /?", "Allow: /?lang=en$"),
    *("Disallow: /api/v1/nearest", "Disallow: /api/v1/geocode"),
)
_A_DAY = "public, max-age=86400"


@router.get("/robots.txt")
async def robots() -> Response:
    """What robots are asked to leave alone.

    Source:
        RFC 9309.
    """
    rules = "\n".join(_RULES)
    return Response(
        f"{rules}\n",
        media_type="text/plain; charset=utf-8",
        headers={"Cache-Control": _A_DAY},
    )
