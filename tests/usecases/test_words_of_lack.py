"""What is said in French of inequality, clusters and what lacks together."""

from typing import Any

import pytest

from numna_geo.gaps import INDICATORS
from numna_geo.gaps.combined import Lines
from numna_geo.model.collection import Reading
from numna_geo.usecases.combined_words import what_adds_up
from numna_geo.usecases.equity_words import CAUTION, how_unequal

HARD, THIN = "\u00a0", "\u202f"


def an_inequality(**changed: Any) -> dict[str, Any]:
    gap = {"value": 0.5, "max_min": 20, "title": "Sans structure à portée"}
    told = {
        "by": "density",
        "estimated": True,
        "mean": 24.71,
        "gini": 0.4165,
        "palma": {"most_mean": 58.9, "least_mean": 7.02, "ratio": 8.39},
        "theil": {"between_share": 0.5},
        "groups": [{}, {}],
        "in_gap": gap,
    }
    return {**told, **changed}


def test_the_mean_and_the_gap_come_before_any_index() -> None:
    said = how_unequal(
        an_inequality(), INDICATORS["support_nearest_min"], "Nouvelle-Aquitaine"
    )

    told = ("24,7 min en moyenne", f"50,0{HARD}% à plus de 20 min", "Gini : 0,42")
    places = [said.index(one) for one in told]
    assert places == sorted(places)
    assert "les plus éloignés : 58,9 min" in said
    assert f"50{HARD}% de l'inégalité" in said
    assert said.endswith(CAUTION)


@pytest.mark.parametrize(
    ("palma", "words"),
    [
        ({"most_mean": 0.9, "least_mean": 0, "ratio": None}, "servis : rien."),
        ({"most_mean": 0.9, "least_mean": 1e-3, "ratio": 900}, "presque rien."),
        ({"most_mean": 0.9, "least_mean": 0.3, "ratio": 3}, "un rapport de 3,0"),
    ],
)
def test_a_ratio_to_next_to_nothing_is_not_told(
    palma: dict[str, Any], words: str
) -> None:
    said = how_unequal(an_inequality(palma=palma), INDICATORS["support_access"], "X")

    assert words in said


def test_nothing_known_is_no_data() -> None:
    said = how_unequal(an_inequality(gini=None), INDICATORS["host_access"], "Creuse")

    assert said == "Creuse : pas de donnée."


def a_count(communes: int, two: int, three: int, **more: Any) -> dict[str, Any]:
    told = {
        "communes": communes,
        "two_or_more": {"communes": two, "people": 1_000 * two},
        "three": {"communes": three, "people": 1_000 * three},
        "no_data": {"communes": 0, "people": 0},
        "uncertain_people": 0,
        "cells": [],
    }
    return {**told, **more}


@pytest.mark.parametrize(
    ("two", "three", "words"),
    [
        (0, 0, "X : aucune commune sur 28 ne manque de deux"),
        (1, 0, "X : 1 commune sur 28 manque de deux"),
        (9, 1, f"9{THIN}000 habitants ; 1 commune des trois, 1{THIN}000 habitants."),
    ],
)
def test_communes_are_counted_in_good_french(two: int, three: int, words: str) -> None:
    assert words in what_adds_up(a_count(28, two, three), "X", Lines())


def test_one_commune_says_what_it_lacks() -> None:
    cells = [
        {"lacks": [], "communes": 0},
        {"lacks": ["support", "place"], "communes": 1},
    ]

    said = what_adds_up(a_count(1, 1, 0, cells=cells), "Bonnat", Lines())

    assert said.startswith("Bonnat : manque de : structure d'accompagnement, lieu")


def test_lines_and_reading_are_told() -> None:
    lines = Lines(not_connectable=0.1, support_min=30, reading=Reading.VERIFIED)

    said = what_adds_up(a_count(28, 2, 0), "X", lines)

    for words in (f"plus de 10{HARD}% des locaux", "plus de 30 min", "vérifiés"):
        assert words in said
