import re
from pathlib import Path

import folium
import pytest

from numna_geo.errors import AssetMissing
from numna_geo.maps.assets import BuiltAssets

NAMES = {"map.js": "map-2.js", "map-style.css": "m-3.css"}
BUILT = BuiltAssets(NAMES)


def test_leaflet_is_inside_our_own_module() -> None:
    asked = dict(folium.Map.default_js)["leaflet"]

    assert BUILT.local(asked) is None
    assert BUILT.local("numna:map.js") == "map.js"


@pytest.mark.parametrize(
    "asked", [url for name, url in folium.Map.default_js if name != "leaflet"]
)
def test_what_nobody_serves_here_breaks_the_page(asked: str) -> None:
    with pytest.raises(AssetMissing, match=re.escape(asked)):
        BUILT.local(asked)


def test_an_asset_that_was_not_built_is_named() -> None:
    with pytest.raises(AssetMissing, match=r"site\.css"):
        BUILT.url("site.css")


def test_without_a_build_the_error_says_which_command_makes_one(tmp_path: Path) -> None:
    with pytest.raises(AssetMissing, match="npm ci"):
        BuiltAssets.read(tmp_path)
