"""Browser files of our own: no page ever asks another host for one."""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from numna_geo.errors import AssetMissing

MOUNT = "/assets"

# What Folium's elements ask for, and our file that holds it; "" is inside the module of
# our own element. The stylesheets of Leaflet and of its cluster plugin are inside ours.
_OURS = (
    (re.compile(r"/leaflet@[\d.]+/dist/leaflet\.js$"), ""),
    (re.compile(r"/leaflet\.markercluster\.js$"), ""),
    (re.compile(r"/leaflet@[\d.]+/dist/leaflet\.css$"), "map-style.css"),
    (re.compile(r"/MarkerCluster\.css$"), "map-style.css"),
)
_OWN = re.compile(r"^numna:([\w-]+\.(js|css))$")


class BuiltAssets:
    """Logical names of browser files, and the hashed names they were built under.

    Args:
        names: what the build wrote in `manifest.json`.
        modules: what it wrote in `modules.json`: what each module loads before it runs.

    >>> BuiltAssets({"map.js": "map-1A2B3C4D.js"}).url("map.js")
    '/assets/map-1A2B3C4D.js'
    """

    def __init__(
        self,
        names: Mapping[str, str],
        modules: Mapping[str, Sequence[str]] = MappingProxyType({}),
    ) -> None:
        self._names, self._modules = dict(names), dict(modules)

    @classmethod
    def read(cls, folder: Path) -> "BuiltAssets":
        """The assets of a build.

        Raises:
            AssetMissing: nothing was built there.
        """
        try:
            return cls(
                json.loads((folder / "manifest.json").read_text("utf-8")),
                json.loads((folder / "modules.json").read_text("utf-8")),
            )
        except FileNotFoundError as error:
            raise AssetMissing(
                f"{folder} holds no build; run `npm ci && npm run build` in frontend/"
            ) from error

    def url(self, name: str) -> str:
        """Where a browser finds a file.

        Raises:
            AssetMissing: the build made no such file.
        """
        if name not in self._names:
            raise AssetMissing(f"{name} is not among {sorted(self._names)}")
        return f"{MOUNT}/{self._names[name]}"

    def loaded_with(self, name: str) -> tuple[str, ...]:
        """What a page may ask for at once with a module, in any order."""
        return tuple(
            f"{MOUNT}/{one}" for one in self._modules.get(self._names[name], ())
        )

    def local(self, asked: str) -> str | None:
        """Our name of what a Folium element asks for; None where it is in another file.

        Raises:
            AssetMissing: we serve nothing in its place. Better no page than one that
                calls a third party.
        """
        own = _OWN.match(asked)
        if own:
            return own.group(1)
        for pattern, name in _OURS:
            if pattern.search(asked):
                return name or None
        raise AssetMissing(f"{asked} is served by nobody here; see maps/assets.py")
