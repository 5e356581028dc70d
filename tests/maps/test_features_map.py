"""Features of a page as a still map: named, escaped, and in the frame."""

import re
from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from numna_geo.maps.borders import Borders, mercator
from numna_geo.maps.features_map import HEIGHT, WIDTH, Drawn, features_map

CORNERS = np.array([(-1.8, 42.8), (2.6, 42.8), (2.6, 47.2), (-1.8, 47.2), (-1.8, 42.8)])
EDGE = mercator(CORNERS)
REGION = Borders(arcs=(EDGE,), ranks=(3,), edges=(EDGE,))
PLACES = st.tuples(st.floats(-1.8, 2.6), st.floats(42.8, 47.2))


def drawn(features: Sequence[Drawn], box: tuple[float, ...] | None = None) -> str:
    corners = (box[0], box[1], box[2], box[3]) if box else None
    return str(features_map(REGION, (), features, box=corners, label="Carte"))


@given(st.lists(PLACES, min_size=1, max_size=20))
def test_every_point_is_on_the_picture(places: list[tuple[float, float]]) -> None:
    features = [
        Drawn(anchor=f"lieu-{n}", name="Lieu", point=at) for n, at in enumerate(places)
    ]

    picture = drawn(features)

    marks = re.findall(r'<circle cx="(-?\d+)" cy="(-?\d+)" r="6"/>', picture)
    assert len(marks) == len(places)
    assert all(0 <= int(x) <= WIDTH and 0 <= int(y) <= HEIGHT for x, y in marks)


def test_names_and_anchors_are_text() -> None:
    evil = Drawn(anchor='a"><script>', name="<img src=x onerror=1>", point=(0.0, 45.0))

    picture = drawn([evil])

    assert "<script" not in picture
    assert "<img" not in picture
    assert "&lt;img src=x onerror=1&gt;" in picture


def test_a_small_area_lies_over_a_big_one() -> None:
    small = CORNERS * 0.1 + np.array((0.4, 40.5))
    features = [
        Drawn(anchor="petit", name="Petit", rings=(small,)),
        Drawn(anchor="grand", name="Grand", rings=(CORNERS,)),
    ]

    picture = drawn(features)

    assert picture.index('id="grand"') < picture.index('id="petit"')


def test_the_box_that_was_asked_shows_around_what_it_holds() -> None:
    features = [Drawn(anchor="a", name="A", point=(0.1, 45.0))]
    features.append(Drawn(anchor="b", name="B", point=(0.4, 45.2)))

    picture = drawn(features, (0.0, 44.9, 0.5, 45.3))

    found = re.search(r'feature-box" x="(\d+)" y="(\d+)" width="(\d+)"', picture)
    assert found
    x, y, width = map(int, found.groups())
    assert x > 0
    assert y > 0
    assert x + width < WIDTH


def test_without_features_the_whole_region_shows() -> None:
    assert 'class="sketch-region"' in drawn([])
