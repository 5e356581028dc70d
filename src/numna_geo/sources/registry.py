"""Every layout that numna_geo reads, found by itself in the modules of `sources`."""

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType

from numna_geo import sources
from numna_geo.sources.connector import Connector


@cache
def connectors() -> Mapping[str, Connector]:
    """Layouts by key: of every module that offers `CONNECTORS`, in alphabetical order.

    >>> "template" in connectors()
    True
    """
    found: dict[str, Connector] = {}
    for module in pkgutil.iter_modules(sources.__path__):
        offered = import_module(f"{sources.__name__}.{module.name}")
        for connector in getattr(offered, "CONNECTORS", ()):
            if connector.key in found:
                raise ValueError(f"two connectors are called {connector.key}")
            found[connector.key] = connector
    return MappingProxyType(dict(sorted(found.items())))
