from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.usecases.counting import FILES, OUTLINES, SIRENE, today, understood

from numna_geo.errors import ImportRefused, SourceUnreadable
from numna_geo.sources.count_columns import Header
from numna_geo.sources.count_files import opened_table
from numna_geo.sources.count_formats import COUNT_FORMATS
from numna_geo.sources.counts import Fact, Feed, Value
from numna_geo.sources.feature_files import read_outlines
from numna_geo.sources.passage import Today
from numna_geo.sources.tally import Total
from numna_geo.usecases.count_rows import MOST_LISTED
from numna_geo.usecases.count_units import count_units
from numna_geo.usecases.load_outlines import joined, refuse_gaps
from numna_geo.usecases.source_report import SourceReport

TODAY = today()
Edit = tuple[str, float, bytes]

cells = st.sampled_from(
    [
        b"",
        b"-",
        b"-3",
        b"1e9",
        b"99999999999999999999",
        b"\xc2\xb2",
        b"\xd9\xa3",
        b"1_000",
        b"nan",
        b"16411",
        b"16005",
        b"33063",
        b"49099",
        b"79224",
        b"99999",
        b"1001",
        b"2026-02-31",
        b"0001-01-01",
        b'"',
        b"\0",
        b"\r",
        b"\n",
        b"\xff\xfe",
        b"\xed\xa0\x80",
        b"'; DROP TABLE broadband; --",
    ]
)
edits = st.lists(
    st.tuples(
        st.sampled_from(["replace", "insert", "cut", "end"]),
        st.floats(0, 1),
        st.one_of(cells, st.binary(max_size=4)),
    ),
    min_size=1,
    max_size=6,
)
every_format = pytest.mark.parametrize("key", sorted(FILES))


def damaged(content: bytes, changes: list[Edit]) -> bytes:
    """A file of which cells were replaced, bytes inserted or cut, or the end lost."""
    for kind, where, what in changes:
        at = int(where * len(content))
        if kind == "insert":
            content = content[:at] + what + content[at:]
        elif kind == "cut":
            content = content[:at] + content[at + 1 + len(what) :]
        elif kind == "end":
            content = content[: max(at, 1)]
        else:
            start = max(content.rfind(s, 0, at) for s in (b",", b";", b"\n")) + 1
            stops = [content.find(s, at) for s in (b",", b";", b"\n")]
            stop = min((s for s in stops if s >= 0), default=len(content))
            content = content[:start] + what + content[max(stop, start) :]
    return content


def accounted(report: SourceReport) -> None:
    assert report.read == report.kept + report.merged + report.rejected
    assert 0 <= report.outside <= report.rejected
    told = sum(n for (kind, _, _), n in report.reasons.items() if kind != "mended")
    assert told == report.merged + report.rejected
    for line in report.rows:
        assert "\0" not in f"{line.value}{line.record_key}{line.column_name}"


def believable(totals: list[Total]) -> None:
    for total in totals:
        assert total.code in TODAY.communes | TODAY.epci
        for (feed, period, _), value in total.facts.items():
            assert isinstance(feed, Feed)
            assert period.isascii()
            if isinstance(value, int | float):
                assert 0 <= value <= 1e9


@every_format
@given(changes=edits)
def test_no_damage_breaks_a_reading_or_loses_a_row(
    tmp_path_factory: pytest.TempPathFactory, key: str, changes: list[Edit]
) -> None:
    sample = FILES[key]
    path = tmp_path_factory.mktemp("damaged") / sample.path.name
    path.write_bytes(damaged(sample.path.read_bytes(), changes))

    try:
        totals, report = understood(path, key, TODAY)
    except SourceUnreadable:
        return

    accounted(report)
    believable(totals)
    assert report.kept == len(totals)


@given(changes=edits)
def test_no_damage_breaks_the_counting_of_establishments(
    tmp_path_factory: pytest.TempPathFactory, changes: list[Edit]
) -> None:
    path = tmp_path_factory.mktemp("damaged") / SIRENE.path.name
    path.write_bytes(damaged(SIRENE.path.read_bytes(), changes))

    try:
        rows, report = establishments(path)
    except SourceUnreadable:
        return

    accounted(report)
    assert sum(row["value"] for row in rows) == report.kept + report.merged


