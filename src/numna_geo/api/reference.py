"""/docs: the API on one page, written from its OpenAPI document. No script."""

import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from numna_geo.api.pages.shell.templates import built_assets
from numna_geo.api.problems import STATUS, kind_of
from numna_geo.errors import AssetMissing

router = APIRouter(include_in_schema=False)

Operation = Mapping[str, Any]


@router.get("/docs", response_class=HTMLResponse)
async def reference(request: Request) -> HTMLResponse:
    """Every operation, its parameters and its answers."""
    document = request.app.openapi()
    return HTMLResponse(
        "\n".join(page(document, _asset("site.css"), _asset("icon.svg")))
    )


def page(
    document: Mapping[str, Any], stylesheet: str | None, icon: str | None
) -> Iterator[str]:
    """Lines of HTML, every text of the document escaped."""
    title = escape(document["info"]["title"])
    yield '<!doctype html><html lang="en"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>API reference · {title}</title>"
    if stylesheet:
        yield f'<link rel="stylesheet" href="{escape(stylesheet)}">'
    if icon:
        yield f'<link rel="icon" href="{escape(icon)}" type="image/svg+xml">'
    yield '</head><body><main class="text">'
    yield f"<h1>{title}: API reference</h1>"
    yield f"<p>{_text(document['info']['description'])}</p>"
    yield '<p>For programs: <a href="/openapi.json">openapi.json</a>. '
    yield 'For people: <a href="/">numNA Geo</a>.</p>'
    yield '<nav><ul class="bullets">'
    for path, operation in _operations(document):
        asked = (
            path if operation["method"] == "GET" else f"{operation['method']} {path}"
        )
        yield f'<li><a href="#{_anchor(asked)}"><code>{escape(asked)}</code></a> '
        yield f"{escape(operation.get('summary', ''))}</li>"
    yield "</ul></nav>"
    for path, operation in _operations(document):
        yield from _section(path, operation, document)
    yield from _problems()
    yield "</main></body></html>"


def _asset(name: str) -> str | None:
    """One of the pages; without a build the reference is plain, and still there."""
    try:
        return built_assets().url(name)
    except AssetMissing:
        return None


def _operations(document: Mapping[str, Any]) -> Iterator[tuple[str, Operation]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield path, {**operation, "method": method.upper()}


def _section(
    path: str, operation: Operation, document: Mapping[str, Any]
) -> Iterator[str]:
    asked = f"{operation['method']} {path}"
    anchor = _anchor(path if operation["method"] == "GET" else asked)
    yield f'<section><h2 id="{anchor}"><code>{escape(asked)}</code></h2>'
    yield f"<p>{_text(operation.get('description', ''))}</p>"
    parameters = operation.get("parameters", [])
    if parameters:
        yield '<div class="scroll" tabindex="0" role="region" '
        yield f'aria-labelledby="{anchor}"><table class="data-table">'
        yield "<thead><tr><th>Parameter</th><th>Value</th><th>Meaning</th></tr>"
        yield "</thead><tbody>"
        for one in parameters:
            yield _parameter(one, document)
        yield "</tbody></table></div>"
    yield '<ul class="bullets">'
    for status, answer in operation["responses"].items():
        media = ", ".join(answer.get("content", {}))
        said = answer["description"].replace("Successful Response", "The answer.")
        yield f"<li><code>{escape(status)}</code> {_text(said)} {escape(media)}</li>"
    yield "</ul></section>"


def _parameter(one: Mapping[str, Any], document: Mapping[str, Any]) -> str:
    needed = " (required)" if one.get("required") else ""
    cells = (
        f"<code>{escape(one['name'])}</code>{needed}",
        escape(values(one["schema"], document["components"]["schemas"])),
        _text(one.get("description", "")),
    )
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def values(schema: Mapping[str, Any], named: Mapping[str, Any]) -> str:
    """What a parameter takes, in a few words; `named` are the schemas by name.

    >>> values({"type": "integer", "minimum": 1, "maximum": 50, "default": 5}, {})
    'integer, 1 to 50, default 5'
    """
    kinds = [one for one in schema.get("anyOf", []) if one.get("type") != "null"]
    inner = kinds[0] if kinds else schema
    if "$ref" in inner:
        inner = named[inner["$ref"].rsplit("/", 1)[-1]]
    if inner.get("type") == "array":
        return f"repeatable: {values(inner['items'], named)}"
    if "enum" in inner:
        said = " | ".join(map(str, inner["enum"]))
    else:
        said = str(inner.get("const", inner.get("type", "text")))
    if "minimum" in inner:
        said += f", {inner['minimum']} to {inner.get('maximum', '…')}"
    if schema.get("default") is not None:
        said += f", default {schema['default']}"
    for example in schema.get("examples", [])[:1]:
        said += f", such as {example}"
    return said


def _text(said: str) -> str:
    """Words between backticks as code; everything escaped.

    >>> _text("`lon` < 180")
    '<code>lon</code> &lt; 180'
    """
    return re.sub("`([^`]+)`", r"<code>\1</code>", escape(said))


def _problems() -> Iterator[str]:
    yield "<section><h2>Problems</h2><dl>"
    for error, status in STATUS.items():
        kind = kind_of(error)
        meaning = escape((error.__doc__ or "").splitlines()[0])
        yield f'<dt id="{kind}"><code>{int(status)} {kind}</code></dt>'
        yield f"<dd>{meaning}</dd>"
    yield "</dl></section>"


def _anchor(path: str) -> str:
    plain = path.strip("/").replace(" /", "-").replace("/", "-")
    return escape(plain.replace("{", "").replace("}", ""))
