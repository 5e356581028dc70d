"""Names in a table of PostgreSQL with a trigram index, for comparison only."""

import re
import time
from collections.abc import Callable, Sequence
from typing import Any

from psycopg import Connection

from numna_geo.geocoding.departments import Departments
from numna_geo.geocoding.entry import MOST, Entry, telling
from numna_geo.geocoding.name_index import prior
from numna_geo.model.naming import search_name

_TABLE = """
CREATE EXTENSION IF NOT EXISTS pg_trgm;
DROP TABLE IF EXISTS searched_names;
CREATE UNLOGGED TABLE searched_names (
    kind text, id text, key text, prior float, weight int, former bool,
    department text, postcodes text[]
)"""
_INDEXES = """
CREATE INDEX ON searched_names USING {index} (key {index}_trgm_ops);
CREATE INDEX ON searched_names USING gin (postcodes);
CREATE INDEX ON searched_names (id);
ANALYZE searched_names"""

_LIKENESS = {
    "similarity": ("key %% %(q)s", "similarity(key, %(q)s)"),
    "word_similarity": ("%(q)s <%% key", "word_similarity(%(q)s, key)"),
    "both": (
        "(key %% %(q)s OR %(q)s <%% key)",
        "0.6 * similarity(key, %(q)s) + 0.4 * word_similarity(%(q)s, key)",
    ),
}
_NAMED = """
SELECT id FROM searched_names
WHERE {like}
  AND (%(department)s::text IS NULL OR department = %(department)s)
  AND (%(postcode)s::text IS NULL OR postcodes @> ARRAY[%(postcode)s::text])
ORDER BY key = %(q)s DESC, starts_with(key, %(q)s) DESC,
    {score} * prior DESC, kind, former, weight DESC, id
LIMIT %(most)s"""
_NUMBERED = """
SELECT id FROM searched_names
WHERE kind = 'commune' AND NOT former
  AND (id = %(q)s OR EXISTS (
    SELECT FROM unnest(postcodes) AS postcode WHERE starts_with(postcode, %(q)s)))
ORDER BY postcodes @> ARRAY[%(q)s::text] DESC, id = %(q)s DESC, weight DESC
LIMIT %(most)s"""
_POSTCODE = re.compile(r"[0-9]{5}")


class Trigrams:
    """The names of `entries`, searched in the database.

    Args:
        connection: to a database that may be written to.
        entries: as the gazetteer takes them.
        index: `gin` or `gist`.
    """

    rankings = tuple(_LIKENESS)

    def __init__(
        self, connection: Connection[Any], entries: Sequence[Entry], *, index: str
    ) -> None:
        self._connection = connection
        self._departments = Departments(
            {one.department for one in entries if one.department}
        )
        started = time.perf_counter()
        connection.execute(_TABLE)
        with (
            connection.cursor() as cursor,
            cursor.copy("COPY searched_names FROM STDIN") as copy,
        ):
            for entry in entries:
                copy.write_row(_row(entry))
        connection.execute(_INDEXES.format(index=index))
        self.filled_s = time.perf_counter() - started
        size = "SELECT pg_total_relation_size('searched_names') / 1e6"
        self.megabytes = float(_one(connection, size))

    def finder(self, ranking: str) -> Callable[[str], list[str]]:
        """What finds by this likeness."""
        like, score = _LIKENESS[ranking]
        statement = _NAMED.format(like=like, score=score)

        def find(text: str) -> list[str]:
            words = search_name(text)
            joined = words.replace(" ", "")
            if joined.isdigit():
                return self._ids(_NUMBERED, q=joined)
            return self._named(statement, words)

        return find

    def drop(self) -> None:
        """Take the names out of the database again."""
        self._connection.execute("DROP TABLE searched_names")

    def _named(self, statement: str, words: str) -> list[str]:
        code = _POSTCODE.search(words)
        if code:
            rest = telling(words.partition(code[0])[2].strip() or words[: code.start()])
            return self._ids(statement, q=rest, postcode=code[0])
        meant = self._departments.within(words)
        for within in sorted(meant, key=lambda one: -one.worth):
            asked = telling(within.words)
            found = self._ids(statement, q=asked, department=within.department)
            if found:
                return found
        return self._ids(statement, q=telling(words))

    def _ids(self, statement: str, **values: str | None) -> list[str]:
        given = {"department": None, "postcode": None, "most": MOST, **values}
        return [row[0] for row in self._connection.execute(statement, given)]


def _row(entry: Entry) -> tuple[Any, ...]:
    department = entry.department[0] if entry.department else None
    return (
        entry.kind,
        entry.id,
        telling(search_name(entry.name)),
        prior(entry.weight),
        entry.weight,
        entry.former,
        department,
        list(entry.postcodes),
    )


def _one(connection: Connection[Any], statement: str) -> Any:
    row = connection.execute(statement).fetchone()
    return row[0] if row else None
