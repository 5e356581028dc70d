import pytest
from hypothesis import given
from hypothesis import strategies as st

from numna_geo.sources.derived_key import derived_key
from numna_geo.sources.door import Door, cleared, without_strays
from numna_geo.sources.rows import RawPlace

MOBILES = [
    "06 00 00 00 00",
    "0600000000",
    "07.00.00.00.00",
    "+33600000000",
    "+33 (0)6 00 00 00 00",
    "0033 7 00 00 00 00",
    "(0)6 00-00-00-00",
    "612345678",
]


def place(**cells):
    return RawPlace(row_number=1, name="Fab lab d'Ussel", city="Ussel", **cells)


@pytest.mark.parametrize("mobile", MOBILES)
def test_a_mobile_stays_at_the_door(mobile):
    assert cleared(place(phone=mobile)).phone is None


@pytest.mark.parametrize("mobile", MOBILES)
def test_a_mobile_of_a_counter_passes(mobile):
    assert cleared(place(phone=mobile), office_mobiles=True).phone == mobile


@pytest.mark.parametrize(
    "phone", ["05 55 00 00 00", "+33555000000", "3949", "05 06 07 08 09", "à venir"]
)
def test_an_office_number_passes_as_it_is_written(phone):
    assert cleared(place(phone=phone)).phone == phone


@pytest.mark.parametrize("mobile", MOBILES[:-1])
def test_of_two_numbers_the_office_one_passes(mobile):
    kept = cleared(place(phone=f"{mobile} / 05 55 00 00 00")).phone

    assert kept == "05 55 00 00 00"


def test_a_mailbox_of_a_role_passes_and_a_persons_does_not():
    assert cleared(place(email="contact@exemple.fr")).email == "contact@exemple.fr"
    assert cleared(place(email="z.exemple@exemple.fr")).email is None
    both = place(email="z.exemple@exemple.fr|accueil@exemple.fr")
    assert cleared(both).email == "accueil@exemple.fr"


@pytest.mark.parametrize("column", ["notes", "how_to_apply", "opening", "organisation"])
def test_a_text_keeps_its_other_words(column):
    told = place(**{column: "Le lundi, au 06 00 00 00 00"})

    assert getattr(cleared(told), column) == "Le lundi, au"


def test_what_stands_for_a_web_site_and_is_a_mailbox_is_dropped():
    assert cleared(place(website="mailto:z.exemple@exemple.fr")).website is None


@given(st.text("0123456789 .+()-/|", max_size=30))
def test_clearing_twice_is_clearing_once(text):
    once = cleared(place(phone=text, notes=text, street=text))

    assert cleared(once) == once


def test_what_stays_outside_is_counted_by_column():
    door = Door()

    door.cleared(place(phone=MOBILES[0], email="z.exemple@exemple.fr"))
    door.cleared(place(phone=MOBILES[1]))
    door.cleared(place(phone="05 55 00 00 00"))

    assert door.kept_out == {"phone": 2, "email": 1}


def test_a_row_that_tells_on_nobody_is_the_same_row():
    row = place(phone="05 55 00 00 00", notes="Ouvert")

    assert cleared(row) is row


@pytest.mark.parametrize(
    ("column", "cell", "expected"),
    [
        ("name", "Fab lab d'Ussel 06 00 00 00 00", "Fab lab d'Ussel"),
        ("name", "Le Bocal (z.exemple@exemple.fr)", "Le Bocal"),
        ("name", "Zoé EXEMPLE 06 00 00 00 00", None),
        ("name", "Zoé Exemple z.exemple@exemple.fr", None),
        ("name", "Zoé Exemple zoe.exemple@exemple.fr", None),
        ("name", "06 00 00 00 00", None),
        ("name", "Ussel Cowork 06 00 00 00 00", "Ussel Cowork"),
        ("street", "3 rue du Puits - 06.00.00.00.00", "3 rue du Puits"),
        ("city", "Ussel, z.exemple@exemple.fr", "Ussel"),
        ("visits", "19275 Tu 09:00-12:00 0600000000", "19275 Tu 09:00-12:00"),
        ("website", "mailto:z.exemple@exemple.fr", None),
        ("website", "https://exemple.fr/?a=z.exemple%40exemple.fr", None),
        ("siret", "06 00 00 00 00", None),
        ("record_key", "z.exemple@exemple.fr", None),
    ],
)
def test_contacts_leave_cells_where_none_belongs(column, cell, expected):
    row = RawPlace(row_number=1, **{"name": "Fab lab", "city": "Ussel", column: cell})

    clear, (mend,) = without_strays(row)

    assert getattr(clear, column) == expected
    assert (mend.column, mend.value) == (column, None)


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("name", "Accueil 05 55 00 00 00, contact@exemple.fr"),
        ("street", "3 rue Madame de Sévigné"),
        ("lon", "0.612345678"),
        ("website", "https://exemple.fr/2020/06/12/123456"),
        ("website", "https://exemple.fr/@lieu"),
    ],
)
def test_what_is_nobodys_contact_stays(column, cell):
    row = (
        place(**{column: cell})
        if column != "name"
        else RawPlace(row_number=1, name=cell)
    )

    assert without_strays(row) == (row, ())
    assert cleared(row) is row


def test_mobiles_of_counters_stay_in_their_addresses_too():
    row = place(street="Bus : 06 00 00 00 00")

    assert without_strays(row, office_mobiles=True) == (row, ())


def test_a_key_made_of_a_name_repeats_no_contact():
    assert derived_key("Fab lab", None, "Ussel").startswith("fab-lab-ussel-")
    assert len(derived_key("Zoé Exemple 06 00 00 00 00", None, "Ussel")) == 8
