"""Pages of somebody else, on another origin, that hold what our generator wrote."""

import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape, unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from numna_geo.bundle import ROOT

HOSTS = ROOT / "tests" / "hosts"
_TYPES = {"css": "text/css", "js": "text/javascript"}
_PLACE = re.compile(r"<!-- (\w+\.\w+) -->")
# What WordPress leaves of a frame of a provider that it does not know by name.
_WORDPRESS_KEEPS = (
    *("src", "width", "height", "frameborder", "marginwidth"),
    *("marginheight", "scrolling", "title"),
)
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')


@dataclass
class Host:
    """A site: its address, its pages by path, and headers of some of them."""

    origin: str
    pages: dict[str, str] = field(default_factory=dict)
    headers: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def show(
        self, path: str, file: str, pasted: Mapping[str, str], **headers: str
    ) -> str:
        """The address of a page of `tests/hosts`, with snippets at their places."""
        text = (HOSTS / file).read_text("utf-8")
        self.pages[path] = _PLACE.sub(lambda found: pasted[found.group(1)], text)
        self.headers[path] = {k.replace("_", "-"): v for k, v in headers.items()}
        return f"{self.origin}{path}"


@contextmanager
def hosting() -> Iterator[Host]:
    """A site of another origin, and of another site than the service's."""
    host = Host(origin="")

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            file = HOSTS / path.removeprefix("/")
            kind = _TYPES.get(file.suffix.removeprefix("."))
            if path in host.pages:
                content, media = host.pages[path].encode(), "text/html; charset=utf-8"
            elif kind and file.is_file():
                content, media = file.read_bytes(), kind
            else:
                # Browsers ask for an icon that nobody has.
                content, media = b"", "image/x-icon"
            self.send_response(200)
            told = {"Content-Type": media, "Content-Length": str(len(content))}
            for name, value in {**told, **host.headers.get(path, {})}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Tests are quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    host.origin = f"http://localhost:{server.server_port}"
    yield host
    server.shutdown()
    thread.join(timeout=60)
    server.server_close()


def as_wordpress(html: str, secret: str) -> str:
    """What WordPress makes of the oEmbed answer of a provider that it does not know.

    Only the frame is left, of it only some attributes; it is locked into a sandbox, and
    told a secret by its address. A `<blockquote>` beside it would hide it.

    Source:
        `wp_filter_oembed_result`, WordPress 6.
    """
    assert "<blockquote" not in html
    frame = re.search(r"<iframe([^>]*)></iframe>", html)
    assert frame is not None
    kept = {
        name: unescape(value)
        for name, value in _ATTRIBUTE.findall(frame.group(1))
        if name in _WORDPRESS_KEEPS
    }
    kept["src"] += f"#?secret={secret}"
    told = {
        "class": "wp-embedded-content",
        "sandbox": "allow-scripts",
        "security": "restricted",
        **kept,
        "data-secret": secret,
    }
    said = "".join(f' {name}="{escape(value)}"' for name, value in told.items())
    return f"<iframe{said}></iframe>"
