"""What the codes and words of « lieux de médiation numérique » say, in any version.

Of the France Services label in rows that the conseillers numériques collected: it is
their employer's, not the place's. In the Charente of July 2023, 40 of 65 such rows lie
more than 2 km from any France Services of 2024, town halls of villages mostly. There,
only a name that says « France services » is believed.

Of their dates: in the rows that came from the list of France Services, `date_maj` is
the day of the label (17 of 17 in the Charente), and no day of an edit.
"""

import re
from functools import lru_cache

from numna_geo.model.category import Category
from numna_geo.sources.lists import joined
from numna_geo.sources.vocabulary import arranged, kinds_named

_TYPOLOGIES = {
    "TIERS_LIEUX": Category.THIRD_PLACE,
    "FABLAB": Category.FAB_LAB,
    "FABRIQUE": Category.FAB_LAB,
    "RFS": Category.FRANCE_SERVICES,
}
_MEDIATION = frozenset({Category.DIGITAL_MEDIATION})
_LABEL = frozenset({Category.FRANCE_SERVICES})
_NONE: frozenset[Category] = frozenset()
_FRANCE_SERVICES = re.compile(r"france[ -]services?", re.IGNORECASE)
_EMPLOYERS_LABEL = re.compile(r"conseillers?[ -]num[ée]riques?", re.IGNORECASE)
_SAME_PLACES = re.compile(
    r"(?:conseiller-numerique-(?P<adviser>[0-9a-f]{24})"
    r"|france-services-(?P<france_services>\d{1,5}))(?![0-9a-z])"
)
_MADE_FROM = ("conseiller-numerique-", "france-services-")
_BUS = re.compile(r"\bbus\b", re.IGNORECASE)
_NO_NAME = re.compile(r"siret|\d{9}", re.IGNORECASE)
_LONGEST_NAME = 120
_TRAVELS, _STAYS, _FROM_AFAR = "itinérant", "fixe", "à distance"


def category_and_others(
    *,
    name: str | None,
    typologies: tuple[str, ...],
    labels: tuple[str, ...],
    collected_by: str | None,
) -> tuple[str | None, str | None]:
    """The category of a row, and the others: it offers digital mediation in any case.

    What its name says outright, a fab lab or a coworking, it is.

    >>> category_and_others(
    ...     name="Le 400", typologies=("ASSO", "TIERS_LIEUX"), labels=(),
    ...     collected_by="france-tiers-lieux")
    ('third_place', 'digital_mediation')
    >>> category_and_others(
    ...     name="Mairie de Nercillac", typologies=("RFS",),
    ...     labels=("CNFS", "France Services"), collected_by="conseiller-numerique")
    ('digital_mediation', None)
    """
    told, others = _told(typologies, labels, collected_by or "")
    return arranged(told | kinds_named(name), others)


@lru_cache(maxsize=4096)
def _told(
    typologies: tuple[str, ...], labels: tuple[str, ...], collected_by: str
) -> tuple[frozenset[Category], frozenset[Category]]:
    """Categories that codes say, and those that labels add."""
    told = frozenset(_TYPOLOGIES[code] for code in typologies if code in _TYPOLOGIES)
    labelled = any(_FRANCE_SERVICES.fullmatch(label) for label in labels)
    if (labelled or told) and _EMPLOYERS_LABEL.search(collected_by):
        told, labelled = told - _LABEL, False
    return _MEDIATION | told, _LABEL if labelled else _NONE


def itinerant(ways: tuple[str, ...], name: str | None = None) -> str | None:
    """Whether a place travels; one that also stays somewhere says neither.

    >>> itinerant(("Itinérant",)), itinerant(("Fixe", "Itinérant"))
    ('1', None)
    >>> itinerant((), "Bus France Services")
    '1'
    """
    told = {way.casefold() for way in ways}
    travels, stays = _TRAVELS in told, _STAYS in told
    if travels == stays:
        return "1" if not stays and name and _BUS.search(name) else None
    return str(int(travels))


def edited_and_labelled(
    day: str | None, *, collected_by: str | None
) -> tuple[str | None, str | None]:
    """What `date_maj` is: the day of an edit, or that of the label France Services.

    >>> edited_and_labelled("2022-06-16", collected_by="conseiller-numerique")
    ('2022-06-16', None)
    >>> edited_and_labelled("2020-02-01", collected_by="france-services")
    (None, '2020-02-01')
    """
    if collected_by and _FRANCE_SERVICES.fullmatch(collected_by):
        return None, day
    return day, None


def remote(ways: tuple[str, ...]) -> str | None:
    """Whether it also helps from afar; a list without it says nothing.

    >>> remote(("En autonomie", "À distance")), remote(("En autonomie",))
    ('1', None)
    """
    return "1" if any(way.casefold().startswith(_FROM_AFAR) for way in ways) else None


def organisation(text: str | None) -> str | None:
    """The name of the parent structure, where the cell is a name.

    >>> organisation("Ville de Niort"), organisation("SIRET de la ville")
    ('Ville de Niort', None)
    """
    if text is None or len(text) > _LONGEST_NAME or _NO_NAME.search(text):
        return None
    return text


def same_places(record_key: str | None) -> str | None:
    """Rows of the lists that the national map made this one from, as its id says.

    >>> same_places("mediation-numerique-france-services-1125-mediation-numerique")
    'france_services_2024:1125'
    """
    if record_key is None or not any(made in record_key for made in _MADE_FROM):
        return None
    found = _SAME_PLACES.finditer(record_key)
    return joined(
        f"conseillers_numeriques_2022:{one['adviser']}"
        if one["adviser"]
        else f"france_services_2024:{one['france_services']}"
        for one in found
    )
