import numpy as np
import pytest
import shapely

from numna_geo.outlines.border import border_distances_km
from numna_geo.outlines.projection import degrees, lambert93

# Lambert-93 metres: a region of 40 km by 20, one department along its east side, the
# sea to the west, another country to the south.
REGION = shapely.box(500_000, 6_400_000, 540_000, 6_420_000)
EAST = shapely.box(540_000, 6_380_000, 580_000, 6_440_000)


def dense_degrees(shape):
    return shapely.transform(shapely.segmentize(shape, 1_000), degrees)


def distances_km(*points, region=REGION, neighbours=EAST):
    return border_distances_km(
        degrees(np.array(points, dtype=np.float64)),
        region=dense_degrees(region),
        neighbours=dense_degrees(neighbours),
    )


def test_the_border_is_where_a_department_begins_not_the_coast():
    by_the_sea, by_the_border = distances_km((501_000, 6_410_000), (537_000, 6_410_000))

    assert by_the_sea == pytest.approx(39, abs=0.05)
    assert by_the_border == pytest.approx(3, abs=0.05)


def test_a_foreign_country_does_not_count():
    (by_spain,) = distances_km((510_000, 6_400_100))

    # The first 100 m beside the border still count as border.
    assert by_spain == pytest.approx(30, abs=0.11)


def test_an_enclave_of_a_neighbour_is_a_border_too():
    enclave = shapely.box(510_000, 6_409_000, 512_000, 6_411_000)
    region = shapely.difference(REGION, enclave)
    neighbours = shapely.union(EAST, enclave)

    (beside,) = distances_km((515_000, 6_410_000), region=region, neighbours=neighbours)

    assert beside == pytest.approx(3, abs=0.05)


def test_metres_and_degrees_are_inverse():
    lonlat = np.array([[-0.57918, 44.83779], [1.26249, 45.83362]])

    assert np.allclose(degrees(lambert93(lonlat)), lonlat, atol=1e-9)
