"""The OpenAPI document: as FastAPI writes it, with our errors and links of our own."""

from typing import Any

from fastapi import FastAPI

from numna_geo.api.problems import MEDIA_TYPE

_FIRST_ERROR = 400
_UNUSED = ("HTTPValidationError", "ValidationError")
_TOO_LONG = "The address is longer than we read."
_API = "/api/v1"
# What an answer holds the identifiers of: where it is, and the path that takes it.
_LINKS = {
    "/structures": [("structure_id", "/features/0/id", "/structures/{structure_id}")],
    "/nearest": [("structure_id", "/features/0/id", "/structures/{structure_id}")],
    "/imports": [("import_id", "/imports/0/id", "/imports/{import_id}")],
}


def install(app: FastAPI) -> None:
    """Make `app.openapi()` tell of problems, and never of 422."""
    written = app.openapi

    def ours() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _mended(written())
        return app.openapi_schema

    # FastAPI documents this way of changing its document.
    app.openapi = ours  # type: ignore[method-assign]


def _mended(document: dict[str, Any]) -> dict[str, Any]:
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    for path in document["paths"].values():
        for operation in path.values():
            answers = operation["responses"]
            answers.pop("422", None)
            if "400" in answers:
                answers["414"] = {**answers["400"], "description": _TOO_LONG}
            for status, answer in answers.items():
                content = answer.get("content", {})
                if int(status) >= _FIRST_ERROR and content:
                    answer["content"] = {MEDIA_TYPE: next(iter(content.values()))}
            document["components"]["schemas"] = schemas = {
                **_definitions(operation),
                **schemas,
            }
    for name in _UNUSED:
        schemas.pop(name, None)
    _link(document["paths"])
    return document


def _definitions(operation: dict[str, Any]) -> dict[str, Any]:
    """What a body's schema defines for itself, taken out of it."""
    found: dict[str, Any] = {}
    for content in operation.get("requestBody", {}).get("content", {}).values():
        found |= content["schema"].pop("$defs", {})
    return found


def _link(paths: dict[str, Any]) -> None:
    """Say which answer leads to which other question."""
    for path, links in _LINKS.items():
        answer = paths[_API + path]["get"]["responses"]["200"]
        answer["links"] = {
            name: {
                "operationId": paths[_API + target]["get"]["operationId"],
                "parameters": {name: f"$response.body#{pointer}"},
            }
            for name, pointer, target in links
        }