@given(changes=edits)
def test_no_damage_breaks_the_reading_of_outlines(
    tmp_path_factory: pytest.TempPathFactory, changes: list[Edit]
) -> None:
    path = tmp_path_factory.mktemp("damaged") / OUTLINES.path.name
    path.write_bytes(damaged(OUTLINES.path.read_bytes(), changes))
    report = SourceReport("outlines", path.name)

    with suppress(SourceUnreadable, ImportRefused):
        published = read_outlines(path, "code", departments=["64"])
        shapes = joined(published, TODAY, report)
        refuse_gaps(shapes, TODAY, path.name)

    accounted(report)


def establishments(path: Path) -> tuple[list[dict[str, object]], SourceReport]:
    sirene = COUNT_FORMATS[SIRENE.format_key]
    report = SourceReport("sirene", path.name)
    with opened_table(path, (sirene.code, *sirene.columns)) as table:
        header = Header(path.name, table.names)
        rows = count_units(table, header, sirene, TODAY, report, say=lambda _: None)
    return rows, report


def facts_of(key: str, code: str) -> dict[tuple[str, str], Value]:
    totals, _ = understood(FILES[key].path, key, TODAY)
    found: dict[Fact, Value] = next(t.facts for t in totals if t.code == code)
    return {(period, name): value for (_, period, name), value in found.items()}


def test_the_observatory_tells_three_quarters_of_connectable_premises() -> None:
    assert facts_of("arcep_2018_ftth", "33063") == {
        ("2017-T3", "connectable"): 114_735,
        ("2017-T4", "connectable"): 122_371,
        ("2018-T1", "connectable"): 127_503,
    }


def test_rows_that_only_give_a_class_of_rates_are_merged_with_their_counts() -> None:
    _, report = understood(FILES["arcep_2018_ftth"].path, "arcep_2018_ftth", TODAY)

    # Ten rows of five communes of 2018, of which Villejésus joined Aigre.
    assert (report.read, report.kept, report.merged) == (10, 4, 6)
    assert report.by_reason("merged") == [
        ("Champ", "only details another row of its territory", 5),
        ("Code commune", "has merged since", 1),
    ]


def test_premises_are_dwellings_and_establishments_of_all_parts() -> None:
    # Villejésus (16411) joined Aigre (16005): 608 + 43 + 311 + 18.
    assert facts_of("arcep_2018_infos", "16005")["2018-T1", "premises"] == 980
    assert facts_of("arcep_2018_infos", "33063") == {
        ("2018-T1", "premises"): 160_830,
        ("2018-T1", "very_dense_zone"): True,
        ("2018-T1", "l33_13"): frozenset(),
        ("2018-T1", "operator"): frozenset({"FRTE-SFR0-UPCF"}),
    }


def test_the_best_technology_of_each_premises_adds_up_to_all_of_them() -> None:
    gaas = facts_of("arcep_mci_meilleure_techno", "40101")

    # 243 by fibre and 2 by fixed 4G, of 245.
    best = {name: n for (_, name), n in gaas.items() if name.startswith("best_")}
    assert (best["best_ftth"], best["best_4g"]) == (243, 2)
    assert sum(map(int, map(str, best.values()))) == gaas["2026-T1", "mci_premises"]


def test_wired_rates_say_who_has_a_gigabit_and_nothing_of_other_ways() -> None:
    assert facts_of("arcep_mci_debit_filaire", "40101") == {
        ("2026-T1", "mci_premises"): 245,
        ("2026-T1", "gigabit"): 243,
    }


def test_rows_beyond_the_region_are_counted_and_not_listed() -> None:
    _, report = understood(FILES["arcep_mci_techno"].path, "arcep_mci_techno", TODAY)

    assert (report.read, report.kept, report.outside) == (6, 1, 5)
    assert report.faulty_share == 0
    (line,) = report.rows
    assert (line.row_number, line.value) == (1, "75056")
    assert line.action == "rejected, and 4 rows like it"


def test_per_cents_become_shares() -> None:
    totals, _ = understood(FILES["thd30_epci"].path, "thd30_epci", TODAY)

    bordeaux = next(t for t in totals if t.code == "243300316")
    assert bordeaux.facts == {
        (Feed.SHARES, "2015", "thd30"): 0.782,
        (Feed.SHARES, "2017", "thd30"): 0.854,
    }


