"""What is bundled is what the publishers counted, to the unit."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from tests.conftest import RAW, needs_published_files

from numna_geo.errors import RowRejected
from numna_geo.model.category import Category
from numna_geo.model.collection import Completeness
from numna_geo.model.naming import search_name
from numna_geo.model.stage import Sector, Stage
from numna_geo.model.structure import DigitalFocus, Status
from numna_geo.model.territory import Quantity
from numna_geo.sources import tables
from numna_geo.sources.insee import SIZE_BANDS
from numna_geo.sources.places import record_of
from numna_geo.sources.rows import COLUMNS, read_places
from numna_geo.sources.source import catalogue
from numna_geo.usecases.compile_data import compile_data
from numna_geo.usecases.compile_places import BUNDLED

DATA = Path(__file__).parents[2] / "data"
MAX_BYTES = 6_000_000
SHARED = {
    *("france-services.gouv.fr", "franceservices.gouv.fr", "france-service.gouv.fr"),
}
_NAMES = """
alain alex alexandre alice anne aurelie beatrice bernard brigitte camille carole
caroline catherine celine chantal christelle christian christine christophe claire
claude corinne daniel david delphine denis didier dominique elise elodie emilie emma
eric evelyne fabrice florence francois francoise frederic gerard helene herve isabelle
jacques jean jeanne jennifer jerome joel josiane julie julien karine laetitia laura
laure laurence laurent lea louis lucie luc ludovic magali manon marc marie marine
marion martine mathieu maxime melanie michel monique muriel myriam nadia nadine
nathalie nicolas nicole noemie olivier pascal pascale patricia patrick paul pauline
philippe pierre sabrina sandra sandrine sarah sebastien severine sonia sophie stephane
stephanie sylvie thierry thomas valerie vanessa veronique vincent virginie xavier yves
"""
FIRST_NAMES = frozenset(_NAMES.split())
ROWS = {
    "support_structures": 116,
    "clusters_research_training": 112,
    "france_services_2024": 348 + 239,
    "tiers_lieux_cget_2019": 225 + 53,
    "conseillers_numeriques_2022": 734,
    "mediation_numerique_charente_2023": 188,
    "data_inclusion_2023": 387,
}
"""Rows that each publisher counted, in the region and in the 50 km around it."""

OURS = ("support_structures", "clusters_research_training")
COUNTERS = "france_services_2024"


@pytest.fixture(scope="module")
def communes():
    return {commune.code: commune for commune in tables.read_communes(DATA)}


@pytest.fixture(scope="module")
def inside(communes):
    return {code for code, commune in communes.items() if commune.in_region}


@pytest.fixture(scope="module")
def broadband():
    return list(tables.read_broadband(DATA))


def test_the_region_has_its_communes_people_and_territories(communes, inside):
    region = [communes[code] for code in inside]

    assert len(region) == 4_293
    assert len(communes) - len(region) == 2_713
    assert sum(commune.population for commune in region) == 6_150_451
    assert len({commune.epci for commune in region}) == 156
    assert len({commune.department for commune in region}) == 12
    assert sum(commune.seat_lon is not None for commune in region) == 4_080


def test_a_town_hall_is_that_of_the_town_not_an_annexe_by_the_sea(communes):
    lege, la_teste = communes["33236"], communes["33529"]

    assert lege.seat_lat == pytest.approx(44.79, abs=0.02)  # Cap Ferret: 44.65
    assert la_teste.seat_lat == pytest.approx(44.63, abs=0.02)  # Cazaux: 44.54
    for seat in tables.read_seats(DATA):
        here = communes[seat.commune_code]
        assert (here.seat_lon, here.seat_lat) == (seat.lon, seat.lat)
        assert seat.why
        assert seat.source


def test_every_territory_a_commune_names_is_known(communes, inside):
    epci = {row.code for row in tables.read_epci(DATA)}
    departments = {row.code for row in tables.read_departments(DATA)}

    assert len(epci) == 156
    assert len(departments) == 12
    assert {communes[code].epci for code in inside} == epci
    assert {communes[code].department for code in inside} == departments


def test_communes_of_the_region_have_a_density_postcodes_and_a_border(communes, inside):
    for code in inside:
        commune = communes[code]
        assert commune.density == commune.density.strip() != ""
        assert commune.postcodes
        assert 0 <= commune.border_km < 150


def test_mountain_communes_are_those_of_two_massifs(communes):
    massifs = Counter(commune.mountain for commune in communes.values())

    assert massifs["Massif Central"] == 727
    assert massifs["Massif des Pyrénées"] == 160
    assert communes["64320"].mountain == "Massif des Pyrénées"  # Laruns
    assert communes["33063"].mountain is None


def test_the_border_is_near_where_it_is_known_to_be(communes):
    # La Souterraine lies by Indre; Hendaye by Spain and the sea, not by the border.
    assert communes["23176"].border_km == pytest.approx(12.9, abs=0.2)
    assert communes["64260"].border_km > 100


def test_old_codes_lead_to_communes_of_today(communes):
    former = list(tables.read_former_communes(DATA))

    assert len(former) == len({row.code for row in former}) == 477
    assert all(row.commune_code in communes for row in former)
    kinds = Counter(row.kind for row in former)
    assert kinds == {"delegated": 248, "former": 175, "associated": 54}


def test_demand_keeps_every_count_of_its_source(inside):
    totals, seen = Counter(), Counter()
    for row in tables.read_demand(DATA):
        totals[Quantity(row.quantity)] += row.value
        seen[row.quantity] += row.commune_code in inside

    assert totals[Quantity.DWELLINGS] == 3_621_542
    assert totals[Quantity.WORKING_AGE] == 3_284_972
    assert totals[Quantity.ESTABLISHMENTS] == 396_528
    assert set(seen.values()) == {4_293}


def test_sizes_add_up_to_all_establishments():
    rows = list(tables.read_establishments(DATA))

    assert sum(row.value for row in rows) == 396_528
    assert {row.size_band for row in rows} == set(SIZE_BANDS)


@pytest.mark.parametrize(
    ("period", "connectable", "premises", "share"),
    [
        ("2018-T1", 691_318, 3_553_404, 0.19455),
        ("2026-T2", 4_229_984, 4_348_860, 0.9727),
    ],
)
def test_fibre_is_what_arcep_counted(broadband, period, connectable, premises, share):
    rows = [row for row in broadband if row.period == period]

    assert len(rows) == 4_293
    assert sum(row.connectable for row in rows) == connectable
    assert sum(row.premises for row in rows) == premises
    assert connectable / premises == pytest.approx(share, abs=5e-5)


def test_49_communes_are_below_four_fifths_unrounded(broadband):
    late = [r for r in broadband if r.period == "2026-T2"]

    assert sum(row.connectable / row.premises < 0.80 for row in late) == 49


def test_copper_is_closed_in_147_communes_and_dated_unless_unscheduled(broadband):
    late = [r for r in broadband if r.period == "2026-T2"]

    closed = [row for row in late if row.copper_status == "closed"]
    assert len(closed) == 147
    assert sum(row.premises - row.connectable for row in closed) == 312
    assert all(
        (row.copper_closes_on is None) == (row.copper_status == "not_scheduled")
        for row in late
    )


@pytest.mark.parametrize("key", ROWS)
def test_every_published_row_is_there(key):
    rows = list(read_places(DATA / f"{key}.csv"))

    assert len(rows) == ROWS[key]
    assert len({row.record_key for row in rows}) == len(rows)


def test_nothing_is_bundled_whose_licence_is_not_confirmed():
    sources = catalogue(DATA)

    bundled = {one.key for one in BUNDLED}
    assert bundled == set(ROWS)
    assert all(sources[key].redistributable for key in bundled)
    assert all(sources[key].licence.startswith("Licence Ouverte") for key in bundled)
    for path in DATA.glob("*.csv"):
        assert sources.get(path.stem) is None or path.stem in bundled, path.name


@pytest.mark.parametrize("key", ROWS)
def test_every_bundled_row_is_understood(key, communes):
    postcodes = {code for commune in communes.values() for code in commune.postcodes}
    rejected = []
    for raw in read_places(DATA / f"{key}.csv"):
        try:
            record_of(raw, source=key, postcodes=postcodes)
        except RowRejected as error:
            rejected.append((raw.row_number, error))

    assert rejected == []


def test_three_blank_typologies_and_21_missing_codes_are_mended():
    mends = Counter(
        (mend.column, mend.value)
        for raw in read_places(DATA / "tiers_lieux_cget_2019.csv")
        for mend in record_of(raw, source="tiers_lieux_cget_2019").mended
    )

    assert mends["category", None] == 3
    # Seven in the region, fourteen beyond its border.
    assert mends["commune_code", "0"] == 7 + 14
    assert mends["postcode", "0"] == 3


def test_epci_count_their_communes_of_the_region_only(communes, inside):
    people, area = Counter(), Counter()
    for code in inside:
        people[communes[code].epci] += communes[code].population
        area[communes[code].epci] += communes[code].area_km2

    rows = list(tables.read_epci(DATA))
    assert sum(row.population for row in rows) == 6_150_451
    for row in rows:
        assert row.population == people[row.code]
        assert row.area_km2 == pytest.approx(area[row.code], abs=0.1)


@pytest.mark.parametrize("key", ROWS)
def test_no_e_mail_of_a_person_is_bundled(key):
    for row in read_places(DATA / f"{key}.csv"):
        cells = " ".join(str(getattr(row, column)) for column in COLUMNS)
        for email in re.findall(r"[\w.+-]+@[\w.-]+\w", cells):
            local, _, domain = email.lower().partition("@")
            words = re.split(r"[^a-z]+", local)
            of_an_initial = re.fullmatch(r"[a-z]\W[a-z]+", local)
            # A first name that stands in an address stands in the place's own name.
            named = FIRST_NAMES.intersection(words) - set(search_name(row.name).split())
            assert not of_an_initial, email
            assert domain in SHARED or not named, email


@pytest.mark.parametrize("key", sorted(set(ROWS) - {COUNTERS}))
def test_no_mobile_is_bundled_but_those_of_counters(key):
    for row in read_places(DATA / f"{key}.csv"):
        for column in ("phone", "notes", "how_to_apply", "opening", "website"):
            digits = re.sub(r"[\s.\-/()]", "", getattr(row, column) or "")
            assert not re.search(r"(?<!\d)(?:(?:\+|00)33|0)[67]\d{8}", digits), row


def test_mailboxes_of_roles_are_bundled():
    rows = list(read_places(DATA / "france_services_2024.csv"))

    emails = [row.email.lower() for row in rows if row.email]
    assert len(emails) == 579
    locals_ = Counter(email.partition("@")[0] for email in emails)
    for role in ("franceservices", "contact", "accueil", "msap", "mfs"):
        assert locals_[role], role


def test_our_own_list_says_23_rows_of_2019_are_the_same_place():
    theirs = {row.record_key for row in read_places(DATA / "tiers_lieux_cget_2019.csv")}
    same = [
        other
        for row in read_places(DATA / "support_structures.csv")
        for other in (row.same_as or "").split("|")
        if other
    ]

    assert len(same) == len(set(same)) == 23
    assert {other.partition(":")[2] for other in same} <= theirs


@pytest.mark.parametrize("key", OURS)
def test_our_own_lists_speak_the_words_of_the_model(key):
    for row in read_places(DATA / f"{key}.csv"):
        assert row.category in set(Category)
        assert row.status in set(Status)
        assert row.digital_focus in set(DigitalFocus)
        assert set(filter(None, (row.stages or "").split("|"))) <= set(Stage)
        assert set(filter(None, (row.sectors or "").split("|"))) <= set(Sector)
        assert row.evidence_level in {"A", "B", "C"}
        assert row.verified_on is None


def test_every_source_a_table_names_is_in_the_catalogue():
    sources = catalogue(DATA)

    named = {row.source for row in tables.read_demand(DATA)} | set(ROWS)
    assert named <= set(sources)
    ranked = sorted((s for s in sources.values() if s.rank), key=lambda s: s.rank)
    assert [source.key for source in ranked if source.key in ROWS] == list(ROWS)
    assert all(source.family == "structures" for source in ranked)
    assert sources["france_services_2024"].published_on == date(2024, 8, 1)


def test_every_category_says_how_completely_each_department_was_collected():
    departments = {row.code for row in tables.read_departments(DATA)}
    rows = list(tables.read_collection(DATA))

    pairs = {(row.category, row.department) for row in rows}
    assert len(pairs) == len(rows)
    assert pairs == {(c.value, d) for c in Category for d in departments}
    assert all(Completeness(row.completeness) and row.reason for row in rows)


def test_the_catalogue_counts_the_rows_of_every_file():
    listed = re.findall(
        r"^\| (\S+\.(?:csv|topojson)) \| (\d+) \|",
        (DATA / "README.md").read_text(),
        re.M,
    )

    files = {p.name for p in DATA.iterdir() if p.suffix in {".csv", ".topojson"}}
    assert {name for name, _ in listed} == files
    for name, rows in listed:
        assert int(rows) == rows_of(DATA / name), name


def rows_of(path):
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".topojson":
        return text.count('"id":')
    # No cell of ours holds a line break: a line is a row.
    return text.count("\n") - 1


def test_all_that_is_bundled_fits_in_six_megabytes():
    files = [path for path in DATA.rglob("*") if path.is_file()]

    assert sum(path.stat().st_size for path in files) <= MAX_BYTES


@needs_published_files
def test_the_published_files_give_the_bundled_bytes(tmp_path):
    told = []

    compile_data(RAW, tmp_path, told.append, ours_dir=DATA)

    written = {path.name for path in tmp_path.iterdir()}
    assert {line.partition(":")[0] for line in told} <= written
    assert {f"{key}.csv" for key in ROWS} <= written
    for path in tmp_path.iterdir():
        assert path.read_bytes() == (DATA / path.name).read_bytes(), path.name
