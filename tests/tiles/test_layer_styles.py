"""Styles: every feature is drawn once, by QGIS and MapLibre alike, from here alone."""

import itertools
import json
import os
import struct
import subprocess
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from numna_geo.maps.layer_style import (
    Comparison,
    Fill,
    LayerStyle,
    Line,
    Pattern,
    Texture,
)
from numna_geo.maps.maplibre import maplibre_of
from numna_geo.maps.sprite import SIZE, sprite
from numna_geo.model.category import Category, Family
from numna_geo.model.structure import Status
from numna_geo.model.tile_layers import tile_layer
from numna_geo.store.database import Connection
from numna_geo.usecases.layer_styles import STYLES, marks, qml, styles_of
from numna_geo.usecases.published_datasets import DATASETS

EVERY = [(dataset, style) for dataset in STYLES for style in STYLES[dataset]]
SIGNS: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": lambda a, b: a == b,
    "<>": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


def passes(tests: tuple[Comparison, ...], feature: Mapping[str, Any]) -> bool:
    for one in tests:
        value = feature.get(one.field)
        if one.sign == "unknown":
            if value is not None:
                return False
        elif value is None or not SIGNS[one.sign](value, one.value):
            return False
    return True


def rules_of(style: LayerStyle, feature: Mapping[str, Any]) -> list[str]:
    """Those that fill a feature; what lies over a colour is not one."""
    return [
        rule.label
        for rule in style.rules
        if passes(rule.tests, feature)
        and not (
            isinstance(rule.symbol, Pattern)
            and rule.symbol.texture is Texture.BORDER_UNKNOWN
        )
    ]


def test_every_dataset_has_a_style() -> None:
    assert set(STYLES) == set(DATASETS)


def test_every_category_and_state_is_drawn_once() -> None:
    style = styles_of("structures")["categories"]
    for category in Category:
        for status in Status:
            told = rules_of(style, {"category": category, "status": status})
            closed = status is Status.CLOSED
            assert told == (["Fermé"] if closed else [category.label])


@pytest.mark.parametrize("key", STYLES["gaps"])
def test_every_measured_territory_is_drawn_once(
    connection: Connection, key: str
) -> None:
    figures = connection.execute(text("SELECT figures FROM published_gaps")).scalars()

    told = [rules_of(styles_of("gaps")[key], one) for one in figures]

    assert len(told) > 4_293
    assert {len(rules) for rules in told} == {1}


def test_broadband_is_drawn_once(connection: Connection) -> None:
    asked = text("SELECT period, connectable_share FROM published_broadband")

    told = [
        rules_of(styles_of("broadband")["connectable_share"], dict(row))
        for row in connection.execute(asked).mappings()
    ]

    assert {len(rules) for rules in told} == {1}


@pytest.mark.parametrize(("dataset", "style"), EVERY)
def test_rules_name_fields_of_the_dataset_and_of_its_tiles(
    dataset: str, style: str
) -> None:
    found = styles_of(dataset)[style]
    in_rules = {one.field for rule in found.rules for one in rule.tests}
    in_groups = {one.field for group in found.groups for one in group.tests}

    assert in_rules | in_groups <= set(DATASETS[dataset].by_name)
    held = {field.name for field in tile_layer(DATASETS[dataset]).fields}
    assert in_rules <= held


@pytest.mark.parametrize(("dataset", "style"), EVERY)
def test_maplibre_styles_ask_nobody_else_for_anything(
    client: TestClient, dataset: str, style: str
) -> None:
    address = f"/ogc/collections/{dataset}/styles/{style}"

    told = client.get(address).json()

    assert told["version"] == 8
    assert "glyphs" not in told
    assert not any("text-field" in one.get("layout", {}) for one in told["layers"])
    assert (
        json.dumps(told).count("://") == json.dumps(told).count("://testserver/") == 2
    )
    assert {one["source-layer"] for one in told["layers"]} == {dataset}
    (source,) = told["sources"].values()
    tilejson = client.get(source["url"]).json()
    assert [one["id"] for one in tilejson["vector_layers"]] == [dataset]
    pictures = client.get(f"{told['sprite']}.json").json()
    assert named(told) <= set(pictures)
    assert client.get(f"{told['sprite']}@2x.png").content[:4] == b"\x89PNG"


