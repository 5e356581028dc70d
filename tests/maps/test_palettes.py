"""docs/pictures/palettes.png says what is true of the colours of the map."""

import pytest
from bench.colour_vision import VISIONS, lab, seen
from bench.palettes import PICTURE, box, picture
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from numna_geo.maps.classes import CLASSES

channel = st.integers(min_value=0, max_value=255)


def test_the_picture_shows_each_class_as_each_vision_sees_it() -> None:
    with Image.open(PICTURE) as opened:
        shown = opened.convert("RGB")

    for row, classes in enumerate(CLASSES.values()):
        for column, vision in enumerate(VISIONS):
            for step, colour in enumerate(classes.colours):
                left, top, right, bottom = box(row, column, step)
                swatch = shown.crop((left, top, right, bottom)).getcolors()
                assert swatch == [
                    ((right - left) * (bottom - top), seen(colour, vision))
                ]
    # The steps that it tells, too. Wrong? `python -m bench.palettes`.
    assert shown.tobytes() == picture().tobytes()


@pytest.mark.parametrize("key", CLASSES)
@pytest.mark.parametrize("vision", VISIONS)
def test_darker_stays_a_bigger_gap_for_every_vision(key: str, vision: str) -> None:
    lightness = [lab(colour, vision)[0] for colour in CLASSES[key].colours]

    assert lightness == sorted(lightness, reverse=True)


def test_red_is_nearly_black_without_long_cones() -> None:
    # Worked by hand: linear (0.152, 0.115, -0.004 cut to 0), then the curve of sRGB.
    assert seen("#ff0000", "protanopia") == (109, 95, 0)


@given(red=channel, green=channel, blue=channel)
def test_common_vision_sees_colours_as_they_are(
    red: int, green: int, blue: int
) -> None:
    assert seen(f"#{red:02x}{green:02x}{blue:02x}", "normal") == (red, green, blue)


@given(light=channel)
@pytest.mark.parametrize("vision", VISIONS)
def test_every_vision_sees_grey_as_grey(vision: str, light: int) -> None:
    assert seen(f"#{light:02x}{light:02x}{light:02x}", vision) == (light,) * 3
