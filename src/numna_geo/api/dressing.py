"""What files of a layer say beside its rows: a page, a metadata record, a style."""

from numna_geo.api.publishing import publisher_of
from numna_geo.formats.catalogue import FORMATS
from numna_geo.settings import Settings
from numna_geo.usecases.describe_datasets import Description
from numna_geo.usecases.iso_record import iso_record
from numna_geo.usecases.layer_files import Dress
from numna_geo.usecases.layer_styles import qml

_NOWHERE = "urn:numna-geo:"
"""Where a deployment is that nobody gave an address."""


def dress_of(settings: Settings, description: Description) -> Dress:
    """What every file of a dataset says of it."""
    key = description.dataset.key
    origin = (settings.public_url or "").rstrip("/")
    record = iso_record(
        description,
        address=f"{origin}/ogc/collections/{key}" if origin else f"{_NOWHERE}{key}",
        publisher=publisher_of(settings, origin or _NOWHERE),
        online=(),
        formats=[form.title for form in FORMATS.values()],
    )
    return Dress(
        page=f"{origin}/donnees" if origin else None,
        record_xml=record.decode(),
        style_qml=qml(key),
    )
