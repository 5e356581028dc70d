"""A geocoder that answers like the BAN's, for tests: addresses of town halls."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from numna_geo.model.naming import search_name

ANSWERS: dict[str, Any] = json.loads(
    (Path(__file__).parent / "ban_answers.json").read_text(encoding="utf-8")
)
NOTHING: dict[str, Any] = {"type": "FeatureCollection", "features": []}


class FakeGeocoder:
    """What it was asked, and whether it is up."""

    def __init__(self) -> None:
        self.asked = list[dict[str, list[str]]]()
        self.up = True
        self.url = ""

    def answer(self, target: str) -> tuple[int, dict[str, Any]]:
        parts = urlsplit(target)
        asked = parse_qs(parts.query)
        self.asked.append(asked)
        if not self.up:
            return 503, {}
        if parts.path != "/geocodage/search" or "q" not in asked:
            return 400, {"code": 400, "message": "q: required param"}
        return 200, ANSWERS.get(search_name(asked["q"][0]), NOTHING)


@contextmanager
def fake_geocoder() -> Iterator[FakeGeocoder]:
    """A server on a free port of this machine, until the block ends."""
    geocoder = FakeGeocoder()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = geocoder.answer(self.path)
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    geocoder.url = f"http://127.0.0.1:{server.server_port}/geocodage"
    try:
        yield geocoder
    finally:
        server.shutdown()
        server.server_close()
