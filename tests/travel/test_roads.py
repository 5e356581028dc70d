"""Roads out of an extract: by which rules, and kept whole or not at all."""

import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import osmium
import pytest
from tests.travel.made_network import ends_of, write_network

from numna_geo.errors import SourceUnreadable, StorageFull, TravelUnavailable
from numna_geo.model.travel import MOVING, Profile
from numna_geo.travel.kept_roads import kept, newest, roads_mark
from numna_geo.travel.roads import passage, stopped
from numna_geo.travel.roads_metres import metres_between
from numna_geo.travel.roads_network import network_of
from numna_geo.travel.roads_reading import RoadFile
from numna_geo.travel.roads_stretches import STRETCH_M
from numna_geo.usecases.build_roads import BuiltRoads, build_roads


def built(path: Path, folder: Path) -> BuiltRoads:
    return build_roads(path, folder, say=lambda _: None)


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*")) if folder.exists() else []


@pytest.fixture
def extract(tmp_path: Path) -> Path:
    return write_network(tmp_path / "made.osm.pbf")


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """The disk is full, as the kernel says it."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize(
    ("tags", "kmh"),
    [
        ("highway=residential", (25, 25, 15, 15, 5, 5)),
        ("highway=tertiary maxspeed=50", (40, 40, 15, 15, 5, 5)),
        ("highway=tertiary maxspeed=FR:urban", (40, 40, 15, 15, 5, 5)),
        ("highway=tertiary maxspeed=30_mph", (38.6, 38.6, 15, 15, 5, 5)),
        ("highway=primary maxspeed:forward=50", (40, 65, 15, 15, 5, 5)),
        ("highway=living_street maxspeed=20", (10, 10, 15, 15, 5, 5)),
        ("highway=motorway", (90, 0, 0, 0, 0, 0)),
        ("highway=motorway maxspeed=none", (104, 0, 0, 0, 0, 0)),
        ("highway=trunk motorroad=yes", (85, 85, 0, 0, 0, 0)),
        ("highway=secondary oneway=-1", (0, 55, 0, 15, 5, 5)),
        ("highway=secondary junction=roundabout", (55, 0, 15, 0, 5, 5)),
        ("highway=residential oneway=yes oneway:bicycle=no", (25, 0, 15, 15, 5, 5)),
        ("highway=residential oneway=yes cycleway=opposite", (25, 0, 15, 15, 5, 5)),
        ("highway=residential oneway=reversible", (0, 0, 0, 0, 5, 5)),
        ("highway=residential access=private", (0, 0, 0, 0, 0, 0)),
        ("highway=residential access=no foot=yes", (0, 0, 0, 0, 5, 5)),
        ("highway=residential access=destination", (25, 25, 15, 15, 5, 5)),
        ("highway=service motor_vehicle=no", (0, 0, 12, 12, 5, 5)),
        ("highway=service service=parking_aisle", (7.5, 7.5, 12, 12, 5, 5)),
        ("highway=unclassified surface=gravel maxspeed=80", (40, 40, 15, 15, 5, 5)),
        ("highway=pedestrian area=yes", (0, 0, 5, 5, 5, 5)),
        ("highway=footway bicycle=designated", (0, 0, 12, 12, 5, 5)),
        ("highway=path bicycle=dismount", (0, 0, 5, 5, 5, 5)),
        ("highway=cycleway", (0, 0, 15, 15, 5, 5)),
        ("highway=steps", (0, 0, 0, 0, 3, 3)),
        ("highway=track", (0, 0, 12, 12, 5, 5)),
        ("highway=construction", (0, 0, 0, 0, 0, 0)),
        ("highway=residential impassable=yes", (0, 0, 0, 0, 0, 0)),
        ("route=ferry", (0, 0, 15, 15, 15, 15)),
        ("route=ferry motor_vehicle=yes bicycle=no", (15, 15, 0, 0, 15, 15)),
        ("route=bus", (0, 0, 0, 0, 0, 0)),
    ],
)
def test_who_may_go_where_how_fast(tags: str, kmh: tuple[float, ...]) -> None:
    pairs = [tuple(tag.replace("_mph", " mph").split("=")) for tag in tags.split()]

    assert passage(pairs).kmh == pytest.approx(kmh, abs=0.05)


def test_a_ferry_is_waited_for() -> None:
    told = passage([("route", "ferry"), ("duration", "00:25"), ("interval", "00:40")])
    silent = passage([("route", "ferry")])

    assert (told.ferry_min, told.wait_min) == (25, 15 + 20)
    assert (silent.ferry_min, silent.wait_min) == (0, 15 + 30)


def test_gates_open_and_stiles_are_for_walkers() -> None:
    assert stopped({"barrier": "lift_gate"}) == (False, False, False)
    assert stopped({"barrier": "stile"}) == (True, True, False)
    assert stopped({"barrier": "bollard", "motor_vehicle": "yes"})[0] is False


def test_a_bollard_closes_a_street_to_cars_alone(tmp_path: Path) -> None:
    path = _street(tmp_path, bollard=True)

    built(path, tmp_path)

    cars, walkers = newest(tmp_path, Profile.CAR), newest(tmp_path, Profile.WALK)
    assert cars is not None
    assert walkers is not None
    # By car the long way round, 1 + 2 + 1 km at 40 km/h.
    ends = ends_of((0, 0)), ends_of((2, 0))
    assert cars.table(*ends).central[0, 0] == pytest.approx(6, abs=0.05)
    assert walkers.table(*ends).central[0, 0] == pytest.approx(24, abs=0.1)


def test_every_place_on_a_road_is_near_a_node(extract: Path, tmp_path: Path) -> None:
    built(extract, tmp_path)
    graph = newest(tmp_path, Profile.CAR)
    assert graph is not None

    here = np.repeat(np.arange(len(graph.network)), np.diff(graph.network.starts))
    lonlat = graph.network.lonlat
    metres = metres_between(lonlat[here], lonlat[graph.network.ends])

    assert metres.max() <= 2 * STRETCH_M


def test_the_last_of_many_roads_is_as_long_as_the_first() -> None:
    size = 20_000
    draw = np.random.default_rng(1)
    lonlat = draw.uniform((-1, 44), (2, 46), (size, 2))
    nodes = np.column_stack([np.arange(size), np.arange(1, size + 1) % size])
    roads = RoadFile(
        nodes=nodes.ravel(),
        begins=np.arange(0, 2 * size + 1, 2),
        kmh=np.full((size, 2 * len(MOVING)), 60, dtype=np.float32),
        ferry_min=np.full(size, -1.0),
        wait_min=np.zeros(size),
        through=np.zeros(size, dtype=bool),
        lonlat=lonlat,
        stops=np.zeros((size, len(MOVING)), dtype=bool),
        dated="",
    )

    network = network_of(roads, Profile.CAR)

    assert network is not None
    here = np.repeat(np.arange(size), np.diff(network.starts))
    km = metres_between(network.lonlat[here], network.lonlat[network.ends]) / 1000
    assert len(km) == 2 * size
    assert network.minutes == pytest.approx(km, rel=1e-5)


def test_the_same_extract_is_read_once(extract: Path, tmp_path: Path) -> None:
    folder = tmp_path / "roads"

    first, again = built(extract, folder), built(extract, folder)

    assert (first.changed, again.changed) == (True, False)
    assert [one.facts.profile for one in first.roads] == [p.value for p in MOVING]
    assert first.roads == again.roads
    assert len(left_in(folder)) == len(MOVING)


def test_other_rules_read_it_again_and_leave_nothing_of_the_old(
    extract: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "roads"
    built(extract, folder)
    for path in folder.iterdir():
        path.rename(path.with_name(path.name[:-12] + "0ld0ld00.npz"))
    assert newest(folder, Profile.CAR) is not None

    again = built(extract, folder)

    assert again.changed
    assert len(left_in(folder)) == len(MOVING)


def test_the_extract_that_was_asked_for_last_is_used(
    extract: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "roads"
    other = _street(tmp_path, bollard=False)
    versions = []
    for nth, path in enumerate((extract, other, extract)):
        for one in built(path, folder).roads:
            os.utime(one.path, (nth, nth))
        graph = newest(folder, Profile.CAR)
        assert graph is not None
        versions.append((graph.version, roads_mark(folder)))

    assert versions[0][0] == versions[2][0] != versions[1][0]
    assert len({mark for _, mark in versions}) == 3
    assert roads_mark(tmp_path / "elsewhere") == ""
    assert len(kept(folder)) == 2 * len(MOVING)


def test_roads_are_read_once_for_all(extract: Path, tmp_path: Path) -> None:
    built(extract, tmp_path)

    assert newest(tmp_path, Profile.CAR) is newest(tmp_path, Profile.CAR)
    assert newest(tmp_path / "elsewhere", Profile.CAR) is None
    assert newest(tmp_path, Profile.CROW) is None


def test_damaged_roads_are_an_error_with_a_way_out(
    extract: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "roads"
    for one in built(extract, folder).roads:
        one.path.write_bytes(one.path.read_bytes()[:500])

    assert kept(folder) == ()
    with pytest.raises(TravelUnavailable, match="travel build"):
        newest(folder, Profile.CAR)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "no such file"),
        (b"", "expected a whole .osm.pbf"),
        (b"<osm version='0.6'></osm>", "expected a whole .osm.pbf"),
        ("cut", "expected a whole .osm.pbf"),
        ("no road", "no road in it"),
    ],
)
def test_what_is_no_extract_is_one_clear_line(
    extract: Path, tmp_path: Path, content: bytes | str | None, told: str
) -> None:
    folder, path = tmp_path / "roads", tmp_path / "other.osm.pbf"
    if content == "cut":
        path.write_bytes(extract.read_bytes()[:-40])
    elif content == "no road":
        with osmium.SimpleWriter(str(path)) as writer:
            writer.add_node(osmium.osm.mutable.Node(id=1, location=(0.0, 45.0)))
    elif isinstance(content, bytes):
        path.write_bytes(content)

    with pytest.raises(SourceUnreadable, match=told) as caught:
        built(path, folder)

    assert "\n" not in str(caught.value)
    assert left_in(folder) == []


def test_a_full_disk_leaves_nothing_half_written(extract: Path, tmp_path: Path) -> None:
    folder = tmp_path / "roads"

    with pytest.raises(StorageFull, match="make room"), files_of_at_most(1_000):
        built(extract, folder)

    assert left_in(folder) == []


def test_a_folder_that_is_none_is_said(extract: Path, tmp_path: Path) -> None:
    with pytest.raises(StorageFull, match="TRAVEL_GRAPH"):
        built(extract, extract)


def test_a_way_that_leaves_the_extract_is_cut_there(tmp_path: Path) -> None:
    path = _street(tmp_path, bollard=False, lost=True)

    built(path, tmp_path)

    graph = newest(tmp_path, Profile.CAR)
    assert graph is not None
    told = graph.table(ends_of((0, 0)), ends_of((2, 0))).central[0, 0]
    assert told == pytest.approx(6, abs=0.05)


def _street(folder: Path, *, bollard: bool, lost: bool = False) -> Path:
    """Two kilometres of street, with a bollard or a lost node halfway; a way round."""
    corners = ((0, 0), (1, 0), (2, 0), (2, 1), (0, 1))
    path = folder / f"street-{bollard}-{lost}.osm.pbf"
    with osmium.SimpleWriter(str(path)) as writer:
        for number, (x, y) in enumerate(corners, 1):
            lon, lat = ends_of((x, y)).lonlat[0].tolist()
            tags = {"barrier": "bollard"} if bollard and number == 2 else {}
            if not (lost and number == 2):
                writer.add_node(
                    osmium.osm.mutable.Node(id=number, location=(lon, lat), tags=tags)
                )
        for number, nodes in enumerate(([1, 2, 3], [3, 4, 5, 1]), 1):
            tags = {"highway": "residential", "maxspeed": "50"}
            writer.add_way(osmium.osm.mutable.Way(id=number, nodes=nodes, tags=tags))
    return path
