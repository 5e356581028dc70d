"""Pairs of records that may be one place, as a person needs them to decide."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

_SIDE = (
    "{side}.record ->> 'name' AS {side}_name,"
    " concat_ws(', ', {side}.record ->> 'street', {side}.record ->> 'postcode',"
    " {side}.record ->> 'city') AS {side}_address"
)
_NAMED = "{side}.source_key || ':' || {side}.record_key"


@dataclass(frozen=True, slots=True, kw_only=True)
class PairLine:
    """Two records, their names and addresses, and why they may be one place."""

    left: str
    right: str
    score: float
    reasons: list[dict[str, Any]]
    left_name: str
    left_address: str
    right_name: str
    right_address: str


def pair_lines(connection: Connection, *, limit: int) -> list[PairLine]:
    """The doubtful pairs, the most alike first."""
    found = connection.execute(
        text(
            'SELECT p.left_record AS "left", p.right_record AS "right", p.score,'  # noqa: S608
            f" p.reasons, {_SIDE.format(side='l')}, {_SIDE.format(side='r')}"
            " FROM doubtful_pairs AS p"
            f" JOIN records AS l ON {_NAMED.format(side='l')} = p.left_record"
            f" JOIN records AS r ON {_NAMED.format(side='r')} = p.right_record"
            " ORDER BY p.score DESC, p.left_record, p.right_record LIMIT :limit"
        ),
        {"limit": limit},
    )
    return [
        PairLine(
            left=row.left,
            right=row.right,
            score=row.score,
            reasons=row.reasons,
            left_name=row.l_name,
            left_address=row.l_address,
            right_name=row.r_name,
            right_address=row.r_address,
        )
        for row in found
    ]


def known_record(connection: Connection, name: str) -> bool:
    """Whether `source:record_key` names a record."""
    source, _, key = name.partition(":")
    found = connection.scalar(
        text(
            "SELECT true FROM records WHERE source_key = :source AND record_key = :key"
        ),
        {"source": source, "key": key},
    )
    return found is True
