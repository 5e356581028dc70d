import asyncio
import gzip

import brotli
import pytest
from fastapi import Request

from numna_geo.api.pages.shell.compressed import Compressed, accepted

TEXT = b"Nouvelle-Aquitaine " * 500


def asking(encodings: str) -> Request:
    headers = [(b"accept-encoding", encodings.encode())]
    return Request({"type": "http", "headers": headers})


@pytest.mark.parametrize(
    ("header", "taken"),
    [
        ("gzip, deflate, br", ["br", "gzip"]),
        ("gzip;q=0.8, br;q=0", ["gzip"]),
        ("identity", []),
        ("", []),
    ],
)
def test_only_encodings_that_are_accepted_are_used(
    header: str, taken: list[str]
) -> None:
    assert list(accepted(asking(header))) == taken


def test_every_form_opens_to_the_same_text() -> None:
    async def forms() -> list[bytes]:
        compressed = Compressed()
        replies = [
            await compressed.reply(asking(encodings), "key", TEXT, "text/plain")
            for encodings in ("br", "br", "gzip", "")
        ]
        return [bytes(reply.body) for reply in replies]

    first, second, zipped, plain = asyncio.run(forms())

    assert brotli.decompress(first) == brotli.decompress(second) == TEXT
    assert gzip.decompress(zipped) == plain == TEXT
