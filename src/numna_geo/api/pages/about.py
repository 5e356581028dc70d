"""/mentions-legales and /accessibilite: short, and without invented facts."""

from fastapi import APIRouter, Request, Response

from numna_geo.api.pages.templates import page

router = APIRouter(include_in_schema=False)


@router.get("/mentions-legales")
async def legal(request: Request) -> Response:
    """Who publishes the service is for its operator to say."""
    return page(request, "mentions-legales.html", active="legal")


@router.get("/accessibilite")
async def accessibility(request: Request) -> Response:
    """What was checked, and what was not."""
    return page(request, "accessibilite.html", active="accessibility")
