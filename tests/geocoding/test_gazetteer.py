"""What people type, and what they mean: on the real names of the region."""

from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from numna_geo.errors import PlaceNotFound
from numna_geo.geocoding.entry import MOST, Doubts, Entry, telling
from numna_geo.geocoding.gazetteer import Gazetteer
from numna_geo.model.naming import search_name

FIRST = {
    "gueret": "Guéret",
    "GUERET": "Guéret",
    "Guérret": "Guéret",
    "guerey": "Guéret",
    "st jean d angely": "Saint-Jean-d'Angély",
    "St-Jean-d'Angély": "Saint-Jean-d'Angély",
    "saint jean d'angeli": "Saint-Jean-d'Angély",
    "rochelle": "La Rochelle",
    "la rochele": "La Rochelle",
    "bordeau": "Bordeaux",
    "bordaux": "Bordeaux",
    "limoge": "Limoges",
    "mont de marsan": "Mont-de-Marsan",
    "mont-de marssan": "Mont-de-Marsan",
    "ste foy la grande": "Sainte-Foy-la-Grande",
    "23000": "Guéret",
    "33000": "Bordeaux",
    "33063": "Bordeaux",
    "23000 gueret": "Guéret",
    "Guéret 23000": "Guéret",
    "23000 sainte feyre": "Sainte-Feyre",
}


@pytest.mark.parametrize(("typed", "meant"), FIRST.items())
def test_the_first_suggestion_is_what_was_meant(
    gazetteer: Gazetteer, typed: str, meant: str
) -> None:
    assert gazetteer.suggest(typed)[0].entry.label == meant


FORMER = {
    "Aignes-et-Puypéroux": ("16230", "Montmoreau"),
    "aignes et puyperoux": ("16230", "Montmoreau"),
    "Saint-Hilaire": ("16028", "Barbezieux-Saint-Hilaire"),
}


@pytest.mark.parametrize(("typed", "today"), FORMER.items())
def test_a_former_name_answers_with_the_commune_of_today(
    gazetteer: Gazetteer, typed: str, today: tuple[str, str]
) -> None:
    found = [s for s in gazetteer.suggest(typed) if s.entry.former]

    first = found[0]
    assert (first.entry.id, first.entry.label) == today
    assert search_name(first.matched) == search_name(typed)
    assert first.matched in first.entry.detail


def test_an_unfinished_postcode_lists_the_biggest_first(gazetteer: Gazetteer) -> None:
    found = gazetteer.suggest("230")

    assert len(found) == MOST
    assert all(s.matched.startswith("230") for s in found)
    people = [s.entry.weight for s in found]
    assert people == sorted(people, reverse=True)


def test_an_unfinished_name_lists_the_biggest_first(gazetteer: Gazetteer) -> None:
    found = gazetteer.suggest("saint-j")

    assert {s.entry.kind for s in found} == {"commune"}
    people = [s.entry.weight for s in found]
    assert people == sorted(people, reverse=True)


def test_structures_are_found_by_name_and_by_their_commune(
    gazetteer: Gazetteer,
) -> None:
    by_name = gazetteer.suggest("ester technopole")
    by_place = gazetteer.suggest("france services chateauneuf-sur-charente")

    assert by_name[0].entry.kind == "structure"
    assert by_place[0].entry.kind == "structure"
    assert "Châteauneuf-sur-Charente" in by_place[0].entry.label


def test_each_place_is_suggested_once(gazetteer: Gazetteer) -> None:
    for typed in ("saint", "mont", "16", "la"):
        found = gazetteer.suggest(typed)
        places = [(s.entry.kind, s.entry.id) for s in found]
        assert len(places) == len(set(places))


LOCATED = {
    "12 rue de la Paix, 23000 Guéret": "23096",
    "place de la Bourse, Bordeaux": "33063",
    "place de la bourse bordeaux": "33063",
    "16230 montmoreau": "16230",
    "BP 40001, 23000 Guéret": "23096",
    "12 rue de Limoges, 23000 Guéret": "23096",
    "23011 Guéret Cedex": "23096",
    "23011 GUERET CEDEX 9, France": "23096",
    "rue de Bordeaux, 87000": "87085",
    "Bordeaux, France": "33063",
    "Bordeaux Cedex": "33063",
    "12 rue de Bordeaux 87000 Limoges": "87085",
    "87000 Limoges": "87085",
    "16190 Aignes-et-Puypéroux": "16230",
    "Guérret": "23096",
    "bordeau": "33063",
}


