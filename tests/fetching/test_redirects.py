"""A redirect is followed, but never into a private network."""

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from serving import Fetch, Server, led, sent, serving

from numna_geo.errors import DownloadFailed
from numna_geo.fetching.exchange import Downloaded
from numna_geo.fetching.guard import Guard, is_public
from numna_geo.fetching.target import redirected, target_of

PUBLIC, PRIVATE = "93.184.215.14", "192.168.1.10"


@pytest.fixture
def neighbour() -> Iterator[Server]:
    with serving() as neighbour:
        yield neighbour


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_on_the_same_server_is_followed(
    server: Server, fetch: Fetch, status: int
) -> None:
    server.serve("/2024/liste.csv", sent(b"nom\nEYMOUTHIERS\n"))
    url = server.serve("/derniere", led("../2024/liste.csv?v=2", status))

    found = fetch(url)

    assert isinstance(found, Downloaded)
    assert found.file_name == "liste.csv"
    assert found.url == server.url("/2024/liste.csv")
    assert [path for path, _ in server.asked] == ["/derniere", "/2024/liste.csv?v=2"]


ELSEWHERE = [
    "http://10.0.0.1/x",
    "http://172.16.0.1/x",
    "http://192.168.1.1/x",
    "http://169.254.169.254/latest/meta-data",
    "http://100.64.0.1/x",
    "http://0.0.0.0/x",
    "http://224.0.0.1/x",
    "http://255.255.255.255/x",
    "http://[::1]:5432/x",
    "http://[::]/x",
    "http://[fe80::1]/x",
    "http://[fd00::1]/x",
    "http://[fec0::1]/x",
    "http://[ff02::1]/x",
    "http://[::ffff:127.0.0.1]/x",
    "http://[::127.0.0.1]/x",
    "http://[2002:7f00:1::]/x",
    "http://[64:ff9b::7f00:1]/x",
    "http://[2001:0:7f00:1::]/x",
    "//10.0.0.1/x",
    "http://LOCALHOST./x",
]


@pytest.mark.parametrize("there", ELSEWHERE)
def test_a_redirect_into_a_private_network_is_refused(
    server: Server, fetch: Fetch, there: str
) -> None:
    url = server.serve("/x.csv", led(there))

    with pytest.raises(DownloadFailed, match="which is not a public address"):
        fetch(url)

    assert len(server.asked) == 1


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_a_redirect_to_another_server_of_the_same_machine_is_refused(
    server: Server, neighbour: Server, fetch: Fetch, name: str
) -> None:
    neighbour.serve("/secret", sent(b"secret"))
    url = server.serve("/x.csv", led(neighbour.url("/secret", host=name)))

    with pytest.raises(DownloadFailed, match="which is not a public address"):
        fetch(url)

    assert neighbour.asked == []


NO_ADDRESS = [
    "file:///etc/passwd",
    "ftp://ftp.example/x.csv",
    "gopher://127.0.0.1:6379/_x",
    "data:text/csv,nom",
    "http://2130706433/x",
    "http://0x7f.1/x",
    "http://0x7f000001/x",
    "http://0177.0.0.1/x",
    "http://127.1/x",
    "http://127.0.0.1.2/x",
    "http://１２７.1/x",
    "http://user:secret@host.example/x",
    "http://user:secret@127.0.0.1/x",
    "http://host.example\\@127.0.0.1/x",
    "http://[fe80::1%25eth0]/x",
    "http://[::1/x",
    "http://host.example:99999/x",
    "http://host.example:0/x",
    "http://ho st.example/x",
    "http:///x",
    "http:///",
    "x.csv",
    "",
]


@pytest.mark.parametrize("url", NO_ADDRESS)
def test_what_is_no_plain_web_address_is_refused(url: str) -> None:
    with pytest.raises(DownloadFailed) as failed:
        target_of(url)

    assert "secret" not in str(failed.value)


@pytest.mark.parametrize(
    "there",
    [url for url in NO_ADDRESS if ":" in url and not url.startswith("http:///")],
)
def test_a_redirect_to_no_web_address_is_refused(
    server: Server, fetch: Fetch, there: str
) -> None:
    url = server.serve("/x.csv", led(there.encode().decode("latin-1")))

    with pytest.raises(DownloadFailed, match="redirects to"):
        fetch(url)

    assert len(server.asked) == 1


