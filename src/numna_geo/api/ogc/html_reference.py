"""The OpenAPI document as a page that people read."""

from collections.abc import Iterator, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from numna_geo.api.ogc.html_frame import as_format, framed, words_of

Schema = Mapping[str, Any]


async def reference_page(request: Request, document: Mapping[str, Any]) -> Response:
    """Every address, its parameters and its answers."""
    t = words_of(request)
    return framed(
        request,
        "ogc-reference.html",
        title=t("ogc.reference"),
        lead=t("ogc.reference_lead"),
        operations=list(operations(document)),
        formats=[("OpenAPI 3.0", as_format(request, "json"))],
    )


def operations(document: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """What can be asked, in the order of the document."""
    for path, item in document["paths"].items():
        operation = item.get("get")
        if operation is None:
            continue
        given = [*item.get("parameters", ()), *operation.get("parameters", ())]
        answers = operation.get("responses", {})
        yield {
            "path": path,
            "summary": operation.get("summary", ""),
            "description": operation.get("description", ""),
            "parameters": [_parameter(found(document, one)) for one in given],
            "answers": [
                (status, found(document, one).get("description", ""))
                for status, one in answers.items()
            ],
        }


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
        "description": one.get("description", ""),
        "said": _said(one.get("schema", {})),
    }


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
