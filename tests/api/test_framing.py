"""Who may frame what, over every route of the application."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.routing import BaseRoute
from starlette.testclient import TestClient

import numna_geo
from numna_geo.api.middleware.security_headers import content_security_policy
from numna_geo.api.pages.embed.asked import Embed

OGC = ("/ogc", "/ogc/collections", "/ogc/collections/communes/items", "/ogc/absent")


def paths(routes: list[BaseRoute]) -> Iterator[str]:
    for route in routes:
        path = getattr(route, "path", "")
        inner = getattr(route, "routes", None) or getattr(
            getattr(route, "original_router", None), "routes", None
        )
        if inner:
            yield from paths(inner)
        elif path:
            yield re.sub(r"\{\w+(:path)?\}", "absent", path)


def ancestors(client: TestClient, path: str) -> str:
    """Who may frame what is at an address, asked in a way that no route answers to."""
    policy = client.put(path).headers["content-security-policy"]
    found = re.search("frame-ancestors ([^;]+)", policy)
    # Without the directive anybody may, a page in a sandbox or in a file included.
    return found.group(1) if found else "anybody"


def test_other_sites_frame_embeds_and_nothing_else(client: TestClient) -> None:
    found = sorted({*paths(client.app.routes), *OGC})  # type: ignore[attr-defined]

    framed = {path: ancestors(client, path) for path in found}

    assert len(framed) > 60
    assert {f"/embed/{kind}" for kind in Embed} <= framed.keys()
    assert {p for p, a in framed.items() if a == "anybody"} == {
        path for path in framed if path.startswith("/embed/")
    }
    assert set(framed.values()) == {"anybody", "'self'"}


def test_a_route_with_a_policy_of_its_own_is_framed_by_us_alone(
    client: TestClient,
) -> None:
    home = Path(numna_geo.__file__).parent
    written = {
        module.name
        for module in home.rglob("*.py")
        if "Content-Security-Policy" in module.read_text("utf-8")
    } - {"security_headers.py"}

    # Logos run nothing at all; a static copy writes policies for its own server.
    assert written <= {"integrate.py", "dress.py", "host_files.py"}
    policy = client.get("/integrer").headers["content-security-policy"]
    assert "frame-ancestors 'self'" in policy
    assert policy.endswith("img-src 'self' data:; frame-src 'self'")


@pytest.mark.parametrize("kind", Embed)
def test_an_embed_says_what_hosts_that_isolate_themselves_ask(
    client: TestClient, kind: Embed
) -> None:
    headers = client.get(f"/embed/{kind}").headers

    assert headers["cross-origin-resource-policy"] == "cross-origin"
    assert headers["cross-origin-embedder-policy"] == "require-corp"
    assert headers["access-control-allow-origin"] == "*"
    assert "x-frame-options" not in headers
    assert headers["permissions-policy"] == "geolocation=()"


def test_in_a_sandbox_our_origin_has_a_name() -> None:
    policy = content_security_policy(None, ancestors=None, named="https://geo.example")

    assert "script-src 'self' https://geo.example;" in policy
    assert policy.endswith("img-src 'self' https://geo.example data:")


def test_what_a_sandboxed_map_fetches_is_open_even_when_it_is_gone(
    client: TestClient,
) -> None:
    for path in ("/carte/donnees/0/communes.json", "/carte/contours/absent.bin"):
        gone = client.get(path)

        assert gone.status_code == 404
        assert gone.headers["access-control-allow-origin"] == "*"
