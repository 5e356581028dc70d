"""Our own two lists, compiled from the press and official pages: no official ones.

Source: numNA Geo, facts from the press, official pages and public files, Licence
Ouverte 2.0. A structure seen in the press is not a structure verified: its status is
`open` only where the list says that it runs.
"""

from pathlib import Path

from numna_geo.model.category import Category
from numna_geo.model.position import Precision
from numna_geo.sources.connector import Connector, PublishedRow, text
from numna_geo.sources.curated_notes import (
    digital_focus_of,
    note_of,
    organisation,
    same_as,
    status_of,
)
from numna_geo.sources.rows import LIST_SEPARATOR, RawPlace
from numna_geo.sources.sectors import sectors_of

KEY = "support_structures"
FILE = Path("structures/support_structures_na_curated.csv")
OTHERS_KEY = "clusters_research_training"
OTHERS_FILE = Path("structures/clusters_research_training_na_curated.csv")

# A building's address, or a geocoder's score of 0.6: near, not exact.
_PRECISIONS = {"approx": Precision.STREET.value, "site": Precision.STREET.value}
_SCIENCES = {Category.RESEARCH.value, Category.TRAINING.value}
_IMAGING = {"image", "image 3D"}


def curated_place(row: PublishedRow, number: int) -> RawPlace:
    """A row of either list; its internal notes become a status and a word."""
    notes, category = text(row, "notes") or "", text(row, "category")
    sectors = _sectors(row, category)
    status = status_of(notes, text(row, "evidence") or "")
    precision = text(row, "precision")
    return RawPlace(
        row_number=number,
        record_key=text(row, "key"),
        name=text(row, "name"),
        category=category,
        organisation=organisation(text(row, "operator") or "") or None,
        status=status.value,
        digital_focus=digital_focus_of(category, sectors, notes).value,
        lon=text(row, "lon"),
        lat=text(row, "lat"),
        precision=_PRECISIONS.get(precision or "", precision),
        street=text(row, "street_address"),
        postcode=text(row, "postcode"),
        city=text(row, "commune"),
        commune_code=text(row, "insee_code"),
        website=text(row, "website"),
        stages=text(row, "stages"),
        sectors=LIST_SEPARATOR.join(sectors_of(sectors)) or None,
        evidence_level=text(row, "evidence_level"),
        same_as=LIST_SEPARATOR.join(same_as(notes)) or None,
        notes=note_of(status, notes),
    )


def _sectors(row: PublishedRow, category: str | None) -> list[str]:
    named = (text(row, "sectors") or "").split(LIST_SEPARATOR)
    # Among laboratories and schools an image is what optics and mathematics make of it.
    apart = _IMAGING if category in _SCIENCES else ()
    return [s for s in map(str.strip, named) if s and s not in apart]


CONNECTORS = (
    Connector(
        key="curated",
        title="our own lists, from the press and official pages",
        columns=frozenset(
            {"key", "name", "category", "operator", "evidence_level", "evidence"}
        ),
        raw_place=curated_place,
    ),
)
