"""How communes look that a scenario changes: one source for still maps and canvases."""

from typing import Literal, TypedDict

Changed = Literal["newly", "lost"]

TILE = 8
"""Side of a pattern, in pixels."""

INK: dict[Changed, str] = {
    "newly": "M0 8L8 0M-2 2L2 -2M6 10L10 6",
    "lost": "M0 0L8 8M0 8L8 0",
}
"""White lines over the colour, as SVG paths: what tells them apart without colour."""

COLOURS: dict[Changed, str] = {"newly": "#0b7354", "lost": "#d8643c"}
"""Those of frontend/styles/scenario.css, too."""


class Look(TypedDict):
    """A colour, and the lines over it."""

    colour: str
    ink: str


LOOKS: dict[Changed, Look] = {
    key: {"colour": colour, "ink": INK[key]} for key, colour in COLOURS.items()
}
