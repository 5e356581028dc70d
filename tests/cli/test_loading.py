import csv
from pathlib import Path

import pytest
from running import Command

LICENCE = ("--licence", "Licence Ouverte 2.0", "--publisher", "Ma commune")


@pytest.fixture
def my_list(tmp_path: Path) -> Path:
    path = tmp_path / "liste.csv"
    path.write_text(
        "record_key;name;category;postcode;city;phone\n"
        "1;Atelier du bourg;coworking;23000;Guéret;06 12 34 56 78\n"
        "2;Fabrique;bar;23000;Guéret;\n"
        "3;Fabrique de la gare;fab_lab;23000;GUERET CEDEX;\n"
        "4;Le hangar;coworking;23300;La Souterraine;\n"
        "5;La remise;coworking;23300;La Souterraine;\n",
        encoding="cp1252",
    )
    return path


def test_a_list_of_ones_own_loads_and_says_what_became_of_each_row(
    numna_geo: Command, own_url: str, my_list: Path, tmp_path: Path
) -> None:
    report = tmp_path / "rows.csv"
    mine = ["load", "ma_liste", str(my_list)]
    to = {"DATABASE_URL": own_url}

    tried = numna_geo(*mine, *LICENCE, "--dry-run", "--json", **to).document()
    done = numna_geo(*mine, *LICENCE, "--report", str(report), **to)
    again = numna_geo(*mine, "--json", **to).document()

    assert tried["dry_run"]
    assert len(tried["places"]["new"]) == 4
    assert done.code == 0, done.err
    assert "5 rows read = 4 kept + 0 merged + 1 rejected" in done.out
    lines = list(csv.DictReader(report.read_text().splitlines()))
    rejected = [line for line in lines if line["action"] == "rejected"]
    assert [(line["row"], line["column"], line["value"]) for line in rejected] == [
        ("2", "category", "bar")
    ]
    assert "612345678" not in report.read_text().replace(" ", "")
    # Named once, a source needs no licence the next time.
    assert not again["changed"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["load"], "expected SOURCE"),
        (["load", "gironde_2021", "x", "--all"], "expected SOURCE"),
        (["load", "--all", "--partial"], "--partial: not with --all"),
        (["load", "--all", "--dry-run"], "--dry-run: not with --all"),
        (["load", "--all", "--live", "--sha256", "x"], "not with --all --live"),
    ],
)
def test_options_that_do_not_go_together_are_refused(
    numna_geo: Command, words: list[str], said: str
) -> None:
    done = numna_geo(*words)

    assert done.code == 2
    assert said in done.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["gironde_2021", "nulle-part.json"], "no such file"),
        (["sirene"], "no official address"),
        (["ma_liste_inconnue", "x.csv"], "no source"),
        (["gironde_2021", "x.json", "--licence", "CC0"], "edit data/sources.csv"),
        (["osm_bis", "x.json", "--licence", "ODbL 1.0", "--publisher", "x"], "ODbL"),
    ],
)
def test_what_cannot_be_loaded_ends_with_one_line(
    numna_geo: Command, words: list[str], said: str
) -> None:
    done = numna_geo("load", *words)

    assert done.code == 1
    assert said in done.err
    assert len(done.err.strip().splitlines()) == 1


def test_sources_say_their_licence_layout_and_address(numna_geo: Command) -> None:
    said = numna_geo("sources").out

    assert "gironde_2021\n" in said
    assert "loaded, never published again" in said
    assert "layout mednum" in said
