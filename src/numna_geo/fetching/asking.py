"""Questions to a server that the operator named: short, bounded, and never insisted.

What is asked says where somebody is: it is in no log and in no message, which name the
host alone.
"""

import re
import threading
import time
import weakref
from collections.abc import Collection, Iterable, Mapping
from http import HTTPStatus
from typing import Any, TypeAlias
from urllib.parse import quote, urlencode

import orjson

from numna_geo.errors import DownloadFailed, ServerUnavailable
from numna_geo.fetching.breaker import Breaker, Clock, Resting
from numna_geo.fetching.exchange import Deadline, Hiccup, Limits
from numna_geo.fetching.guard import system_addresses
from numna_geo.fetching.kept import Got, Kept, Sent
from numna_geo.fetching.target import target_of

Params: TypeAlias = Mapping[str, str] | Iterable[tuple[str, str]]

MAX_BYTES = 4_000_000
MAX_AT_ONCE = 16
_KEPT_IN_PATH = "/,;:@!$&'()*+="

# The question was refused, which says nothing against the server's health: somebody
# who asks nonsense must not take it from the others.
_REFUSED = {
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.REQUEST_URI_TOO_LONG,
    HTTPStatus.UNPROCESSABLE_ENTITY,
}
_WITH_NAME = re.compile(r"[^/?#]*//[^/?#]*@")
_NAMED = (
    "an address with a user name or password in it: give it without; where the server "
    "wants them, put a proxy before it that adds them, or a key after ? in the address"
)
_REDIRECTS = {301, 302, 303, 307, 308}


class Server:
    """A JSON service at an address that the operator chose, which may be private.

    Connections are kept for the next question. Redirects are not followed: nobody but
    the named host learns what is asked. After `failures` failures in a row it is not
    asked for `rest_s`, then by one question alone. Threads may share one.

    Args:
        url: http or https, with what comes before the paths that are asked; a query
            in it, such as a key, goes along with each question.
        timeout_s: seconds for connecting and answering together; only the system's
            look-up of the name may take longer.
        failures: see above.
        rest_s: seconds.
        max_bytes: of an answer.
        clock: seconds that only go forward, for the rest.

    Raises:
        ServerUnavailable: `url` is no address, or one with a user name in it.
    """

    def __init__(
        self,
        url: str,
        *,
        timeout_s: float,
        failures: int = 3,
        rest_s: float = 30.0,
        max_bytes: int = MAX_BYTES,
        clock: Clock = time.monotonic,
    ) -> None:
        if _WITH_NAME.match(url):
            raise ServerUnavailable(_NAMED)
        try:
            target = target_of(url)
        except DownloadFailed as error:
            raise ServerUnavailable(str(error)) from error
        limits = Limits(
            connect_s=timeout_s,
            read_s=timeout_s,
            total_s=timeout_s,
            max_bytes=max_bytes,
        )
        self.host, self._base, self._timeout_s = (
            target.authority,
            target.path,
            timeout_s,
        )
        self._breaker = Breaker(failures=failures, rest_s=rest_s, clock=clock)
        self._kept = Kept(
            target, limits=limits, resolve=system_addresses, size=MAX_AT_ONCE
        )
        # Whoever forgets to close it leaves no socket behind.
        weakref.finalize(self, self._kept.close)
        self._free = threading.BoundedSemaphore(MAX_AT_ONCE)

    @property
    def resting(self) -> bool:
        """Whether it failed lately and would not be asked now."""
        return self._breaker.resting

    def get_json(
        self, path: str, params: Params = (), *, also: Collection[int] = ()
    ) -> Any:
        """What it answers to a GET.

        Args:
            path: below the address that the operator gave.
            params: the query.
            also: statuses besides 200 whose JSON is an answer, too.

        Raises:
            ServerUnavailable: no answer, not in time, no JSON, too much of it, another
                status, or it rests.
        """
        return self._content(Sent(self._below(path, params)), also)

    def post_json(self, path: str, body: Any, *, also: Collection[int] = ()) -> Any:
        """What it answers to a POST of `body` as JSON; else as `get_json`."""
        return self._content(Sent(self._below(path), orjson.dumps(body)), also)

    def close(self) -> None:
        """Hang up; the next question connects again."""
        self._kept.close()

    def _below(self, path: str, params: Params = ()) -> str:
        base, _, query = self._base.partition("?")
        pairs = params.items() if isinstance(params, Mapping) else params
        asked = "&".join(part for part in (query, urlencode(list(pairs))) if part)
        whole = f"{base.rstrip('/')}/{quote(path.lstrip('/'), safe=_KEPT_IN_PATH)}"
        return f"{whole}?{asked}" if asked else whole

    def _content(self, sent: Sent, also: Collection[int]) -> Any:
        # Somebody who hangs on a slow name server must not take every thread along.
        if not self._free.acquire(blocking=False):
            raise self._unavailable("too many questions wait for it")
        try:
            with self._breaker.attempt():
                got = self._kept.exchange(sent, Deadline(self._timeout_s))
                refused = got.status in _REFUSED and got.status not in also
                content = None if refused else _json(got, also)
        except Resting:
            raise self._unavailable("it failed lately, and is left alone") from None
        except (Hiccup, DownloadFailed) as error:
            raise self._unavailable(str(error)) from None
        finally:
            self._free.release()
        if refused:
            raise self._unavailable(f"it refuses the question ({got.status})")
        return content

    def _unavailable(self, why: str) -> ServerUnavailable:
        return ServerUnavailable(f"{self.host}: {why}")


def _json(got: Got, also: Collection[int]) -> Any:
    if got.status in _REDIRECTS:
        raise Hiccup("it redirects; give the address that it redirects to")
    if got.status != HTTPStatus.OK and got.status not in also:
        raise Hiccup(f"it answers {got.status}")
    if "json" not in got.media_type:
        raise Hiccup(f"it answers {got.media_type or 'without a type'}, not JSON")
    try:
        return orjson.loads(got.body)
    except orjson.JSONDecodeError:
        raise Hiccup("what it answers is no JSON") from None
