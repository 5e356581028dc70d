"""Declared and verified: the same question, with fewer places to answer it."""

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from numna_geo.errors import ShapeMismatch
from numna_geo.gaps import INDICATORS
from numna_geo.gaps.indicator import Asked
from numna_geo.gaps.scene import Places, Scene
from numna_geo.model.category import Category
from numna_geo.model.collection import Reading
from numna_geo.model.territory import Quantity

# Guéret, Aubusson (34 km from it) and Bourganeuf (27 km from Guéret).
COMMUNES = np.array([[1.8702, 46.1693], [2.1687, 45.9569], [1.7563, 45.9541]])
PEOPLE = np.array([12_500.0, 3_100.0, 2_500.0])
ANYTHING = Asked(category=None, period="")


def a_scene(places: Places) -> Scene:
    return Scene(
        lonlat=COMMUNES,
        border_km=np.full(3, 100.0),
        demand={Quantity.INHABITANTS: PEOPLE, Quantity.ESTABLISHMENTS: PEOPLE},
        places=places,
        premises={},
        not_collected={},
    )


def missing(scene: Scene, reading: Reading, key: str) -> list[float]:
    numerator = INDICATORS[key].measure(scene.read(reading), ANYTHING).numerator
    return [float(count) for count in numerator]


def test_worked_example() -> None:
    # A verified incubator in Guéret, one that is only declared in Aubusson: nobody
    # declares any near Bourganeuf.
    scene = a_scene(
        Places(
            lonlat=COMMUNES[:2],
            categories=(frozenset({Category.INCUBATOR}),) * 2,
            verified=np.array([True, False]),
        )
    )

    declared = missing(scene, Reading.DECLARED, "support_beyond")
    verified = missing(scene, Reading.VERIFIED, "support_beyond")

    assert declared == [0, 0, 2_500]
    assert verified == [0, 3_100, 2_500]


def test_when_nothing_is_verified_everybody_is_missing() -> None:
    scene = a_scene(
        Places(
            lonlat=COMMUNES,
            categories=(frozenset({Category.COWORKING}),) * 3,
            verified=np.zeros(3, dtype=bool),
        )
    )

    assert missing(scene, Reading.DECLARED, "host_place_beyond") == [0, 0, 0]
    verified = missing(scene, Reading.VERIFIED, "host_place_beyond")
    assert verified == PEOPLE.tolist()


somewhere = st.tuples(st.floats(1.5, 2.5), st.floats(45.7, 46.4))
kinds = st.sets(st.sampled_from(list(Category)), min_size=1).map(frozenset)
some_places = st.lists(st.tuples(somewhere, kinds, st.booleans()), max_size=12)
of_places = [key for key, one in INDICATORS.items() if not one.one_reading]


@given(some_places, st.sampled_from(of_places))
def test_verified_never_leaves_fewer_people_out_than_declared(
    drawn: list[tuple[tuple[float, float], frozenset[Category], bool]], key: str
) -> None:
    scene = a_scene(
        Places(
            lonlat=np.array([at for at, _, _ in drawn]).reshape(-1, 2),
            categories=tuple(of for _, of, _ in drawn),
            verified=np.array([checked for _, _, checked in drawn], dtype=bool),
        )
    )

    declared: npt.NDArray[np.float64] = np.array(missing(scene, Reading.DECLARED, key))
    verified = np.array(missing(scene, Reading.VERIFIED, key))

    assert (verified >= declared).all()
    if all(checked for _, _, checked in drawn):
        assert (verified == declared).all()


def test_only_premises_have_one_reading_and_say_why() -> None:
    alone = {key for key, one in INDICATORS.items() if one.one_reading}

    assert alone == {"fibre_not_connectable"}
    assert INDICATORS["fibre_not_connectable"].readings == (Reading.DECLARED,)
    assert INDICATORS["support_beyond"].readings == tuple(Reading)


def test_marks_that_do_not_describe_the_places_are_refused() -> None:
    with pytest.raises(ShapeMismatch, match="beside 1 places"):
        Places(
            lonlat=COMMUNES[:1],
            categories=(frozenset(),),
            verified=np.array([True, False]),
        )
