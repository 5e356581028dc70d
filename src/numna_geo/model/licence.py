"""Licences, by the names that sources give them, and the one we publish under."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """A licence; `uri` is its text, `None` where we know of none by that name."""

    name: str
    uri: str | None = None


OURS = Licence(
    name="Licence Ouverte 2.0",
    uri="https://www.etalab.gouv.fr/wp-content/uploads/2017/04/ETALAB-Licence-Ouverte-v2.0.pdf",
)
"""What every dataset is published under: it lets what carries it be merged and passed
on, as long as whoever published it, and when, are told."""

_KNOWN = {
    OURS.name: OURS.uri,
    "Licence Ouverte": "https://www.etalab.gouv.fr/wp-content/uploads/2014/05/Licence_Ouverte.pdf",
    "ODbL 1.0": "https://opendatacommons.org/licenses/odbl/1-0/",
    "CC-BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}


def licence(name: str) -> Licence:
    """The licence that a source names.

    >>> licence("ODbL 1.0").uri
    'https://opendatacommons.org/licenses/odbl/1-0/'
    >>> licence("à confirmer").uri is None
    True
    """
    return Licence(name=name, uri=_KNOWN.get(name))
