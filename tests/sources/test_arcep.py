from datetime import date
from pathlib import Path

import pytest

from numna_geo.errors import SourceUnreadable
from numna_geo.sources.arcep_2018 import broadband_2018
from numna_geo.sources.arcep_2026 import broadband_2026
from numna_geo.sources.passage import passage_of

SAMPLES = Path(__file__).parents[2] / "data" / "samples"


def rows_2018():
    rows = broadband_2018(SAMPLES, passage_of(SAMPLES))
    return {row.commune_code: row for row in rows}


def test_premises_of_2018_are_dwellings_plus_establishments():
    bordeaux = rows_2018()["33063"]

    # 150 556 dwellings and 10 274 establishments, padded and with a blank inside.
    assert bordeaux.premises == 160_830
    assert bordeaux.connectable == 127_503


def test_premises_of_a_merged_commune_are_the_sum_of_its_parts():
    # Villejésus (16411) joined Aigre (16005): 608 + 43 + 311 + 18.
    assert rows_2018()["16005"].premises == 980
    assert "16411" not in rows_2018()


def test_a_dash_means_none_and_no_operator_means_unknown():
    adjots = rows_2018()["16002"]

    assert adjots.very_dense_zone is False
    assert adjots.operator is None
    assert adjots.mci_premises is None


def test_zones_of_2018_tell_who_rolled_out():
    bordeaux = rows_2018()["33063"]

    assert bordeaux.very_dense_zone is True
    assert bordeaux.operator == "FRTE-SFR0-UPCF"


def test_the_two_counts_of_2026_stay_apart():
    rows = {row.commune_code: row for row in broadband_2026(SAMPLES)}

    adjots = rows["16002"]
    assert (adjots.connectable, adjots.premises) == (307, 307)
    assert (adjots.best_ftth, adjots.mci_premises) == (307, 318)
    assert adjots.best_4g == 11
    assert adjots.copper_status == "scheduled"
    assert adjots.copper_closes_on == date(2029, 1, 31)


def test_a_file_without_its_columns_is_refused_by_name(tmp_path):
    path = tmp_path / "broadband" / "arcep_2026t2_communes.csv"
    path.parent.mkdir()
    path.write_text("code,locaux\n16001,3\n")

    with pytest.raises(SourceUnreadable, match="no column best_4g_fixe"):
        list(broadband_2026(tmp_path))


def test_an_absent_file_is_refused_by_name(tmp_path):
    with pytest.raises(SourceUnreadable, match="arcep_2026t2_communes"):
        list(broadband_2026(tmp_path))
