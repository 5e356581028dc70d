"""What each published dataset is about, in the words of the vocabularies of catalogues.

Source:
    ISO 19115 (MD_TopicCategoryCode); the data themes of the EU's Publications Office
    (publications.europa.eu/resource/authority/data-theme); the themes of INSPIRE.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Subjects:
    """Of a dataset.

    Args:
        topics: of ISO 19115.
        themes: codes of the EU's data themes, see `THEMES`.
        inspire: the code and the French title of an INSPIRE theme, where there is one.
    """

    topics: tuple[str, ...]
    themes: tuple[str, ...]
    inspire: tuple[str, str] | None = None


THEMES: Mapping[str, tuple[str, str]] = {
    "ECON": ("Économie et finances", "Economy and finance"),
    "GOVE": ("Gouvernement et secteur public", "Government and public sector"),
    "REGI": ("Régions et villes", "Regions and cities"),
    "SOCI": ("Population et société", "Population and society"),
    "TECH": ("Science et technologie", "Science and technology"),
}
"""Their titles, in French and in English."""

_BORDERS = Subjects(
    topics=("boundaries",),
    themes=("REGI", "GOVE"),
    inspire=("au", "Unités administratives"),
)

SUBJECTS: Mapping[str, Subjects] = {
    "structures": Subjects(
        topics=("economy", "society"),
        themes=("REGI", "ECON", "TECH"),
        inspire=("us", "Services d'utilité publique et services publics"),
    ),
    "communes": _BORDERS,
    "epci": _BORDERS,
    "departements": _BORDERS,
    "broadband": Subjects(topics=("utilitiesCommunication",), themes=("TECH", "REGI")),
    "gaps": Subjects(
        topics=("society", "utilitiesCommunication"), themes=("REGI", "SOCI", "TECH")
    ),
}
"""By key of the dataset."""
