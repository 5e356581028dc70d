"""The OpenAPI document: as FastAPI writes it, with our errors in place of its own."""

from typing import Any

from fastapi import FastAPI

from numna_geo.api.problems import MEDIA_TYPE

_FIRST_ERROR = 400
_UNUSED = ("HTTPValidationError", "ValidationError")


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
    for path in document["paths"].values():
        for operation in path.values():
            answers = operation["responses"]
            answers.pop("422", None)
            for status, answer in answers.items():
                content = answer.get("content", {})
                if int(status) >= _FIRST_ERROR and content:
                    answer["content"] = {MEDIA_TYPE: next(iter(content.values()))}
    schemas = document.get("components", {}).get("schemas", {})
    for name in _UNUSED:
        schemas.pop(name, None)
    return document
