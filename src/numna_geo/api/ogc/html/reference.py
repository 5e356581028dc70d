"""The OpenAPI document as a page that people read."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from numna_geo.api.ogc.html.frame import as_format, framed
from numna_geo.api.pages.words.wording import Words, words_of
from numna_geo.usecases.published_datasets import DATASETS

Schema = Mapping[str, Any]

# Where the name of a collection stands in `/collections/{collectionId}/items`.
_NAME = 2


async def reference_page(request: Request, document: Mapping[str, Any]) -> Response:
    """Every address, its parameters and its answers."""
    t = words_of(request)
    return framed(
        request,
        "ogc-reference.html",
        title=t("ogc.reference"),
        lead=t("ogc.reference_lead"),
        operations=[_told(t, one) for one in operations(document)],
        formats=[("OpenAPI 3.0", as_format(request, "json"))],
    )


def _told(t: Words, operation: dict[str, Any]) -> dict[str, Any]:
    """An operation, summed up in the language of the page where that is written."""
    written = t.texts.get(f"ogc.op {operation['path']}")
    summary = written or operation["summary"]
    return {**operation, "summary": summary, "in_english": written is None}


def operations(document: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """What can be asked, in the order of the document, once for all collections."""
    together: dict[str, list[Schema]] = {}
    for path, item in document["paths"].items():
        if "get" in item:
            together.setdefault(pattern_of(path), []).append(item)
    for pattern, items in together.items():
        yield _operation(document, pattern, items)


def pattern_of(path: str) -> str:
    """An address with the name of its collection left open.

    >>> pattern_of("/collections/communes/items")
    '/collections/{collectionId}/items'
    """
    parts = path.split("/")
    return "/".join(
        "{collectionId}" if place == _NAME and part in DATASETS else part
        for place, part in enumerate(parts)
    )


def _operation(
    document: Mapping[str, Any], pattern: str, items: Sequence[Schema]
) -> dict[str, Any]:
    """One address; parameters that only some collections know are their fields."""
    first = items[0]["get"]
    given = [_given(document, one) for one in items]
    shared = set.intersection(*(set(one) for one in given))
    told = title_of_all(first.get("summary", "")) if items[1:] else first.get("summary")
    return {
        "path": pattern,
        "summary": told or "",
        "description": ticked(first.get("description", "")),
        "parameters": [_parameter(one) for n, one in given[0].items() if n in shared],
        "fields": len(shared) < len(given[0]),
        "answers": [
            (status, ticked(found(document, one).get("description", "")))
            for status, one in first.get("responses", {}).items()
        ],
    }


def title_of_all(summary: str) -> str:
    """A summary without the collection that it names after a colon.

    >>> title_of_all("Features: Communes of Nouvelle-Aquitaine")
    'Features'
    """
    return summary.partition(":")[0]


def _given(document: Mapping[str, Any], item: Schema) -> dict[str, Schema]:
    several = [*item.get("parameters", ()), *item["get"].get("parameters", ())]
    known = [found(document, one) for one in several]
    return {one["name"]: one for one in known}


def found(document: Mapping[str, Any], part: Schema) -> Schema:
    """A part of the document, or the one that it refers to.

    >>> found({"a": {"b": {"type": "string"}}}, {"$ref": "#/a/b"})
    {'type': 'string'}
    """
    reference = part.get("$ref")
    if reference is None:
        return part
    here: Any = document
    for name in reference.removeprefix("#/").split("/"):
        here = here[name.replace("~1", "/").replace("~0", "~")]
    target: Schema = here
    return target


def _parameter(one: Schema) -> dict[str, Any]:
    return {
        "name": one["name"],
        "required": one.get("required", False),
        "description": ticked(one.get("description", "")),
        "said": _said(one.get("schema", {})),
    }


def ticked(text: str) -> Markup:
    """A text that is escaped, what stands between backticks as code.

    >>> print(ticked("instead of `Accept`, <b>"))
    instead of <code>Accept</code>, &lt;b&gt;
    """
    parts = text.split("`")
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if place % 2 else part
        for place, part in enumerate(parts)
    )


def _said(schema: Schema) -> str:
    """A schema in a few words.

    >>> _said({"type": "integer", "minimum": 1, "maximum": 10000, "default": 100})
    'integer, 1 to 10000, default 100'
    """
    items = schema.get("items", {})
    kind = schema.get("type", "")
    words = [f"{kind} of {items['type']}" if items.get("type") else kind]
    choices = schema.get("enum") or items.get("enum")
    if choices:
        words = [" | ".join(str(one) for one in choices)]
    if "minimum" in schema and "maximum" in schema:
        words.append(f"{schema['minimum']} to {schema['maximum']}")
    if "format" in schema:
        words.append(schema["format"])
    if "default" in schema:
        words.append(f"default {schema['default']}")
    return ", ".join(word for word in words if word)
