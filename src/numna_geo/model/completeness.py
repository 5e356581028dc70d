"""How much of what a card needs is known of a structure, criterion by criterion."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from numna_geo.model.category import Category, Family
from numna_geo.model.position import Precision
from numna_geo.model.stage import Need, Sector, Stage
from numna_geo.model.structure import Area, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a structure, `None` or empty where nobody says anything.

    Args:
        fields: by name, such as `phone`, `opening`, `organisation`, `itinerant`.
        precision: of its position.
        category: the main one.
        stages: that a source says it accompanies.
        sectors: that a source says it works for.
        needs: each need, and whether its category says so rather than a source.
        competence: territories from which a source says it may be asked.
    """

    fields: Mapping[str, Any]
    precision: Precision
    category: Category
    stages: Collection[Stage]
    sectors: Collection[Sector]
    needs: Mapping[Need, bool]
    competence: Collection[Area]


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One thing that a card should say; `met` is `None` where it makes no sense."""

    key: str
    label: str
    met: Callable[[Facts], bool | None]


def _any_of(facts: Facts, *names: str) -> bool:
    return any(map(facts.fields.get, names))


def _at_an_address(facts: Facts) -> bool | None:
    # A bus stands at its depot's address: that tells nobody where to meet it.
    if facts.fields.get("itinerant"):
        return None
    return facts.precision is Precision.ADDRESS


def _status_known(facts: Facts) -> bool:
    return facts.fields.get("status") not in {None, Status.UNKNOWN}


def _needs_said(facts: Facts) -> bool:
    return False in facts.needs.values()


def _stages_said(facts: Facts) -> bool | None:
    return bool(facts.stages or facts.sectors) if _supports(facts) else None


def _competence_known(facts: Facts) -> bool | None:
    return bool(facts.competence) if _supports(facts) else None


def _supports(facts: Facts) -> bool:
    return facts.category.family is Family.SUPPORT


CRITERIA = (
    Criterion(key="position", label="position à l’adresse", met=_at_an_address),
    Criterion(
        key="contact",
        label="téléphone, courriel ou site web",
        met=lambda facts: _any_of(facts, "phone", "email", "website"),
    ),
    Criterion(
        key="opening",
        label="horaires d’ouverture",
        met=lambda facts: _any_of(facts, "opening"),
    ),
    Criterion(
        key="how_to_apply",
        label="comment s’adresser à elle",
        met=lambda facts: _any_of(facts, "how_to_apply"),
    ),
    Criterion(key="status", label="ouverte ou fermée", met=_status_known),
    Criterion(key="needs", label="besoins, dits par une source", met=_needs_said),
    Criterion(
        key="stages",
        label="étapes ou filières, dites par une source",
        met=_stages_said,
    ),
    Criterion(
        key="organisation",
        label="organisme ou SIRET",
        met=lambda facts: _any_of(facts, "organisation", "siret"),
    ),
    Criterion(
        key="competence",
        label="territoire de compétence",
        met=_competence_known,
    ),
)
"""What a card should say; stages, sectors and competence of support structures only.

None depends on the day: whether a structure is verified is said apart (`freshness`).
"""


def criteria(facts: Facts) -> tuple[tuple[str, bool | None], ...]:
    """Each criterion's key, and whether it is met; `None` where it makes no sense."""
    return tuple((one.key, one.met(facts)) for one in CRITERIA)


def completeness(facts: Facts) -> float:
    """The share, 0 to 1, of the criteria that make sense here and are met."""
    judged = [one.met(facts) for one in CRITERIA]
    return judged.count(True) / (len(judged) - judged.count(None))
