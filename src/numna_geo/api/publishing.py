"""Who publishes the data, as the settings of this deployment say."""

from numna_geo.model.publisher import Publisher
from numna_geo.settings import Settings


def publisher_of(settings: Settings, origin: str) -> Publisher:
    """The publisher; what no setting says is this service itself.

    Args:
        settings: of this deployment.
        origin: where this service is, such as `https://numna.example`.
    """
    url = settings.publisher_url or f"{origin}/"
    return Publisher(
        name=settings.publisher_name, url=url, contact=settings.contact_url or url
    )
