"""Who answers where: the rows of the matrix, and what a cell may say."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from numna_geo.model.labelled import Labelled
from numna_geo.model.stage import Need, Sector, Stage
from numna_geo.model.supply import SUPPLIES, Supply, SupplyKind


class By(StrEnum):
    """What the rows of a matrix are."""

    NEED = "need"
    STAGE = "stage"
    SECTOR = "sector"


class CellStatus(Labelled):
    """What is known of who answers a question in a territory, the best first."""

    ON_SITE = "on_site", "sur place"
    NEAR = "near", "proche"
    VISITS = "visits", "permanence"
    FAR = "far", "loin"
    REMOTE_ONLY = "remote_only", "à distance"
    UNVERIFIED = "unverified", "non vérifié"
    UNKNOWN = "unknown", "inconnu"
    NONE = "none", "personne"


ABLE = (
    CellStatus.ON_SITE,
    CellStatus.NEAR,
    CellStatus.VISITS,
    CellStatus.FAR,
    CellStatus.REMOTE_ONLY,
)
"""Somebody is known who is able, however far."""

RULES: Mapping[CellStatus, str] = MappingProxyType(
    {
        CellStatus.ON_SITE: "une structure capable a son site dans le territoire",
        CellStatus.NEAR: "plus de la moitié des habitants en ont une dans le seuil",
        CellStatus.VISITS: "une structure capable y tient une permanence",
        CellStatus.FAR: "plus de la moitié en ont une, mais au-delà du seuil (2 h)",
        CellStatus.REMOTE_ONLY: "une structure capable les aide à distance",
        CellStatus.UNVERIFIED: "quelqu'un est déclaré, personne ne l'a vérifié",
        CellStatus.UNKNOWN: "les sources ne permettent pas de le dire",
        CellStatus.NONE: "les annuaires sont complets, et il n'y a personne",
    }
)
"""When each status is true, in French; it says the first that is."""

FAR_MIN = 120
"""Beyond it nobody is an interlocutor: as far as `/nearest` looks for a stand-in."""

THRESHOLDS = (15, 20, 30, 45)
"""Minutes that may be asked."""

_IN_A_PLACE = {Need.WORKSPACE, Need.MAKING, Need.DIGITAL_HELP}
_PLACE_MIN, _SUPPORT_MIN = 15, 20


def rows_by(by: By) -> tuple[Supply, ...]:
    """The rows of a matrix, in the order of the vocabulary.

    >>> [row.value for row in rows_by(By.STAGE)]
    ['idea', 'creation', 'launch', 'growth', 'international']
    """
    kind = SupplyKind(by.value)
    return tuple(one for one in SUPPLIES.values() if one.kind is kind)


def row_of(by: By, value: str) -> Supply | None:
    """One row, `None` when there is no such row."""
    return SUPPLIES.get(f"{by}:{value}")


def near_min(row: Supply) -> int:
    """Minutes within which a row is near: those of its objective.

    What is done in a place is looked for as near as places are (objective 12).

    >>> near_min(SUPPLIES["need:making"]), near_min(SUPPLIES["stage:idea"])
    (15, 20)
    """
    return _PLACE_MIN if row.value in _IN_A_PLACE else _SUPPORT_MIN


_LABELS: Mapping[By, type[Labelled]] = MappingProxyType(
    {By.NEED: Need, By.STAGE: Stage, By.SECTOR: Sector}
)


def row_label(row: Supply) -> str:
    """What a row is called, in French."""
    return _LABELS[By(row.kind.value)](row.value).label
