"""`export` and `downloads`: files of layers from the command line."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pyogrio
import pytest


def run(
    url: str, *words: str, folder: Path, limit: int | None = None
) -> tuple[int, str, str]:
    asked = [sys.executable, "-m", "numna_geo", *words]
    if limit is not None:
        # In blocks of 1,024 bytes: what a full disk does to the writer.
        asked = ["bash", "-c", f'ulimit -f {limit}; exec "$@"', "bash", *asked]
    env = {**os.environ, "DATABASE_URL": url, "DOWNLOADS_DIR": str(folder / "kept")}
    done = subprocess.run(asked, capture_output=True, text=True, env=env)
    return done.returncode, done.stdout, done.stderr


def test_a_part_of_a_layer_is_written_whole_or_not_at_all(
    loaded_url: str, tmp_path: Path
) -> None:
    out = tmp_path / "epci.gpkg"
    words = ("export", "epci", "--format", "gpkg", "--out", str(out))

    code, said, _ = run(
        loaded_url,
        *words,
        "--filter",
        "population > 50000",
        "--crs",
        "2154",
        "--json",
        folder=tmp_path,
    )
    told = json.loads(said)

    assert code == 0
    assert told["rows"] == pyogrio.read_info(out, layer="epci")["features"] > 3
    assert pyogrio.read_info(out, layer="epci")["crs"] == "EPSG:2154"
    before = out.read_bytes()

    code, _, said = run(loaded_url, *words, folder=tmp_path, limit=100)

    assert code == 1
    assert "nothing was written there" in said
    assert out.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["epci.gpkg"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nothing", "--format", "csv", "--out", "x"), "structures"),
        (("epci", "--format", "shp", "--out", "x"), "gpkg"),
        (("epci", "--format", "csv", "--out", "none/x.csv"), "no such folder"),
        (("epci", "--format", "csv", "--out", "x", "--filter", "nom = 1"), "field"),
        (("epci", "--format", "csv", "--out", "x", "--bbox", "1,2"), "numbers"),
        (("epci", "--format", "geojson", "--out", "x", "--crs", "2154"), "CRS84"),
    ],
)
def test_what_cannot_be_written_is_said(
    words: tuple[str, ...], said: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from click.testing import CliRunner

    from numna_geo.cli.main import main

    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["export", *words])

    assert done.exit_code == 2
    assert said in done.output
