"""Digital services of data·inclusion as published at the end of 2022.

In the vocabulary of digital mediation of that time, one row a structure. 339 of the
387 rows of the region repeat the list of the conseillers numériques, under its ids.

Source: data·inclusion, services numériques, 2022-12.
"""

from dataclasses import replace

from numna_geo.sources import mednum_older
from numna_geo.sources.connector import Connector, PublishedRow, text
from numna_geo.sources.rows import RawPlace

KEY = "data_inclusion_2023"

COLUMNS = mednum_older.COLUMNS | {"conditions_acces"}

_ADVISERS = "conseiller-numerique"
_ADVISERS_SOURCE = "conseillers_numeriques_2022"


def raw_place(row: PublishedRow, number: int) -> RawPlace:
    """One row in our common layout; one of the advisers declares itself theirs."""
    place = mednum_older.raw_place(row, number)
    if place.record_key is None or text(row, "source") != _ADVISERS:
        return place
    return replace(place, same_as=f"{_ADVISERS_SOURCE}:{place.record_key}")


CONNECTORS = (
    Connector(
        key=KEY,
        title="data·inclusion, services numériques, 2022",
        columns=COLUMNS,
        raw_place=raw_place,
    ),
)
