import numpy as np
import pytest

from numna_geo.maps.borders import borders, mercator
from numna_geo.maps.sketch import HEIGHT, WIDTH, Mark, sketch

# Two squares of a degree, on both sides of Greenwich: their shared border, then around
# each of them.
LINES = [
    np.array([(0.0, 45.0), (0.0, 46.0)]),
    np.array([(0.0, 46.0), (-1.0, 46.0), (-1.0, 45.0), (0.0, 45.0)]),
    np.array([(0.0, 45.0), (1.0, 45.0), (1.0, 46.0), (0.0, 46.0)]),
]
REGION = borders(LINES, [["23001", "87001"], ["23001"], ["87001"]])


def test_a_border_between_departments_is_known_from_the_outside() -> None:
    assert REGION.ranks == (2, 3, 3)


def test_the_outside_is_one_closed_ring() -> None:
    (edge,) = REGION.edges

    assert (edge[0] == edge[-1]).all()
    # Six corners, two of them where the shared border ends.
    assert len(np.unique(edge.round(12), axis=0)) == 6


def test_every_mark_falls_inside_the_picture() -> None:
    marks = [
        Mark(lon=-0.9, lat=45.1, number=1, look="kind-fab_lab"),
        Mark(lon=0.9, lat=45.9, number=2, look="kind-coworking"),
    ]

    picture = sketch(REGION, [], marks=marks, place=(0.0, 45.5), label="Plan")

    for circle in picture.split("<circle")[1:]:
        x, y = (float(circle.split(f'{c}="')[1].split('"')[0]) for c in ("cx", "cy"))
        assert 0 <= x <= WIDTH
        assert 0 <= y <= HEIGHT


def test_marks_at_one_place_do_not_hide_one_another() -> None:
    marks = [
        Mark(lon=0.5, lat=45.5, number=n, look="kind-fab_lab") for n in range(1, 6)
    ]

    picture = sketch(REGION, [], marks=marks, place=None, label="Plan")

    circles = picture.split("<circle")[1:]
    points = np.array(
        [
            [float(c.split(f'{k}="')[1].split('"')[0]) for k in ("cx", "cy")]
            for c in circles
        ]
    )
    gaps = np.hypot(*(points[:, None] - points[None, :]).T)
    assert gaps[~np.eye(5, dtype=bool)].min() >= 25


def test_one_place_alone_is_drawn_with_its_surroundings() -> None:
    picture = sketch(REGION, [], marks=[], place=(0.5, 45.5), label="Plan")

    assert f'cx="{WIDTH // 2}"' in picture


def test_a_label_cannot_leave_its_attribute() -> None:
    label = '"><script>alert(1)</script>'

    assert "<script" not in sketch(REGION, [], marks=[], place=None, label=label)


@pytest.mark.parametrize("lat", [42.8, 47.2])
def test_mercator_agrees_with_its_formula(lat: float) -> None:
    y = mercator(np.array([[0.0, lat]]))[0, 1]
    expected = (1 - np.arcsinh(np.tan(np.radians(lat))) / np.pi) / 2

    assert y == pytest.approx(expected, abs=1e-12)
