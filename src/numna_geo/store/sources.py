"""Who published what: the catalogue of sources, as answers cite it."""

from sqlalchemy import select

from numna_geo.store.reading import Statement, kept
from numna_geo.store.tables import SourceRow

COMMUNES = "cog_2026"
"""Names, codes, populations and areas of communes, and what they make up."""

TERRITORIES = (COMMUNES,)
"""What a list of territories is made from."""

TERRITORY = (COMMUNES, "dila_mairies", "ign_admin_express_2018")
"""One territory: its seat and its neighbours too."""

PLACES = (COMMUNES, "dila_mairies", "laposte_codes_postaux", "insee_clap_2014")
"""Names, seats and postcodes of communes, and the names they had."""

_STRUCTURES = "structures"


@kept
def sources(keys: tuple[str, ...]) -> Statement:
    """What to say of the sources of these keys, by key."""
    return _cited().where(SourceRow.key.in_(keys)).order_by(SourceRow.key)


@kept
def of_structures() -> Statement:
    """The sources that list structures, the most trusted first."""
    ours = SourceRow.family == _STRUCTURES
    return _cited().where(ours).order_by(SourceRow.rank, SourceRow.key)


@kept
def every() -> Statement:
    """All sources, the most trusted first within their family."""
    return _cited().order_by(SourceRow.family, SourceRow.rank, SourceRow.key)


def _cited() -> Statement:
    return select(
        SourceRow.key,
        SourceRow.title,
        SourceRow.publisher,
        SourceRow.licence,
        SourceRow.landing_page,
        SourceRow.published_on,
        SourceRow.vintage,
        SourceRow.family,
    )
