"""The list of France Services, as published by ANCT.

Source: ANCT, liste des structures France services, 2024-08-01. The list gives no
precision: a street with a number counts as an address, without one as a street.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from numna_geo.model.category import Category
from numna_geo.model.position import Precision
from numna_geo.model.structure import Status
from numna_geo.sources.csv_files import published_rows
from numna_geo.sources.hours import opening_hours
from numna_geo.sources.mailboxes import role_mailbox
from numna_geo.sources.rows import RawPlace

KEY = "france_services_2024"
FILE = Path("structures/france-services-20240801-na.csv")
HALO_FILE = Path("structures/france-services-20240801-halo.csv")

_DAYS = ("h_lundi", "h_mardi", "h_mercredi", "h_jeudi", "h_vendredi", "h_samedi")
_COLUMNS = (
    "id_fs",
    "lib_fs",
    "adresse",
    "complement_adresse",
    "insee_com",
    "code_postal",
    "lib_com",
    "latitude",
    "longitude",
    "mail",
    "telephone",
    *_DAYS,
    "prise_rdv",
    "commentaire",
    "format_fs",
    "labellisation_fs",
)
_MOVING = {"Bus_équivalent", "Itinérante"}
_BY_APPOINTMENT = "Prise de rendez-vous possible"
_LABELLED = re.compile(r"(\d{2})/(\d{2})/(\d{4})")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def france_services(path: Path, *, in_region: bool) -> Iterator[RawPlace]:
    """Rows of the list in our layout; e-mails of persons are left out.

    Raises:
        SourceUnreadable: the file is absent, or not in this layout.
    """
    for number, row in enumerate(published_rows(path, _COLUMNS), start=1):
        yield RawPlace(
            row_number=number,
            record_key=row["id_fs"],
            name=row["lib_fs"],
            category=Category.FRANCE_SERVICES.value,
            status=Status.OPEN.value,
            lon=row["longitude"],
            lat=row["latitude"],
            precision=_precision(row),
            street=_street(row),
            postcode=row["code_postal"],
            city=row["lib_com"],
            commune_code=row["insee_com"],
            phone=row["telephone"],
            email=published_email(row),
            how_to_apply=_BY_APPOINTMENT if row["prise_rdv"] == "Oui" else None,
            opening=opening_hours([row[day] for day in _DAYS]),
            itinerant=str(int(row["format_fs"] in _MOVING)),
            labelled_on=labelled_on(row["labellisation_fs"]),
            in_region=in_region,
            notes=published_note(row["commentaire"], place=_place(row)),
        )


def withheld_emails(path: Path) -> int:
    """How many e-mails of the list may be a person's, and are not kept.

    Raises:
        SourceUnreadable: the file is absent, or not in this layout.
    """
    rows = published_rows(path, _COLUMNS)
    return sum(bool(row["mail"]) and published_email(row) is None for row in rows)


def published_email(row: dict[str, str]) -> str | None:
    """The e-mail of a row, unless it may be a person's."""
    return row["mail"] if role_mailbox(row["mail"], place=_place(row)) else None


def published_note(text: str, *, place: str) -> str:
    """The comment of the list, in one line, without the e-mail of a person.

    >>> published_note("RDV à z.exemple@ccbb.fr", place="France services Ambazac")
    'RDV à (adresse retirée)'
    """

    def kept(found: re.Match[str]) -> str:
        ours = role_mailbox(found[0], place=place)
        return found[0] if ours else "(adresse retirée)"

    return _EMAIL.sub(kept, " ".join(text.split()))


def labelled_on(text: str) -> str | None:
    """The date of the label, ISO 8601.

    >>> labelled_on("Espace labellisé 01/02/2020")
    '2020-02-01'
    """
    found = _LABELLED.search(text)
    return f"{found[3]}-{found[2]}-{found[1]}" if found else None


def _place(row: dict[str, str]) -> str:
    return f"{row['lib_fs']} {row['lib_com']}"


def _precision(row: dict[str, str]) -> str:
    if not row["adresse"]:
        return Precision.COMMUNE.value
    numbered = row["adresse"][0].isdigit()
    return (Precision.ADDRESS if numbered else Precision.STREET).value


def _street(row: dict[str, str]) -> str:
    return ", ".join(filter(None, (row["adresse"], row["complement_adresse"])))
