"""The page that Folium writes by itself, of what our map shows: made, and served.

Its files come from npm by a lock and are served from one host, which is kinder to it
than four: one connection pool, nothing to look up, nothing that may be away. So is all
else: the borders are ours of 200 m, a popup is one line, all is compressed by Brotli.
"""

import functools
import html
import json
import mimetypes
import re
import subprocess
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import brotli  # type: ignore[import-untyped]  # it ships no types
import folium
import pandas as pd
from branca.element import MacroElement
from folium.plugins import MarkerCluster
from folium.template import Template

from numna_geo.bundle import DATA
from numna_geo.outlines.arcs import Ints, Topology
from numna_geo.outlines.topojson import decoded

_FOLDER = Path(__file__).parent / "naive"
_MODULES = _FOLDER / "node_modules"
_CDN = re.compile(r"https://(?:cdn|cdnjs|code|netdna)\.[\w.]+/[^\"']+")
# What the page asks for, by the end of its address, and the file of npm that it is.
_FILES = {
    "leaflet@1.9.3/dist/leaflet.js": "leaflet/dist/leaflet.js",
    "leaflet@1.9.3/dist/leaflet.css": "leaflet/dist/leaflet.css",
    "jquery-3.7.1.min.js": "jquery/dist/jquery.min.js",
    "bootstrap.bundle.min.js": "bootstrap/dist/js/bootstrap.bundle.min.js",
    "bootstrap.min.css": "bootstrap/dist/css/bootstrap.min.css",
    "awesome-markers.js": "leaflet.awesome-markers/dist/leaflet.awesome-markers.js",
    "awesome-markers.css": "leaflet.awesome-markers/dist/leaflet.awesome-markers.css",
    "css/all.min.css": "@fortawesome/fontawesome-free/css/all.min.css",
    "markercluster.js": "leaflet.markercluster/dist/leaflet.markercluster.js",
    "MarkerCluster.css": "leaflet.markercluster/dist/MarkerCluster.css",
    "Cluster.Default.css": "leaflet.markercluster/dist/MarkerCluster.Default.css",
    "d3.min.js": "d3/d3.min.js",
    "images/marker-icon.png": "leaflet/dist/images/marker-icon.png",
    "images/marker-shadow.png": "leaflet/dist/images/marker-shadow.png",
}
DRAWN = "naive:drawn"
_BIG = 1_000_000


class _Drawn(MacroElement):
    """Says when everything was drawn: the frame after the last script."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        window.benchMap = {{ this._parent.get_name() }};
        requestAnimationFrame(() => requestAnimationFrame(
          () => performance.mark({{ this.mark|tojson }})));
        {% endmacro %}
        """
    )

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca leaves it untyped
        self._name, self.mark = "Drawn", DRAWN


@contextmanager
def naive_page(origin: str) -> Iterator[str]:
    """Serves the page, made of what the service at `origin` tells its own map."""
    if not _MODULES.exists():
        subprocess.run(["npm", "ci", "--ignore-scripts"], cwd=_FOLDER, check=True)
    text = _CDN.sub(lambda found: "/" + found.group(0).split("/", 3)[3], page(origin))
    content = text.encode()
    _squeezed(content)
    handler = functools.partial(_Files, content)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()


def page(origin: str) -> str:
    """A choropleth with tooltips, and every structure in a cluster."""
    config = _config(origin)
    communes = _read(f"{origin}{config['data']}communes.json")
    question = config["questions"][0]
    file = _first(question["files"])
    values = _read(f"{origin}{config['data']}{file}")
    codes = sorted(decoded(DATA / "outlines_coarse.topojson").shapes)
    shares = [
        100 * part / whole if whole and part is not None else None
        for part, whole in zip(values["numerator"], values["denominator"], strict=True)
    ]
    facts = dict(zip(codes, zip(communes["name"], shares, strict=True), strict=True))
    # Without tiles nobody else tells the clusters where zooming ends.
    drawn = folium.Map(location=[45.1, 0.3], zoom_start=8, tiles=None, maxZoom=18)
    shapes = _geojson(decoded(DATA / "outlines_coarse.topojson"), facts)
    folium.Choropleth(
        geo_data=shapes,
        data=pd.DataFrame({"code": codes, "share": shares}),
        columns=["code", "share"],
        key_on="feature.id",
        fill_color="YlGnBu",
        legend_name=question["legend"],
    ).add_to(drawn)
    folium.GeoJson(
        shapes,
        style_function=lambda _: {"fillOpacity": 0, "weight": 0},
        tooltip=folium.GeoJsonTooltip(fields=["name", "share"]),
    ).add_to(drawn)
    cluster = MarkerCluster().add_to(drawn)
    places = _read(f"{origin}{config['data']}structures.json")
    for lat, lon, name in zip(
        places["lat"], places["lon"], places["name"], strict=True
    ):
        folium.Marker([lat, lon], popup=html.escape(name)).add_to(cluster)
    folium.LayerControl().add_to(drawn)
    _Drawn().add_to(drawn)
    return str(drawn.get_root().render())


def _geojson(topology: Topology, facts: dict[str, Any]) -> dict[str, Any]:
    grid = topology.grid

    def ring(refs: list[int]) -> list[list[float]]:
        points: list[list[float]] = []
        for ref in refs:
            arc: Ints = topology.arcs[ref] if ref >= 0 else topology.arcs[~ref][::-1]
            places = [
                [
                    round(grid.west + x * grid.step, 5),
                    round(grid.south + y * grid.step, 5),
                ]
                for x, y in arc.tolist()
            ]
            points += places[1:] if points else places
        return points

    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": code,
                "properties": {"name": facts[code][0], "share": facts[code][1]},
                "geometry": {
                    "type": "MultiPolygon",
                    "coordinates": [[ring(refs) for refs in part] for part in shape],
                },
            }
            for code, shape in topology.shapes.items()
        ],
    }


def _config(origin: str) -> dict[str, Any]:
    with urllib.request.urlopen(f"{origin}/carte", timeout=60) as reply:  # noqa: S310
        text = reply.read().decode()
    found: dict[str, Any] = json.loads(
        text.split('id="map-config">')[1].split("</script>")[0]
    )
    return found


def _first(files: Any) -> str:
    """The file that the map draws first: of communes, the newest, the whole family."""
    while not isinstance(files, str):
        files = files.get("") or files.get("commune") or list(files.values())[-1]
    return files


def _read(url: str) -> dict[str, Any]:
    with urllib.request.urlopen(url, timeout=60) as reply:  # noqa: S310 (ours)
        found: dict[str, Any] = json.loads(reply.read())
    return found


@functools.cache
def _squeezed(content: bytes) -> bytes:
    # The best of a page of megabytes takes half a minute: nobody would wait for it.
    found: bytes = brotli.compress(content, quality=11 if len(content) < _BIG else 9)
    return found


class _Files(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, content: bytes, *args: Any) -> None:
        self._page = content
        super().__init__(*args)

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        content, kind = self._page, "text/html; charset=utf-8"
        if path != "/":
            name = next((f for end, f in _FILES.items() if path.endswith(end)), None)
            # Two small sheets are in no package: an empty one is kinder to the page.
            content = (_MODULES / name).read_bytes() if name else b""
            kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        picture = kind.startswith("image/")
        sent = content if picture else _squeezed(content)
        self.send_response(200)
        self.send_header("Content-Type", kind)
        if not picture:
            self.send_header("Content-Encoding", "br")
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        self.wfile.write(sent)

    def log_message(self, *_: object) -> None:
        """Nothing."""
