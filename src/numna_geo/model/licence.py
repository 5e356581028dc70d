"""Licences, by the names that sources give them, and the one we publish under."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """A licence; `uri` is its text, `None` where we know of none by that name.

    `title` is what it calls itself in full, by which catalogues recognise it.
    """

    name: str
    title: str
    uri: str | None = None


OURS = Licence(
    name="Licence Ouverte 2.0",
    title="Licence Ouverte / Open Licence version 2.0",
    uri="https://www.etalab.gouv.fr/wp-content/uploads/2017/04/ETALAB-Licence-Ouverte-v2.0.pdf",
)
"""What every dataset is published under: it lets what carries it be merged and passed
on, as long as whoever published it, and when, are told."""

_KNOWN = (
    OURS,
    Licence(
        name="Licence Ouverte",
        title="Licence Ouverte / Open Licence",
        uri="https://www.etalab.gouv.fr/wp-content/uploads/2014/05/Licence_Ouverte.pdf",
    ),
    Licence(
        name="ODbL 1.0",
        title="Open Data Commons Open Database License (ODbL)",
        uri="https://opendatacommons.org/licenses/odbl/1-0/",
    ),
    Licence(
        name="CC-BY 4.0",
        title="Creative Commons Attribution 4.0",
        uri="https://creativecommons.org/licenses/by/4.0/",
    ),
    Licence(
        name="CC0 1.0",
        title="Creative Commons Zero 1.0",
        uri="https://creativecommons.org/publicdomain/zero/1.0/",
    ),
)
_BY_NAME = {one.name: one for one in _KNOWN}


def licence(name: str) -> Licence:
    """The licence that a source names.

    >>> licence("ODbL 1.0").uri
    'https://opendatacommons.org/licenses/odbl/1-0/'
    >>> licence("à confirmer").uri is None
    True
    """
    return _BY_NAME.get(name) or Licence(name=name, title=name)
