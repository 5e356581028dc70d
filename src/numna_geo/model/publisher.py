"""Who publishes the datasets, as catalogues that harvest them cite it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """An organisation or a service, never a person.

    Args:
        name: as cited.
        url: of its own page.
        contact: where to write to it, `https://…` or `mailto:…`.
    """

    name: str
    url: str
    contact: str
