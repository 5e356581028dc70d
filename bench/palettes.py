"""Draw docs/pictures/palettes.png: the map's classes as four kinds of eyes see them.

Run `python -m bench.palettes` when a colour changes; tests/maps/test_palettes.py says
when the picture is no longer true.
"""

from itertools import pairwise

from PIL import Image, ImageDraw, ImageFont

from bench.colour_vision import VISIONS, difference, seen
from numna_geo.bundle import ROOT
from numna_geo.maps.classes import CLASSES

PICTURE = ROOT / "docs" / "pictures" / "palettes.png"
LEFT, TOP, SWATCH, HIGH = 196, 84, 46, 40
ACROSS, DOWN = 5 * SWATCH + 34, HIGH + 52
INK, SOFT, PAPER = "#12303a", "#4a5f66", "#ffffff"
TITLES = {
    "fibre_not_connectable": "Premises without fibre",
    "support_beyond": "Drive to support",
    "host_place_beyond": "Drive to a host place",
    "france_services_beyond": "Drive to France Services",
}


def box(row: int, column: int, step: int) -> tuple[int, int, int, int]:
    """Where one class of a question (row) stands as one vision (column) sees it."""
    left = LEFT + column * ACROSS + step * SWATCH
    top = TOP + row * DOWN
    return left, top, left + SWATCH, top + HIGH


def steps(key: str, vision: str) -> list[float]:
    """How much each class differs from the next one."""
    return [difference(a, b, vision) for a, b in pairwise(CLASSES[key].colours)]


def picture() -> Image.Image:
    """The whole picture; the same bytes for the same colours."""
    size = (LEFT + len(VISIONS) * ACROSS, TOP + len(CLASSES) * DOWN - 14)
    image = Image.new("RGB", size, PAPER)
    draw = ImageDraw.Draw(image)
    big, small = ImageFont.load_default(17), ImageFont.load_default(13)
    said = (
        "Classes of the map, simulated for dichromats; their smallest step (CIE 1976)"
    )
    draw.text((20, 18), said, INK, small)
    for column, vision in enumerate(VISIONS):
        draw.text((box(0, column, 0)[0], 52), vision.capitalize(), INK, big)
    for row, (key, classes) in enumerate(CLASSES.items()):
        draw.text(
            (20, box(row, 0, 0)[1] + 2), TITLES[key], INK, ImageFont.load_default(14)
        )
        column_of = "share" if classes.column == "value" else "minutes"
        draw.text((20, box(row, 0, 0)[1] + 22), column_of, SOFT, small)
        for column, vision in enumerate(VISIONS):
            for step, colour in enumerate(classes.colours):
                left, top, right, bottom = box(row, column, step)
                shade = seen(colour, vision)
                draw.rectangle((left, top, right - 1, bottom - 1), shade)
            least = f"smallest step {min(steps(key, vision)):.0f}"
            draw.text(
                (box(row, column, 0)[0], box(row, 0, 0)[3] + 6), least, SOFT, small
            )
    return image


if __name__ == "__main__":
    picture().save(PICTURE, optimize=True)
