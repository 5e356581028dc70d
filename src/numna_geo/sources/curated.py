"""Our own list of support structures, compiled from the press and official pages.

Source: numNA Geo, facts from the press, official pages and public files, Licence
Ouverte 2.0. A structure seen in the press is not a structure verified: its status is
`open` only where the list says that it runs.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from numna_geo.model.category import Category
from numna_geo.model.position import Precision
from numna_geo.model.structure import Status
from numna_geo.sources.cget import KEY as CGET_KEY
from numna_geo.sources.csv_files import published_rows
from numna_geo.sources.rows import LIST_SEPARATOR, RawPlace
from numna_geo.sources.sectors import digital_focus, sectors_of

KEY = "support_structures"
FILE = Path("structures/support_structures_na_curated.csv")

_COLUMNS = (
    "key",
    "name",
    "category",
    "operator",
    "street_address",
    "postcode",
    "commune",
    "insee_code",
    "lon",
    "lat",
    "precision",
    "website",
    "stages",
    "sectors",
    "evidence_level",
    "evidence",
    "notes",
)
_CLOSED = re.compile(r"\bCLOSED\b")
_PLANNED = re.compile(
    r"\bPROJECT in the source|[Uu]nder construction|[Ff]irst stone|being completed|"
    r"[Oo]pening announced|^Announced for|fab lab announced for"
)
_OPEN = re.compile(r"[Ii]n service \d|[Oo]pened (?:summer )?\d{4}|open since")
_DOUBT = re.compile(r"to be checked|not (?:individually )?verified")
_NOTES = {
    Status.CLOSED: "Fermeture annoncée par la presse.",
    Status.PLANNED: "Ouverture annoncée, à vérifier.",
}
_IN_DOUBT = "Fonctionnement actuel à vérifier."
# A building's address, or a geocoder's score of 0.6: near, not exact.
_PRECISIONS = {"approx": Precision.STREET, "site": Precision.STREET}
_OPERATOR_WORDS = (
    (re.compile(r" \((?:as written|since|run by)[^)]*\)| until end \d{4}"), ""),
    (re.compile(r", support by "), ", avec l'appui de "),
    (re.compile(r" with State services"), " et services de l'État"),
    (re.compile(r" with "), " avec "),
    (re.compile(r" for the commune"), " pour la commune"),
    (re.compile(r" for the Ville"), " pour la Ville"),
    (re.compile(r" for the CC"), " pour la CC"),
    (re.compile(r" and intercommunality"), " et intercommunalités"),
    (re.compile(r" and "), " et "),
)
_SAME_PLACE = re.compile(r"Same place as CGET-2019 id (\d+)(?: \(and (\d+)\))?")
_ITS_ROW = re.compile(r"CGET-2019 id (\d+) gives commune")


def support_structures(raw_dir: Path) -> Iterator[RawPlace]:
    """Rows of the list in our layout; its internal notes become a status and a word.

    Raises:
        SourceUnreadable: the file is absent, or not in this layout.
    """
    for number, row in enumerate(published_rows(raw_dir / FILE, _COLUMNS), start=1):
        sectors = [s for s in row["sectors"].split(LIST_SEPARATOR) if s]
        status = status_of(row["notes"], row["evidence"])
        yield RawPlace(
            row_number=number,
            record_key=row["key"],
            name=row["name"],
            category=row["category"],
            organisation=organisation(row["operator"]),
            status=status.value,
            digital_focus=digital_focus(Category(row["category"]), sectors).value,
            lon=row["lon"],
            lat=row["lat"],
            precision=_PRECISIONS.get(row["precision"], row["precision"]),
            street=row["street_address"],
            postcode=row["postcode"],
            city=row["commune"],
            commune_code=row["insee_code"],
            website=row["website"],
            stages=row["stages"],
            sectors=LIST_SEPARATOR.join(sectors_of(sectors)),
            evidence_level=row["evidence_level"],
            same_as=LIST_SEPARATOR.join(same_as(row["notes"])),
            notes=_note(status, row["notes"]),
        )


def status_of(notes: str, evidence: str) -> Status:
    """What the list says of a structure today, a doubt being no "open".

    >>> status_of("PROJECT in the source (nursery): opening not verified", "")
    <Status.PLANNED: 'planned'>
    >>> status_of("In service 2022-04-02; textile", ""), status_of("", "press of 2019")
    (<Status.OPEN: 'open'>, <Status.UNKNOWN: 'unknown'>)
    """
    if _CLOSED.search(notes):
        return Status.CLOSED
    if _PLANNED.search(notes):
        return Status.PLANNED
    if _OPEN.search(f"{notes} {evidence}") and not _DOUBT.search(notes):
        return Status.OPEN
    return Status.UNKNOWN


def same_as(notes: str) -> list[str]:
    """Records of the list of 2019 that a note declares to be the same place.

    >>> same_as("Same place as CGET-2019 id 182 (and 897) in the file: deduplicate.")
    ['tiers_lieux_cget_2019:182', 'tiers_lieux_cget_2019:897']
    """
    found = _SAME_PLACE.search(notes) or _ITS_ROW.search(notes)
    return [f"{CGET_KEY}:{key}" for key in found.groups() if key] if found else []


def organisation(operator: str) -> str:
    """Who runs the structure, the list's English asides put into French or dropped.

    >>> organisation("Technowest with Suez"), organisation("SPN until end 2025")
    ('Technowest avec Suez', 'SPN')
    """
    for pattern, words in _OPERATOR_WORDS:
        operator = pattern.sub(words, operator)
    return operator


def _note(status: Status, notes: str) -> str:
    return _NOTES.get(status) or (_IN_DOUBT if _DOUBT.search(notes) else "")
