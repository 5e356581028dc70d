"""Errors where the browser files were not built: a program's answer, never a 500."""

from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

import pytest
from fastapi import Request

from numna_geo.api.pages.shell import embed_icons, templates
from numna_geo.api.pages.shell.errors import error_page_if_wanted


@pytest.fixture
def unbuilt(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    made = embed_icons.icons, templates._environment
    for module in (embed_icons, templates):
        monkeypatch.setattr(module, "ASSETS", tmp_path)
    for one in made:
        one.cache_clear()
    yield
    for one in made:
        one.cache_clear()


@pytest.mark.usefixtures("unbuilt")
@pytest.mark.parametrize("path", ["/absent", "/embed/absent"])
def test_without_a_build_there_is_no_page_of_an_error(path: str) -> None:
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": b"",
        "headers": [(b"accept", b"text/html")],
    }

    assert error_page_if_wanted(Request(scope), HTTPStatus.NOT_FOUND) is None
