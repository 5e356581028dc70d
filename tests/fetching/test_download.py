"""A file comes whole, or not at all and nothing is left of it."""

import gzip
import hashlib
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Semaphore

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from serving import (
    HURRIED,
    Fetch,
    Handler,
    Server,
    chunked,
    cut,
    endless,
    sent,
    zipped,
)

from numna_geo.errors import DownloadFailed
from numna_geo.fetching.download import download
from numna_geo.fetching.exchange import Downloaded, Known, NotModified

SAMPLES = Path(__file__).parents[2] / "data" / "samples" / "structures"
PUBLISHED = (SAMPLES / "france-services-20240801-na.csv").read_bytes()
DIGEST = hashlib.sha256(PUBLISHED).hexdigest()


def whole(found: Downloaded | NotModified) -> Downloaded:
    assert isinstance(found, Downloaded)
    return found


def test_a_published_file_comes_byte_for_byte(server: Server, fetch: Fetch) -> None:
    url = server.serve("/liste-fs.csv", sent(PUBLISHED, ETag='"v1"'))

    found = whole(fetch(url))

    assert found.path.read_bytes() == PUBLISHED
    assert (found.size, found.sha256) == (len(PUBLISHED), DIGEST)
    assert (found.file_name, found.etag) == ("liste-fs.csv", '"v1"')


@pytest.mark.parametrize(
    "reply",
    [zipped(PUBLISHED), chunked([PUBLISHED[:500], PUBLISHED[500:]])],
    ids=["compressed", "in chunks"],
)
def test_how_it_is_sent_changes_nothing(
    server: Server, fetch: Fetch, reply: object
) -> None:
    url = server.serve("/liste-fs.csv", reply)  # type: ignore[arg-type]

    found = whole(fetch(url))

    assert found.path.read_bytes() == PUBLISHED
    assert found.sha256 == DIGEST


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=25,
)
@given(members=st.lists(st.binary(max_size=300_000), min_size=1, max_size=3))
def test_several_compressed_members_are_one_file(
    server: Server, fetch: Fetch, members: list[bytes]
) -> None:
    body = b"".join(gzip.compress(member) for member in members)
    url = server.serve("/x", sent(body, Content_Encoding="gzip"))

    assert whole(fetch(url)).path.read_bytes() == b"".join(members)


def test_progress_counts_up_to_what_was_announced(server: Server, fetch: Fetch) -> None:
    url = server.serve("/x.csv", sent(PUBLISHED * 1000))
    told: list[tuple[int, int | None]] = []

    fetch(url, say=lambda done, total: told.append((done, total)))

    counts = [done for done, _ in told]
    assert len(told) > 1
    assert counts == sorted(set(counts))
    assert {total for _, total in told} == {len(PUBLISHED) * 1000}
    assert counts[-1] == len(PUBLISHED) * 1000


def test_a_file_that_did_not_change_is_not_sent_again(
    server: Server, fetch: Fetch
) -> None:
    known = Known(etag='"v1"', last_modified="Thu, 01 Aug 2024 08:00:00 GMT", sha256="")
    url = server.serve("/x.csv", lambda handler: handler.head(304))

    found = fetch(url, known=known)

    assert isinstance(found, NotModified)
    ((_, asked),) = server.asked
    assert asked["If-None-Match"] == '"v1"'
    assert asked["If-Modified-Since"] == "Thu, 01 Aug 2024 08:00:00 GMT"


def test_the_same_bytes_are_no_new_file_whatever_the_server_says(
    server: Server, fetch: Fetch, into: Path
) -> None:
    known = Known(etag=None, last_modified=None, sha256=DIGEST)
    url = server.serve("/x.csv", sent(PUBLISHED, ETag='"new"'))

    assert isinstance(fetch(url, known=known), NotModified)
    assert list(into.iterdir()) == []


