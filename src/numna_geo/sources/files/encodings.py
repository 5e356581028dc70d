"""How a text file was encoded, decided on all of it without holding it in memory."""

import codecs
import re
from dataclasses import dataclass
from typing import IO

from numna_geo.errors import SourceUnreadable

_CHUNK = 1 << 20
NO_TEXT = re.compile("[\0\ud800-\udfff]")
"""What no text of ours may hold: NUL, and bytes escaped because they are no text."""

_ESCAPED = re.compile("[\udc80-\udcff]")
_UNDEFINED = b"\x81\x8d\x8f\x90\x9d"
_UTF_16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


@dataclass(frozen=True, slots=True)
class Encoding:
    """An encoding, how many bytes of mark stand before the text, and what is damaged.

    With `damaged`, some bytes are no text: read them with `surrogateescape`.
    """

    codec: str
    mark: int = 0
    damaged: bool = False

    @property
    def told(self) -> str:
        """What a report calls it."""
        plain = {"utf-8": "UTF-8", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16"}
        name = plain.get(self.codec, self.codec)
        return f"{name} with damaged bytes" if self.damaged else name

    @property
    def errors(self) -> str:
        """The codec's way with bytes that are no text."""
        return "surrogateescape" if self.damaged else "strict"


def encoding_of(content: IO[bytes], name: str) -> Encoding:
    """Read a text to its end, and tell how it was encoded.

    UTF-16 by its mark, else UTF-8 where it is that, else Windows' cp1252.

    Raises:
        SourceUnreadable: the text ends in the middle of a character.
    """
    start = content.read(3)
    for mark, codec in _UTF_16.items():
        if start.startswith(mark):
            return Encoding(codec, mark=len(mark))
    marked = len(codecs.BOM_UTF8) if start == codecs.BOM_UTF8 else 0
    seen = _Seen()
    seen.read(start[marked:], content)
    if seen.cut and not seen.bad and (marked or seen.good):
        raise SourceUnreadable(
            f"{name}: the file ends in the middle of a character, it seems cut; "
            "fetch it again"
        )
    if not seen.bad and not seen.cut:
        return Encoding("utf-8", marked)
    # Accents of cp1252 hardly ever make good UTF-8: a file with some of it was UTF-8,
    # and its rows with other bytes are better rejected than all accents misread.
    if marked or seen.good >= seen.bad > 0:
        return Encoding("utf-8", marked, damaged=True)
    return Encoding("cp1252", damaged=seen.undefined)


class _Seen:
    """What reading as UTF-8 shows: sequences that are, bytes that are not."""

    def __init__(self) -> None:
        self.good = self.bad = 0
        self.cut = self.undefined = False
        self._decoder = codecs.getincrementaldecoder("utf-8")()

    def read(self, chunk: bytes, content: IO[bytes]) -> None:
        while chunk:
            self._take(chunk)
            chunk = content.read(_CHUNK)
        waiting, _ = self._decoder.getstate()
        self.cut = bool(waiting)

    def _take(self, chunk: bytes) -> None:
        before = self._decoder.getstate()
        try:
            text = self._decoder.decode(chunk)
        except UnicodeDecodeError:
            self._decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
            self._decoder.setstate(before)
            text = self._decoder.decode(chunk)
        if self._decoder.errors != "strict":
            self.bad += len(_ESCAPED.findall(text))
            self.undefined |= any(byte in chunk for byte in _UNDEFINED)
        # A character of several bytes leaves fewer characters than bytes.
        self.good += max(0, len(chunk) - len(text))
