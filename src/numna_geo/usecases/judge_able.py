"""Is this structure able to help who asks, and if not, why not?"""

from collections.abc import Collection, Iterable, Iterator

from numna_geo.model.search import Wanted
from numna_geo.model.stage import Sector
from numna_geo.model.structure import Status
from numna_geo.store.statements import Row
from numna_geo.usecases.nearby import Competence, Reason
from numna_geo.usecases.tell_opening import Opening, OpeningState

CLOSED_NOW, HOURS_UNKNOWN = "closed_now", "hours_unknown"
"""The codes of who is closed now, and of who may be open, though nobody says so."""


def competence_of(row: Row) -> Competence:
    """Whether a candidate may be asked from the commune that asks.

    A body that helps from afar does so within its area, where a source tells one.

    Args:
        row: of `store.nearby_candidates`.
    """
    if row["covers"]:
        return Competence.COVERS
    if row["visits"]:
        return Competence.VISITS
    if row["told"]:
        return Competence.ELSEWHERE
    return Competence.REMOTE if row["remote"] else Competence.UNKNOWN


def why_not(row: Row, wanted: Wanted, opening: Opening | None) -> Iterator[Reason]:
    """What keeps a candidate from being an answer; nothing at all when it is able.

    Unknown is never "no": a structure whose source says nothing of its status, its
    stages, its sectors or its area is able, and its reasons say what is not known.

    Args:
        row: of `store.nearby_candidates`.
        wanted: stages and sectors that are asked for.
        opening: its state at the moment, where only open ones are asked for.
    """
    if row["status"] in _STATUSES:
        yield _STATUSES[row["status"]]
    if competence_of(row) is Competence.ELSEWHERE:
        yield _ELSEWHERE
    if _differs(row["stages"], wanted.stages):
        yield _OTHER_STAGE
    if _differs(row["sectors"], _welcome(wanted)):
        yield _OTHER_SECTOR
    if opening is not None and opening.state is OpeningState.CLOSED:
        yield Reason(CLOSED_NOW, f"pas ouverte en ce moment ({opening.text})")
    if opening is not None and opening.state is OpeningState.UNKNOWN:
        yield Reason(HOURS_UNKNOWN, "horaires inconnus")


def is_narrow(row: Row, wanted: Wanted) -> bool:
    """Whether it is known to take certain sectors only, where none was named."""
    known = row["sectors"]
    return bool(known) and not wanted.sectors and Sector.ANY not in known


def _welcome(wanted: Wanted) -> tuple[Sector, ...]:
    """Sectors that suit who asks: his own, and those open to every one."""
    return (*wanted.sectors, Sector.ANY) if wanted.sectors else ()


def _differs(known: Iterable[str] | None, asked: Collection[str]) -> bool:
    """Whether something is known, something is asked, and they have nothing alike."""
    return bool(known and asked) and set(known or ()).isdisjoint(asked)


_STATUSES = {
    Status.CLOSED: Reason("closed", "fermée définitivement"),
    Status.PLANNED: Reason("planned", "annoncée, pas encore ouverte"),
}
_ELSEWHERE = Reason(
    Competence.ELSEWHERE.value, "s'adresse à d'autres territoires, d'après la source"
)
_OTHER_STAGE = Reason("other_stage", "n'accompagne pas cette étape, d'après la source")
_OTHER_SECTOR = Reason(
    "other_sector", "travaille dans d'autres secteurs, d'après la source"
)
