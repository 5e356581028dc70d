"""What tiles hold, over all tiles of a zoom: nothing lost, nothing counted twice."""

from collections import Counter

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from tests.tiles.conftest import Level
from tests.tiles.cutting import Cutter, is_inside, is_within_buffer

from numna_geo.model.tile_layers import EPCI_TO, GROUPED_TO
from numna_geo.model.tiling import BUFFER, EXTENT, Tile, limits
from numna_geo.store.database import Connection

COMMUNES = [("communes", zoom) for zoom in (5, 7, 8, 9)]
ALL = [
    *COMMUNES,
    *(("structures", zoom) for zoom in range(10)),
    *(("epci", zoom) for zoom in (0, 4, 7)),
    *(("departements", zoom) for zoom in (0, 6)),
    *(("gaps", zoom) for zoom in (0, 6, 7, 8)),
    *(("broadband", zoom) for zoom in (5, 7)),
]


def codes(connection: Connection, level: str) -> set[str]:
    rows = connection.execute(
        text("SELECT code FROM published_territories WHERE level = :level"),
        {"level": level},
    )
    return set(rows.scalars())


def told(level: Level, key: str, zoom: int) -> set[str]:
    return {f["properties"]["code"] for one in level(key, zoom) for f in one.features}


def test_more_than_200_tiles_are_decoded(level: Level) -> None:
    assert sum(len(level(*one)) for one in ALL) > 200


@pytest.mark.parametrize(
    ("key", "zoom"), [*COMMUNES, ("broadband", 5), ("broadband", 7), ("gaps", 8)]
)
def test_no_commune_is_lost(
    connection: Connection, level: Level, key: str, zoom: int
) -> None:
    assert told(level, key, zoom) == codes(connection, "commune")


@pytest.mark.parametrize(
    ("key", "zoom", "of"),
    [
        ("epci", 0, "epci"),
        ("epci", 7, "epci"),
        ("departements", 0, "departement"),
        ("departements", 6, "departement"),
        ("gaps", 0, "epci"),
        ("gaps", EPCI_TO, "epci"),
    ],
)
def test_no_larger_territory_is_lost(
    connection: Connection, level: Level, key: str, zoom: int, of: str
) -> None:
    assert told(level, key, zoom) == codes(connection, of)


@pytest.mark.parametrize("zoom", range(10))
def test_counts_of_a_zoom_add_up_to_all_structures_that_are_not_closed(
    connection: Connection, level: Level, zoom: int
) -> None:
    placed = text(
        "SELECT family, count(*) FROM published_structures"
        " WHERE geom IS NOT NULL AND status <> 'closed' GROUP BY family"
    )

    found = Counter[str]()
    for one in level("structures", zoom):
        for feature in one.features:
            if is_inside(feature):
                found[feature["properties"]["family"]] += feature["properties"]["count"]

    assert found == dict(connection.execute(placed).fetchall())


@pytest.mark.parametrize("zoom", [3, 9])
def test_families_are_never_mixed_and_a_point_alone_keeps_its_fields(
    level: Level, zoom: int
) -> None:
    for one in level("structures", zoom):
        for feature in one.features:
            own = feature["properties"]
            family, count = own["family"], own["count"]
            counts = {k: v for k, v in own.items() if k.startswith("count_")}
            assert counts == {f"count_{family}": count}
            assert ({"id", "name", "category", "status"} <= set(own)) is (count == 1)


@pytest.mark.parametrize(("key", "zoom"), ALL)
def test_nothing_is_drawn_beyond_the_buffer(level: Level, key: str, zoom: int) -> None:
    for one in level(key, zoom):
        assert all(is_within_buffer(feature) for feature in one.features), one.tile


@pytest.mark.parametrize(("key", "zoom"), ALL)
def test_a_feature_has_one_number_in_all_tiles(
    level: Level, key: str, zoom: int
) -> None:
    identity = "id" if key == "structures" else "code"
    numbers: dict[int, str] = {}
    for one in level(key, zoom):
        own = [feature["id"] for feature in one.features]
        assert len(set(own)) == len(own)
        assert all(number < 2**53 for number in own)
        for feature in one.features:
            who = feature["properties"].get(identity)
            assert numbers.setdefault(feature["id"], who) == who


def test_the_number_of_a_territory_is_its_code(level: Level) -> None:
    for key, zoom in (("communes", 7), ("epci", 7), ("gaps", 8), ("broadband", 7)):
        for one in level(key, zoom):
            assert all(
                feature["id"] == int(feature["properties"]["code"])
                for feature in one.features
            )


@pytest.mark.parametrize("zoom", [5, 8, 9])
def test_what_lies_beside_a_tile_is_what_its_neighbour_shows(
    level: Level, zoom: int
) -> None:
    by_place = {(one.tile.row, one.tile.col): one for one in level("structures", zoom)}
    looked_at = 0
    for (row, col), one in by_place.items():
        beside = by_place.get((row, col + 1))
        if beside is None:
            continue
        theirs = {f["id"]: f["geometry"]["coordinates"] for f in beside.features}
        for feature in one.features:
            x, y = feature["geometry"]["coordinates"]
            if EXTENT <= x < EXTENT + BUFFER and 0 <= y < EXTENT:
                assert theirs[feature["id"]] == [x - EXTENT, y]
                looked_at += 1
    assert looked_at > 0


def test_neighbours_share_their_borders_in_far_views(level: Level) -> None:
    busiest = max(level("communes", 7), key=lambda one: len(one.features))
    areas = [shapely.geometry.shape(f["geometry"]) for f in busiest.features]

    together = shapely.union_all([area.buffer(0) for area in areas])

    # Neither torn apart nor over one another, by more than a few units here and there.
    lost = sum(area.area for area in areas) - together.area
    assert abs(lost) < 0.002 * together.area
    holes = [
        shapely.Polygon(ring).area
        for part in getattr(together, "geoms", [together])
        for ring in part.interiors
    ]
    assert sum(holes) < 0.002 * together.area


def test_equal_data_give_equal_bytes(loaded_url: str, level: Level) -> None:
    other = Cutter(loaded_url)
    for key, zoom in (("structures", 6), ("structures", 9), ("gaps", 7), ("epci", 7)):
        for one in level(key, zoom)[:20]:
            assert other.cut(key, one.tile) == one.content
    other.close()


places = st.tuples(
    st.integers(GROUPED_TO + 1, 14), st.floats(0.1, 0.9), st.floats(0.1, 0.9)
)


@given(places)
def test_a_near_tile_holds_just_the_communes_that_touch_it(
    cutter: Cutter, loaded: Connection, place: tuple[int, float, float]
) -> None:
    zoom, across, down = place
    ends = limits(zoom, cutter.region())
    tile = Tile(
        zoom=zoom,
        row=round(ends.min_row + down * (ends.max_row - ends.min_row)),
        col=round(ends.min_col + across * (ends.max_col - ends.min_col)),
    )

    shown = {f["properties"]["code"] for f in cutter.shown("communes", tile).features}

    # One that only touches the very end of the buffer has nothing to draw there.
    assert touch(loaded, tile, BUFFER - 2) <= shown <= touch(loaded, tile, BUFFER + 2)


def touch(connection: Connection, tile: Tile, buffer: int) -> set[str]:
    west, south, east, north = tile.bounds(buffer)
    asked = text(
        "SELECT code FROM published_territories WHERE level = 'commune' AND"
        " ST_Intersects(tile_geom,"
        " ST_MakeEnvelope(:west, :south, :east, :north, 3857))"
    )
    edges = {"west": west, "south": south, "east": east, "north": north}
    return set(connection.execute(asked, edges).scalars())
