import folium
import pytest
from branca.element import Element

from numna_geo.bundle import ASSETS
from numna_geo.errors import AssetMissing, InlineCode
from numna_geo.maps.assets import BuiltAssets
from numna_geo.maps.base_maps import base_map
from numna_geo.maps.difference import pattern
from numna_geo.maps.difference_look import LOOKS
from numna_geo.maps.draw import finder_map, gaps_map
from numna_geo.maps.elements import AppMap
from numna_geo.maps.figure import AppFigure

BUILT = BuiltAssets(
    {
        "map.js": "map-2.js",
        "finder-map.js": "finder-map-4.js",
        "map-style.css": "m-3.css",
    },
    {"map-2.js": ["chunk-5.js"]},
)
TILES = base_map("https://{s}.tiles.example/{z}/{x}/{y}.png", "© Exemple")


def test_the_same_map_is_drawn_with_the_same_bytes() -> None:
    assert gaps_map(BUILT) == gaps_map(BUILT)
    assert finder_map(BUILT) == finder_map(BUILT)


def test_each_map_has_one_module_that_brings_leaflet() -> None:
    drawn = gaps_map(BUILT)

    assert drawn.modules == ("/assets/map-2.js",)
    assert finder_map(BUILT).modules == ("/assets/finder-map-4.js",)
    assert drawn.styles == ("/assets/m-3.css",)


def test_what_a_module_loads_before_it_runs_is_asked_for_at_once() -> None:
    assert gaps_map(BUILT).preloads == ("/assets/chunk-5.js",)
    assert finder_map(BUILT).preloads == ()


def test_tiles_are_in_the_map_only_when_a_deployment_asks_for_them() -> None:
    assert "tiles.example" not in gaps_map(BUILT).script
    assert "tiles.example" in gaps_map(BUILT, basemap=TILES).script
    assert ".addTo" not in gaps_map(BUILT, basemap=TILES).script


def test_the_script_is_named_after_what_it_holds() -> None:
    assert gaps_map(BUILT).script_name == gaps_map(BUILT).script_name
    assert gaps_map(BUILT).script_name != finder_map(BUILT).script_name


def test_no_map_leaves_its_assets_to_the_maps_of_others() -> None:
    before = list(folium.Map.default_js), list(folium.Map.default_css)

    gaps_map(BUILT)

    assert (list(folium.Map.default_js), list(folium.Map.default_css)) == before


def test_a_folium_element_that_calls_a_third_party_is_refused() -> None:
    figure, page = AppFigure(BUILT), AppMap()
    figure.add_child(page)
    folium.plugins.Fullscreen().add_to(page)

    with pytest.raises(AssetMissing, match="fullscreen"):
        figure.drawn()


def test_the_second_map_is_of_folium_too_and_made_only_when_it_is_asked_for() -> None:
    drawn = gaps_map(BUILT)

    assert drawn.body.count('class="area-map') == 2
    assert drawn.body.count(" hidden>") == 1
    assert drawn.script.count("L.map(") == 2
    assert "function () {\n          return L.map(" in drawn.script
    assert "numna.beside({" in drawn.script


def test_what_a_scenario_changes_looks_the_same_on_the_map_and_on_its_page() -> None:
    css = (ASSETS.parent / "styles" / "scenario.css").read_text("utf-8")

    for key, look in LOOKS.items():
        assert f".diff-area.is-{key} {{ fill: {look['colour']}; }}" in css
        assert look["ink"] in gaps_map(BUILT).script
        assert look["ink"] in pattern(key)


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<style>b{}</style>",
        '<img src="x" onerror="alert(1)">',
        '<p style="color:red">x</p>',
    ],
)
def test_inline_code_never_reaches_a_page(html: str) -> None:
    figure = AppFigure(BUILT)
    figure.add_child(AppMap())
    figure.html.add_child(Element(html))

    with pytest.raises(InlineCode):
        figure.drawn()
