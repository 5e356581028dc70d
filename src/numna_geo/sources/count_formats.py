"""Every layout of counts we read, found in the file of its publisher."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

import numna_geo.sources
from numna_geo.sources.counts import CountFormat


def _found() -> Iterator[CountFormat]:
    for module in iter_modules(numna_geo.sources.__path__):
        if module.name != "count_formats":
            name = f"{numna_geo.sources.__name__}.{module.name}"
            yield from getattr(import_module(name), "COUNT_FORMATS", ())


COUNT_FORMATS: Mapping[str, CountFormat] = MappingProxyType(
    {count_format.key: count_format for count_format in _found()}
)
"""By the key that the catalogue of sources gives."""
