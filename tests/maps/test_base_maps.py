import pytest
from pydantic import ValidationError

from numna_geo.api.middleware.security_headers import content_security_policy
from numna_geo.bundle import ROOT
from numna_geo.maps.assets import BuiltAssets
from numna_geo.maps.base_maps import NAMED, base_map
from numna_geo.maps.draw import gaps_map
from numna_geo.settings import Settings

BUILT = BuiltAssets(
    {"leaflet.js": "leaflet-1.js", "map.js": "map-2.js", "map-style.css": "m-3.css"}
)
ADDRESS = "https://{s}.tiles.example/{z}/{x}/{y}.png"


def settings(**given: str) -> Settings:
    return Settings(_env_file=None, **given)  # type: ignore[arg-type,call-arg]


@pytest.mark.parametrize(
    ("name", "cited", "host"),
    [
        ("ign", "IGN, Plan IGN", "https://data.geopf.fr"),
        ("osm", "openstreetmap.org/copyright", "https://tile.openstreetmap.org"),
        (" OSM ", "© <a href=", "https://tile.openstreetmap.org"),
    ],
)
def test_a_named_base_map_brings_its_attribution_and_its_host(
    name: str, cited: str, host: str
) -> None:
    found = settings(basemap_url=name).base_map

    assert found is not None
    assert cited in found.attribution
    assert content_security_policy(found.url).endswith(f"img-src 'self' data: {host}")
    assert host in gaps_map(BUILT, basemap=found).script


def test_every_named_base_map_is_explained_in_the_example() -> None:
    example = (ROOT / ".env.example").read_text("utf-8")

    assert [name for name in NAMED if f"#   {name} " not in example] == []


def test_no_base_map_is_drawn_until_a_deployment_asks() -> None:
    assert settings().base_map is None
    assert "numna.tiles" not in gaps_map(BUILT).script


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"basemap_url": "ing"}, "expected ign, osm, or an address"),
        ({"basemap_url": "https://tiles.example/all.png"}, "{z}, {x} and {y}"),
        ({"basemap_url": "javascript:{z}{x}{y}"}, "expected ign, osm"),
        ({"basemap_url": ADDRESS}, "BASEMAP_ATTRIBUTION is missing"),
    ],
)
def test_a_base_map_without_its_author_is_refused_at_the_start(
    given: dict[str, str], said: str
) -> None:
    with pytest.raises(ValidationError, match=said.replace("{", r"\{")):
        settings(**given)


def test_what_a_deployment_cites_is_text() -> None:
    found = base_map(ADDRESS, "<img src=x onerror=alert(1)>")

    assert found is not None
    assert "<img" not in gaps_map(BUILT, basemap=found).script
