"""/territoires/{niveau}/{code}: the sheet of a territory, on screen and on paper."""

from http import HTTPStatus

from fastapi import APIRouter, Request, Response

from numna_geo.api.middleware.freshness import today as this_day
from numna_geo.api.pages.shell.errors import error_page
from numna_geo.api.pages.shell.metadata import Metadata, absolute, metadata
from numna_geo.api.pages.shell.templates import page
from numna_geo.api.pages.territory.picture import PicturesDep
from numna_geo.api.pages.territory.said import shown_sources
from numna_geo.api.pages.territory.sheet_view import View, view
from numna_geo.api.pages.words.wording import words_of
from numna_geo.api.replies import url
from numna_geo.api.state import ReaderDep, SheetsDep
from numna_geo.api.v1.territory_codes import current_code
from numna_geo.gaps.copper_before_fibre import CALENDAR
from numna_geo.model.territory import REGION_CODE, REGION_NAME, Level
from numna_geo.store.former_reading import former_name
from numna_geo.store.reading import Reader
from numna_geo.usecases.sheet import Sheet

router = APIRouter(include_in_schema=False)

_FORMER = "ancien"
_LONGEST = 5
_ZOOM = 10
_ZOOMS = {Level.REGION: 7, Level.DEPARTEMENT: 9}
"""Of the map of gaps, where a territory fills it."""


@router.get("/territoires/{level}/{code}")
async def territory_page(
    request: Request,
    level: str,
    code: str,
    reader: ReaderDep,
    sheets: SheetsDep,
    pictures: PicturesDep,
) -> Response:
    """An old commune code moves on to its successor."""
    today = None
    if level in set(Level):
        today = await current_code(reader, Level(level), code)
    if today is None:
        return error_page(request, HTTPStatus.NOT_FOUND, title="sheet.not_found")
    if today != code:
        query = [(k, v) for k, v in request.query_params.multi_items() if k == "lang"]
        query.append((_FORMER, code))
        moved = url(request, f"/territoires/{level}/{today}", query)
        return Response(status_code=301, headers={"Location": moved})
    t = words_of(request)
    sheet = await sheets.of(Level(level), today)
    told = view(t, sheet)
    label = t("sheet.map_alt", name=sheet.identity.name)
    return page(
        request,
        "territoire.html",
        active="territories",
        sheet=sheet,
        one=sheet.identity,
        view=told,
        region=(REGION_CODE, REGION_NAME),
        day=this_day(),
        sources=shown_sources(sheet),
        calendar=t.day(CALENDAR),
        map_zoom=_ZOOMS.get(sheet.identity.level, _ZOOM),
        former=await _former(request, reader, today),
        picture=await pictures.of(Level(level), today, label),
        meta=_metadata(request, sheet, told),
    )


async def _former(
    request: Request, reader: Reader, today: str
) -> tuple[str, str] | None:
    """The old code that somebody came by, and its name."""
    code = request.query_params.get(_FORMER, "")[:_LONGEST]
    name = await reader.value(former_name(code, today)) if code else None
    return (code, name) if name else None


def _metadata(request: Request, sheet: Sheet, told: View) -> Metadata:
    one = sheet.identity
    path = f"/territoires/{one.level}/{one.code}"
    here = absolute(request, path)
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": here,
        "name": f"{one.name}, numNA Geo",
        "description": told.verdict,
        "url": here,
        "dateModified": sheet.measured_on.isoformat(),
        "license": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
        "spatialCoverage": {
            "@type": "AdministrativeArea",
            "name": one.name,
            "identifier": one.code,
        },
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": media_type,
                "contentUrl": absolute(
                    request,
                    f"/api/v1/territories/{one.level}/{one.code}/sheet",
                    [("f", name)],
                ),
            }
            for name, media_type in (
                ("json", "application/json"),
                ("csv", "text/csv"),
            )
        ],
    }
    return metadata(
        request, title=one.name, description=told.verdict, path=path, data=data
    )
