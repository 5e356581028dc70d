"""Times of one thing, beside those of another in the same run."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Figure:
    """Seconds of several runs; `beside` names what `beside_s` was measured on.

    `cpu_s` and `megabytes` are those of the process that was measured, where it was.
    """

    name: str
    times_s: Sequence[float]
    beside: str = ""
    beside_s: Sequence[float] = ()
    cpu_s: float | None = None
    megabytes: float | None = None

    @property
    def median_ms(self) -> float:
        return statistics.median(self.times_s) * 1000

    @property
    def minimum_ms(self) -> float:
        return min(self.times_s) * 1000

    @property
    def ratio(self) -> float | None:
        if not self.beside_s:
            return None
        return statistics.median(self.times_s) / statistics.median(self.beside_s)

    def document(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "runs": len(self.times_s),
            "median_ms": round(self.median_ms, 3),
            "minimum_ms": round(self.minimum_ms, 3),
            "ratio": None if self.ratio is None else round(self.ratio, 3),
            "beside": self.beside or None,
            "cpu_s": None if self.cpu_s is None else round(self.cpu_s, 1),
            "megabytes": None if self.megabytes is None else round(self.megabytes),
        }
