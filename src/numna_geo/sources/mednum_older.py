"""« Lieux de médiation numérique » as they were published before version 1 settled.

The national map of 2022 and 2023, data·inclusion of 2022 and the conseillers numériques
share these columns: `courriel`, `labels_nationaux`; lists have `|` or `;`. Objects of
JSON leave out what they do not know.

Source: ANCT, cartographie nationale des lieux de médiation numérique, schéma de 2022.
"""

from numna_geo.sources.connector import Connector, PublishedRow
from numna_geo.sources.lists import PIPES_AND_SEMICOLONS
from numna_geo.sources.mednum import Vocabulary, arranged
from numna_geo.sources.rows import RawPlace

KEY = "mednum_older"

COLUMNS = frozenset(
    [
        *("id", "pivot", "nom", "commune", "code_postal", "adresse", "services"),
        *("date_maj", "labels_nationaux"),
    ]
)


_OLDER = Vocabulary(
    emails="courriel", labels="labels_nationaux", split=PIPES_AND_SEMICOLONS
)


def raw_place(row: PublishedRow, number: int) -> RawPlace:
    """A row of the older vocabulary in our common layout."""
    return arranged(row, number, _OLDER)


CONNECTORS = (
    Connector(
        key=KEY,
        title="Lieux de médiation numérique, vocabulaire de 2022 et 2023",
        columns=COLUMNS,
        raw_place=raw_place,
    ),
)
