"""Borders have addresses of their own content, and are small from the first answer."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import brotli
import httpx2
import pytest

from numna_geo.api.pages.shell.page_memory import PageMemory
from numna_geo.bundle import DATA
from numna_geo.errors import SourceUnreadable
from numna_geo.outlines.browser_pack import HEADER, MAGIC
from numna_geo.usecases.draw_map import MapData
from numna_geo.usecases.map_outlines import MapOutlines


@pytest.fixture(scope="module")
def browse(origin: str) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=origin, timeout=60) as client:
        yield client


@pytest.fixture(scope="module")
def config(browse: httpx2.Client) -> dict[str, str]:
    """What `/carte` tells its script."""
    page = browse.get("/carte").text
    opened = page.split('id="map-config"', 1)[1].split(">", 1)[1]
    found: dict[str, str] = json.loads(opened.split("</script>")[0])
    return found


def test_borders_are_packed_and_brotli_at_its_best_at_once(
    browse: httpx2.Client, config: dict[str, str]
) -> None:
    weights = {}
    for name, areas in (("contours", 4293), ("neighbours", 18), ("land", None)):
        with browse.stream(
            "GET", config[name], headers={"Accept-Encoding": "br"}
        ) as answer:
            raw = b"".join(answer.iter_raw())
        packed = brotli.decompress(raw)
        magic, told, *_ = HEADER.unpack_from(packed)
        assert (magic, answer.headers["content-encoding"]) == (MAGIC, "br")
        assert answer.headers["content-type"] == "application/octet-stream"
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert answer.headers["access-control-allow-origin"] == "*"
        assert areas in (told, None)
        weights[name] = len(raw)

    # Measured: 95.9, 3.6 and 5.3 kB; as JSON the first was 171 kB.
    assert weights["contours"] < 100_000
    assert weights["neighbours"] < 5_000
    assert weights["land"] < 6_000


def test_the_finder_and_the_map_ask_the_same_borders(
    browse: httpx2.Client, config: dict[str, str]
) -> None:
    finder, map_page = browse.get("/").text, browse.get("/carte?lang=en").text

    for name in ("contours", "neighbours", "land"):
        assert config[name].startswith("/carte/contours/")
        assert f'"{config[name]}"' in finder
        assert f'"{config[name]}"' in map_page


@pytest.mark.parametrize("name", ["0123456789abcdef.bin", "outlines.json", ".bin"])
def test_other_borders_are_not_there(browse: httpx2.Client, name: str) -> None:
    assert browse.get(f"/carte/contours/{name}").status_code == 404


class OtherCommunes:
    """Data of communes that the outlines do not know."""

    async def version(self) -> str:
        return "1.1-other"

    async def codes(self) -> list[str]:
        return ["97105"]


def test_outlines_of_other_communes_are_never_coloured(built: Path) -> None:
    land = built / json.loads((built / "manifest.json").read_text())["land.json"]
    memory = PageMemory(
        cast("MapData", OtherCommunes()), MapOutlines(DATA, lambda: land)
    )

    with pytest.raises(SourceUnreadable, match="other communes"):
        asyncio.run(memory.contours())
