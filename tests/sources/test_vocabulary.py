"""Words of sources into our vocabulary: what they say outright, and nothing else."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import RAW, needs_published_files

from numna_geo.model.category import Category
from numna_geo.sources.access import how_to_apply
from numna_geo.sources.vocabulary import kinds_named, needs_said, stages_said


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("FABLAB COHABIT", {Category.FAB_LAB}),
        ("Fab-Lab de Guéret", {Category.FAB_LAB}),
        ("LaCoWo Landes Coopération coWorking", {Category.COWORKING}),
        ("Tiers-lieux Au Local", {Category.THIRD_PLACE}),
        ("Espaces France Service de Villebois", {Category.FRANCE_SERVICES}),
        ("Espace Public Numérique", {Category.DIGITAL_MEDIATION}),
        ("Centre Social La Pépinière", set()),
        ("Pépinière, service emploi", set()),
        ("Laboratoire départemental d'analyses", set()),
        ("Services de la ville de France", set()),
        ("Médiathèque Michel Bézian", set()),
    ],
)
def test_a_name_says_what_a_place_is_only_in_so_many_words(words, kinds):
    assert kinds_named(words) == kinds


@needs_published_files
def test_every_service_of_the_published_lists_is_known():
    files = [
        ("conseillers-numeriques-permanences-2022-na.json", ";"),
        ("data-inclusion-services-numeriques-2023-na.json", ";"),
        ("lieux-mediation-numerique-charente-20230711-schema2.json", "|"),
        ("inclusion-numerique-gironde-2021.json", " / "),
    ]
    said = set()
    for name, sign in files:
        rows = json.loads((RAW / "structures" / name).read_text())
        said |= {word for row in rows for word in row["services"].split(sign) if word}

    assert len(said) > 20
    assert [words for words in sorted(said) if needs_said((words,)) is None] == []


@needs_published_files
@pytest.mark.parametrize(
    ("column", "said", "count"),
    [("services", needs_said, 9), ("modalites_acces", how_to_apply, 6)],
)
def test_every_word_of_the_standard_is_known(column, said, count):
    file = RAW / "structures" / "lamednum-schema-mediation-numerique.json"
    columns = {f["name"]: f for f in json.loads(file.read_text())["fields"]}
    pattern = columns[column]["constraints"]["pattern"]
    words = pattern.removeprefix("(?:(?:^|\\|)(").removesuffix("))+$").split("|")

    assert len(words) == count
    assert [word for word in words if said((word,)) is None] == []


@needs_published_files
def test_every_theme_of_ours_is_one_of_data_inclusion():
    schema = json.loads(
        (RAW / "structures" / "data-inclusion-service-v1.json").read_text()
    )
    themes = schema["$defs"]["Thematique"]["enum"]
    ours = [theme for theme in themes if needs_said((theme,))]

    assert len(ours) == 7
    assert [t for t in themes if t.startswith(("numerique--", "creer-"))] == [
        t for t in themes if t in ours
    ]
    assert {t for t in themes if stages_said((t,))} == {
        t for t in themes if t.startswith("creer-une-entreprise--")
    }


WAYS = ["Se présenter", "Téléphoner", "Contacter par mail", "Voir le maire"]


@given(st.permutations(WAYS))
def test_ways_to_come_are_told_in_one_order(ways):
    assert how_to_apply(tuple(ways)) == (
        "Se présenter sur place, téléphoner ou écrire un courriel."
    )


@given(st.lists(st.sampled_from(WAYS)).map(tuple), st.text())
def test_an_appointment_shows_only_where_it_is_said(ways, book_at):
    told = how_to_apply(ways, book_at=book_at) or ""

    assert ("endez-vous" in told) <= book_at.lower().startswith("http")
