"""The icons that embeds show, of all those of the site."""

import re
from functools import cache

from markupsafe import Markup

from numna_geo.bundle import ASSETS
from numna_geo.errors import AssetMissing

_ICONS = {
    *("maximize", "search", "map-pin", "phone", "globe", "copy", "x", "external-link"),
    *("chevron-up", "chevron-down", "chevron-left", "chevron-right"),
}
_SYMBOL = re.compile(r'<symbol id="i-([\w-]+)".*?</symbol>', re.DOTALL)


@cache
def icons() -> Markup:
    """Those of the sprite that embeds show.

    Raises:
        AssetMissing: nothing was built.
    """
    try:
        sprite = (ASSETS / "sprite.svg").read_text("utf-8")
    except FileNotFoundError as error:
        raise AssetMissing("sprite.svg was not built") from error
    every = _SYMBOL.finditer(sprite)
    found = [one.group(0) for one in every if one.group(1) in _ICONS]
    opened = (
        '<svg xmlns="http://www.w3.org/2000/svg" class="sprite" aria-hidden="true">'
    )
    # Written by our own build, from the icons it names.
    return Markup(f"{opened}{''.join(found)}</svg>")  # noqa: S704
