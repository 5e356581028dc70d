"""Servers that the operator named answer, or are left alone, and nobody waits long."""

import json
import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import serving
from serving import Handler, Reply, chunked, cut, endless, led, sent, zipped

from numna_geo.errors import ServerUnavailable
from numna_geo.fetching.asking import Server

JSON = {"Content_Type": "application/json; charset=UTF-8"}
GOOD = sent(b'{"code":"Ok"}', **JSON)
BAD = sent(b"oops", status=500)
TIMEOUT_S, HURRY_S = 60, 0.25


class Clock:
    """A clock that only moves when it is told to."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def asked(server: serving.Server, clock: Clock) -> Iterator[Server]:
    asked = Server(server.url("/base"), timeout_s=TIMEOUT_S, clock=clock)
    yield asked
    asked.close()


@pytest.fixture
def hurried(server: serving.Server) -> Iterator[Server]:
    """One for answers that never come: whatever does come may take its time."""
    hurried = Server(server.url("/base"), timeout_s=HURRY_S)
    yield hurried
    hurried.close()


def test_json_comes_back_from_below_the_address_that_was_named(
    server: serving.Server, asked: Server
) -> None:
    server.serve("/base/table/v1/driving/1,2;3,4", GOOD)

    answer = asked.get_json("/table/v1/driving/1,2;3,4", {"q": "é&=", "limit": "5"})

    assert answer == {"code": "Ok"}
    assert server.asked[0][0].partition("?")[2] == "q=%C3%A9%26%3D&limit=5"


def test_a_name_in_the_address_is_refused_with_a_way_out() -> None:
    with pytest.raises(ServerUnavailable, match="put a proxy before it") as refused:
        Server("https://user:secret@geo.example/search", timeout_s=1)

    assert "disk" not in str(refused.value)
    assert "secret" not in str(refused.value)
    Server("https://geo.example/?key=a@b", timeout_s=1).close()


def test_a_key_in_the_address_goes_along(server: serving.Server) -> None:
    server.serve("/search", GOOD)

    Server(server.url("/?key=k1"), timeout_s=60).get_json("search", {"q": "a"})

    assert server.asked[0][0] == "/search?key=k1&q=a"


def test_a_body_is_posted(server: serving.Server, asked: Server) -> None:
    def echo(handler: Handler) -> None:
        handler.send(handler.body, **JSON)

    server.serve("/base/isochrone", echo)

    assert asked.post_json("/isochrone", {"lat": 46.17}) == {"lat": 46.17}


def test_a_connection_is_kept_for_the_next_question(
    server: serving.Server, asked: Server
) -> None:
    peers = set()

    def reply(handler: Handler) -> None:
        peers.add(handler.client_address)
        GOOD(handler)

    server.serve("/base/q", reply)
    for _ in range(5):
        asked.get_json("/q")

    assert len(server.asked) == 5
    assert len(peers) == 1


def test_a_kept_connection_that_was_closed_is_no_failure(
    server: serving.Server, asked: Server
) -> None:
    def last(handler: Handler) -> None:
        GOOD(handler)
        handler.close_connection = True

    server.serve("/base/q", last)

    assert [asked.get_json("/q")["code"] for _ in range(4)] == ["Ok"] * 4


FAULTS = {
    "answers 500": BAD,
    "no JSON": sent(b"<html>", **JSON),
    "not a number": sent(b'{"a":NaN}', **JSON),
    "too deep": sent(b"[" * 100_000, **JSON),
    "not JSON": sent(b"{}", Content_Type="text/html"),
    "without a type": sent(b"{}"),
    "more than": chunked([b" " * 1_000_000] * 5),
    "cut before": cut(b"{}", 1_000),
    "redirects": led("http://other.example/"),
    "encoding": zipped(b"{}"),
}
SAID = {"not a number": "no JSON", "too deep": "no JSON"}
"""What is said of a fault that is not named by it."""


@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_a_server_does_it_is_unavailable(
    fault: str, server: serving.Server, asked: Server
) -> None:
    reply: Reply = FAULTS[fault]
    server.serve("/base/q", reply)

    with pytest.raises(ServerUnavailable) as told:
        asked.get_json("/q", {"lon": "1.8713"})

    assert str(told.value).startswith(f"127.0.0.1:{server.port}: ")
    assert SAID.get(fault, fault) in str(told.value)
    assert "1.8713" not in str(told.value)


def test_a_server_that_says_nothing_is_left_at_the_time_out(
    server: serving.Server, hurried: Server
) -> None:
    server.serve("/base/q", lambda handler: handler.server.stopped.wait())

    with pytest.raises(ServerUnavailable) as told:
        hurried.get_json("/q", {"lon": "1.8713"})

    assert str(told.value).startswith(f"127.0.0.1:{server.port}: ")
    assert "1.8713" not in str(told.value)
    # It would say nothing until the test is over: that we are here is the point.
    assert not server.stopped.is_set()


@pytest.mark.parametrize("head", [True, False], ids=["body", "headers"])
def test_a_server_that_drips_is_cut_at_the_time_out(
    head: bool, server: serving.Server, hurried: Server
) -> None:
    server.serve("/base/q", endless(b" ", every_s=0.02, head=head))

    with pytest.raises(ServerUnavailable):
        hurried.get_json("/q")

    # It would drip until the test is over: that we are here is the point.
    assert not server.stopped.is_set()


def test_nobody_listens(clock: Clock) -> None:
    with serving.serving() as gone:
        url = gone.url("/")
    asked = Server(url, timeout_s=TIMEOUT_S, clock=clock)

    with pytest.raises(ServerUnavailable, match="no connection"):
        asked.get_json("/q")


def test_an_address_that_is_none_is_told_at_once() -> None:
    with pytest.raises(ServerUnavailable, match="http"):
        Server("localhost:5000", timeout_s=1)


def test_after_three_failures_it_rests_and_one_question_tries_again(
    server: serving.Server, asked: Server, clock: Clock
) -> None:
    server.serve("/base/q", BAD, BAD, BAD, BAD, GOOD)

    for _ in range(20):
        with pytest.raises(ServerUnavailable):
            asked.get_json("/q")
    assert len(server.asked) == 3
    assert asked.resting

    clock.now_s = 30.0
    for _ in range(20):
        with pytest.raises(ServerUnavailable):
            asked.get_json("/q")
    assert len(server.asked) == 4

    clock.now_s = 60.0
    assert not asked.resting
    assert [asked.get_json("/q")["code"] for _ in range(9)] == ["Ok"] * 9


def test_only_one_question_probes(
    server: serving.Server, asked: Server, clock: Clock
) -> None:
    def slow(handler: Handler) -> None:
        handler.server.stopped.wait(0.1)
        BAD(handler)

    server.serve("/base/q", slow)

    def tried(_: int) -> None:
        with pytest.raises(ServerUnavailable):
            asked.get_json("/q")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(tried, range(3)))
        clock.now_s = 30.0
        list(pool.map(tried, range(8)))

    assert len(server.asked) == 4


def test_a_question_that_is_refused_takes_the_server_from_nobody(
    server: serving.Server, asked: Server
) -> None:
    server.serve("/base/q", sent(b'{"code":"NoSegment"}', status=400, **JSON))

    for _ in range(5):
        with pytest.raises(ServerUnavailable, match="refuses"):
            asked.get_json("/q")

    assert not asked.resting
    assert asked.get_json("/q", also={400}) == {"code": "NoSegment"}


def test_success_forgives_failures(server: serving.Server, asked: Server) -> None:
    server.serve("/base/q", BAD, BAD, GOOD, BAD, BAD, GOOD)

    for expected in ("bad", "bad", "good", "bad", "bad", "good"):
        if expected == "good":
            asked.get_json("/q")
        else:
            with pytest.raises(ServerUnavailable):
                asked.get_json("/q")

    assert not asked.resting


def test_no_log_tells_what_was_asked(
    server: serving.Server, asked: Server, caplog: pytest.LogCaptureFixture
) -> None:
    def rubbish(handler: Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nno header at all\r\n\r\n{}")
        handler.close_connection = True

    server.serve("/base/q", GOOD, rubbish)
    caplog.set_level(logging.DEBUG)

    asked.get_json("/q", {"lon": "1.8713"})
    with pytest.raises(ServerUnavailable):
        asked.get_json("/q", {"lon": "1.8713"})

    assert "1.8713" not in json.dumps([r.getMessage() for r in caplog.records])
