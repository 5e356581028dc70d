"""Sentences keep their sense and lose what tells on somebody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numna_geo.model.suppression import Suppressed, contact_digest
from numna_geo.sources.free_text import without_contacts

KEY = b"sixteen bytes ok"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sur rendez-vous au 06 00 00 00 00.", "Sur rendez-vous au."),
        ("Sur rendez-vous (06.00.00.00.00)", "Sur rendez-vous"),
        ("Appeler le +33 6 00 00 00 00", "Appeler le"),
        ("Appeler le 0033(0)700000000", "Appeler le"),
        ("05 49 00 00 00 / 06 00 00 00 00", "05 49 00 00 00 /"),
        ("0549000000 0600000000", "0549000000"),
        ("Voir Mme Exemple le lundi", "Voir le lundi"),
        ("Voir M. de l'Exemple", "Voir"),
        ("MME ZOE EXEMPLE", None),
        ("M. Z. Exemple-Second", None),
        ("Monsieur le maire reçoit", "Monsieur le maire reçoit"),
        ("Écrire à z.exemple@exemple.fr", "Écrire à"),
        ("Écrire à accueil@exemple.fr", "Écrire à accueil@exemple.fr"),
        ("Mardi 9h-12h, 05 49 00 00 00", "Mardi 9h-12h, 05 49 00 00 00"),
        ("SIRET 12345678900600", "SIRET 12345678900600"),
    ],
)
def test_persons_mobiles_and_nominative_mailboxes_are_taken_out(
    text: str, expected: str | None
) -> None:
    assert without_contacts("notes", text).value == expected


def test_the_report_never_says_what_was_taken_out() -> None:
    (mend,) = without_contacts("notes", "Voir Mme Exemple").mended

    assert mend.value is None
    assert mend.action == "taken out"


def test_mobiles_of_counters_stay() -> None:
    text = "Bus : 06 00 00 00 00"

    assert without_contacts("notes", text, office_mobiles=True).value == text


@pytest.mark.parametrize(
    ("contact", "text"),
    [
        ("05 49 00 00 00", "Appeler le 05.49.00.00.00"),
        ("accueil@exemple.fr", "Écrire à Accueil@exemple.fr"),
        ("exemple.fr", "Voir https://www.exemple.fr/"),
    ],
)
def test_withdrawn_contacts_leave_sentences_too(contact: str, text: str) -> None:
    withdrawn = Suppressed(frozenset({contact_digest(contact, key=KEY)}), KEY)

    rest = without_contacts("notes", text, suppressed=withdrawn).value

    assert rest == " ".join(text.split()[:-1])


PAIRS = st.lists(st.integers(0, 99), min_size=4, max_size=4)


@given(
    start=st.sampled_from(["06", "07", "+336", "+33 7", "0033 6", "+33 (0)6"]),
    pairs=PAIRS,
    between=st.sampled_from(["", " ", ".", "-", "/"]),
    before=st.sampled_from(["", "Tél. ", "Lundi 9h-12h : ", "05 49 00 00 00 ou "]),
)
def test_no_mobile_stays_in_a_sentence(
    start: str, pairs: list[int], between: str, before: str
) -> None:
    number = between.join([start, *(f"{pair:02}" for pair in pairs)])

    rest = without_contacts("notes", f"{before}{number}").value or ""

    assert number not in rest


@given(text=st.text(max_size=80))
def test_a_text_that_is_taken_apart_has_nothing_left_to_take(text: str) -> None:
    once = without_contacts("notes", text).value

    assert without_contacts("notes", once).value == once
