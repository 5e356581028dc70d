"""A person's word on two records: kept, and followed at every later load."""

from datetime import UTC, datetime

from numna_geo.errors import InvalidQuery, UnknownStructure
from numna_geo.store.database import Connection, Engine, writing
from numna_geo.store.duplicate_reading import PairLine, known_record, pair_lines
from numna_geo.store.match_decisions import Decision, decide, forget
from numna_geo.store.publishing import alone, loaded_fingerprint, publish
from numna_geo.usecases.match_records import Matched, match_records


def doubtful_queue(engine: Engine, *, limit: int) -> list[PairLine]:
    """Pairs that wait for a person's word, the most alike first.

    Raises:
        DatabaseUnavailable: PostGIS does not answer.
    """
    with writing(engine) as connection:
        return pair_lines(connection, limit=limit)


def take_decision(
    engine: Engine, left: str, right: str, *, same: bool, reason: str | None
) -> Matched:
    """Keep a decision on two records (`source:record_key`), and match anew.

    Raises:
        InvalidQuery: they are one and the same.
        UnknownStructure: one of them is no record.
    """
    if left == right:
        raise InvalidQuery(f"{left} was given twice; expected two records to decide on")
    with writing(engine) as connection:
        alone(connection)
        for name in (left, right):
            _expect(connection, name)
        today = datetime.now(UTC).date()
        decide(
            connection,
            [
                Decision(
                    left=left, right=right, same=same, reason=reason, decided_on=today
                )
            ],
        )
        return _again(connection)


def take_back(engine: Engine, left: str, right: str) -> Matched:
    """Forget a decision, and match anew.

    Raises:
        UnknownStructure: nobody decided on this pair.
    """
    with writing(engine) as connection:
        alone(connection)
        if not forget(connection, (left, right)):
            raise UnknownStructure(f"nobody decided on {left} and {right}")
        return _again(connection)


def _again(connection: Connection) -> Matched:
    matched = match_records(connection, say=lambda _: None)
    publish(connection, fingerprint=loaded_fingerprint(connection) or "")
    return matched


def _expect(connection: Connection, name: str) -> None:
    if not known_record(connection, name):
        raise UnknownStructure(
            f"no record {name!r}; expected source:record_key, as `numna-geo "
            "duplicates` shows them"
        )