@pytest.mark.parametrize("family", Family)
def test_a_group_is_drawn_once_and_bigger_the_more_it_counts(family: Family) -> None:
    style = styles_of("structures")["categories"]
    told = maplibre_of(style, "structures", tilejson="t", sprite="s")

    def sizes(count: int) -> list[float]:
        return [
            one["layout"]["icon-size"]
            for one in told["layers"]
            if holds(one["filter"], {"count": count, "family": family})
        ]

    every = [sizes(count) for count in (2, 4, 5, 19, 20, 99, 100, 5_000)]
    assert {len(one) for one in every} == {1}
    widths = [one[0] for one in every]
    assert widths == sorted(widths)
    # Each step is seen: half as wide again, or nearly.
    assert all(b >= 1.4 * a for a, b in itertools.pairwise(sorted(set(widths))))
    assert len(set(widths)) == 4


def holds(tests: list[Any], feature: Mapping[str, Any]) -> bool:
    """Whether a feature passes the filter of a MapLibre style."""
    signs = {"==": "=", "!=": "<>"}
    return all(
        test[1] in feature
        if test[0] == "has"
        else SIGNS[signs.get(test[0], test[0])](feature[test[1][1]], test[2])
        for test in tests[1:]
    )


def named(told: dict[str, Any]) -> set[str]:
    """Pictures that a style draws with."""
    images = (one.get("layout", {}).get("icon-image") for one in told["layers"])
    patterns = (one.get("paint", {}).get("fill-pattern") for one in told["layers"])
    return {*images, *patterns} - {None}


def test_styles_lead_to_themselves_in_both_forms(client: TestClient) -> None:
    for dataset in STYLES:
        told = client.get(f"/ogc/collections/{dataset}/styles").json()
        assert told["default"] in {one["id"] for one in told["styles"]}
        for one in told["styles"]:
            for link in one["links"]:
                reply = client.get(link["href"])
                assert reply.headers["content-type"].startswith(link["type"])


def test_an_unknown_style_is_404(client: TestClient) -> None:
    for path in ("collections/gaps/styles/red", "sprites/red.png"):
        assert client.get(f"/ogc/{path}").status_code == 404


def test_a_sprite_is_of_the_format_that_its_name_tells(client: TestClient) -> None:
    any_picture = {"Accept": "image/avif,image/*,*/*;q=0.8"}

    for address, status in (
        ("marks.png", 200),
        ("marks@2x.png?f=png", 200),
        ("marks.json?f=json", 200),
        ("marks.json?f=AAA", 400),
        ("marks.png?f=json", 400),
    ):
        reply = client.get(f"/ogc/sprites/{address}", headers=any_picture)
        assert reply.status_code == status, address


