"""/embed/…: the only pages that another site may frame."""

from fastapi import APIRouter, Request, Response

from numna_geo.api.pages.embed_asked import EmbedAsked, embed_asked
from numna_geo.api.pages.embed_dress import router as dress
from numna_geo.api.pages.embed_figures import Told, told_figure, told_sheet
from numna_geo.api.pages.embed_view import embed_page, territory_of
from numna_geo.api.pages.wording import words
from numna_geo.api.state import ReaderDep, SheetsDep

router = APIRouter(include_in_schema=False)
router.include_router(dress)


@router.get("/embed/fiche")
async def sheet(request: Request, reader: ReaderDep, sheets: SheetsDep) -> Response:
    """A territory: a sentence, and a figure for each objective of the roadmap."""
    asked, t = _asked(request, "fiche"), words(_asked(request, "fiche").lang)
    level, code, known = await territory_of(reader, asked)
    told = told_sheet(t, asked, await sheets.of(level, code), known=known)
    return _figures(request, told)


@router.get("/embed/chiffre")
async def figure(request: Request, reader: ReaderDep, sheets: SheetsDep) -> Response:
    """One figure of a territory, with what it is compared with."""
    asked, t = _asked(request, "chiffre"), words(_asked(request, "chiffre").lang)
    level, code, known = await territory_of(reader, asked)
    told = told_figure(t, asked, await sheets.of(level, code), known=known)
    return _figures(request, told)


def _figures(request: Request, told: Told) -> Response:
    return embed_page(request, "embed_chiffres.html", told.frame, told=told)


def _asked(request: Request, kind: str) -> EmbedAsked:
    return embed_asked(kind, request.query_params.multi_items())
