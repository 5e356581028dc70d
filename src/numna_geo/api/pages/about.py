"""/mentions-legales and /accessibilite: short, and without invented facts."""

from datetime import date

from fastapi import APIRouter, Request, Response

from numna_geo.api.pages.shell.templates import page

router = APIRouter(include_in_schema=False)

DECLARED_ON = date(2026, 11, 26)
"""When what the declaration says was last looked at: move it with its words."""


@router.get("/mentions-legales")
async def legal(request: Request) -> Response:
    """Who publishes the service is for its operator to say."""
    return page(request, "mentions-legales.html", active="legal")


@router.get("/accessibilite")
async def accessibility(request: Request) -> Response:
    """What was checked, what was not, and whom to write to.

    Source:
        Arrêté du 20 septembre 2019 portant RGAA, « modèle de déclaration ».
    """
    settings = request.app.state.settings
    return page(
        request,
        "accessibilite.html",
        active="accessibility",
        contact=settings.accessibility_contact or settings.contact_url,
        made_on=DECLARED_ON,
    )
