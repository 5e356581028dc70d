"""What rows state, added up over the territories of today: nothing is counted twice."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import cast

from numna_geo.model.mend import Mend
from numna_geo.sources.counts import Detail, Fact, Facts, Value


@dataclass(frozen=True, slots=True)
class Part:
    """What one row states of one territory, under the code that it had then."""

    row_number: int
    code: str
    facts: Facts


@dataclass(frozen=True, slots=True)
class Rejection:
    """A row that was not believed, and the cell to blame."""

    row_number: int
    code: str
    mend: Mend


@dataclass(frozen=True, slots=True)
class Total:
    """A territory of today: the row that names it first, then those added to it.

    `mended` are texts of parts that could not be kept beside that of the whole.
    """

    code: str
    facts: dict[Fact, Value]
    parts: tuple[Part, ...]
    mended: tuple[tuple[Part, Mend], ...]


@dataclass(slots=True)
class Tally:
    """Rows gathered by the territory of today that they speak of.

    A total is given only when every row of it was understood: a sum that lacks a part
    would pass for the whole.
    """

    code_column: str
    _parts: dict[str, list[Part]] = field(default_factory=lambda: defaultdict(list))
    _first: dict[str, Part] = field(default_factory=dict)
    _spoilt: dict[str, str] = field(default_factory=dict)
    _details: dict[str, list[tuple[int, str, Detail]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def state(self, today: str, part: Part) -> None:
        """A row states counts of what is `today` that territory, or part of it."""
        self._parts[today].append(part)
        first = self._first.setdefault(part.code, part)
        if first.facts != part.facts:
            numbers = f"{first.row_number} and {part.row_number}"
            self._spoilt.setdefault(today, f"rows {numbers}, of one code, disagree")

    def spoil(self, today: str, row_number: int) -> None:
        """A row of that territory could not be believed: nor can any sum of it."""
        why = f"falls with row {row_number}: no sum without it"
        self._spoilt.setdefault(today, why)

    def detail(self, today: str, row_number: int, code: str, detail: Detail) -> None:
        """A row only details what another one states in whole."""
        self._details[today].append((row_number, code, detail))

    def totals(self) -> Iterator[Total]:
        """Every territory whose rows were all understood, by code."""
        for today in sorted(self._parts.keys() - self._spoilt.keys()):
            parts = tuple(self._parts[today])
            distinct = sorted(
                {part.code: part for part in reversed(parts)}.values(),
                key=lambda part: (part.code != today, part.code),
            )
            facts = joined(distinct)
            yield Total(today, facts, parts, tuple(_overruled(distinct, facts, today)))

    def details(self) -> Iterator[tuple[int, str, Detail]]:
        """Rows that detail a total: their number, code and what sets them apart."""
        for today in self._details.keys() & self._sound:
            yield from self._details[today]

    def rejections(self) -> Iterator[Rejection]:
        """Rows that were understood, and fall with another one of their territory."""
        for today, why in self._spoilt.items():
            for part in self._parts.get(today, ()):
                mend = Mend(self.code_column, part.code, why, "rejected")
                yield Rejection(part.row_number, part.code, mend)
        for today in self._details.keys() - self._sound:
            for number, code, detail in self._details[today]:
                reason = "details a territory that no other row states in whole"
                mend = Mend(detail.column, detail.value, reason, "rejected")
                yield Rejection(number, code, mend)

    @property
    def _sound(self) -> set[str]:
        return self._parts.keys() - self._spoilt.keys()


def joined(parts: Sequence[Part]) -> dict[Fact, Value]:
    """The facts of several territories as those of the one they make up together.

    Args:
        parts: one a code, the one whose texts and dates are kept first.

    Returns:
        Each fact; a count that one of the parts does not state is left out.
    """
    facts = {fact: None for part in parts for fact in part.facts}
    found: dict[Fact, Value] = {}
    for fact in facts:
        stated = [part.facts[fact] for part in parts if fact in part.facts]
        if len(stated) == len(parts) or not _adds_up(stated[0]):
            found[fact] = _together(stated)
    return found


def _together(values: Sequence[Value]) -> Value:
    first = values[0]
    if isinstance(first, bool):
        return any(values)
    if isinstance(first, frozenset):
        return frozenset().union(*cast("Sequence[frozenset[str]]", values))
    if _adds_up(first):
        return sum(cast("Sequence[float]", values))
    return first


def _adds_up(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _overruled(
    parts: Sequence[Part], facts: dict[Fact, Value], today: str
) -> Iterator[tuple[Part, Mend]]:
    for part in parts:
        for fact, value in part.facts.items():
            kept = facts.get(fact)
            if isinstance(value, str | date) and value != kept:
                reason = "has merged since with a commune of another one"
                yield part, Mend(fact[2], str(value), reason, f"{today}: {kept}")
