"""Which calls would settle a cell of the matrix, the best first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from numna_geo.gaps.catchment import Pairs
from numna_geo.gaps.scene import Floats
from numna_geo.model.collection import Reading
from numna_geo.model.supply import Supply, SupplyKind
from numna_geo.store.reading import Row

CALLS_MOST = 12


class Ask(StrEnum):
    """What a call is to tell."""

    VERIFY = "verify"
    OPENED = "opened"
    STAGES = "stages"
    SECTORS = "sectors"


class Standing(StrEnum):
    """What a structure is to a cell."""

    VERIFIED = "verified"
    NOT_VERIFIED = "not_verified"
    MAY_ANSWER = "may_answer"
    PLANNED = "planned"


@dataclass(frozen=True, slots=True, kw_only=True)
class CellStructure:
    """A structure that answers, or may, within the threshold of the territory.

    `people` are inhabitants of the territory within the threshold of it.
    """

    row: Row
    standing: Standing
    in_territory: bool
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CellCall:
    """A call to make; `people` newly covered by a yes, after those before it."""

    structure: CellStructure
    ask: Ask
    people: int


def first_calls(
    pairs: Pairs,
    wanted: Mapping[int, Ask],
    left: Floats,
    structures: Sequence[CellStructure],
) -> Iterator[CellCall]:
    """The best call first, each counted once those before it were answered yes.

    Args:
        pairs: who may go to which structure within the threshold.
        wanted: what to ask, by the number of the structure.
        left: people of each commune whom nobody serves yet, shape (N,).
        structures: by the same numbers.
    """
    whom = {at: pairs.origins[pairs.places == at] for at in wanted}
    still = left.copy()
    for _ in range(min(CALLS_MOST, len(wanted))):
        gains = {at: float(still[whom[at]].sum()) for at in whom}
        best = max(gains, key=lambda at: (gains[at], structures[at].in_territory, -at))
        if gains[best] == 0 and not structures[best].in_territory:
            return
        yield CellCall(
            structure=structures[best], ask=wanted[best], people=round(gains[best])
        )
        still[whom.pop(best)] = 0.0


def asked_of(standing: Standing, supply: Supply, reading: Reading) -> Ask | None:
    """What a call to a structure would tell, if anything."""
    if standing is Standing.NOT_VERIFIED:
        return Ask.VERIFY if reading is Reading.VERIFIED else None
    if standing is Standing.MAY_ANSWER:
        return Ask.STAGES if supply.kind is SupplyKind.STAGE else Ask.SECTORS
    return Ask.OPENED if standing is Standing.PLANNED else None
