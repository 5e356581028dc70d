"""Rows of a JSON file, one at a time: lists, GeoJSON, one object a line."""

import codecs
from collections.abc import Collection, Iterator
from itertools import islice
from typing import IO, Any

import orjson

from numna_geo.errors import SourceUnreadable
from numna_geo.sources.connector import Connector, Damaged, PublishedRow
from numna_geo.sources.files.encodings import Encoding, encoding_of
from numna_geo.sources.files.features import flattened, is_feature
from numna_geo.sources.files.json_events import (
    NoJson,
    TooDeep,
    contents,
    key_of_first_list,
    values_under,
)
from numna_geo.sources.files.readable import readable
from numna_geo.sources.files.recognition import fitting, not_read, unknown_layout
from numna_geo.sources.files.unpacked import Unpacked, cut

FEATURES = "features"
LOOKED_AT = 200
"""Objects whose keys tell the layout: an object may leave out what it has not."""

LONGEST_LINE = 2_000_000
_CHUNK = 65_536
_RECORD_SEPARATOR = b"\x1e \t\r\n"
"""What RFC 8142 puts before an object, and blanks."""


class JsonRows:
    """A JSON file whose list and layout were found."""

    def __init__(self, file: Unpacked, connectors: Collection[Connector]) -> None:
        self._file = file
        with file.opened() as content:
            self._encoding = encoding_of(content, file.name)
        self._by_line = self._is_by_line()
        self._under = None if self._by_line else self._list_key(connectors)
        first = list(islice(self._values(), LOOKED_AT))
        rows = [row for row in map(_row, first) if not isinstance(row, Damaged)]
        names = list(dict.fromkeys(name for row in rows for name in row))
        found = fitting(names, connectors)
        if found is None:
            raise unknown_layout(file.name, [names], connectors)
        self.connector, self._names = found, names
        self.shape = "geojson" if any(map(is_feature, first)) else "json"

    @property
    def how_read(self) -> str:
        """Kind of JSON, its encoding, where its list was found."""
        kind = "GeoJSON" if self.shape == "geojson" else "JSON"
        lines = ", one object a line" * self._by_line
        where = f", list « {readable(self._under)} »" if self._under else ""
        others = not_read(self._names, self.connector)
        return f"{kind}, {self._encoding.told}{lines}{where}{others}"

    def rows(self) -> Iterator[PublishedRow | Damaged]:
        """Every object of the list; one that is no object is damaged."""
        return map(_row, self._values())

    def share_read(self) -> float:
        """The share of the file's bytes that was read, 0 to 1."""
        return self._file.share_read()

    def _values(self) -> Iterator[Any]:
        with self._file.opened() as content:
            text = _utf8(content, self._encoding)
            if self._by_line:
                yield from _lines(text, self._file.name)
                return
            seen = 0
            try:
                for value in values_under(contents(text), self._under):
                    seen += 1
                    yield value
            except (NoJson, TooDeep) as error:
                raise self._broken(error, seen) from error

    def _broken(self, error: Exception, seen: int) -> SourceUnreadable:
        words = readable(" ".join(str(error).split())[:160])
        if "premature EOF" in words or not words:
            return cut(self._file.name, EOFError(f"it ends after {seen} rows"))
        return SourceUnreadable(
            f"{self._file.name}: no valid JSON after {seen} rows ({words}); "
            "expected a whole JSON file"
        )

    def _is_by_line(self) -> bool:
        with self._file.opened() as content:
            text = _utf8(content, self._encoding)
            objects = [_parsed(line) for line in islice(_nonblank(text), 2)]
        if not all(isinstance(one, dict) for one in objects):
            return False
        alone = len(objects) == 1 and not any(
            isinstance(value, list) for value in objects[0].values()
        )
        return len(objects) > 1 or alone or is_feature(objects[0])

    def _list_key(self, connectors: Collection[Connector]) -> str | None:
        known = {c.items for c in connectors if c.items} | {FEATURES}
        try:
            with self._file.opened() as content:
                events = contents(_utf8(content, self._encoding))
                return key_of_first_list(events, known)
        except LookupError as error:
            raise SourceUnreadable(
                f"{self._file.name}: a JSON object without a list of objects "
                f"(its keys: {readable(str(error))}); expected one under "
                f"{', '.join(sorted(known))}"
            ) from error
        except (NoJson, TooDeep) as error:
            raise self._broken(error, 0) from error


class _Utf8:
    """A text in another encoding, handed on in UTF-8."""

    def __init__(self, content: IO[bytes], encoding: Encoding) -> None:
        self._content = content
        self._decoder = codecs.getincrementaldecoder(encoding.codec)("replace")

    def read(self, size: int = -1) -> bytes:
        """Up to about `size` bytes; none at the end only."""
        while True:
            chunk = self._content.read(size)
            text = self._decoder.decode(chunk, final=not chunk)
            if text or not chunk:
                return text.encode()


def _utf8(content: IO[bytes], encoding: Encoding) -> Any:
    content.read(encoding.mark)
    plain = encoding.codec == "utf-8" and not encoding.damaged
    return content if plain else _Utf8(content, encoding)


def _nonblank(text: Any) -> Iterator[bytes]:
    """Lines of a text that are not blank, the last one without its end if it has none.

    A line that is too long comes in pieces.
    """
    begun: list[bytes] = []
    while chunk := text.read(_CHUNK):
        first, *others = chunk.split(b"\n")
        begun.append(first)
        if others or sum(map(len, begun)) > LONGEST_LINE:
            whole = [b"".join(begun), *others]
            begun = [whole.pop()] if others else []
            yield from (line + b"\n" for line in whole if line.strip())
    if b"".join(begun).strip():
        yield b"".join(begun)


def _lines(text: Any, name: str) -> Iterator[Any]:
    for number, line in enumerate(_nonblank(text), start=1):
        value = _parsed(line)
        if isinstance(value, Damaged) and not line.endswith(b"\n"):
            raise cut(name, EOFError(f"its last line, {number}, is no whole object"))
        yield value


def _parsed(line: bytes) -> Any:
    try:
        return orjson.loads(line.strip(_RECORD_SEPARATOR))
    except orjson.JSONDecodeError as error:
        return Damaged(f"no JSON ({error})", None)


def _row(value: Any) -> PublishedRow | Damaged:
    if isinstance(value, Damaged):
        return value
    if not isinstance(value, dict):
        return Damaged("no object", None)
    return flattened(value) if is_feature(value) else value
