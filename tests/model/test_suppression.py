"""Withdrawn contacts are known again however they are written, and by nobody else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numna_geo.model.suppression import Suppressed, contact_digest, normal_contact

KEY = b"sixteen bytes ok"

NATIONAL = st.from_regex(r"0[1-9][0-9]{8}", fullmatch=True)
LOCAL = st.from_regex(r"[a-z][a-z0-9.-]{0,10}", fullmatch=True)


def suppressed(*contacts: str) -> Suppressed:
    return Suppressed(frozenset(contact_digest(c, key=KEY) for c in contacts), KEY)


@given(number=NATIONAL, between=st.sampled_from(["", " ", ".", "-"]))
def test_a_number_is_known_again_however_it_is_written(
    number: str, between: str
) -> None:
    pairs = between.join(number[i : i + 2] for i in range(0, 10, 2))
    abroad = f"+33{between}(0){number[1:]}"

    withdrawn = suppressed(f"+33{number[1:]}")

    assert withdrawn.holds(pairs)
    assert withdrawn.holds(abroad)
    assert withdrawn.holds(f"0033 {number[1:]}")


@given(local=LOCAL)
def test_an_address_is_known_again_in_capitals(local: str) -> None:
    withdrawn = suppressed(f"{local}@exemple.fr")

    assert withdrawn.holds(f" MAILTO:{local.upper()}@Exemple.FR")
    assert not withdrawn.holds(f"{local}@exemple.org")


@pytest.mark.parametrize(
    "written",
    ["https://www.exemple.fr/", "HTTP://exemple.fr", "exemple.fr", "www.exemple.fr"],
)
def test_a_web_site_is_known_again_without_its_scheme(written: str) -> None:
    assert suppressed("http://www.exemple.fr").holds(written)


@given(text=st.text(max_size=40))
def test_the_normal_form_of_a_normal_form_is_itself(text: str) -> None:
    once = normal_contact(text)

    assert len(contact_digest(text, key=KEY)) == 64
    if text.isascii() and once == once.strip() and "@" not in once:
        assert contact_digest(once, key=KEY) == contact_digest(text, key=KEY)


def test_another_key_gives_another_digest() -> None:
    other = contact_digest("3949", key=b"another 16 bytes")

    assert other != contact_digest("3949", key=KEY)


def test_a_key_that_is_no_secret_is_refused() -> None:
    with pytest.raises(ValueError, match="16 or more"):
        contact_digest("3949", key=b"short")


def test_an_empty_list_holds_nothing() -> None:
    assert not Suppressed(frozenset(), b"").holds("3949")
