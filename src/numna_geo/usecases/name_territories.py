"""Territories that the operator names: lists of communes, kept through releases."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from numna_geo.errors import ImportRefused, UnknownTerritory
from numna_geo.model.territory import Level, NamedTerritory
from numna_geo.sources.named_lists import NamedList, read_named
from numna_geo.sources.passage import Passage, Today
from numna_geo.sources.tables import Commune
from numna_geo.store.count_writing import known_territories
from numna_geo.store.database import Engine, writing
from numna_geo.store.named_territories import (
    CommuneDrawn,
    drawn_communes,
    forget_named,
    named_territories,
    write_named,
)
from numna_geo.store.publishing import alone, loaded_fingerprint, publish
from numna_geo.usecases.territory_rows import (
    Row,
    Scales,
    member_rows,
    territory_row,
    united,
)

MOST_REJECTED = 0.2
"""The share of rejected rows beyond which a file is taken for another one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What became of a list; `written` are codes that are new or are other than before.

    `listed` holds every row that was rejected, merged or beyond the region.
    """

    listed: NamedList
    written: tuple[str, ...]


def name_territories(engine: Engine, path: Path) -> Named:
    """Make every territory of a list what the list says, in one transaction.

    Territories that it does not name are left. The same list twice changes nothing.

    Raises:
        SourceUnreadable: the file is no such list, or is damaged.
        ImportRefused: nothing in it is of the region, or more than 20 % of its rows are
            rejected.
        DatabaseUnavailable: PostGIS does not answer.
    """
    with writing(engine) as connection:
        alone(connection)
        today = Today(**asdict(known_territories(connection)))
        listed = read_named(path, today)
        _refuse_wrong(listed, path.name)
        before = {one.code: one for one in named_territories(connection)}
        changed = [t for t in listed.territories if before.get(t.code) != t]
        if changed:
            codes = sorted({code for one in changed for code in one.communes})
            communes = {c.code: c for c in drawn_communes(connection, codes)}
            fine = {code: c.fine for code, c in communes.items()}
            coarse = {code: c.coarse for code, c in communes.items()}
            rows = [_row(t, communes, (fine, coarse)) for t in changed]
            write_named(connection, rows, _members(changed))
            publish(connection, fingerprint=loaded_fingerprint(connection) or "")
    return Named(listed=listed, written=tuple(t.code for t in changed))


def forget_territory(engine: Engine, code: str) -> None:
    """Remove a territory that the operator named.

    Raises:
        UnknownTerritory: none has this code.
        DatabaseUnavailable: PostGIS does not answer.
    """
    with writing(engine) as connection:
        alone(connection)
        if not forget_named(connection, [code]):
            known = ", ".join(t.code for t in named_territories(connection))
            raise UnknownTerritory(
                f"no named territory has the code {code!r}; there are: {known or '-'}"
            )
        publish(connection, fingerprint=loaded_fingerprint(connection) or "")


def renamed(
    named: Iterable[NamedTerritory], communes: Sequence[Commune], passage: Passage
) -> list[NamedTerritory]:
    """The same territories, of the communes of a release; one that has none is gone."""
    own = {commune.code for commune in communes if commune.in_region}
    today = (
        NamedTerritory(
            code=one.code,
            name=one.name,
            communes=frozenset(passage.get(c, c) for c in one.communes) & own,
        )
        for one in named
    )
    return [one for one in today if one.communes]


def named_rows(
    named: Iterable[NamedTerritory], communes: Sequence[Commune], scales: Scales
) -> list[Row]:
    """Named territories drawn from the communes of a release."""
    known = {commune.code: commune for commune in communes}
    return [_row(one, known, scales) for one in named]


def _row(
    one: NamedTerritory,
    communes: Mapping[str, Commune] | Mapping[str, CommuneDrawn],
    scales: Scales,
) -> Row:
    codes = sorted(one.communes)
    members = [communes[code] for code in codes]
    departments = {commune.department for commune in members}
    return territory_row(
        Level.CUSTOM,
        one.code,
        one.name,
        department_code=departments.pop() if len(departments) == 1 else None,
        population=sum(c.population or 0 for c in members),
        area_km2=round(sum(c.area_km2 or 0 for c in members), 1),
        **united(codes, scales),
    )


def _members(named: Iterable[NamedTerritory]) -> Iterable[dict[str, str]]:
    for one in named:
        yield from member_rows(Level.CUSTOM, one.code, sorted(one.communes))


def _refuse_wrong(listed: NamedList, file_name: str) -> None:
    told = "; ".join(f"row {r.row}: {r.reason}" for r in listed.rejected[:3])
    if len(listed.rejected) > MOST_REJECTED * listed.read:
        raise ImportRefused(
            f"{file_name}: {len(listed.rejected)} of {listed.read} rows are rejected "
            f"({told}); at most 20 % may be; nothing was changed"
        )
    if not listed.territories:
        raise ImportRefused(
            f"{file_name}: none of its {listed.read} rows names a commune of the "
            f"region {told}".rstrip()
        )
