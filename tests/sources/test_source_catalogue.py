"""The catalogue says who published what; a source without a licence is refused."""

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numna_geo.errors import ImportRefused, SourceUnreadable
from numna_geo.fetching.guard import is_public
from numna_geo.fetching.target import target_of
from numna_geo.sources.connector import Feeds
from numna_geo.sources.count_formats import COUNT_FORMATS
from numna_geo.sources.licences import is_odbl, is_open
from numna_geo.sources.registry import connectors
from numna_geo.sources.source import LEAST_TRUSTED, Source, catalogue, new_source
from numna_geo.sources.table import write_table

DATA = Path(__file__).parents[2] / "data"
LISTED = catalogue(DATA)

SOURCE = Source(
    key="tiers_lieux_2026",
    title="Tiers-lieux",
    publisher="Une association",
    licence="Licence Ouverte 2.0",
    landing_page=None,
    published_on=date(2026, 1, 31),
    vintage="2026",
    rank=20,
    family="structures",
    redistributable=True,
    format="template",
    download_url=None,
)


def refusal(folder: Path, *rows: Source) -> str:
    write_table(folder / "sources.csv", Source, rows)
    with pytest.raises(SourceUnreadable) as refused:
        catalogue(folder)
    return str(refused.value)


def test_a_source_of_this_layout_is_taken_as_it_is(tmp_path: Path) -> None:
    write_table(tmp_path / "sources.csv", Source, [SOURCE])

    assert catalogue(tmp_path) == {SOURCE.key: SOURCE}


WRONG = {
    "no licence": ({"licence": ""}, "no licence"),
    "ODbL among places": ({"licence": "ODbL 1.0"}, "ODbL is never mixed"),
    "ODbL among counts": (
        {"licence": "Open Database License", "family": "demand", "rank": None},
        "ODbL is never mixed",
    ),
    "OSM under another licence": ({"family": "osm", "rank": None}, "under ODbL"),
    "doubt, but published": ({"licence": "à confirmer"}, "does not surely"),
    "not commercial, but published": ({"licence": "CC BY-NC 4.0"}, "does not surely"),
    "no rank": ({"rank": None}, "have a rank"),
    "a rank for counts": ({"family": "broadband"}, "have a rank"),
    "an unknown family": ({"family": "other"}, "expected one of broadband"),
    "no publisher": ({"publisher": ""}, "no title or no publisher"),
    "a key with blanks": ({"key": "tiers lieux"}, "a key is 3 to 60"),
    "a key that climbs": ({"key": "../structures"}, "a key is 3 to 60"),
    "a key in capitals": ({"key": "TiersLieux"}, "a key is 3 to 60"),
    "a page that is no web page": ({"landing_page": "javascript:x"}, "no web address"),
    "a file that is no web file": (
        {"download_url": "file:///etc/x"},
        "no web address",
    ),
    "a password": ({"download_url": "https://a:b@host.fr/x"}, "no web address"),
}


@pytest.mark.parametrize(("changes", "told"), WRONG.values(), ids=WRONG.keys())
def test_a_source_that_may_not_be_loaded_is_refused_with_its_row(
    tmp_path: Path, changes: dict[str, object], told: str
) -> None:
    wrong = replace(SOURCE, **changes)  # type: ignore[arg-type]

    said = refusal(tmp_path, replace(SOURCE, key="before_it", rank=1), wrong)

    assert said.startswith(f"sources.csv, row 2 ({wrong.key}): ")
    assert told in said


def test_two_sources_have_neither_one_key_nor_one_rank(tmp_path: Path) -> None:
    assert "comes before" in refusal(tmp_path, SOURCE, replace(SOURCE, rank=21))
    other = replace(SOURCE, key="another_one")
    assert "rank 20 is that of tiers_lieux_2026" in refusal(tmp_path, SOURCE, other)


def test_ranks_of_the_catalogue_are_unique_and_keep_published_ids() -> None:
    ranks = {key: s.rank for key, s in LISTED.items() if s.rank is not None}

    assert max(Counter(ranks.values()).values()) == 1
    assert max(ranks.values()) < LEAST_TRUSTED
    # The ids of release 0.1 are those of the first of these that speaks of a place.
    first = ["support_structures", "france_services_2024", "tiers_lieux_cget_2019"]
    assert sorted(first, key=ranks.__getitem__) == first


def test_every_format_of_the_catalogue_is_read_by_something() -> None:
    named = {key for s in LISTED.values() for key in (s.format or "").split("|")}

    assert named - {""} <= {*connectors(), *COUNT_FORMATS}


