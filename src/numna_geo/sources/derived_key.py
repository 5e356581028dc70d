"""A key for rows whose source gives none, the same at every load."""

import hashlib

from numna_geo.model.naming import search_name
from numna_geo.sources.door import holds_contact

_SLUG = 60
"""Most characters of the readable part."""

_MARK = 8


def derived_key(*texts: str | None) -> str:
    """Words of the texts, then a mark of all; case, accents and signs do not count.

    What is absent keeps its place: a name without a street is no street without a name.
    A key is published: texts that hold a contact of a person give the mark alone.

    >>> derived_key("Le Mille", "23 parc d'activité", "Ussel")
    'le-mille-23-parc-d-activite-ussel-83d38e8a'
    >>> derived_key("Le  MILLE", "23 parc d’activite", "ussel")
    'le-mille-23-parc-d-activite-ussel-83d38e8a'
    """
    words = [search_name(text or "") for text in texts]
    mark = hashlib.sha256("|".join(words).encode()).hexdigest()[:_MARK]
    if any(text and holds_contact(text) for text in texts):
        return mark
    slug = "-".join(" ".join(words).split())[:_SLUG].rstrip("-")
    return f"{slug}-{mark}" if slug else mark
