"""Browser files of our own: no page ever asks another host for one."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

from numna_geo.errors import AssetMissing

MOUNT = "/assets"

# What Folium's elements ask for, and our file that holds it. The stylesheets of
# Leaflet and of its cluster plugin are inside ours.
_OURS = (
    (re.compile(r"/leaflet@[\d.]+/dist/leaflet\.js$"), "leaflet.js"),
    (re.compile(r"/leaflet\.markercluster\.js$"), "leaflet.js"),
    (re.compile(r"/leaflet@[\d.]+/dist/leaflet\.css$"), "map-style.css"),
    (re.compile(r"/MarkerCluster\.css$"), "map-style.css"),
    (re.compile(r"^numna:map\.js$"), "map.js"),
)


class BuiltAssets:
    """Logical names of browser files, and the hashed names they were built under.

    Args:
        names: what the build wrote in `manifest.json`.

    >>> BuiltAssets({"map.js": "map-1A2B3C4D.js"}).url("map.js")
    '/assets/map-1A2B3C4D.js'
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = dict(names)

    @classmethod
    def read(cls, folder: Path) -> "BuiltAssets":
        """The assets of a build.

        Raises:
            AssetMissing: nothing was built there.
        """
        try:
            return cls(json.loads((folder / "manifest.json").read_text("utf-8")))
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

    def local(self, asked: str) -> str:
        """Our file for what a Folium element asks for.

        Raises:
            AssetMissing: we serve nothing in its place. Better no page than one that
                calls a third party.
        """
        for pattern, name in _OURS:
            if pattern.search(asked):
                return self.url(name)
        raise AssetMissing(f"{asked} is served by nobody here; see maps/assets.py")
