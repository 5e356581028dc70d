"""Addresses are found by their segments."""

import pytest

from numna_geo.api.ogc.addresses import Addresses
from numna_geo.api.ogc.links import Links, link_header, origin_of


async def answer(_request):  # type: ignore[no-untyped-def]
    raise NotImplementedError


TEMPLATES = ("", "/", "/c", "/c/{dataset}", "/c/{dataset}/items/{fid:path}", "/c/x/y")
ADDRESSES = Addresses("/ogc", dict.fromkeys(TEMPLATES, answer))


@pytest.mark.parametrize(
    ("path", "template", "values"),
    [
        ("/ogc", "", {}),
        ("/ogc/", "/", {}),
        ("/ogc/c/epci", "/c/{dataset}", {"dataset": "epci"}),
        (
            "/ogc/c/a/items/osm:node/1",
            "/c/{dataset}/items/{fid:path}",
            {"dataset": "a", "fid": "osm:node/1"},
        ),
        ("/ogc/c/x/y", "/c/x/y", {}),
    ],
)
def test_an_address_gives_its_values(
    path: str, template: str, values: dict[str, str]
) -> None:
    found = ADDRESSES.found(path)

    assert found is not None
    assert (found[0].path, found[1]) == (f"/ogc{template}", values)


@pytest.mark.parametrize("path", ["/ogc/d", "/ogc/c/", "/ogc/c/a/items/", "/ogc/c/a/b"])
def test_what_no_template_says_is_nowhere(path: str) -> None:
    assert ADDRESSES.found(path) is None


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        (b"numna.example:8080", "http://numna.example:8080"),
        (b"[::1]:8000", "http://[::1]:8000"),
        (b'evil"><script>', "http://127.0.0.1:80"),
        (b"a.example/path", "http://127.0.0.1:80"),
    ],
)
def test_a_host_that_is_none_is_not_repeated(host: bytes, origin: str) -> None:
    scope = {"headers": [(b"host", host)], "server": ["127.0.0.1", 80]}

    assert origin_of(scope, None) == origin
    assert origin_of(scope, "https://public.example/") == "https://public.example"


def test_links_are_also_a_header() -> None:
    link = Links("http://here").to("next", "/x", "text/csv", "More")

    told = '<http://here/ogc/x>; rel="next"; type="text/csv"'
    assert link_header([link]) == told
