"""/embed/*.js: what other sites run, at addresses without a hash."""

import brotli
import pytest
from starlette.testclient import TestClient

from numna_geo.api.pages.embed.snippets import ELEMENT_SCRIPT, HEIGHT_SCRIPT


@pytest.mark.parametrize("path", [HEIGHT_SCRIPT, ELEMENT_SCRIPT])
def test_a_script_of_hosts_is_small_open_to_all_and_sent_once(
    client: TestClient, path: str
) -> None:
    plain = client.get(path, headers={"Accept-Encoding": "identity"})
    with client.stream("GET", path, headers={"Accept-Encoding": "br"}) as squeezed:
        content = b"".join(squeezed.iter_raw())
    again = client.get(path, headers={"If-None-Match": plain.headers["etag"]})

    assert "content-encoding" not in plain.headers
    assert squeezed.headers["content-encoding"] == "br"
    assert brotli.decompress(content) == plain.content
    assert (again.status_code, again.content) == (304, b"")
    for reply in (plain, squeezed, again):
        assert "Accept-Encoding" in reply.headers["vary"]
        assert reply.headers["access-control-allow-origin"] == "*"
        assert reply.headers["etag"] == plain.headers["etag"]
    assert plain.headers["content-type"] == "text/javascript; charset=utf-8"
    # A mend of theirs gets through within a day.
    assert "max-age=86400" in plain.headers["cache-control"]
    assert "immutable" not in plain.headers["cache-control"]