@pytest.mark.parametrize("odd", ["\0", "\x1b[2J", '"' + "x" * 10_000 + '"'])
def test_an_odd_mark_of_a_file_is_forgotten(
    server: Server, fetch: Fetch, odd: str
) -> None:
    url = server.serve("/x.csv", sent(PUBLISHED, ETag=odd, Last_Modified=odd))

    found = whole(fetch(url))

    assert (found.etag, found.last_modified) == (None, None)


def test_a_busy_server_is_asked_again(server: Server, fetch: Fetch) -> None:
    url = server.serve(
        "/x.csv", sent(b"", 503), sent(b"", 429, Retry_After="1"), sent(PUBLISHED)
    )

    found = whole(fetch(url))

    assert found.sha256 == DIGEST
    assert len(server.asked) == 3


def test_a_file_that_was_cut_is_asked_for_again(server: Server, fetch: Fetch) -> None:
    url = server.serve("/x.csv", cut(PUBLISHED[:99], len(PUBLISHED)), sent(PUBLISHED))

    assert whole(fetch(url)).path.read_bytes() == PUBLISHED


REFUSED = {
    "cut": (cut(PUBLISHED[:99], len(PUBLISHED)), "cut after 99 bytes of 1"),
    "cut between chunks": (chunked([PUBLISHED], ended=False), "cut after"),
    "cut inside gzip": (
        sent(gzip.compress(PUBLISHED)[:-9], Content_Encoding="gzip"),
        "cut before its end",
    ),
    "damaged gzip": (sent(PUBLISHED, Content_Encoding="gzip"), "is damaged"),
    "unknown encoding": (sent(PUBLISHED, Content_Encoding="br"), "not asked for"),
    "gone": (sent(b"", 410), "answered 410 Gone; 200 was expected"),
    "forbidden": (sent(b"", 403), "answered 403 Forbidden"),
    "part of a file": (sent(PUBLISHED, 206), "answered 206"),
    "304 to no condition": (lambda handler: handler.head(304), "answered 304"),
    "always busy": (sent(b"", 503), "answered 503 Service Unavailable, tried 4 times"),
    "busy for an hour": (
        sent(b"", 503, Retry_After="3600"),
        "tried once; the server asks to come back in 3600 s",
    ),
    "no HTTP": (lambda handler: handler.wfile.write(b"SSH-2.0\r\n\r\n"), "no answer"),
    "silence": (lambda handler: handler.connection.close(), "no answer"),
    "a reason that acts on terminals": (
        lambda handler: handler.wfile.write(
            b"HTTP/1.1 410 Go\x1b[2Jne\r\nContent-Length: 0\r\n\r\n"
        ),
        "answered 410 Go[2Jne;",
    ),
    "a status that acts on terminals": (
        lambda handler: handler.wfile.write(b"\x1b[2J" * 20_000 + b"\r\n"),
        "no answer",
    ),
    "two lengths": (
        lambda handler: handler.wfile.write(
            b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcde"
        ),
        "no answer",
    ),
}


@pytest.mark.parametrize(("reply", "told"), REFUSED.values(), ids=REFUSED.keys())
def test_anything_but_a_whole_file_is_refused_and_nothing_is_left(
    server: Server, fetch: Fetch, into: Path, reply: object, told: str
) -> None:
    url = server.serve("/data/x.csv", reply)  # type: ignore[arg-type]

    with pytest.raises(DownloadFailed) as failed:
        fetch(url)

    assert told in str(failed.value)
    assert "/data/x.csv" in str(failed.value)
    assert str(failed.value).isprintable()
    assert len(str(failed.value)) < 500
    assert list(into.iterdir()) == []


SMALL = replace(HURRIED, max_bytes=100_000)
TOO_LARGE = {
    "as announced": cut(b"", 100_001),
    "without an end": endless(b"x" * 10_000),
    "in chunks": chunked([b"x" * 10_000] * 11),
    "bomb": zipped(bytes(50_000_000)),
    "bomb of many members": sent(
        gzip.compress(bytes(50_000)) * 3, Content_Encoding="gzip"
    ),
}


