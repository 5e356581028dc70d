"""Whether the commune code that a row declares can be taken, and for which commune."""

from typing import NamedTuple, Protocol

from numna_geo.model.mend import Mend
from numna_geo.model.position import Position
from numna_geo.model.structure import Address
from numna_geo.usecases.commune_names import is_called
from numna_geo.usecases.commune_points import KnownCommune, holds
from numna_geo.usecases.known_communes import Communes


class Located(Protocol):
    """What a row says of where it is; a record does."""

    @property
    def address(self) -> Address: ...
    @property
    def position(self) -> Position | None: ...


class Found(NamedTuple):
    """The commune of a record, and what was done to find it.

    `code` is unknown beyond the border when only the point was found there. `by_point`
    is whether it is the point that tells the commune, not the row.
    """

    commune: KnownCommune
    code: str | None
    postcode: str | None
    by_point: bool = False
    mended: tuple[Mend, ...] = ()


def by_code(record: Located, communes: Communes) -> Found | None:
    """The commune of the declared code, present or former.

    Nothing when the code is of no commune known here, or is really a postcode; another
    commune when everything else in the row says that one.
    """
    code = record.address.commune_code
    commune = communes.present(code) if code else None
    if commune is None or _misread(record, commune, communes):
        return None
    return _outvoted(record, commune, communes) or _as_declared(record, commune)


def _misread(record: Located, declared: KnownCommune, communes: Communes) -> bool:
    """Whether the code of a commune is there by chance, and is really a postcode."""
    address = record.address
    code, city = address.commune_code, address.city
    if code is None or code not in communes.postcodes:
        return False
    if city is None:
        return address.postcode == code and code not in declared.postcodes
    named = communes.names.in_postcode(code, city)
    return named is not None and not is_called(declared, city)


def _outvoted(
    record: Located, declared: KnownCommune, communes: Communes
) -> Found | None:
    """Another commune than the code's, if postcode, name and point all say so."""
    address, at = record.address, record.position
    city, postcode = address.city, address.postcode
    if not (city and postcode and at) or is_called(declared, city):
        return None
    meant = communes.names.in_postcode(postcode, city)
    if meant is None or not holds(meant, at):
        return None
    mend = Mend(
        column="commune_code",
        value=address.commune_code,
        reason="contradicted by the postcode, the name and the point",
        action=f"read as {meant.code}",
    )
    return Found(commune=meant, code=meant.code, postcode=postcode, mended=(mend,))


def _as_declared(record: Located, commune: KnownCommune) -> Found:
    address, mended = record.address, []
    if address.commune_code != commune.code:
        mended.append(
            Mend(
                column="commune_code",
                value=address.commune_code,
                reason="former code",
                action=f"successor {commune.code}",
            )
        )
    if address.city is not None and not is_called(commune, address.city):
        mended.append(
            Mend(
                column="city",
                value=address.city,
                reason=f"not a name of {commune.code}",
                action="the code was believed",
            )
        )
    return Found(
        commune=commune,
        code=commune.code,
        postcode=address.postcode,
        mended=tuple(mended),
    )