def test_an_epci_that_is_not_of_the_region_today_is_outside(tmp_path: Path) -> None:
    path = tmp_path / "thd30.csv"
    path.write_text("codgeo,year0,value0\n200000000,2015,18.2\n33,2015,18.2\n")

    _, report = understood(path, "thd30_epci", TODAY)

    assert (report.outside, report.rejected) == (1, 2)
    assert ("codgeo", "expected the SIREN of an EPCI", 1) in report.by_reason(
        "rejected"
    )


def test_zones_are_those_of_the_commune_that_kept_its_code() -> None:
    totals, report = understood(
        FILES["insee_appartenance"].path, "insee_appartenance", TODAY
    )

    rives = next(t for t in totals if t.code == "17268")
    assert rives.facts[Feed.ZONINGS, "", "zone_emploi"] == "7528"
    # Saint-Georges-de-Longuepierre (17334) was of zone 7520.
    assert [line.value for line in report.rows if line.action == "17268: 7528"] == [
        "7520"
    ]
    assert report.mended == 1


def test_establishments_of_each_size_add_up_to_all_of_them() -> None:
    bordeaux = facts_of("insee_clap", "33063")

    everything = bordeaux.pop(("2014", "establishments"))
    assert everything == 26_116
    assert sum(map(int, map(str, bordeaux.values()))) == everything


def test_tables_as_insee_publishes_them_tell_their_year(tmp_path: Path) -> None:
    path = tmp_path / "base-cc-evol-struct-pop.csv"
    path.write_text("CODGEO;P22_POP;P22_POP2064\n33063;270000;168000.25\n")

    ((total,), _) = understood(path, "insee_rp_population", TODAY)

    assert total.facts == {(Feed.DEMAND, "2022", "working_age"): 168_000.25}


def test_cartefibre_alone_has_two_counts_and_its_quarter_in_its_name(
    tmp_path: Path,
) -> None:
    path = tmp_path / "2026T3-Commune.csv"
    path.write_text("INSEE_COM;NOM_COM;Locaux;ftth\n33063;Bordeaux;213400;207000\n")

    ((total,), _) = understood(path, "arcep_cartefibre", TODAY)

    assert total.facts == {
        (Feed.BROADBAND, "2026-T3", "connectable"): 207_000,
        (Feed.BROADBAND, "2026-T3", "premises"): 213_400,
    }


RATES = "code_insee;nbr;type;inel_hd;elig_thd30;elig_thd1g;date\n"


def rates(*, fast: int, gigabit: int, rows: int = 1) -> str:
    codes = sorted(TODAY.communes)[:rows]
    lines = (f"{c};100;all;0;{fast};{gigabit};2026-03-31\n" for c in codes)
    return RATES + "".join(lines)


@pytest.mark.parametrize(
    "key", ["arcep_mci_debit_filaire", "arcep_mci_debit_terrestre"]
)
def test_the_table_that_counts_satellite_is_refused_by_its_name(
    tmp_path: Path, key: str
) -> None:
    path = tmp_path / "commune_debit.csv"
    path.write_text(rates(fast=100, gigabit=95))

    with pytest.raises(SourceUnreadable, match=r"counts satellite.*_filaire\.csv"):
        understood(path, key, TODAY)


def test_the_table_that_counts_satellite_is_refused_under_any_name(
    tmp_path: Path,
) -> None:
    path = tmp_path / "renamed.csv"
    path.write_text(rates(fast=100, gigabit=95, rows=300))

    with pytest.raises(SourceUnreadable, match="counts satellite"):
        understood(path, "arcep_mci_debit_filaire", TODAY)


def test_a_region_where_all_have_fibre_is_believed(tmp_path: Path) -> None:
    path = tmp_path / "commune_debit_filaire.csv"
    path.write_text(rates(fast=100, gigabit=100, rows=300))

    totals, report = understood(path, "arcep_mci_debit_filaire", TODAY)

    assert len(totals) == report.kept == 300


def test_rates_without_satellite_are_another_table_than_wired_ones(
    tmp_path: Path,
) -> None:
    path = tmp_path / "commune_debit_terrestre.csv"
    path.write_text(rates(fast=99, gigabit=95))

    ((total,), _) = understood(path, "arcep_mci_debit_terrestre", TODAY)

    assert total.facts[Feed.BROADBAND, "2026-T1", "thd30_terrestrial"] == 99
    with pytest.raises(SourceUnreadable, match="reads commune_debit_filaire"):
        understood(path, "arcep_mci_debit_filaire", TODAY)


