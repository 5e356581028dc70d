import pytest

from numna_geo.matching.streets import street_and_number, way_and_name
from numna_geo.matching.words import name_words, one_spelling
from numna_geo.model.naming import search_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Commune de Saint-Ciers-d'Abzac", "Mairie St Ciers d'Abzac"),
        ("CCAS de Boucau", "CENTRE COMMUNAL D'ACTION SOCIALE Boucau"),
        ("BLAYE - Maison des Services au Public", "Blaye : France services"),
        ("Bibliothèque Johel Coutura", "médiathèque johel coutura"),
        ("Fab lab du port", "FABLAB du Port"),
        ("Tiers-lieu l'Asile", "Tiers lieux l'Asile"),
        ("Cyber-base de Cenon", "Espace public numérique Cenon"),
    ],
)
def test_two_spellings_of_one_kind_of_place_are_one(one: str, other: str) -> None:
    def words(name: str) -> set[str]:
        return set(one_spelling(search_name(name)).split()) - {"de", "d", "du", "l"}

    assert words(one) == words(other)


def test_a_maison_de_la_commune_is_no_town_hall() -> None:
    assert "mairie" not in one_spelling("maison de la commune")


def test_the_name_of_its_commune_does_not_set_a_place_apart() -> None:
    assert name_words("franceservices ambazac", "ambazac").core == ()
    assert name_words("franceservices ambazac", "limoges").core == ("ambazac",)


def test_a_number_sets_a_place_apart() -> None:
    words = name_words("le 400", "brive")

    assert (words.core, words.numbers) == (("400",), ("400",))


@pytest.mark.parametrize(
    ("address", "street", "number"),
    [
        ("Maison de quartier, 25 B r. de la Gare, BP 12", "rue gare", "25b"),
        ("25bis rue de la gare", "rue gare", "25b"),
        ("1, Allée Peixotto", "allee peixotto", "1"),
        ("20-22 crs du Mal Foch 33000 Bordeaux", "cours foch", "20-22"),
        ("106 avenue du Commandant Baylac", "avenue baylac", "106"),
        ("Place du 8 mai 1945", "place 8 mai 1945", ""),
        ("3 Coulon", "coulon", "3"),
        ("Le Bourg", "bourg", ""),
        ("12 rue de l'Abbé", "rue", "12"),
        ("", "", ""),
        (" , ", "", ""),
    ],
)
def test_a_street_is_found_in_an_address(
    address: str, street: str, number: str
) -> None:
    assert street_and_number(address) == (street, number)


def test_a_street_is_its_kind_of_way_and_its_name() -> None:
    assert way_and_name("rond point gare") == ("rond point", "gare")
    assert way_and_name("rue") == ("", "rue")
