"""Web columns hold one address, several, none, or somebody's mailbox."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numna_geo.sources.websites import website


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("www.weecolab.com", "http://www.weecolab.com"),
        ("https://HealthSquare.fr/Lieu", "https://healthsquare.fr/Lieu"),
        ("http://arrieu.wix.com/p#!p/main", "http://arrieu.wix.com/p#!p/main"),
        ("https://a.fr/|https://b.fr/", "https://a.fr/"),
        ("https://a.fr, https://b.fr", "https://a.fr"),
        ("facebook.com/UnLieu", "http://facebook.com/UnLieu"),
        ("https://m.facebook.com/unlieu/", "https://m.facebook.com/unlieu/"),
        ("https://www.facebook.com/@unlieu", "https://www.facebook.com/@unlieu"),
        ("http//www.a.fr", "http://www.a.fr"),
        ("https:/www.a.fr", "https://www.a.fr"),
        ("http:www.a.fr", "http://www.a.fr"),
        ("http://https://a.fr", "https://a.fr"),
        ("http:// www.a.fr", "http://www.a.fr"),
        ("CCAS sur ville.fr", "http://ville.fr"),
        ("www.a.fr.", "http://www.a.fr"),
        ("http://a.fr:8080/x?y=1", "http://a.fr:8080/x?y=1"),
        ("https://www.médiathèque.fr/", "https://www.xn--mdiathque-53af.fr/"),
        ("javascript:alert(1)", None),
        ("http://user:secret@a.fr", None),
        ("en cours", None),
        ("http://[", None),
        ("m.exemple", None),
        ("z.exemple", None),
        ("@", None),
    ],
)
def test_web_sites_have_a_scheme_and_a_host(text: str, expected: str | None) -> None:
    assert website(text).value == expected


@pytest.mark.parametrize(
    ("text", "reason", "said"),
    [
        ("contact@exemple.fr", "an e-mail address, not a web site", None),
        ("@Z.Exemple", "not a web address", None),
        ("Facebook : Z Exemple", "not a web address", None),
        ("http://[", "not a web address", "http://["),
        ("a.fr b.fr", "several addresses", "a.fr b.fr"),
        ("CCAS sur ville.fr", "words beside the address", None),
    ],
)
def test_what_is_left_out_is_told_without_naming_anybody(
    text: str, reason: str, said: str | None
) -> None:
    (mend,) = website(text).mended

    assert (mend.reason, mend.value) == (reason, said)


@given(text=st.text(max_size=60))
def test_an_address_read_again_is_itself(text: str) -> None:
    once = website(text).value

    if once is not None:
        assert once.startswith(("http://", "https://"))
        assert website(once).value == once
