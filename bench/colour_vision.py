"""How colours differ, for common vision and for three kinds of dichromacy."""

from typing import cast

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

# Machado, Oliveira & Fernandes (2009), severity 1.0, on linear RGB.
VISIONS: dict[str, Numbers] = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
_TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
_WHITE = np.array([0.95047, 1.0, 1.08883])


def lab(colour: str, vision: str = "normal") -> Numbers:
    """CIE 1976 L*a*b* of what is seen of a colour like #d8efb0."""
    ratio = _TO_XYZ @ _linear(colour, vision) / _WHITE
    f = np.where(ratio > 216 / 24389, np.cbrt(ratio), (841 / 108) * ratio + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def difference(one: str, other: str, vision: str = "normal") -> float:
    """The distance of two colours in Lab; 2 is just seen, 15 is seen at a glance."""
    return float(np.linalg.norm(lab(one, vision) - lab(other, vision)))


def seen(colour: str, vision: str) -> tuple[int, int, int]:
    """The red, green and blue that show common vision what another one sees."""
    linear = _linear(colour, vision)
    curved = 1.055 * np.power(linear, 1 / 2.4) - 0.055
    rgb = np.where(linear <= 0.0031308, 12.92 * linear, curved)
    red, green, blue = (round(255 * float(one)) for one in rgb)
    return red, green, blue


def _linear(colour: str, vision: str) -> Numbers:
    rgb = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return cast("Numbers", np.clip(VISIONS[vision] @ linear, 0, 1))