@pytest.mark.parametrize(("address", "code"), LOCATED.items())
def test_an_address_is_brought_down_to_its_commune(
    gazetteer: Gazetteer, address: str, code: str
) -> None:
    assert gazetteer.locate(address).entry.id == code


# An address, the commune it names, the one whose postcode it gives.
CONTRADICTORY = {
    "87000 Guéret": ("23096", "87085"),
    "Guéret 87000": ("23096", "87085"),
    "64000 Bayonne": ("64102", "64445"),
    "12 rue de la Paix, 87000 Guéret": ("23096", "87085"),
    "12 rue de Limoges, 87000 Guéret": ("23096", "87085"),
    "64000 bayonne, France": ("64102", "64445"),
}


@pytest.mark.parametrize(("typed", "codes"), CONTRADICTORY.items())
def test_a_name_outside_its_postcode_is_believed_and_both_are_offered(
    gazetteer: Gazetteer, typed: str, codes: tuple[str, str]
) -> None:
    named, numbered = codes

    suggested = gazetteer.suggest(typed)
    located = gazetteer.locate(typed)

    assert suggested[0].entry.id == named
    assert numbered in [one.entry.id for one in suggested]
    assert located.entry.id == named
    assert numbered in [one.entry.id for one in located.others]
    assert located.doubts.wrong_postcode in typed


@pytest.mark.parametrize("address", LOCATED)
def test_an_address_that_agrees_with_itself_has_no_wrong_postcode(
    gazetteer: Gazetteer, address: str
) -> None:
    assert gazetteer.locate(address).doubts.wrong_postcode is None


def test_every_commune_is_found_by_its_postcode_and_name(gazetteer: Gazetteer) -> None:
    communes = [e for e in gazetteer.entries() if e.kind == "commune" and not e.former]

    for commune in communes[::13]:
        for postcode in commune.postcodes:
            located = gazetteer.locate(f"3 rue du Four, {postcode} {commune.name}")
            assert located.entry.id == commune.id
            assert located.doubts.wrong_postcode is None


@pytest.mark.parametrize(
    ("typed", "code"),
    {
        "Cognac Charente": "16102",
        "16 cognac": "16102",
        "Mérignac (16)": "16216",
        "Saint-Rémy, 79": "79293",
        "bourg sur gironde": "33067",
        "cognac charen": "16102",
        "Tonnay-Charente": "17449",
        "Rion-des-Landes": "40243",
    }.items(),
)
def test_a_department_chooses_among_homonyms(
    gazetteer: Gazetteer, typed: str, code: str
) -> None:
    assert gazetteer.suggest(typed)[0].entry.id == code
    assert gazetteer.locate(typed).entry.id == code


@pytest.mark.parametrize("text", ["aaaa", "AAA aaa", "zzzzz", "pau " * 900, "x" * 3000])
def test_one_letter_or_a_whole_page_names_nothing(
    gazetteer: Gazetteer, text: str
) -> None:
    assert gazetteer.suggest(text) == []
    with pytest.raises(PlaceNotFound):
        gazetteer.locate(text)
    with pytest.raises(PlaceNotFound):
        gazetteer.locate(f"{'very long ' * 400}, Pau")


@pytest.mark.parametrize("typed", ["64000 Paris", "Paris 64000", "64000 PARIS CEDEX"])
def test_another_name_beside_a_postcode_is_told(
    gazetteer: Gazetteer, typed: str
) -> None:
    located = gazetteer.locate(typed)

    assert located.entry.label == "Pau"
    assert located.doubts.other_name_in == "64000"


@pytest.mark.parametrize(
    "typed", ["64000 Pau", "64000 pa", "3 rue de Paris 64000", "BP 12, 64000 Pau"]
)
def test_a_street_or_an_unfinished_name_is_no_other_name(
    gazetteer: Gazetteer, typed: str
) -> None:
    assert gazetteer.locate(typed).doubts == Doubts()


@pytest.mark.parametrize("typed", ["La Rochelle 64", "64 La Rochelle"])
def test_a_name_in_another_department_is_believed_and_told(
    gazetteer: Gazetteer, typed: str
) -> None:
    located = gazetteer.locate(typed)

    assert located.entry.label == "La Rochelle"
    assert located.doubts.wrong_department == "64"
    assert gazetteer.locate("La Rochelle 17").doubts == Doubts()
    assert gazetteer.locate("Tonnay-Charente").doubts == Doubts()


