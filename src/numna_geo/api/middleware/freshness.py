"""ETag and 304 for every read of the API, before any other table is touched."""

from collections.abc import Callable, Sequence
from contextvars import ContextVar
from datetime import date, datetime
from hashlib import blake2b
from http import HTTPStatus
from pathlib import Path
from urllib.parse import parse_qsl, urlencode
from zoneinfo import ZoneInfo

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from numna_geo.api.cache_control import CACHE, CACHE_OF_ONE, FOR_EVER, NEVER
from numna_geo.api.middleware.raw_headers import Raw, put, said
from numna_geo.api.problems import answer
from numna_geo.errors import NumnaGeoError
from numna_geo.store.state import DataWatch

READS = ("/api/v1/", "/ogc")

# These carry where somebody stands, or what somebody wrote: no shared cache keeps them.
PERSONAL = ("/api/v1/nearest", "/api/v1/geocode", "/api/v1/isochrone")

# Answers whose words may age by themselves: the day is part of their tag, or the minute
# where they say « ferme à 17:00 » or count what is asked meanwhile.
DATED = ("/api/v1/structures",)
LIVE = ("/api/v1/nearest", "/api/v1/structures/", "/api/v1/unmet-needs")

# What changes by something else than data: whole layers, once they are built.
TELL_THEIR_OWN = ("/api/v1/downloads",)

# Answers with minutes: whatever finds them is part of their tag.
TIMED = ("/api/v1/nearest", "/api/v1/isochrone")

# So do records of metadata, which list those files.
_LIST_FILES = ("/ogc/collections/", "/metadata")

# Answers that tell addresses in full, hence where the service is for who asks.
ABSOLUTE = ("/ogc",)
_PARIS = ZoneInfo("Europe/Paris")


_CODE = (".py", ".html", ".json")


TOLD_AT: ContextVar[datetime | None] = ContextVar("TOLD_AT", default=None)
"""The time that is told instead of the clock's, where a copy of the pages is made."""


def now() -> datetime:
    """The time where our readers live."""
    return TOLD_AT.get() or datetime.now(_PARIS)


def today() -> date:
    """The date where our readers live."""
    return now().date()


def code_version(*folders: Path) -> str:
    """A digest of the code itself: no one has to remember to bump a number.

    Args:
        folders: of the package, and of what it makes pages from.
    """
    digest = blake2b(digest_size=8)
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            if file.suffix in _CODE:
                digest.update(file.read_bytes())
    return digest.hexdigest()


class Freshness:
    """Tags what a GET under `READS` answers, and answers 304 to who holds that tag.

    Args:
        app: the application behind it.
        watch: finds the watch on the data version at the time of a request.
        code: the version of the code.
        clock: the time that dated answers are tagged with.
        engines: what finds minutes now.
        origin: where the service is for who asks.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        watch: Callable[[], DataWatch],
        code: str,
        clock: Callable[[], datetime] = now,
        engines: Callable[[], str] = str,
        origin: Callable[[Scope], str] = lambda _: "",
    ) -> None:
        self.app, self._watch, self._code, self._clock = app, watch, code, clock
        self._engines, self._origin = engines, origin

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if not (_is_told(path) and scope["method"] == "GET"):
            await self.app(scope, receive, send)
            return
        try:
            tag = self._tag(scope, str(await self._watch().now()))
        except NumnaGeoError as error:
            await answer(error)(scope, receive, send)
            return
        cache = CACHE_OF_ONE if path.startswith(PERSONAL) else CACHE
        held = said(scope, b"if-none-match")
        if held and is_among(tag, held):
            fresh = {"ETag": tag, "Cache-Control": cache, "Vary": "Accept"}
            await Response(status_code=304, headers=fresh)(scope, receive, send)
            return
        # `*` is whatever there is, by RFC 9110, 13.1.2.
        sent = _Tagged(send, tag, cache, holds_any=held.strip() == "*")
        await self.app(scope, receive, sent)

    def _tag(self, scope: Scope, data: str) -> str:
        path = scope["path"]
        parts = [data, self._code, path, ordered(scope["query_string"])]
        parts.append(said(scope, b"accept").replace(" ", "").lower())
        if path.startswith(LIVE):
            parts.append(self._clock().isoformat(timespec="minutes"))
        elif path.startswith(DATED):
            parts.append(self._clock().date().isoformat())
        if path.startswith(TIMED):
            parts.append(self._engines())
        elif path.startswith(ABSOLUTE):
            parts.append(self._origin(scope))
        digest = blake2b("\n".join(parts).encode(), digest_size=12).hexdigest()
        return f'W/"{digest}"'


def _is_told(path: str) -> bool:
    """Whether answers of an address get their tag here."""
    start, end = _LIST_FILES
    tell_their_own = path.startswith(TELL_THEIR_OWN)
    lists_files = path.endswith(end) and path.startswith(start)
    return path.startswith(READS) and not (tell_their_own or lists_files)


class _Tagged:
    """Sends an answer on with its tag, or 304 to who holds any that there is."""

    def __init__(self, send: Send, tag: str, cache: str, *, holds_any: bool) -> None:
        self._send, self._holds_any = send, holds_any
        self._tag, self._cache = tag.encode(), cache.encode()
        self._told_same = False

    async def __call__(self, message: Message) -> None:
        if self._told_same:
            return
        if message["type"] == "http.response.start":
            told = dict(message["headers"])
            vary = told.get(b"vary")
            added = [(b"vary", b"Accept, " + vary if vary else b"Accept")]
            if message["status"] == HTTPStatus.OK:
                added += _fresh(self._tag, self._cache, told.get(b"cache-control"))
            put(message, added)
            if message["status"] == HTTPStatus.OK and self._holds_any:
                await self._tell_same(message["headers"])
                return
        await self._send(message)

    async def _tell_same(self, answered: Sequence[Raw]) -> None:
        self._told_same = True
        headers = [one for one in answered if one[0] in _OF_SAME]
        start = {"type": "http.response.start", "status": HTTPStatus.NOT_MODIFIED}
        await self._send({**start, "headers": headers})
        await self._send({"type": "http.response.body", "body": b""})


_OF_SAME = (b"etag", b"cache-control", b"vary")


def _fresh(tag: bytes, cache: bytes, told: bytes | None) -> list[Raw]:
    """What an answer carries; what its route said of caches stands where it must."""
    if told == NEVER.encode():
        return []
    if told == FOR_EVER.encode():
        cache = told
    return [(b"etag", tag), (b"cache-control", cache)]


def ordered(query: bytes) -> str:
    """The parameters as they are written, in one order whatever the one they came in.

    >>> ordered(b"lon=2&lat=45") == ordered(b"lat=45&lon=2")
    True
    """
    # Sorting is stable, and the order of one repeated parameter may matter.
    parts = sorted(query.split(b"&"), key=lambda part: part.partition(b"=")[0])
    return b"&".join(parts).decode("latin-1")


def canonical(query: bytes) -> str:
    """The same text for the same question, in whatever order it is asked.

    >>> canonical(b"lat=45&lon=2") == canonical(b"lon=2&lat=%345")
    True
    """
    pairs = parse_qsl(query.decode("latin-1"), keep_blank_values=True)
    # Sorting is stable, and the order of one repeated parameter may matter.
    return urlencode(sorted(pairs, key=lambda pair: pair[0]))


def is_among(tag: str, said: str) -> bool:
    """Whether `If-None-Match` names a tag; comparison is weak (RFC 9110, 13.1.2)."""
    return tag.removeprefix("W/") in {
        one.strip().removeprefix("W/") for one in said.split(",")
    }
