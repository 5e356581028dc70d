"""What the tests of `/ogc` share: how they ask, walk and listen in."""

import http.client
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2

GEOJSON = "application/geo+json"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
QUERYABLES = "http://www.opengis.net/def/rel/ogc/1.0/queryables"
TILESETS = "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector"
COLLECTIONS = ("structures", "communes", "epci", "departements", "broadband", "gaps")
TIMED = ("broadband",)
UNTIMED = tuple(name for name in COLLECTIONS if name not in TIMED)

_CRS = "http://www.opengis.net/def/crs"
CRS84, WGS84 = f"{_CRS}/OGC/1.3/CRS84", f"{_CRS}/EPSG/0/4326"
LAMBERT93, MERCATOR = f"{_CRS}/EPSG/0/2154", f"{_CRS}/EPSG/0/3857"

Answered = dict[str, Any]


@dataclass(frozen=True)
class Ogc:
    """A client of one service; `filter_lang=` asks for `filter-lang`."""

    client: httpx2.Client

    def get(self, path: str, *, accept: str = "*/*", **asked: Any) -> httpx2.Response:
        """Any answer to `/ogc{path}`."""
        url = path if path.startswith("http") else f"/ogc{path}"
        told = {name.replace("_", "-"): value for name, value in asked.items()}
        return self.client.get(url, params=told or None, headers={"Accept": accept})

    def json(self, path: str, **asked: Any) -> Answered:
        """The document of an answer that must be 200."""
        reply = self.get(path, **asked)
        assert reply.status_code == 200, f"{reply.url}: {reply.text[:500]}"
        answer: Answered = reply.json()
        return answer

    def features(self, collection: str, **asked: Any) -> list[Answered]:
        """All that match, up to 10,000 of them."""
        found: list[Answered] = self.json(
            f"/collections/{collection}/items", **{"limit": 10_000, **asked}
        )["features"]
        return found

    def ids(self, collection: str, **asked: Any) -> list[str]:
        return [feature["id"] for feature in self.features(collection, **asked)]

    def pages(self, collection: str, **asked: Any) -> Iterator[Answered]:
        """Page after page, by the `next` of each."""
        page = self.json(f"/collections/{collection}/items", **asked)
        yield page
        while after := link(page, "next"):
            page = self.json(after["href"])
            yield page

    def walked(self, collection: str, **asked: Any) -> list[str]:
        """The identifiers of every page, in the order they came."""
        return [
            feature["id"]
            for page in self.pages(collection, **asked)
            for feature in page["features"]
        ]


def links(document: Answered, rel: str) -> list[Answered]:
    return [one for one in document["links"] if one["rel"] == rel]


def link(document: Answered, rel: str) -> Answered | None:
    """The only link of its kind, or None."""
    found = links(document, rel)
    assert len(found) <= 1, found
    return found[0] if found else None


def media_type(reply: httpx2.Response) -> str:
    return reply.headers["content-type"].partition(";")[0]


@dataclass(frozen=True)
class Heard:
    """Where to ask a service so that every request is noted down."""

    origin: str
    targets: list[str]

    def of(self, ending: str) -> list[dict[str, list[str]]]:
        """The queries of the requests whose path ends so."""
        split = [urlsplit(target) for target in self.targets]
        return [
            parse_qs(one.query, keep_blank_values=True)
            for one in split
            if one.path.endswith(ending)
        ]

    def forget(self) -> None:
        self.targets.clear()


@contextmanager
def listening(origin: str) -> Iterator[Heard]:
    """A proxy before `origin`; links of answers stay on it."""
    targets: list[str] = []

    class Ear(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            targets.append(self.path)
            behind = http.client.HTTPConnection(urlsplit(origin).netloc, timeout=60)
            # Framing is ours: the answer is read whole.
            kept = {k: v for k, v in self.headers.items() if k.lower() != "connection"}
            behind.putrequest(
                *(self.command, self.path), skip_host=True, skip_accept_encoding=True
            )
            for name, value in kept.items():
                behind.putheader(name, value)
            behind.endheaders()
            reply = behind.getresponse()
            body = reply.read()
            behind.close()
            self.send_response_only(reply.status)
            for name, value in reply.getheaders():
                if name.lower() not in {"content-length", "transfer-encoding"}:
                    self.send_header(name, value)
            if reply.status not in {204, 304}:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_HEAD = do_GET  # noqa: N815 (its base class names it)

        def log_message(self, *_: Any) -> None:
            """Says nothing: what was asked is in `targets`."""

    proxy = ThreadingHTTPServer(("127.0.0.1", 0), Ear)
    proxy.daemon_threads = True
    thread = threading.Thread(target=proxy.serve_forever, daemon=True)
    thread.start()
    try:
        yield Heard(f"http://127.0.0.1:{proxy.server_port}", targets)
    finally:
        proxy.shutdown()
        proxy.server_close()
        thread.join()