def test_a_commune_by_ear_comes_before_a_structure_that_begins_so(
    gazetteer: Gazetteer,
) -> None:
    assert gazetteer.locate("bordo").entry.label == "Bordeaux"
    assert gazetteer.locate("bordo buro").entry.label == "BORDO BURO"
    assert gazetteer.suggest("bordo bu")[0].entry.label == "BORDO BURO"


@pytest.mark.parametrize(
    ("island", "commune"),
    {
        "Ile de ré": "Saint-Martin-de-Ré",
        "île d'Oléron": "Saint-Pierre-d'Oléron",
    }.items(),
)
def test_an_island_offers_the_communes_that_bear_its_name(
    gazetteer: Gazetteer, island: str, commune: str
) -> None:
    others = [one.entry.label for one in gazetteer.locate(island).others]

    assert commune in others
    assert gazetteer.locate("île d'Aix").entry.label == "Île-d'Aix"


@pytest.mark.parametrize("code", ["23096", "33063", "16192"])
def test_a_commune_is_located_by_its_code(gazetteer: Gazetteer, code: str) -> None:
    located = gazetteer.locate(code)

    assert located.entry.id == code
    assert located.doubts.wrong_postcode is None


def test_the_code_of_a_merged_commune_gives_the_commune_of_today(
    gazetteer: Gazetteer,
) -> None:
    located = gazetteer.locate("16281")

    assert located.entry.label == "La Rochefoucauld-en-Angoumois"
    assert gazetteer.locate("16206").doubts.wrong_postcode is None


def test_homonyms_are_told_apart_by_their_department(gazetteer: Gazetteer) -> None:
    details = [one.entry.detail for one in gazetteer.suggest("Mérignac")[:3]]

    assert [one.split(" · ")[1] for one in details] == [
        "Gironde",
        "Charente",
        "Charente-Maritime",
    ]


def test_homonyms_are_offered_beside_the_biggest(gazetteer: Gazetteer) -> None:
    names = Counter(
        e.name for e in gazetteer.entries() if e.kind == "commune" and not e.former
    )
    twice = [name for name, many in names.items() if many == 2]
    assert twice

    for name in twice:
        located = gazetteer.locate(name)

        others = [one.entry.name for one in located.others]
        assert located.entry.name == name
        assert name in others


@pytest.mark.parametrize("vague", ["saint jean", "230", "", "🤔", "zzzzqqqq", "guer"])
def test_a_vague_text_is_asked_back(gazetteer: Gazetteer, vague: str) -> None:
    with pytest.raises(PlaceNotFound) as asked_back:
        gazetteer.locate(vague)

    if vague == "guer":
        assert "Guéret" in asked_back.value.suggestions


def test_every_commune_is_found_by_its_own_name(gazetteer: Gazetteer) -> None:
    communes = [e for e in gazetteer.entries() if e.kind == "commune" and not e.former]

    assert len(communes) == 4293
    for commune in communes[::43]:
        found = gazetteer.suggest(commune.name)
        exact = [s for s in found if s.score == 1]
        assert commune.name in {s.entry.label for s in exact}


@given(text=st.text(max_size=200), limit=st.integers(1, MOST))
@example(text="'; DROP TABLE structures; --", limit=10)
@example(text="\x00", limit=1)
@example(text="2" * 200, limit=1)
def test_no_text_makes_it_fail(gazetteer: Gazetteer, text: str, limit: int) -> None:
    found = gazetteer.suggest(text, limit=limit)

    assert len(found) <= limit
    scores = [s.score for s in found]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


@given(text=st.text(max_size=60))
def test_plain_words_are_plain_already(text: str) -> None:
    once = search_name(text)

    assert search_name(once) == once
    assert telling(telling(once)) == telling(once)


@given(text=st.text(max_size=60))
def test_capitals_do_not_matter(text: str) -> None:
    if text.isascii():
        assert search_name(text.upper()) == search_name(text.lower())


def test_without_any_name_nothing_is_found() -> None:
    assert Gazetteer([]).suggest("bordeaux") == []


def test_equal_fits_are_ordered_by_inhabitants() -> None:
    places = [
        Entry(
            kind="commune",
            id=str(people),
            label="Saint-Martin",
            detail="",
            name="Saint-Martin",
            lon=0.0,
            lat=45.0,
            weight=people,
        )
        for people in (10, 300, 20)
    ]

    found = Gazetteer(places).suggest("st martin")

    assert [s.entry.weight for s in found] == [300, 20, 10]
