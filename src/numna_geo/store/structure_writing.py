"""Writing structures: ids are kept, what vanished is closed, nothing is lost.

Everything is staged first, a few structures at a time, then compared with what is
there: only what differs is written, and readers keep reading until the commit.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, text

from numna_geo.store.loading import copy_rows, known_keys, relation
from numna_geo.store.structure_rows import CHILDREN, Row, Written, rows_of
from numna_geo.store.tables import OrganisationRow, StructureRow

_AT_ONCE = 1_000
_STAGED = {
    name: f"new_{name}"
    for name in ("structures", *(table.__tablename__ for table in CHILDREN))
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenCounts:
    """What writing changed: ids of structures, by what became of them."""

    structures: int
    new: tuple[str, ...]
    changed: tuple[str, ...]
    closed: tuple[str, ...]
    merged_away: tuple[str, ...]


def published_ids(connection: Connection) -> set[str]:
    """Ids of every structure that was ever written and did not merge into another."""
    return known_keys(connection, StructureRow)


def write_structures(
    connection: Connection, written: Iterable[Written]
) -> WrittenCounts:
    """Make the tables say what `written` says, which is every structure there is."""
    _make_room(connection)
    organisations = _Organisations(connection)
    count = 0
    for several in _batched(written):
        count += len(several)
        _stage(connection, several, organisations.ids(several))
    return _apply(connection, count)


def _batched(written: Iterable[Written]) -> Iterable[Sequence[Written]]:
    batch: list[Written] = []
    for one in written:
        batch.append(one)
        if len(batch) == _AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


class _Organisations:
    """Ids of organisations by name; those that are new are written."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        rows = connection.execute(select(OrganisationRow.name, OrganisationRow.id))
        self._ids = {row.name: row.id for row in rows}

    def ids(self, written: Sequence[Written]) -> dict[str, int]:
        """The ids of all that `written` names."""
        named = {
            one.structure.fields["organisation"]: one.structure.fields["siret"]
            for one in written
            if one.structure.fields["organisation"]
        }
        new = [
            {"name": name, "siren": (siret or "")[:9] or None}
            for name, siret in sorted(named.items())
            if name not in self._ids
        ]
        if new:
            statement = insert(OrganisationRow).returning(
                OrganisationRow.name, OrganisationRow.id
            )
            rows = self._connection.execute(statement, new)
            self._ids |= {row.name: row.id for row in rows}
        return {name: self._ids[name] for name in named}


def _make_room(connection: Connection) -> None:
    for name, staged in _STAGED.items():
        connection.execute(text(f"DROP TABLE IF EXISTS {staged}"))
        connection.execute(
            text(f"CREATE TEMP TABLE {staged} (LIKE {name}) ON COMMIT DROP")
        )


def _stage(
    connection: Connection, written: Sequence[Written], organisations: dict[str, int]
) -> None:
    rows: dict[str, list[Row]] = {name: [] for name in _STAGED}
    for one in written:
        organisation = one.structure.fields["organisation"]
        for name, of_it in rows_of(one, organisations.get(organisation)).items():
            rows[name] += of_it
    for name, of_all in rows.items():
        copy_rows(connection, _STAGED[name], of_all)


def _apply(connection: Connection, count: int) -> WrittenCounts:
    for staged in _STAGED.values():
        connection.execute(text(f"ANALYZE {staged}"))
    connection.execute(text(_DIFFERING))
    connection.execute(text("ANALYZE differing"))
    new = _ids(connection, "SELECT id FROM differing WHERE is_new ORDER BY id")
    changed = _ids(connection, "SELECT id FROM differing WHERE NOT is_new ORDER BY id")
    closed = _ids(connection, _CLOSED)
    _upsert(connection)
    merged_away = _redirect(connection)
    _close_the_unspoken(connection)
    _write_children(connection)
    connection.execute(text("DROP TABLE differing"))
    return WrittenCounts(
        structures=count,
        new=tuple(new),
        changed=tuple(changed),
        closed=tuple(closed),
        merged_away=tuple(merged_away),
    )


