"""/donnees: sources, licences, dates, and what became of each row."""

from fastapi import APIRouter, Request, Response

from numna_geo.api.pages.known import known_sites
from numna_geo.api.pages.templates import page
from numna_geo.api.state import ReaderDep
from numna_geo.gaps import INDICATORS
from numna_geo.model.category import Category
from numna_geo.model.territory import Level
from numna_geo.store import map_values, sources

router = APIRouter(include_in_schema=False)

ROWS = 200


@router.get("/donnees")
async def data_page(request: Request, reader: ReaderDep) -> Response:
    """Everything that was loaded."""
    imports = await reader.rows(map_values.last_imports())
    ids = [row["id"] for row in imports]
    return page(
        request,
        "donnees.html",
        active="data",
        sources=await reader.rows(sources.every()),
        imports=imports,
        titles={row["id"]: row["title"] for row in imports},
        reports=await reader.rows(map_values.import_rows(ids, limit=ROWS)),
        known=await known_sites(reader),
        categories=list(Category),
        most=ROWS,
        indicators=list(INDICATORS.values()),
        levels=[Level.COMMUNE, Level.EPCI, Level.DEPARTEMENT],
    )