def test_every_layout_we_read_has_a_source_in_the_catalogue() -> None:
    named = {key for s in LISTED.values() for key in (s.format or "").split("|")}
    # Ours, that operators fill in: it has no publisher to be listed under.
    unlisted = {*connectors(), *COUNT_FORMATS} - named

    assert unlisted <= {"template"}


def test_the_family_of_a_source_is_that_of_its_layout() -> None:
    known = connectors()

    for source in LISTED.values():
        for key in filter(None, (source.format or "").split("|")):
            feeds = Feeds.COUNTS if key in COUNT_FORMATS else known[key].feeds
            family = {Feeds.STRUCTURES: "structures", Feeds.OSM_PLACES: "osm"}
            assert source.family == family.get(feeds, source.family), source.key
            assert (feeds is Feeds.COUNTS) is (
                source.rank is None and feeds is not Feeds.OSM_PLACES
            )


def test_what_is_bundled_may_be_published_again() -> None:
    bundled = [s for s in LISTED.values() if (DATA / f"{s.key}.csv").exists()]

    assert bundled
    assert all(s.redistributable and is_open(s.licence) for s in bundled)
    assert not LISTED["gironde_2021"].redistributable
    assert not LISTED["fibre64_2022"].redistributable


def test_official_addresses_are_names_and_encrypted() -> None:
    addresses = [s.download_url for s in LISTED.values() if s.download_url]

    targets = [target_of(address) for address in addresses]
    assert len(set(addresses)) == len(addresses) >= 8
    assert {target.scheme for target in targets} == {"https"}
    assert not any(is_public(t.host) for t in targets)


def test_a_source_that_an_operator_names_is_believed_last() -> None:
    source = new_source(
        key="tiers_lieux_2026",
        title=" Tiers-lieux ",
        publisher="Une association",
        licence="Licence Ouverte 2.0",
    )

    assert (source.title, source.family) == ("Tiers-lieux", "structures")
    assert source.rank == LEAST_TRUSTED
    assert source.redistributable


@pytest.mark.parametrize("licence", [None, "", "  "])
def test_a_new_source_without_a_licence_is_refused(licence: str | None) -> None:
    with pytest.raises(ImportRefused, match="no licence"):
        new_source(key="une_liste", title="x", publisher="y", licence=licence)


@pytest.mark.parametrize(
    "licence",
    ["à confirmer", "Tous droits réservés", "CC BY-NC-SA 4.0", "CC BY-SA 4.0"],
)
def test_a_licence_in_doubt_is_loaded_and_never_published(licence: str) -> None:
    source = new_source(key="une_liste", title="x", publisher="y", licence=licence)

    assert not source.redistributable


def test_a_new_source_under_odbl_is_refused_unless_it_is_kept_apart() -> None:
    with pytest.raises(ImportRefused, match="never mixed into the same table"):
        new_source(key="une_liste", title="x", publisher="y", licence="ODbL")

    apart = new_source(
        key="osm_2026", title="x", publisher="OSM", licence="ODbL", format="osm"
    )
    assert (apart.family, apart.rank) == ("osm", None)


def test_a_new_source_of_counts_is_no_list_of_places() -> None:
    counts = new_source(
        key="arcep_2027",
        title="x",
        publisher="ARCEP",
        licence="LO 2.0",
        format="arcep_cartefibre",
    )

    assert (counts.family, counts.rank) == ("reference", None)


def test_a_new_source_that_nobody_publishes_is_refused() -> None:
    with pytest.raises(ImportRefused, match="no title or no publisher"):
        new_source(key="une_liste", title="x", publisher=None, licence="CC0")


OPEN = [
    "Licence Ouverte",
    "Licence Ouverte 2.0",
    "LICENCE OUVERTE / OPEN LICENCE version 2.0",
    "etalab-2.0",
    "LOv2",
    "LO 2.0",
    "CC0 1.0",
    "CC-BY 4.0",
    "cc by 4.0",
    "ODbL 1.0",
]
NOT_SURELY = [
    "",
    "à confirmer",
    "Licence Ouverte, à vérifier",
    "Licence non précisée",
    "non-commercial",
    "CC-BY-NC",
    "CC BY ND 4.0",
    "CC BY-SA 4.0",
    "propriétaire",
    "MIT?",
    "local",
]


@pytest.mark.parametrize("licence", OPEN)
def test_open_licences_are_known_by_their_names(licence: str) -> None:
    assert is_open(licence)


@pytest.mark.parametrize("licence", NOT_SURELY)
def test_any_doubt_about_a_licence_is_a_no(licence: str) -> None:
    assert not is_open(licence)


@given(st.text())
def test_no_words_around_odbl_hide_it(words: str) -> None:
    assert is_odbl(f"{words} ODbL {words}")
