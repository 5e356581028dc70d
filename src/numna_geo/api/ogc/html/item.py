"""The page of one feature: every field in words, where it is, and what leads on."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from numna_geo.api.ogc.html.cells import cell
from numna_geo.api.ogc.html.frame import (
    Named,
    as_format,
    framed,
)
from numna_geo.api.ogc.html.gaps import chapters, plain_fields
from numna_geo.api.ogc.html.map import is_drawable, map_of
from numna_geo.api.ogc.links import ROOT, published_at
from numna_geo.api.pages.words.fields import title_of, told_field
from numna_geo.api.pages.words.wording import Words, words_of
from numna_geo.model.dataset import Dataset

_SHEETS = {"communes": "commune", "epci": "epci", "departements": "departement"}


async def item_page(
    request: Request, document: Mapping[str, Any], dataset: Dataset
) -> Response:
    """One feature."""
    t, told = words_of(request), document["properties"]
    name = str(told.get(dataset.label) or document["id"])
    path = f"{ROOT}/collections/{dataset.key}"
    drawn = is_drawable(request) and document.get("geometry")
    here = quote(f"{path}/items/{document['id']}", safe="/:")
    return framed(
        request,
        "ogc-item.html",
        title=name,
        crumbs=[(title_of(t, dataset), path), (t("ogc.items"), f"{path}/items")],
        here_name=str(document["id"]),
        facts=[
            (told_field(t, field), cell(t, field, told.get(field.name)))
            for field in plain_fields(dataset)
            if field.name in told
        ],
        chapters=chapters(t, dataset, told),
        more=list(_pages_of(t, dataset, told)),
        picture=await map_of(
            request, dataset, [document], label=t("ogc.map_label", title=name)
        )
        if drawn
        else None,
        item=f"{published_at(request)}{here}?f=json",
        formats=[("GeoJSON", as_format(request, "json"))],
    )


def _pages_of(t: Words, dataset: Dataset, told: Mapping[str, Any]) -> list[Named]:
    """Pages of this site that tell more of the same thing."""
    if dataset.key == "structures":
        return [(t("ogc.its_page"), f"/structures/{told['id']}")]
    level = told.get("level") if dataset.key == "gaps" else _SHEETS.get(dataset.key)
    if dataset.key == "broadband":
        level = "commune"
    return [(t("ogc.its_sheet"), f"/territoires/{level}/{told['code']}")]
