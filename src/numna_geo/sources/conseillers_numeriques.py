"""Where the conseillers numériques kept their hours (« permanences ») in 2022.

No INSEE code, and `00000000000000` for most SIRET. Each place is a record of its own:
the list names the place, not the adviser's employer. The label France Services is the
employer's (`mednum_words`).

Source: ANCT, conseillers numériques, permanences, 2022.
"""

from numna_geo.sources import mednum_older
from numna_geo.sources.connector import Connector

KEY = "conseillers_numeriques"

COLUMNS = mednum_older.COLUMNS | {"conditions_access", "structureId"}

CONNECTORS = (
    Connector(
        key=KEY,
        title="Permanences des conseillers numériques, 2022",
        columns=COLUMNS,
        raw_place=mednum_older.raw_place,
    ),
)
