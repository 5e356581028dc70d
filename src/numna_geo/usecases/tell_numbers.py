"""Arrays as answers tell them: what is unknown is None, never 0."""

from math import isfinite

from numna_geo.gaps.scene import Floats
from numna_geo.model.french import HARD, number


def numbers(found: Floats) -> list[float | None]:
    """Each number, None where there is none; no JSON holds infinity either."""
    return [value if isfinite(value) else None for value in found.tolist()]


def text_of_share(share: float, *, digits: int = 0) -> str:
    r"""A share in per cent, in French.

    >>> text_of_share(0.05) == "5\u00a0%"
    True
    """
    return f"{number(share * 100, digits=digits)}{HARD}%"