# A table, not a list of ids: there may be hundreds of thousands, asked for many times.
_DIFFERING = (
    "CREATE TEMP TABLE differing ON COMMIT DROP AS"
    " SELECT n.id, s.id IS NULL AS is_new"
    " FROM new_structures AS n LEFT JOIN structures AS s USING (id)"
    " WHERE s.digest IS DISTINCT FROM n.digest"
)
_CLOSED = (
    "SELECT n.id FROM new_structures AS n JOIN structures AS s USING (id)"
    " WHERE n.closed_on IS NOT NULL AND s.closed_on IS NULL ORDER BY n.id"
)


_LED = (
    "CREATE TEMP TABLE led ON COMMIT DROP AS"
    " SELECT source_key || '-' || record_key AS old_id, structure_id"
    " FROM new_structure_records"
    " WHERE source_key || '-' || record_key <> structure_id"
)


def _ids(connection: Connection, query: str) -> list[str]:
    return list(connection.scalars(text(query)))


def _upsert(connection: Connection) -> None:
    columns = [c.name for c in relation(StructureRow).columns]
    given = ", ".join(columns)
    changed = ", ".join(f"{c} = EXCLUDED.{c}" for c in columns if c != "id")
    connection.execute(
        text(
            f"INSERT INTO structures ({given}) SELECT {given} FROM new_structures"  # noqa: S608
            " WHERE id IN (SELECT id FROM differing)"
            f" ON CONFLICT (id) DO UPDATE SET {changed}"
        )
    )


def _write_children(connection: Connection) -> None:
    for table in CHILDREN:
        name = table.__tablename__
        connection.execute(
            text(
                f"DELETE FROM {name} WHERE structure_id IN"  # noqa: S608
                " (SELECT id FROM differing)"
            )
        )
    for table in CHILDREN:
        name = table.__tablename__
        columns = ", ".join(c.name for c in relation(table).columns)
        connection.execute(
            text(
                f"INSERT INTO {name} ({columns}) SELECT {columns}"  # noqa: S608
                f" FROM {_STAGED[name]} WHERE structure_id IN"
                " (SELECT id FROM differing)"
            )
        )


def _close_the_unspoken(connection: Connection) -> None:
    """Close what was written when records were not kept, and no record speaks of."""
    connection.execute(
        text(
            "UPDATE structures AS s SET status = 'closed', closed_on = current_date"
            " WHERE closed_on IS NULL AND NOT EXISTS"
            " (SELECT FROM new_structures AS n WHERE n.id = s.id)"
        )
    )


def _redirect(connection: Connection) -> list[str]:
    """Lead every id that merged into another there; returns those that were alive."""
    connection.execute(text(_LED))
    connection.execute(text("ANALYZE led"))
    connection.execute(
        text(
            "INSERT INTO structure_redirects AS r (old_id, structure_id)"
            " SELECT old_id, structure_id FROM led"
            " ON CONFLICT (old_id) DO UPDATE SET structure_id = EXCLUDED.structure_id"
            " WHERE r.structure_id <> EXCLUDED.structure_id"
        )
    )
    # Whoever still asks for what led to a structure that merged away is led on.
    connection.execute(
        text(
            "UPDATE structure_redirects AS r SET structure_id = l.structure_id"
            " FROM led AS l WHERE l.old_id = r.structure_id"
        )
    )
    gone = connection.scalars(
        text(
            "DELETE FROM structures AS s USING led AS l WHERE l.old_id = s.id"
            " AND NOT EXISTS (SELECT FROM new_structures AS n WHERE n.id = s.id)"
            " RETURNING s.id"
        )
    )
    away = sorted(gone)
    # An id that is a structure again leads nowhere else.
    connection.execute(
        text(
            "DELETE FROM structure_redirects AS r"
            " USING structures AS s WHERE s.id = r.old_id"
        )
    )
    connection.execute(text("DROP TABLE led"))
    return away
