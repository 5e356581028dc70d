"""Pieces of the OpenAPI document that the paths of every part are made of."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from numna_geo.api.ogc.media import HTML, Format

Json = dict[str, Any]

PROBLEMS: Mapping[str, str] = {
    "400": "A parameter is unknown, given twice, or has a value that cannot be used.",
    "404": "There is nothing of that name.",
    "406": "The answer does not exist in any format that is accepted.",
    "414": "The address is too long.",
    "503": "The database does not answer, or has no data yet.",
}
_ALWAYS = ("400", "406", "414", "503")
_HEADERS: Json = {
    "ETag": {
        "description": "Changes with the data.",
        "schema": {"type": "string"},
    }
}


def ref(kind: str, name: str) -> Json:
    """A reference to a component."""
    return {"$ref": f"#/components/{kind}/{name}"}


def operation(
    operation_id: str,
    summary: str,
    answer: Json,
    *,
    tag: str = "service",
    parameters: Sequence[Json] = (),
    may_be_unknown: bool = False,
) -> Json:
    """A GET: every address takes `f` and `lang`, and may fail alike.

    Args:
        operation_id: unique.
        summary: what it tells, in a few words.
        answer: the response of 200.
        tag: that it is listed under.
        parameters: beside those of every address; an own `f` replaces the common one.
        may_be_unknown: whether it can answer 404.
    """
    own = any(one.get("name") == "f" for one in parameters)
    common = ("lang",) if own else ("f", "lang")
    statuses = sorted([*_ALWAYS, *(["404"] if may_be_unknown else [])])
    return {
        "get": {
            "operationId": operation_id,
            "tags": [tag],
            "summary": summary,
            "parameters": [*parameters, *(ref("parameters", name) for name in common)],
            "responses": {
                "200": answer,
                "304": {"description": "What the caller holds still holds."},
                **{status: ref("responses", f"Problem{status}") for status in statuses},
            },
        }
    }


def answered(
    description: str,
    schema: Json,
    formats: Iterable[Format],
    *,
    links: Json | None = None,
    headers: Json | None = None,
) -> Json:
    """A response of 200: JSON by `schema`, other formats as they are."""
    content = {one.media_type: _content(one, schema) for one in formats}
    found: Json = {
        "description": description,
        "headers": {**_HEADERS, **(headers or {})},
        "content": content,
    }
    return {**found, "links": links} if links else found


def _content(form: Format, schema: Json) -> Json:
    if form.key == "json":
        return {"schema": schema}
    if form is HTML:
        return {"schema": {"type": "string"}}
    return {"schema": {"type": "string", "format": "binary"}}


def in_query(name: str, description: str, schema: Json, **more: Any) -> Json:
    """An optional query parameter."""
    return {
        "name": name,
        "in": "query",
        "description": description,
        "required": False,
        "schema": schema,
        "style": "form",
        "explode": False,
        **more,
    }


def in_path(name: str, description: str, schema: Json) -> Json:
    """A segment of the address."""
    return {
        "name": name,
        "in": "path",
        "description": description,
        "required": True,
        "schema": schema,
    }
