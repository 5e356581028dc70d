"""The page of items: a form, a map, a table, and what carries them elsewhere."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import Response

from numna_geo.api.ogc import files
from numna_geo.api.ogc.html.cells import Cell, cell, is_numeric
from numna_geo.api.ogc.html.choices import MOST, form, shown_fields
from numna_geo.api.ogc.html.frame import (
    as_format,
    framed,
    link_to,
    turned,
)
from numna_geo.api.ogc.html.map import Box, anchor_of, is_drawable, map_of
from numna_geo.api.ogc.links import ROOT, published_at
from numna_geo.api.pages.words.fields import title_of, told_field
from numna_geo.api.pages.words.wording import Words, words_of
from numna_geo.model.dataset import Dataset, Field

_PAGE = ("limit", "cursor", "offset", "properties")
_FLAT = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column, and the address that sorts by it, or the other way."""

    title: str
    numeric: bool
    sorted: str | None
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A feature as a row; `category` is what its mark shows."""

    name: str
    href: str
    anchor: str
    drawn: bool
    category: str | None
    cells: Sequence[Cell]


async def items_page(
    request: Request, document: Mapping[str, Any], dataset: Dataset
) -> Response:
    """The features of a page, `MOST` of them at most."""
    t, asked = words_of(request), dict(request.query_params)
    features = document["features"][:MOST]
    fields = shown_fields(dataset, asked)
    title = title_of(t, dataset)
    path = f"{ROOT}/collections/{dataset.key}"
    return framed(
        request,
        "ogc-items.html",
        title=title,
        crumbs=[(title, path)],
        here_name=t("ogc.items"),
        dataset=dataset,
        action=f"{path}/items",
        form=form(t, dataset, asked),
        columns=list(_columns(request, t, fields)),
        rows=[_line(t, dataset, fields, one) for one in features],
        count=count(t, document),
        picture=await _picture(request, t, dataset, features),
        **_pages(request, document),
        files=[
            (one.title, as_format(request, one.key, *_PAGE)) for one in files.FORMATS
        ],
        search=_search(request, dataset),
        formats=[("GeoJSON", as_format(request, "json"))],
        unlisted=bool(asked),
    )


def count(t: Words, document: Mapping[str, Any]) -> str:
    """How many features match and how many of them are here."""
    returned = min(document["numberReturned"], MOST)
    matched = document.get("numberMatched")
    if matched is None:
        return t.count("ogc.count_many", returned)
    return t.count("ogc.count", matched, here=t.number(returned))


def _line(
    t: Words, dataset: Dataset, fields: Sequence[Field], feature: Mapping[str, Any]
) -> Line:
    told = feature["properties"]
    number = str(feature["id"])
    category = told.get("category") if dataset.key == "structures" else None
    return Line(
        name=str(told.get(dataset.label) or number),
        href=f"{ROOT}/collections/{dataset.key}/items/{number}",
        anchor=quote(anchor_of(feature), safe=":"),
        drawn=bool(feature.get("geometry")),
        category=category,
        cells=[cell(t, field, told.get(field.name)) for field in fields],
    )


def _columns(request: Request, t: Words, fields: Sequence[Field]) -> Iterator[Column]:
    now = request.query_params.get("sortby", "")
    for field in fields:
        ascending = now.lstrip("+ ") == field.name
        descending = now == f"-{field.name}"
        after = f"-{field.name}" if ascending else field.name
        yield Column(
            title=told_field(t, field).title,
            numeric=is_numeric(field),
            sorted="ascending" if ascending else "descending" if descending else None,
            href=_changed(request, sortby=after),
        )


def _changed(request: Request, **changed: str) -> str:
    """This address, at its first page, with some parameters changed."""
    left_out = {"cursor", "offset", "f", *changed}
    asked = request.query_params.multi_items()
    kept = [(name, value) for name, value in asked if name not in left_out]
    query = urlencode([*kept, *changed.items()])
    return f"{request.url.path}?{query}" if query else request.url.path


def _pages(request: Request, document: Mapping[str, Any]) -> dict[str, Any]:
    following, previous = link_to(document, "next"), link_to(document, "prev")
    later = {"cursor", "offset"} & request.query_params.keys()
    return {
        "following": turned(request, following) if following else None,
        "previous": turned(request, previous) if previous else None,
        "first": _changed(request) if later and not previous else None,
    }


def _search(request: Request, dataset: Dataset) -> str:
    """The address of what is asked, for a program."""
    asked = request.query_params.multi_items()
    left_out = {"f", "lang", "cursor", "offset", "properties", "limit"}
    kept = [(name, value) for name, value in asked if name not in left_out]
    query = urlencode([*kept, ("f", "json")], safe=":,/")
    base = f"{published_at(request)}{ROOT}/collections/{dataset.key}/items"
    return f"{base}?{query}"


async def _picture(
    request: Request,
    t: Words,
    dataset: Dataset,
    features: Sequence[Mapping[str, Any]],
) -> Any:
    if not is_drawable(request):
        return None
    box = _box(request) if not request.query_params.get("bbox-crs") else None
    label = t("ogc.map_label", title=title_of(t, dataset))
    return await map_of(request, dataset, features, box=box, label=label)


def _box(request: Request) -> Box | None:
    numbers = request.query_params.get("bbox", "").split(",")
    if len(numbers) != _FLAT:
        return None
    west, south, east, north = map(float, numbers)
    return (west, south, east, north) if west < east else None
