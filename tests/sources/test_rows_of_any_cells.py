"""Rows with any JSON in any cell: arranged, never refused by an error."""

from dataclasses import fields

from hypothesis import given, settings
from hypothesis import strategies as st

from numna_geo.sources.registry import connectors
from numna_geo.sources.rows import RawPlace

LAYOUTS = [
    *("conseillers_numeriques", "data_inclusion_2023", "data_inclusion_services"),
    *("data_inclusion_structures", "fablabs", "fibre64", "france_tiers_lieux"),
    *("france_tiers_lieux_2023", "gironde", "gogocarto", "mednum", "mednum_older"),
    *("osm", "tiers_lieux_na_2021", "tiers_lieux_na_2022"),
]
COLUMNS = [
    *("typologie", "courriels", "site_web", "itinerance", "modalites_acces"),
    *("prise_rdv", "structure_parente", "source", "geo", "address", "openHours"),
    *("openHoursMoreInfos", "categoriesFull", "openingHours", "telephone", "_id"),
    *("links", "capabilities", "modes_mobilisation", "mobilisable_par", "structure"),
    *("modes_accueil", "type", "lien_mobilisation", "result_score", "amenity"),
    *("opening_hours", "internet_access", "fablab", "horaires", "Dernière MAJ"),
]
WORDS = st.sampled_from(
    [
        *("RFS|TIERS_LIEUX", "Souvent", "X", "http://[", "https://exemple.fr", "|;|"),
        *(
            "france",
            "33",
            "a-distance",
            "Oui",
            "library",
            "terminal",
            "\ud800",
            "\u200b",
        ),
    ]
)
KEYS = st.sampled_from(["nom", "name", "url", "Mo", "hours", "opens", "$id", "fixe"])
CELLS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | WORDS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3)
    ),
    max_leaves=6,
)


@st.composite
def rows(draw):
    """A layout, and a row that has some of its columns."""
    connector = connectors()[draw(st.sampled_from(LAYOUTS))]
    columns = sorted(connector.columns) + COLUMNS
    cells = st.dictionaries(st.sampled_from(columns), CELLS, max_size=12)
    return connector.raw_place, draw(cells)


@settings(max_examples=300)
@given(rows())
def test_a_row_of_any_cells_is_arranged_as_text(drawn):
    raw_place, row = drawn

    place = raw_place(row, 7)

    cells = [getattr(place, f.name) for f in fields(RawPlace) if f.name != "row_number"]
    assert place.row_number == 7
    assert all(cell is None or (isinstance(cell, str) and cell) for cell in cells)


@given(rows())
def test_columns_may_stand_in_any_order(drawn):
    raw_place, row = drawn

    assert raw_place(dict(reversed(row.items())), 1) == raw_place(row, 1)
