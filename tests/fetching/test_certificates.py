"""An encrypted connection goes to the one it says it goes to."""

import shutil
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from serving import Fetch, Server, sent, serving

from numna_geo.errors import DownloadFailed
from numna_geo.fetching.exchange import Downloaded

pytestmark = pytest.mark.skipif(
    shutil.which("openssl") is None, reason="openssl makes the certificate"
)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and a certificate for `localhost`, signed by itself, in one file."""
    folder = tmp_path_factory.mktemp("tls")
    key, made = folder / "key.pem", folder / "made.pem"
    ask = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost"
    extension = ("-addext", "subjectAltName=DNS:localhost")
    out = ("-keyout", str(key), "-out", str(made))
    subprocess.run(
        ["openssl", *ask.split(), *extension, *out], check=True, capture_output=True
    )
    both = folder / "both.pem"
    both.write_bytes(key.read_bytes() + made.read_bytes())
    return both


@pytest.fixture
def encrypted(certificate: Path) -> Iterator[Server]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with serving(context) as server:
        server.serve("/x.csv", sent(b"nom\nEYMOUTHIERS\n"))
        yield server


def test_a_certificate_for_the_name_is_believed_at_the_checked_address(
    encrypted: Server,
    fetch: Fetch,
    certificate: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))

    found = fetch(encrypted.url("/x.csv", host="localhost"))

    assert isinstance(found, Downloaded)
    assert found.path.read_bytes() == b"nom\nEYMOUTHIERS\n"


def test_a_certificate_for_another_name_is_not(
    encrypted: Server,
    fetch: Fetch,
    certificate: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))

    with pytest.raises(DownloadFailed, match="certificate is not trusted"):
        fetch(encrypted.url("/x.csv", host="127.0.0.1"))

    assert encrypted.asked == []


def test_a_certificate_that_nobody_signed_is_not(
    encrypted: Server, fetch: Fetch
) -> None:
    with pytest.raises(DownloadFailed, match="certificate is not trusted"):
        fetch(encrypted.url("/x.csv", host="localhost"))

    assert encrypted.asked == []