@pytest.mark.parametrize("reply", TOO_LARGE.values(), ids=TOO_LARGE.keys())
def test_a_file_beyond_the_limit_is_refused(
    server: Server, fetch: Fetch, into: Path, reply: object
) -> None:
    url = server.serve("/x.csv", reply)  # type: ignore[arg-type]

    with pytest.raises(DownloadFailed, match=r"0\.1 MB are allowed"):
        fetch(url, limits=SMALL)

    assert len(server.asked) == 1
    assert list(into.iterdir()) == []


def test_a_file_at_the_limit_is_taken(server: Server, fetch: Fetch) -> None:
    url = server.serve("/x.csv", zipped(bytes(100_000)))

    assert whole(fetch(url, limits=SMALL)).size == 100_000


DRIPPING = {
    "body": endless(b"x", every_s=0.02),
    "header": endless(b"x", every_s=0.02, head=False),
}


@pytest.mark.parametrize("reply", DRIPPING.values(), ids=DRIPPING.keys())
def test_a_server_that_drips_is_left(
    server: Server, fetch: Fetch, into: Path, reply: object
) -> None:
    url = server.serve("/x.csv", reply)  # type: ignore[arg-type]

    with pytest.raises(DownloadFailed, match=r"not there after 0\.3 s"):
        fetch(url, limits=replace(HURRIED, total_s=0.3))

    assert list(into.iterdir()) == []


def test_a_server_that_says_nothing_is_left(server: Server, fetch: Fetch) -> None:
    heard = Semaphore(0)

    def silent(handler: Handler) -> None:
        heard.release()
        handler.server.stopped.wait()

    url = server.serve("/x.csv", silent)

    with pytest.raises(DownloadFailed, match="no answer from"):
        fetch(url, limits=replace(HURRIED, read_s=0.05, attempts=2))

    # Whoever asks may have left before the server came to read the question.
    assert all(heard.acquire(timeout=60) for _ in range(2))
    assert len(server.asked) == 2


def test_no_server_at_all_is_said(server: Server, fetch: Fetch) -> None:
    url = server.url("/x.csv")
    server.server_close()

    with pytest.raises(DownloadFailed, match=r"Connection refused\), tried 4 times"):
        fetch(url)


def test_a_host_nobody_knows_is_said(fetch: Fetch) -> None:
    with pytest.raises(DownloadFailed, match=r"numna-geo\.invalid is not found"):
        fetch("https://numna-geo.invalid/x.csv")


def test_the_published_checksum_must_hold(
    server: Server, fetch: Fetch, into: Path
) -> None:
    url = server.serve("/x.csv", sent(PUBLISHED))
    right = replace(HURRIED, sha256=DIGEST.upper())
    wrong = replace(HURRIED, sha256="0" * 64)

    assert whole(fetch(url, limits=right)).sha256 == DIGEST
    with pytest.raises(DownloadFailed, match=f"SHA-256 is {DIGEST}"):
        fetch(url, limits=wrong)

    assert len(list(into.iterdir())) == 1


@contextmanager
def at_most(size: int) -> Iterator[None]:
    """Files that the system refuses to let grow: a full disk, for one process."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_is_said_and_nothing_is_left(
    server: Server, fetch: Fetch, into: Path
) -> None:
    url = server.serve("/x.csv", sent(bytes(3_000_000)))

    with at_most(1_000_000), pytest.raises(DownloadFailed, match="free some room"):
        fetch(url)

    assert list(into.iterdir()) == []


def test_a_folder_that_is_not_there_is_said(server: Server, tmp_path: Path) -> None:
    url = server.serve("/x.csv", sent(PUBLISHED))

    with pytest.raises(DownloadFailed, match="cannot be written"):
        download(url, into=tmp_path / "absent", limits=HURRIED)


def test_no_key_of_an_address_is_told(server: Server, fetch: Fetch) -> None:
    url = server.serve("/x.csv", sent(b"", 404))

    with pytest.raises(DownloadFailed) as failed:
        fetch(f"{url}?apikey=hunter2")

    assert server.asked[0][0] == "/x.csv?apikey=hunter2"
    assert "hunter2" not in str(failed.value)
