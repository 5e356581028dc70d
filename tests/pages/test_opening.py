"""Opening hours in words."""

import pytest

from numna_geo.api.pages.opening import said_opening
from numna_geo.store.database import Connection
from numna_geo.store.tables import StructureRow


def french(text: str) -> str:
    return said_opening(text, "fr").replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Tu-We 12:45-17:15; Fr 09:00-12:00",
            "mardi et mercredi 12 h 45–17 h 15 ; vendredi 9 h–12 h",
        ),
        (
            "Mo-Th 08:30-12:30,13:30-17:00",
            "du lundi au jeudi 8 h 30–12 h 30 et 13 h 30–17 h",
        ),
        ("Mo,We,Fr 09:00-12:00; PH off", None),
        ("Sa-Mo 10:00-18:00", "du samedi au lundi 10 h–18 h"),
        ("24/7", "tous les jours, 24 heures sur 24"),
    ],
)
def test_a_week_is_said_in_words(text: str, said: str | None) -> None:
    expected = said or "lundi, mercredi et vendredi 9 h–12 h ; jours fériés fermé"

    assert french(text) == expected


@pytest.mark.parametrize(
    "text", ["sur rendez-vous", "Mo-Xx 09:00-12:00", "Mo 9h-12h", "Mo-Fr", "", ";"]
)
def test_what_is_not_understood_is_left_as_it_was(text: str) -> None:
    assert said_opening(text, "fr") == text
    assert said_opening(text, "en") == text


def test_all_the_hours_we_hold_are_understood(connection: Connection) -> None:
    hours = connection.execute(StructureRow.__table__.select()).mappings()

    left = [
        row["opening"]
        for row in hours
        if row["opening"] and said_opening(row["opening"], "fr") == row["opening"]
    ]

    assert left == []
