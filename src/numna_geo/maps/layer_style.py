"""How a layer is drawn, before it is said in the words of QGIS or of MapLibre."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class Shape(StrEnum):
    """Of a point: families are told apart without colour."""

    DIAMOND = "diamond"
    CIRCLE = "circle"
    SQUARE = "square"


class Texture(StrEnum):
    """Of what has no class: without one, absence would look like a low value."""

    NO_DATA = "no_data"
    NOT_COLLECTED = "not_collected"
    BORDER_UNKNOWN = "border_unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A point: `colour` fills `shape`, `letter` is white upon it; sizes in mm."""

    shape: Shape
    colour: str
    letter: str = ""
    size_mm: float = 4.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Fill:
    """An area in one colour."""

    colour: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """An area with a texture; `BORDER_UNKNOWN` lies over the colour of a class."""

    texture: Texture


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The outline of an area, nothing inside."""

    colour: str
    width_mm: float


Symbol = Mark | Fill | Pattern | Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A comparison of a field; what is unknown passes none but `unknown`."""

    field: str
    sign: Literal["=", "<>", "<", "<=", ">", ">=", "unknown"]
    value: str | float = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What is drawn alike: features that pass every test, all of them without any."""

    label: str
    tests: tuple[Comparison, ...]
    symbol: Symbol


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Features of a layer that are drawn together, and whether that is at first."""

    label: str
    tests: tuple[Comparison, ...]
    shown: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerStyle:
    """One way to draw a layer.

    Args:
        key: its name in addresses.
        title: for people, in French.
        title_en: the same in English.
        rules: in the order of the legend; a feature is drawn by each that it passes.
        groups: parts of a whole layer that would cover one another, such as levels;
            tiles hold only one of them.
        label: the field that names features where there is room; none when empty.
        label_to: the smallest scale that names show at, such as 100000 for 1:100000.
    """

    key: str
    title: str
    title_en: str
    rules: Sequence[Rule]
    groups: Sequence[Group] = ()
    label: str = ""
    label_to: int = 0
