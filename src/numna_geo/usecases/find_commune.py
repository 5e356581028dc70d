"""The commune of a record, by the best proof that its row gives.

In this order: the declared code, present or former, unless it is really a postcode;
the postcode and the name; the name alone; the point; the postcode alone.
"""

import re
from typing import NamedTuple

from numna_geo.errors import RowRejected
from numna_geo.model.mend import Mend
from numna_geo.model.position import Position
from numna_geo.usecases.commune_points import KnownCommune, km_between
from numna_geo.usecases.known_communes import Communes, Far
from numna_geo.usecases.trust_code import Found, Located, by_code

NAME_ALONE_KM = 30.0
"""A name without postcode is believed only if the point, if any, lies this near."""

_DEPARTMENT = re.compile(r"0[1-9]|1\d|2[1-9AB]|[3-8]\d|9[0-5]|9[78]\d")
_CORSICA = frozenset({"2A", "2B"})
_REALLY_A_POSTCODE = "a postcode, not an INSEE code"


class _Row(NamedTuple):
    """What a row says of its commune, and why its code cannot be taken.

    `departments` are those that its code or its postcode name.
    """

    declared: str | None
    reason: str
    postcode: str | None
    city: str | None
    at: Position | None
    departments: frozenset[str]

    def leads_to(self, commune: KnownCommune, action: str) -> Found:
        mend = Mend(
            column="commune_code",
            value=self.declared,
            reason=self.reason,
            action=f"{action}: {commune.code}",
        )
        return Found(
            commune=commune,
            code=commune.code,
            postcode=self.postcode,
            mended=(mend,),
        )


def commune_of(record: Located, communes: Communes) -> Found:
    """The commune of a record, found by the best proof of its row.

    Raises:
        RowRejected: nothing in the row leads to a commune of the region or of its
            surroundings; `outside` tells a row of elsewhere from a faulty one.
    """
    found = by_code(record, communes)
    if found is not None:
        return found
    row = _row(record, communes)
    found = _by_postcode_and_name(row, communes) or _by_name(row, communes)
    if found is not None:
        return found
    far = communes.far_from(row.at, row.departments) if row.at else None
    found = None if far else _by_point(row, communes)
    found = found or _by_postcode_alone(row, communes)
    if found is None:
        raise _rejected(row, communes, far)
    return found


def _row(record: Located, communes: Communes) -> _Row:
    address = record.address
    code, postcode = address.commune_code, address.postcode
    reason = "no such commune" if code else "no usable commune code"
    if code is not None and code in communes.postcodes:
        reason, postcode = _REALLY_A_POSTCODE, code
    return _Row(
        declared=code,
        reason=reason,
        postcode=postcode,
        city=address.city,
        at=record.position,
        departments=_departments(code, postcode, communes),
    )


def _departments(
    code: str | None, postcode: str | None, communes: Communes
) -> frozenset[str]:
    """Departments that a code, a postcode, or both, name."""
    named: set[str] = set()
    for text in (code, postcode):
        sharing = communes.names.by_postcode.get(text or "")
        if sharing:
            named.update(commune.department for commune in sharing)
        elif text and text.startswith("20"):
            named |= _CORSICA
        elif text and (found := _DEPARTMENT.match(text)):
            named.add(found[0])
    return frozenset(named)


def _by_postcode_and_name(row: _Row, communes: Communes) -> Found | None:
    if row.city is None or row.postcode not in communes.postcodes:
        return None
    found = communes.names.in_postcode(row.postcode, row.city)
    if found is None:
        return None
    return row.leads_to(found, "found by the postcode and the name")


def _by_name(row: _Row, communes: Communes) -> Found | None:
    if row.city is None:
        return None
    if row.departments and row.departments.isdisjoint(communes.departments):
        return None
    found = communes.names.in_departments(row.city, row.departments)
    if found is None:
        return None
    # A name alone may be that of a homonym elsewhere: a far point says so.
    if row.at and not row.departments and _far(row.at, found):
        return None
    return row.leads_to(found, "found by the name")


def _far(at: Position, commune: KnownCommune) -> bool:
    return km_between(at, commune.seat) > NAME_ALONE_KM


def _by_point(row: _Row, communes: Communes) -> Found | None:
    if row.at is None:
        return None
    inside = communes.points.around(row.at)
    if inside is not None:
        if not _agrees(row, inside, communes):
            return None
        found = row.leads_to(inside, "found by the position")
        return Found(
            commune=inside,
            code=inside.code,
            postcode=row.postcode,
            by_point=True,
            mended=found.mended,
        )
    if row.departments and row.departments.isdisjoint(communes.departments):
        return None
    outside = communes.points.beyond_border(row.at)
    if outside is None:
        return None
    mend = Mend(
        column="commune_code",
        value=row.declared,
        reason=row.reason,
        action="left unknown: the position is beyond the border",
    )
    # Nobody counts or lists communes beyond the border: the code is left unknown.
    return Found(
        commune=outside,
        code=None,
        postcode=row.postcode,
        by_point=True,
        mended=(mend,),
    )


def _agrees(row: _Row, inside: KnownCommune, communes: Communes) -> bool:
    """Whether a row may mean the commune of its point: not when it names elsewhere.

    A department of the region, mistyped, is forgiven; so is any other, if the point
    lies in a commune of the very name that the row gives.
    """
    own = communes.own_departments
    if not row.departments or not row.departments.isdisjoint(own):
        return True
    there = frozenset({inside.department})
    return row.city is not None and (
        communes.names.in_departments(row.city, there) is inside
    )


def _by_postcode_alone(row: _Row, communes: Communes) -> Found | None:
    sharing = communes.names.by_postcode.get(row.postcode or "", ())
    if len(sharing) != 1:
        return None
    return row.leads_to(sharing[0], "found by the postcode alone")


def _rejected(row: _Row, communes: Communes, far: Far | None) -> RowRejected:
    reason = f"{row.reason} in the region or its 50 km surroundings"
    inside = communes.points.around(row.at) if row.at and not far else None
    if far is not None:
        km, head = far
        reason += (
            f"; its point contradicts its commune: {km:.0f} km from {head.name}, "
            f"prefecture of {head.code}"
        )
    elif inside is not None:
        reason += f"; its point contradicts its commune: it lies in {inside.code}"
    else:
        reason += ", and no position of the record lies there"
    named = " ".join(part for part in (row.postcode, row.city) if part)
    if row.departments:
        outside = row.departments.isdisjoint(communes.own_departments)
    else:
        outside = row.at is not None
    value = row.declared or named or None
    return RowRejected("commune_code", value, reason, outside=outside)
