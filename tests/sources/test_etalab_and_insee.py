from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from numna_geo.sources import etalab, insee
from numna_geo.sources.passage import gathered, passage_of, summed

SAMPLES = Path(__file__).parents[2] / "data" / "samples"
CODES = st.sampled_from(["16001", "16002", "16003", "16004"])


@given(
    counts=st.lists(st.tuples(CODES, st.integers(0, 10_000))),
    passage=st.dictionaries(CODES, CODES),
)
def test_no_count_is_lost_or_invented_by_a_merger(counts, passage):
    assert sum(summed(counts, passage).values()) == sum(n for _, n in counts)


def test_distinct_values_of_merged_communes_are_kept_once():
    values = [("16411", "FRTE"), ("16005", "FRTE"), ("16005", ""), ("16411", "SFR0")]

    assert gathered(values, {"16411": "16005"}) == {"16005": ("FRTE", "SFR0")}


def test_working_age_people_and_dwellings_come_from_the_census():
    rows = {
        (row.commune_code, row.quantity): row.value
        for row in insee.demand(SAMPLES, passage_of(SAMPLES))
    }

    assert rows["33063", "working_age"] == 167_841
    assert rows["33063", "dwellings"] == 165_114
    # Aigre 99 and Villejésus 43, two communes in 2015.
    assert rows["16005", "establishments"] == 142


def test_sizes_of_establishments_add_up_to_all_of_them():
    sizes = insee.establishments(SAMPLES, passage_of(SAMPLES))

    by_band = {s.size_band: s.value for s in sizes if s.commune_code == "33063"}
    assert by_band["500+"] == 13
    assert sum(by_band.values()) == 26_116
    assert set(by_band) == set(insee.SIZE_BANDS)


def test_a_commune_has_its_postcodes_density_and_trusted_town_hall():
    rows = etalab.communes(SAMPLES, insee.densities(SAMPLES), {})

    bordeaux = {row.code: row for row in rows}["33063"]
    assert bordeaux.postcodes == ("33000", "33100", "33200", "33300", "33800")
    assert bordeaux.density == "Grands centres urbains"
    assert bordeaux.seat_lon is not None
    assert bordeaux.in_region


def test_a_mountain_commune_has_a_massif_and_others_none():
    mountains = insee.mountains(SAMPLES)

    rows = list(etalab.communes(SAMPLES, {}, mountains))

    assert mountains["19275"] == "Massif Central"
    assert {row.mountain for row in rows} == {None}


def test_a_town_hall_far_from_its_commune_is_not_believed(tmp_path):
    path = tmp_path / etalab.COMMUNES_FILE
    path.parent.mkdir()
    sample = (SAMPLES / etalab.COMMUNES_FILE).read_text()
    header, first = sample.splitlines()[:2]
    far = ",".join([*first.split(",")[:-1], "500.0"])
    path.write_text(f"{header}\n{far}\n")
    postcodes = tmp_path / etalab.POSTCODES_FILE
    postcodes.write_text((SAMPLES / etalab.POSTCODES_FILE).read_text())

    (commune,) = etalab.communes(tmp_path, {}, {})

    assert (commune.seat_lon, commune.seat_lat) == (None, None)


def test_communes_beyond_the_border_keep_the_epci_that_straddles_it():
    rows = {row.code: row for row in etalab.halo_communes(SAMPLES)}

    assert rows["32027"].epci == "200030435"
    assert rows["85306"].epci is None
    assert not rows["32027"].in_region
    assert rows["32027"].border_km is None


def test_a_former_commune_has_one_row_and_its_name():
    former = {
        row.code: row
        for row in etalab.former_communes(
            SAMPLES, passage_of(SAMPLES), insee.old_names(SAMPLES)
        )
    }

    assert former["16411"].name == "Villejésus"
    assert former["16411"].kind == "delegated"
    assert former["16022"].kind == "former"
    assert former["16022"].commune_code == "16339"


def test_epci_are_told_by_their_code_and_kind():
    rows = {row.code: row for row in etalab.epci(SAMPLES)}

    assert rows["243300316"].kind == "METRO"
