"""A file that was made for one answer, sent to who takes it."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from numna_geo.usecases.export_items import Exported, Exports

_PIECE = 65_536
_PATIENCE_S = 60.0
"""How long whoever asked may take for a piece, and for all beside what follows."""
_LEAST_PER_S = 16_384
"""Bytes a second at which a file is taken, at least."""


class SentFile(Response):
    """The bytes of a file, which is closed whether they arrive or not.

    Whoever does not take them is hung up on: each holds room on the disk.
    """

    def __init__(
        self,
        exported: Exported,
        exports: Exports,
        headers: Mapping[str, str],
        media_type: str | None = None,
    ) -> None:
        sized = {**headers, "Content-Length": str(exported.size)}
        super().__init__(None, 200, sized, media_type)
        self._exported, self._exports = exported, exports

    async def __call__(self, _: Scope, __: Receive, send: Send) -> None:
        longest = _PATIENCE_S + self._exported.size / _LEAST_PER_S
        with self._exports.sending(self._exported), suppress(TimeoutError):
            async with asyncio.timeout(longest):
                await self._send(send)

    async def _send(self, send: Send) -> None:
        start = {"type": "http.response.start", "status": self.status_code}
        await send({**start, "headers": self.raw_headers})
        more = True
        while more:
            piece = await asyncio.to_thread(self._exported.file.read, _PIECE)
            more = len(piece) == _PIECE
            body = {"type": "http.response.body", "body": piece, "more_body": more}
            async with asyncio.timeout(_PATIENCE_S):
                await send(body)
