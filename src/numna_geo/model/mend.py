"""What was done to one cell on its way in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mend:
    """One cell that was not taken as it stood: why, and what was done."""

    column: str
    value: str | None
    reason: str
    action: str
