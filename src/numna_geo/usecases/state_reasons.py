"""Why is this structure proposed? Facts only, in French."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from numna_geo.model import french
from numna_geo.model.freshness import SEEN_LEVEL
from numna_geo.model.position import Precision
from numna_geo.model.search import Wanted
from numna_geo.model.stage import Stage
from numna_geo.model.structure import Status
from numna_geo.store.statements import Row
from numna_geo.usecases.locate_place import Place


@dataclass(frozen=True, slots=True)
class Reason:
    """One fact: `code` for programs, `text` for people."""

    code: str
    text: str


class Competence(StrEnum):
    """Whether a structure may be asked from where somebody stands."""

    COVERS = "covers"
    VISITS = "visits"
    REMOTE = "remote"
    ELSEWHERE = "elsewhere"
    UNKNOWN = "unknown"


def reasons(
    row: Row,
    place: Place,
    wanted: Wanted,
    *,
    competence: Competence = Competence.UNKNOWN,
    verified: bool = False,
) -> Iterator[Reason]:
    """What is known of a structure that matters to who asks from `place`."""
    yield from _where(row, place)
    if competence in _COMPETENCE:
        yield Reason(competence.value, _COMPETENCE[competence])
    yield from _stages(row, wanted)
    yield from _sectors(row, wanted)
    yield from _how_fresh(row, verified=verified)
    if not row["redistributable"]:
        yield Reason("licence_unconfirmed", "licence à confirmer")


def _where(row: Row, place: Place) -> Iterator[Reason]:
    roughly = row["position_precision"] in {Precision.COMMUNE, Precision.UNKNOWN}
    here = place.commune_code is not None and row["commune_code"] == place.commune_code
    if roughly and here:
        yield Reason("in_commune", "dans la commune")
    else:
        about = "à environ" if roughly else "à"
        far = french.distance(row["distance_m"])
        yield Reason("distance", f"{about} {far} à vol d'oiseau")
    if roughly:
        yield Reason("position_commune", "position approximative : commune")
    if not row["in_region"]:
        yield Reason("outside_region", "hors de la région")
    if row["itinerant"]:
        yield Reason("itinerant", "itinérant : vérifiez où et quand")


def _stages(row: Row, wanted: Wanted) -> Iterator[Reason]:
    known = row["stages"] or ()
    if wanted.stages and not known:
        yield Reason("stage_unknown", "étape non précisée par la source")
    for stage in wanted.stages:
        if stage in known:
            yield Reason("stage", f"accompagne {_STAGES[stage]}")


def _sectors(row: Row, wanted: Wanted) -> Iterator[Reason]:
    if not wanted.sectors:
        return
    known = row["sectors"] or ()
    if not known:
        yield Reason("sector_unknown", "secteur non précisé par la source")
    elif set(known).isdisjoint(wanted.sectors):
        yield Reason("sector_any", "ouverte à tous les secteurs")
    else:
        yield Reason("sector", "travaille dans ce secteur")


def _how_fresh(row: Row, *, verified: bool) -> Iterator[Reason]:
    checked = row["verified_on"] and french.day(row["verified_on"])
    if verified:
        yield Reason("verified", f"fiche vérifiée le {checked}")
    elif checked and row["evidence_level"] in {None, SEEN_LEVEL}:
        yield Reason("unverified_since", f"fiche non vérifiée depuis le {checked}")
    else:
        yield Reason("unverified", "fiche non vérifiée")
    if row["edited_on"]:
        edited = french.day(row["edited_on"])
        yield Reason("edited", f"modifiée par la source le {edited}")
    if row["labelled_on"]:
        labelled = french.day(row["labelled_on"])
        yield Reason("labelled", f"labellisée le {labelled}")
    if row["status"] == Status.UNKNOWN:
        yield Reason("status_unknown", "la source ne dit pas si elle est ouverte")


_COMPETENCE = {
    Competence.COVERS: "peut être sollicitée depuis cette commune",
    Competence.VISITS: "tient une permanence dans la commune",
    Competence.REMOTE: "aide aussi à distance",
    Competence.ELSEWHERE: "s'adresse à d'autres territoires, d'après la source",
}
_STAGES = {
    Stage.IDEA: "l'idée",
    Stage.CREATION: "la création",
    Stage.LAUNCH: "le lancement",
    Stage.GROWTH: "la croissance",
    Stage.INTERNATIONAL: "l'international",
}