@pytest.mark.parametrize("ratio", [1, 2])
def test_the_sprite_is_a_png_with_every_picture(ratio: int) -> None:
    index, png = sprite(marks(), ratio)

    width, height = struct.unpack(">II", png[16:24])
    length = struct.unpack(">I", png[33:37])[0]
    rows = zlib.decompress(png[41 : 41 + length])
    assert (width, height) == (SIZE * ratio * len(index), SIZE * ratio)
    assert len(rows) == height * (1 + 4 * width)
    # The middle of the first mark has its colour, its corner none.
    middle = (height // 2) * (1 + 4 * width) + 1 + 4 * (SIZE * ratio // 2)
    assert rows[middle : middle + 4].hex() == f"{marks()[0].colour[1:]}ff"
    assert rows[4] == 0


@pytest.fixture(scope="module")
def qgis(
    tmp_path_factory: pytest.TempPathFactory, loaded_url: str, loaded: Connection
) -> dict[str, Any]:
    """What QGIS tells of every style on features around Bordeaux."""
    folder = tmp_path_factory.mktemp("styles")
    for dataset in STYLES:
        (folder / f"{dataset}.geojson").write_text(features(loaded, dataset))
        for style in STYLES[dataset]:
            (folder / f"{dataset}-{style}.qml").write_text(qml(dataset, style))
            (folder / f"{dataset}-{style}.style.json").write_text(
                json.dumps(
                    maplibre_of(
                        styles_of(dataset)[style], dataset, tilejson="t", sprite="s"
                    )
                )
            )
    ours = {"QT_QPA_PLATFORM": "offscreen", "HOME": str(folder), "LANG": "C.UTF-8"}
    session = Path(__file__).with_name("qgis_styles.py")
    done = subprocess.run(
        ["/usr/bin/python3", str(session), str(folder)],
        env={**os.environ, **ours},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def features(connection: Connection, dataset: str) -> str:
    """GeoJSON of some features, as /ogc would tell them."""
    tables = {
        "structures": "published_structures",
        "broadband": "published_broadband AS f JOIN published_territories AS t"
        " ON t.level = 'commune' AND t.code = f.code",
        "gaps": "published_gaps AS f JOIN published_territories AS t"
        " ON t.level = f.level AND t.code = f.code",
    }
    level = {"communes": "commune", "epci": "epci", "departements": "departement"}
    table = tables.get(dataset, "published_territories")
    own = "f." if " AS f " in table else ""
    where = f" AND level = '{level[dataset]}'" if dataset in level else ""
    asked = text(
        f"SELECT {own}properties_json, geometry_json FROM {table} WHERE geom &&"
        f" ST_MakeEnvelope(-0.7, 44.7, -0.4, 45, 4326){where}"
    )
    told = [
        f'{{"type":"Feature","properties":{row[0]},"geometry":{row[1]}}}'
        for row in connection.execute(asked)
    ]
    return f'{{"type":"FeatureCollection","features":[{",".join(told)}]}}'


@pytest.mark.parametrize(("dataset", "style"), EVERY)
def test_qgis_reads_every_rule_and_draws_its_colours(
    qgis: dict[str, Any], dataset: str, style: str
) -> None:
    found, told = styles_of(dataset)[style], qgis[f"{dataset}-{style}"]

    assert told["read"], told["message"]
    groups = max(len(found.groups), 1)
    assert told["rules"] == len(found.rules) * groups + len(found.groups)
    assert set(told["errors"]) <= {""}
    assert len(told["layers"]) == len(found.rules) * groups
    assert told["labels"] is bool(found.label)
    fills = {r.symbol.colour for r in found.rules if isinstance(r.symbol, Fill)}
    assert not fills or fills & set(told["colours"])
    assert len(told["colours"]) > 3


def test_a_mark_has_its_shape_and_its_letter_in_qgis(qgis: dict[str, Any]) -> None:
    layers = qgis["structures-categories"]["layers"]

    assert layers[0] == ["SimpleMarker", "FontMarker"]
    assert ["SimpleFill", "LinePatternFill"] in qgis["gaps-support_nearest_min"][
        "layers"
    ]


@pytest.mark.parametrize(("dataset", "style"), EVERY)
def test_qgis_reads_the_rules_of_maplibre_styles(
    qgis: dict[str, Any], dataset: str, style: str
) -> None:
    found, told = styles_of(dataset)[style], qgis[f"{dataset}-{style}.style.json"]

    assert told["read"]
    plain = [r for r in found.rules if isinstance(r.symbol, Fill | Line)]
    for rule in plain:
        (read,) = [
            f for name, f in told["filters"].items() if name.endswith(rule.label)
        ]
        assert all(f'"{one.field}"' in read for one in rule.tests)
