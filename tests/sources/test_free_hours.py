"""Opening hours in free text: understood in full, or left out."""

import opening_hours
import pytest
from hypothesis import given
from hypothesis import strategies as st

from numna_geo.sources.free_hours import LONGEST, on_appointment, opening

# As La Fibre64 published them in 2022, line breaks and all.
UNDERSTOOD = {
    "Du lundi au vendredi de 9h00 a 12h30 et de 13h30 a 17h00": (
        "Mo-Fr 09:00-12:30,13:30-17:00"
    ),
    "Lundi, mardi, mercredi et vendredi : 9h-12h / 14h-18h\nJeudi: 14h-18h": (
        "Mo-We 09:00-12:00,14:00-18:00; Th 14:00-18:00; Fr 09:00-12:00,14:00-18:00"
    ),
    "8h/12h15 et 13h15/17h du lundi au vendredi": "Mo-Fr 08:00-12:15,13:15-17:00",
    "Lundi - jeudi : 9h - 12h / 14h - 17h\nVendredi : 9h - 12h": (
        "Mo-Th 09:00-12:00,14:00-17:00; Fr 09:00-12:00"
    ),
    "lundi 10-12h/14-18h30\nmercredi 14-18h30\nvendredi 10-12/14h-18h30": (
        "Mo 10:00-12:00,14:00-18:30; We 14:00-18:30; Fr 10:00-12:00,14:00-18:30"
    ),
    "MARDI, VENDREDI : 8h30 a 12h30 et 13h30 a 16h30.": (
        "Tu 08:30-12:30,13:30-16:30; Fr 08:30-12:30,13:30-16:30"
    ),
    "Lundi et Mercredi : 9h a 12h30 – 13h30 a 17h\nMardi, Jeudi : 9h a 12h30": (
        "Mo 09:00-12:30,13:30-17:00; Tu 09:00-12:30; We 09:00-12:30,13:30-17:00; "
        "Th 09:00-12:30"
    ),
    # Made ones.
    "Lundi matin de 9h à 12h et lundi après-midi de 14h à 17h": (
        "Mo 09:00-12:00,14:00-17:00"
    ),
    "Ouvert du mardi au samedi, 9 h 30 - midi, fermé le lundi et le dimanche": (
        "Tu-Sa 09:30-12:00"
    ),
    "Du lundi au vendredi 9h-12h sauf jours fériés": "Mo-Fr 09:00-12:00; PH off",
    "Tous les jours de 10h à minuit": "Mo-Su 10:00-24:00",
    "Lun. 9:00-12:00, mer. 14:00-17:00": "Mo 09:00-12:00; We 14:00-17:00",
    "Mar 09:00-12:00": "Tu 09:00-12:00",
}
IN_DOUBT = [
    "9h-12h / 13h30-17h",
    "Lundi - samedi",
    "en fonction des actions",
    "MARDI-JEUDI ET VENDREDI 9H00-12H00\nMERCREDI ET SAMEDI 9H00-12H00",
    "LUNDI MERDI MERCREDI et VENDREDI 9h00 a 12h00",
    "Samedi : 9h - 12h30 (uniquement les 2 premiers samedis de chaque mois)",
    "Lundi 9h / 12h",
    "Lundi 9h-12h-14h-17h",
    "Lundi 14h-12h",
    "Lundi 9h-12h, lundi 10h-11h",
    "Lundi matin : 14h-17h",
    "Du lundi au vendredi 9h-12h, fermé le mercredi",
    "Fermé le lundi",
    "Mardi 9h-12h hors vacances scolaires",
    "Du vendredi au lundi 9h-12h",
    "1er lundi du mois 9h-12h",
    "Mo 08:30",
    "Mo-Fr 09:00-12:00,14:00-14:00",
    "Mo-Th 09:00-12:00; Fr 09:00-12:00-13:30",
    "Mo;Tu;We",
    "Mo-Fr",
    "2021",
    "open",
    '"sur rendez-vous"',
    'Mo-Fr 09:00-12:00 "sur rendez-vous"',
    "Mo 17:30-13:30",
]
PARTS = [
    *("lundi", "mardi", "mercredi", "samedi", "dimanche", "matin", "après-midi"),
    *("du", "au", "à", "et", ",", "-", "/", ":", ";", "fermé", "tous les jours"),
    *("9h", "12h", "14h30", "18:00", "midi", "minuit", "9", "19", "99h", "Zoé"),
    *("sauf jours fériés", "Mo-Fr", "Tu", "off", "09:00-12:00", "PH", '"rdv"'),
]


@pytest.mark.parametrize(("text", "hours"), UNDERSTOOD.items())
def test_french_words_become_hours_and_the_report_says_so(text, hours):
    found = opening(text)

    assert found.value == hours
    assert found.mended[0].reason == "in French words"


@pytest.mark.parametrize("text", IN_DOUBT)
def test_hours_that_may_be_read_in_two_ways_are_left_out(text):
    found = opening(text)

    assert found.value is None
    assert found.mended[0].action == "left out"


@pytest.mark.parametrize(
    "text",
    [
        "Mo-Fr 09:00-12:00,14:00-18:30; Sa 08:30-12:00",
        "Mo 13:30-17:30;Tu 08:30-12:15,13:30-17:30",
        "Mo-Fr 09:00-12:00; We off",
        "Th[1,3] 14:00-17:00; PH off",
        "Fr-Sa 20:00-02:00",
        "24/7",
    ],
)
def test_hours_in_the_notation_of_openstreetmap_pass_untouched(text):
    assert opening(text).value == text
    assert opening(text).mended == ()


def test_hours_on_appointment_are_no_hours_and_the_report_says_why():
    found = opening("Du lundi au vendredi 9h-12h, sur RDV")

    assert found.value is None
    assert found.mended[0].reason == "on appointment"
    assert on_appointment("uniquement sur Rendez-Vous")


def test_a_name_or_a_phone_among_the_hours_does_not_reach_the_report():
    found = opening("Mardi 9h-12h, voir avec Zoé Exemple au 06 00 00 00 00")

    assert found.mended[0].value == "mardi 9h-12h, … au …"


def test_a_story_is_not_hours():
    assert opening("lundi 9h-12h " * LONGEST).mended[0].reason == "too long for hours"


def test_no_text_is_no_hours_and_no_defect():
    assert opening(None).value is None
    assert opening(None).mended == ()


@given(st.one_of(st.text(), st.lists(st.sampled_from(PARTS)).map(" ".join)))
def test_whatever_the_text_what_comes_out_is_valid_and_settled(text):
    found = opening(text)

    assert (found.value is None) <= bool(found.mended)
    if found.value is not None:
        assert opening_hours.validate(found.value)
        assert opening(found.value).value == found.value
        assert opening(found.value).mended == ()


DAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]


@given(
    st.permutations(range(7)),
    st.lists(
        st.lists(st.integers(0, 95), min_size=2, max_size=4, unique=True)
        .map(sorted)
        .filter(lambda quarters: len(quarters) % 2 == 0),
        min_size=7,
        max_size=7,
    ),
)
def test_days_may_come_in_any_order_and_none_is_lost(order, week):
    def clock(quarter):
        return f"{quarter // 4}h{quarter % 4 * 15:02}"

    def said(day):
        times = [clock(quarter) for quarter in week[day]]
        spans = [f"{a} à {b}" for a, b in zip(times[::2], times[1::2], strict=True)]
        return f"{DAYS[day]} : de {' et de '.join(spans)}"

    in_order = opening("\n".join(map(said, range(7)))).value

    assert in_order is not None
    assert opening("\n".join(map(said, order))).value == in_order
