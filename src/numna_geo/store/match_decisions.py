"""What people said of two records, and the pairs that wait for their word."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson
from sqlalchemy import Connection, delete, select

from numna_geo.store.loading import relation, replace_all, upsert
from numna_geo.store.tables import DoubtfulPairRow, MatchDecisionRow

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubtful:
    """Two records, as `source:record_key`, that may be the same place."""

    left: str
    right: str
    score: float
    reasons: list[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """Pairs of records, the smaller name first, that people decided on."""

    same: frozenset[Pair]
    different: frozenset[Pair]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A person's word on two records."""

    left: str
    right: str
    same: bool
    reason: str | None
    decided_on: date


def decided_pairs(connection: Connection) -> Decided:
    """All decisions."""
    rows = list(connection.execute(select(MatchDecisionRow.__table__)))
    pairs = {same: frozenset[Pair]() for same in (True, False)}
    for same in pairs:
        pairs[same] = frozenset(
            (r.left_record, r.right_record) for r in rows if r.same is same
        )
    return Decided(same=pairs[True], different=pairs[False])


def decide(connection: Connection, decisions: Iterable[Decision]) -> None:
    """Keep decisions; a newer one on the same pair replaces the older."""
    rows = [
        {
            "left_record": min(d.left, d.right),
            "right_record": max(d.left, d.right),
            "same": d.same,
            "reason": d.reason,
            "decided_on": d.decided_on,
        }
        for d in decisions
    ]
    upsert(connection, MatchDecisionRow, rows)


def forget(connection: Connection, pair: Pair) -> bool:
    """Take a decision back; False when there was none."""
    decisions = relation(MatchDecisionRow).c
    done = connection.execute(
        delete(MatchDecisionRow).where(
            decisions.left_record == min(pair), decisions.right_record == max(pair)
        )
    )
    return done.rowcount > 0


def replace_doubtful(connection: Connection, pairs: Iterable[Doubtful]) -> int:
    """Make the queue of doubtful pairs say `pairs`; returns their number."""
    rows = (
        {
            "left_record": pair.left,
            "right_record": pair.right,
            "score": pair.score,
            "reasons": orjson.dumps(pair.reasons).decode(),
        }
        for pair in pairs
    )
    return replace_all(connection, DoubtfulPairRow, rows)