def test_redirects_that_never_end_are_left(server: Server, fetch: Fetch) -> None:
    url = server.serve("/x.csv", led("/x.csv"))

    with pytest.raises(DownloadFailed, match="redirects more than 5 times"):
        fetch(url)

    assert len(server.asked) == 6


def test_a_redirect_to_nowhere_is_refused(server: Server, fetch: Fetch) -> None:
    url = server.serve("/x.csv", sent(b"", 302))

    with pytest.raises(DownloadFailed, match="does not say where to"):
        fetch(url)


def test_nothing_is_led_from_https_to_http() -> None:
    with pytest.raises(DownloadFailed, match="not encrypted"):
        redirected(target_of("https://host.example/x"), "http://host.example/x")


def test_the_host_is_named_to_the_server_as_it_was_typed(
    server: Server, fetch: Fetch
) -> None:
    server.serve("/x.csv", sent(b"nom\n"))

    fetch(server.url("/x.csv", host="LocalHost"))

    assert server.asked[0][1]["Host"] == f"localhost:{server.port}"


class Names:
    """A name server whose answers change, as an attacker's do."""

    def __init__(self, **answers: list[str]) -> None:
        self.answers = answers

    def __call__(self, host: str, port: int) -> Sequence[str]:
        return self.answers[host.partition(".")[0]].pop(0).split()


def test_a_name_server_that_changes_its_mind_gains_nothing() -> None:
    there = target_of("https://files.example/x")
    guard = Guard(target_of("https://typed.example/x"), Names(files=[PUBLIC, PRIVATE]))

    assert guard.addresses(there) == guard.addresses(there) == (PUBLIC,)


def test_one_private_address_among_several_is_enough_to_refuse() -> None:
    guard = Guard(
        target_of("https://typed.example/x"), Names(files=[f"{PUBLIC} {PRIVATE}"])
    )

    with pytest.raises(DownloadFailed, match=PRIVATE):
        guard.addresses(target_of("https://files.example/x"))


def test_the_typed_host_is_looked_up_once() -> None:
    typed = target_of("https://typed.example/x")
    guard = Guard(typed, Names(typed=[PUBLIC, "127.0.0.1"]))

    assert guard.addresses(typed) == guard.addresses(typed) == (PUBLIC,)


def test_another_port_of_a_private_typed_host_is_another_server() -> None:
    typed = target_of("http://intranet.example/x")
    guard = Guard(typed, Names(intranet=[PRIVATE]))

    assert guard.addresses(typed) == (PRIVATE,)
    with pytest.raises(DownloadFailed, match="not a public address"):
        guard.addresses(target_of("http://intranet.example:5432/x"))


@given(st.ip_addresses(v=4))
def test_no_disguise_of_an_ipv4_address_changes_what_it_is(address: object) -> None:
    plain = is_public(str(address))
    number = int(address)  # type: ignore[call-overload]
    halves = f"{number >> 16:x}:{number & 0xFFFF:x}"

    assert is_public(f"::ffff:{address}") == plain
    assert is_public(f"64:ff9b::{halves}") == plain
    assert is_public(f"2002:{halves}::1") == plain


@given(st.ip_addresses())
def test_no_special_address_is_public(address: object) -> None:
    special = ("is_loopback", "is_link_local", "is_multicast", "is_unspecified")

    if any(getattr(address, name) for name in special):
        assert not is_public(str(address))


@given(st.text())
def test_any_text_is_an_address_or_refused(text: str) -> None:
    try:
        target = target_of(text)
    except DownloadFailed:
        return

    assert target_of(target.url) == target
    assert target.url.isascii()
    assert not set(target.url) & set(" \r\n\t\\")


@given(st.text())
def test_any_redirect_leads_somewhere_or_is_refused(location: str) -> None:
    target = target_of("http://host.example/a/b?c")

    try:
        there = redirected(target, location)
    except DownloadFailed:
        return

    assert there.scheme in {"http", "https"}
