"""The whole state of a database, to tell whether anything changed."""

from sqlalchemy import text

from numna_geo.store.database import Engine, connect

TABLES = (
    "data_state",
    "sources",
    "records",
    "imports",
    "import_rows",
    "organisations",
    "structures",
    "structure_categories",
    "structure_needs",
    "structure_stages",
    "structure_sectors",
    "structure_competences",
    "structure_visits",
    "structure_fields",
    "structure_records",
    "structure_redirects",
    "doubtful_pairs",
    "match_decisions",
    "broadband",
    "broadband_shares",
    "demand",
    "establishments",
    "zonings",
    "osm_places",
    "downloads",
    "published_structures",
)

Marks = dict[str, str | None]


def marks_of(url: str) -> Marks:
    """A hash of each table, whatever the order of its rows."""
    engine = connect(url)
    found = marks(engine)
    engine.dispose()
    return found


def marks(engine: Engine) -> Marks:
    with engine.connect().execution_options(
        # All of one moment, whoever writes meanwhile.
        isolation_level="REPEATABLE READ"
    ) as connection:
        return {
            name: connection.scalar(
                text(
                    "SELECT count(*) || ' ' || sum(hashtextextended(t::text, 0))"
                    f" FROM {name} AS t"
                )
            )
            for name in TABLES
        }
