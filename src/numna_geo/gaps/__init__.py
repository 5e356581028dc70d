"""How well people are served: pure functions from numbers to numbers.

Every module here that defines `INDICATOR` is offered by the API and the map.
"""

from importlib import import_module
from pkgutil import iter_modules

from numna_geo.gaps.indicator import Indicator


def _indicators() -> dict[str, Indicator]:
    modules = (import_module(f"{__name__}.{m.name}") for m in iter_modules(__path__))
    found: list[Indicator] = [m.INDICATOR for m in modules if hasattr(m, "INDICATOR")]
    in_order = sorted(found, key=lambda i: (i.objective, i.order, i.key))
    return {indicator.key: indicator for indicator in in_order}


INDICATORS = _indicators()
"""Every indicator by key, in the order of the roadmap's objectives."""
