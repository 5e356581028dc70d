"""Which tile an address names, and which features of it are asked."""

import re
from collections.abc import Mapping

from starlette.exceptions import HTTPException
from starlette.requests import Request

from numna_geo.api.ogc.asked import Parameters, wrong
from numna_geo.errors import InvalidQuery, WrongParameter
from numna_geo.model.dataset import Dataset
from numna_geo.model.tiling import DEEPEST, Tile
from numna_geo.usecases.known_tiles import Only

VERSION = "v"
"""The parameter that an address carries to be kept for ever; it changes nothing."""

FILTERS: Mapping[str, tuple[str, ...]] = {
    "structures": ("category", "family", "status"),
    "broadband": ("period",),
    "gaps": ("level",),
}
"""Fields by which the tiles of a dataset can be asked."""

_NAMES = ("tileMatrix", "tileRow", "tileCol")
_PERIOD = re.compile(r"20\d\d-T[1-4]")
_DIGITS = 9


def tile_of(request: Request) -> Tile:
    """The tile that the address names.

    Raises:
        InvalidQuery: a part of the address is no number.
        HTTPException: 404, the matrix set has no such tile.
    """
    texts = [request.path_params[name] for name in _NAMES]
    bad = [
        WrongParameter(name, text, "a whole number")
        for name, text in zip(_NAMES, texts, strict=True)
        if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS)
    ]
    if bad:
        raise InvalidQuery("no tile has such a number; see `errors`", bad)
    zoom, row, col = (int(text) for text in texts)
    # First: the last row of level 999,999,999 is a number of 125 MB.
    if zoom > DEEPEST:
        raise HTTPException(404, f"levels go from 0 to {DEEPEST}")
    tile = Tile(zoom=zoom, row=row, col=col)
    if not tile.exists:
        most = f"rows and columns of level {zoom} go from 0 to {(1 << zoom) - 1}"
        raise HTTPException(404, most)
    return tile


def only_of(dataset: Dataset, asked: Parameters) -> Only:
    """Values of the fields that features must have; several are joined by commas.

    Raises:
        InvalidQuery: a value that no feature can have.
    """
    found = []
    for name in sorted(set(FILTERS.get(dataset.key, ())) & set(asked)):
        values = tuple(sorted(set(asked[name].split(","))))
        allowed = _allowed(dataset, name)
        if allowed and not allowed.issuperset(values):
            raise wrong(name, asked[name], f"some of: {', '.join(sorted(allowed))}")
        if not allowed and not _PERIOD.fullmatch(asked[name]):
            # One: outlines of several quarters would lie upon each other.
            raise wrong(name, asked[name], "a quarter such as 2026-T2")
        found.append((name, values))
    return tuple(found)


def _allowed(dataset: Dataset, name: str) -> set[str]:
    return set(dataset.by_name[name].values)
