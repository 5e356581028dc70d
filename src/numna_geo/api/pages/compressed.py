"""Answers that are compressed once and sent many times."""

import asyncio
import gzip
from collections.abc import Iterator

import brotli  # type: ignore[import-untyped]  # it ships no types
from fastapi import Request, Response

FOR_EVER = "public, max-age=31536000, immutable"

# Brotli's best takes twelve times as long for a tenth less: 1.4 s for the outlines,
# once for each version of the data, and in another thread.
_QUALITY = 11
_KEPT = 200


class Compressed:
    """Compressed forms of what was sent before, by key; the oldest is let go."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], bytes] = {}

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

    async def _form(self, encoding: str, key: str, content: bytes) -> bytes:
        known = self._known.get((encoding, key))
        if known is None:
            known = await asyncio.to_thread(_squeezed, encoding, content)
            self._known[encoding, key] = known
            while len(self._known) > _KEPT:
                self._known.pop(next(iter(self._known)))
        return known


def accepted(request: Request) -> Iterator[str]:
    """Encodings of ours that the browser takes, the smallest first."""
    header = request.headers.get("accept-encoding", "")
    taken = {part.split(";")[0].strip() for part in header.split(",")}
    refused = {
        p.split(";")[0].strip() for p in header.split(",") if "q=0" in p.split(";")
    }
    yield from (e for e in ("br", "gzip") if e in taken - refused)


def _squeezed(encoding: str, content: bytes) -> bytes:
    if encoding == "gzip":
        return gzip.compress(content, 9, mtime=0)
    squeezed: bytes = brotli.compress(content, quality=_QUALITY)
    return squeezed
