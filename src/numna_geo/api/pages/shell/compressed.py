"""Answers that are compressed once and sent many times."""

import asyncio
import gzip
from collections.abc import Iterator

import brotli  # type: ignore[import-untyped]  # it ships no types
from fastapi import Request, Response

from numna_geo.api.cache_control import FOR_EVER

# Names of communes, 300 kB: 0.1 s, then 1 s and a tenth less. Whoever comes first does
# not wait for the best, and everybody after gets it.
_QUICK, _BEST = 9, 11
_SMALL = 150_000
"""Bytes that are worth the wait at once: less than half a second."""
_KEPT = 200


class Compressed:
    """Compressed forms of what was sent before, by key; the oldest is let go."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], bytes] = {}
        self._improving: set[asyncio.Task[None]] = set()

    async def reply(
        self, request: Request, key: str, content: bytes, media_type: str
    ) -> Response:
        """`content` as the browser accepts it; `key` must change when it does."""
        headers = {
            "Cache-Control": FOR_EVER,
            "Vary": "Accept-Encoding",
            "Access-Control-Allow-Origin": "*",
        }
        encoding = next(accepted(request), None)
        if encoding is not None:
            headers["Content-Encoding"] = encoding
            content = await self._form(encoding, key, content)
        return Response(content, 200, headers, media_type)

    async def prepare(self, key: str, content: bytes) -> None:
        """Have it ready for browsers of today, before the first of them asks."""
        await self._form("br", key, content)

    async def _form(self, encoding: str, key: str, content: bytes) -> bytes:
        known = self._known.get((encoding, key))
        if known is None:
            quality = _BEST if len(content) <= _SMALL else _QUICK
            known = await asyncio.to_thread(_squeezed, encoding, content, quality)
            self._keep(encoding, key, known)
            if encoding == "br" and quality < _BEST:
                task = asyncio.create_task(self._improve(key, content))
                self._improving.add(task)
                task.add_done_callback(self._improving.discard)
        return known

    async def _improve(self, key: str, content: bytes) -> None:
        self._keep("br", key, await asyncio.to_thread(_squeezed, "br", content, _BEST))

    def _keep(self, encoding: str, key: str, form: bytes) -> None:
        self._known[encoding, key] = form
        while len(self._known) > _KEPT:
            self._known.pop(next(iter(self._known)))


def accepted(request: Request) -> Iterator[str]:
    """Encodings of ours that the browser takes, the smallest first."""
    header = request.headers.get("accept-encoding", "")
    parts = [part.replace(" ", "").lower() for part in header.split(",")]
    taken = {part.split(";")[0] for part in parts if not part.endswith(";q=0")}
    yield from (encoding for encoding in ("br", "gzip") if encoding in taken)


def _squeezed(encoding: str, content: bytes, quality: int) -> bytes:
    if encoding == "gzip":
        return gzip.compress(content, 9, mtime=0)
    squeezed: bytes = brotli.compress(content, quality=quality)
    return squeezed
