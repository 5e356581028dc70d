"""`numna-geo travel`, as somebody types it."""

from pathlib import Path

import pytest
from running import Command
from tests.travel.made_network import write_network


@pytest.fixture
def extract(tmp_path: Path) -> Path:
    return write_network(tmp_path / "made.osm.pbf")


def test_roads_are_built_once_and_told(
    numna_geo: Command, extract: Path, tmp_path: Path
) -> None:
    here = {"TRAVEL_GRAPH": str(tmp_path / "roads")}

    before = numna_geo("travel", "status", **here)
    first = numna_geo("travel", "build", str(extract), "--json", **here).document()
    again = numna_geo("travel", "build", str(extract), **here)
    after = numna_geo("travel", "status", "--json", **here).document()

    assert "numna-geo travel build" in before.out
    assert first["changed"]
    assert [r["profile"] for r in first["roads"]] == ["car", "bike", "walk"]
    assert "there already" in again.out
    assert [r["profile"] for r in after["roads"] if r["used"]] == [
        "car",
        "bike",
        "walk",
    ]
    assert all(r["same_rules"] and r["nodes"] > 10 for r in after["roads"])
    assert after["server"] is False


def test_roads_are_kept_beside_the_private_postgis_by_default(
    numna_geo: Command, extract: Path, home: Path
) -> None:
    assert numna_geo("travel", "build", str(extract)).code == 0

    assert len(list((home / "travel").glob("*.npz"))) == 3
    told = numna_geo("travel", "status", ROUTING_URL="http://127.0.0.1:5000").out
    assert "asked first" in told


def test_damaged_roads_are_called_unreadable(
    numna_geo: Command, tmp_path: Path
) -> None:
    (tmp_path / "abc-car-1-x.npz").write_bytes(b"no roads")
    here = {"TRAVEL_GRAPH": str(tmp_path)}

    told = numna_geo("travel", "status", **here).out

    assert "unreadable: abc-car-1-x.npz" in told
    assert "no roads in" not in told
    assert "minutes are estimated" in told


@pytest.mark.parametrize("name", ["nothing.osm.pbf", "words.osm.pbf", "."])
def test_a_file_that_is_no_extract_is_one_line(
    numna_geo: Command, tmp_path: Path, name: str
) -> None:
    (tmp_path / "words.osm.pbf").write_text("no roads\n")
    roads = tmp_path / "roads"

    done = numna_geo(
        "travel", "build", str(tmp_path / name), "--json", TRAVEL_GRAPH=str(roads)
    )

    assert done.code == 1
    assert done.out == ""
    assert len(done.err.strip().splitlines()) == 1
    assert "expected a" in done.err
    assert not roads.exists()
