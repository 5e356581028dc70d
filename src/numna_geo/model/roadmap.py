"""What the region counted in 2018, and how our list is counted beside it."""

from dataclasses import dataclass

from numna_geo.model.category import Category
from numna_geo.model.labelled import Labelled
from numna_geo.model.structure import Status

SOURCE = "Feuille de route numérique, Région Nouvelle-Aquitaine, juin 2018"
QUOTE = (
    "une soixantaine de structures d'accompagnement […] dont 9 technopoles et environ "
    "50 incubateurs au sens large"
)
VOTED = "2018-06"
"""The month of the roadmap: what is first seen later is not proved to be in it."""


class RoadmapGroup(Labelled):
    """What a structure is in the count of 2018, if it is in it at all."""

    TECHNOPOLE = "technopole", "Technopoles"
    INCUBATOR = "incubator", "Incubateurs au sens large"
    OTHER = "other", "Autres structures d'accompagnement"
    NOT_COUNTED = "not_counted", "Hors du décompte de 2018"


CATEGORIES: dict[RoadmapGroup, tuple[Category, ...]] = {
    RoadmapGroup.TECHNOPOLE: (Category.TECHNOPOLE,),
    RoadmapGroup.INCUBATOR: (
        Category.INCUBATOR,
        Category.UNIVERSITY_INCUBATOR,
        Category.ACCELERATOR,
        Category.BUSINESS_NURSERY,
    ),
    RoadmapGroup.OTHER: (
        Category.FRENCH_TECH,
        Category.CLUSTER,
        Category.DIGITAL_HUB,
        Category.PUBLIC_AGENCY,
    ),
}
"""Which of our categories each kind covers; « au sens large » is our reading of it.

The roadmap names no category and lists nobody: incubators of universities, accelerators
and nurseries are taken to be the large sense.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """A number as the roadmap gives it; `exact` is false for « environ »."""

    words: str
    value: int
    exact: bool


_NINE = Announced(words="9", value=9, exact=True)
_ABOUT_FIFTY = Announced(words="environ 50", value=50, exact=False)
_ABOUT_SIXTY = Announced(words="une soixantaine", value=60, exact=False)
ANNOUNCED: dict[tuple[RoadmapGroup, ...], Announced | None] = {
    (RoadmapGroup.TECHNOPOLE,): _NINE,
    (RoadmapGroup.INCUBATOR,): _ABOUT_FIFTY,
    (RoadmapGroup.TECHNOPOLE, RoadmapGroup.INCUBATOR): None,
    (RoadmapGroup.OTHER,): None,
    tuple(CATEGORIES): _ABOUT_SIXTY,
}
"""What is counted, kinds alone and together, and what the roadmap says of it.

9 and about 50 leave next to nothing of about 60 to other kinds: technopoles and
incubators together are what to compare 60 with.
"""


USABLE = (Status.OPEN, Status.UNKNOWN)


class Standing(Labelled):
    """What a structure is to the count of 2018."""

    PROVED = "proved", "en activité à la date du vote"
    UNPROVED = "unproved", "comptée, non prouvée à cette date"
    FURTHER_SITE = "further_site", "site de plus d'une organisation comptée"
    NOT_COUNTED = "not_counted", "hors du décompte"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A support structure of the database; `group` is its category's."""

    id: str
    name: str
    group: RoadmapGroup
    status: Status
    organisation: str | None
    commune: str | None
    department: str | None
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One curated structure, what it is to the count, and why."""

    record: str
    structure_id: str
    name: str
    organisation: str | None
    commune: str | None
    department: str | None
    status: Status
    group: RoadmapGroup
    standing: Standing
    known_since: str | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Some kinds of structure, counted four ways.

    `announced` is the roadmap's number. `proved_` are those our list shows at work by
    then, `counted_` those and the others that it does not show to be later. The rest is
    today's: organisations and sites that are open or of unknown status, then sites
    planned and closed.
    """

    groups: tuple[RoadmapGroup, ...]
    announced: Announced | None
    proved_organisations: int
    proved_sites: int
    counted_organisations: int
    counted_sites: int
    organisations: int
    sites: int
    planned: int
    closed: int


def group_of(category: Category) -> RoadmapGroup:
    """The kind a category belongs to; what is no support structure is not counted.

    >>> group_of(Category.BUSINESS_NURSERY).value, group_of(Category.FAB_LAB).value
    ('incubator', 'not_counted')
    """
    for group, categories in CATEGORIES.items():
        if category in categories:
            return group
    return RoadmapGroup.NOT_COUNTED


def proved_by_then(known_since: str | None) -> bool:
    """Whether a trace, dated to the year, the month or the day, is as old as the vote.

    A year alone counts from its end.

    >>> [proved_by_then(day) for day in ("2018-06-15", "2017", "2018", None)]
    [True, True, False, False]
    """
    if known_since is None:
        return False
    month = known_since[: len(VOTED)]
    return (month if len(month) == len(VOTED) else f"{month}-12") <= VOTED