def test_rows_of_a_part_of_premises_are_merged_with_the_row_of_all(
    tmp_path: Path,
) -> None:
    path = tmp_path / "commune_debit_filaire.csv"
    part = "16001;40;pro;0;40;40;2026-03-31\n16002;40;pro;0;40;40;2026-03-31\n"
    path.write_text(rates(fast=99, gigabit=95) + part)

    ((total,), report) = understood(path, "arcep_mci_debit_filaire", TODAY)

    assert total.facts[Feed.BROADBAND, "2026-T1", "gigabit"] == 95
    # Of 16002 nothing says how many premises there are in all.
    assert (report.kept, report.merged, report.rejected) == (1, 1, 1)


def test_a_bad_cell_rejects_the_sum_that_it_would_be_part_of(tmp_path: Path) -> None:
    path = tmp_path / "infos.csv"
    sample = FILES["arcep_2018_infos"].path.read_text()
    path.write_text(sample.replace(" 311    ", "31l"))

    totals, report = understood(path, "arcep_2018_infos", TODAY)

    assert "16005" not in {total.code for total in totals}
    told = {line.record_key: line for line in report.rows}
    assert told["16411"].column_name == "Logements"
    assert (told["16411"].value, told["16411"].reason) == ("31l", "expected a count")
    assert told["16005"].reason == "falls with row 5: no sum without it"
    assert (report.read, report.kept, report.rejected) == (5, 3, 2)


def test_a_code_that_no_commune_had_is_told_apart_from_one_of_elsewhere(
    tmp_path: Path,
) -> None:
    path = tmp_path / "population_2021.csv"
    # 79224 (Puy-Saint-Bonnet) joined Cholet, beyond the border; 1001 lost its zero.
    codes = ["16001", "16999", "75056", "2A004", "79224", "1001", "Agris", ""]
    path.write_text("com,logements\n" + "".join(f"{code},3\n" for code in codes))

    totals, report = understood(path, "insee_rp_population", TODAY)

    assert [total.code for total in totals] == ["16001"]
    assert report.outside == 4
    assert report.by_reason("rejected") == [
        ("com", "expected the INSEE code of a commune", 2),
        ("com", "no commune of the region has had this code", 1),
    ]


def test_digital_establishments_are_counted_by_commune_of_today_and_size() -> None:
    rows, report = establishments(SIRENE.path)

    found = {(r["commune_code"], r["size_band"]): r["value"] for r in rows}
    assert found == {
        ("33063", "0"): 2,
        ("33063", "10-19"): 1,
        ("33063", "20-49"): 1,
        ("33063", "200-499"): 1,
        ("33063", "500+"): 1,
        # One in Aigre, one in what was Villejésus.
        ("16005", "1-5"): 2,
    }
    assert {(r["period"], r["sector"]) for r in rows} == {("2026", "digital")}
    assert (report.read, report.kept, report.merged) == (14, 6, 2)
    assert report.outside == report.rejected == 6


def test_an_older_nomenclature_is_not_read_as_todays() -> None:
    _, report = establishments(SIRENE.path)

    # 621 was air transport in 1993.
    other = ("activitePrincipaleEtablissement", "of another sector", 3)
    assert other in report.by_reason("outside")


def test_the_year_of_a_stock_is_that_of_its_name_when_it_has_one(
    tmp_path: Path,
) -> None:
    path = tmp_path / "StockEtablissement_2024-11.csv"
    path.write_bytes(SIRENE.path.read_bytes())

    rows, _ = establishments(path)

    assert {row["period"] for row in rows} == {"2024"}


def test_a_wrong_file_of_any_length_has_a_short_report(tmp_path: Path) -> None:
    path = tmp_path / "StockEtablissement_2026.csv"
    header, first = SIRENE.path.read_text().splitlines()[:2]
    wrong = first.replace(",A,", ",Ouvert,")
    path.write_text(f"{header}\n" + f"{wrong}\n" * (MOST_LISTED + 5))

    _, report = establishments(path)

    assert report.rejected == MOST_LISTED + 5
    assert len(report.rows) == MOST_LISTED
    assert report.by_reason("rejected") == [
        ("etatAdministratifEtablissement", "expected A (active) or F (closed)", 50_005)
    ]


def test_today_knows_its_territories() -> None:
    assert isinstance(TODAY, Today)
    assert len(TODAY.communes) == 4_293
