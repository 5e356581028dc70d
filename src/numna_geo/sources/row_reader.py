"""What is done to every cell of a row: cleaned, read, and reported if it was mended."""

from collections.abc import Collection
from dataclasses import replace
from functools import lru_cache
from operator import attrgetter
from typing import Any, TypeVar

from numna_geo.errors import RowRejected
from numna_geo.model.mend import Mend
from numna_geo.model.suppression import Suppressed
from numna_geo.sources.door import repeatable, without_strays
from numna_geo.sources.fields import LEFT_OUT, Cell
from numna_geo.sources.free_text import PERSONAL, without_contacts
from numna_geo.sources.labels import all_clean, clean, shown, stands_for_nothing
from numna_geo.sources.rows import COLUMNS, RawPlace

T = TypeVar("T")

_OFFICE_MOBILES = ("france_services",)
"""How the keys of sources begin whose mobiles ring on a public counter."""

_cells = attrgetter(*COLUMNS)
_NEVER_NOTHING = {"record_key", "name"}
_PRIVATE = {"phone", "email", "organisation", "how_to_apply", "opening", "notes"}
"""Columns whose cells may tell on somebody: a report does not repeat them raw."""


class RowReader:
    """Takes what cells say, and keeps what was mended."""

    def __init__(
        self,
        source: str,
        postcodes: Collection[str] | None,
        suppressed: Suppressed | None,
    ) -> None:
        self.mended: list[Mend] = []
        self.place = ""
        self.postcodes, self.suppressed = postcodes, suppressed
        self.office_mobiles = source.startswith(_OFFICE_MOBILES)

    def take(self, cell: Cell[T]) -> T:
        if cell.mended:
            self.mended += map(self._reportable, cell.mended)
        return cell.value

    def cleaned(self, raw: RawPlace) -> RawPlace:
        """The row without stray blanks, invisible signs and words for « empty »."""
        cells = _cells(raw)
        texts = [text for text in cells if text is not None]
        if all_clean(texts):
            return raw
        changed: dict[str, Any] = {}
        for column, text in zip(COLUMNS, cells, strict=True):
            if text is None:
                continue
            plain = clean(text)
            if plain != text:
                changed[column] = plain or None
                self._mend(column, text, "stray blanks or signs", "cleaned")
            if stands_for_nothing(plain) and column not in _NEVER_NOTHING:
                changed[column] = None
                self._mend(column, text, "stands for nothing", LEFT_OUT)
        return replace(raw, **changed) if changed else raw

    def cleared(self, raw: RawPlace) -> RawPlace:
        """The row without contacts of persons where none belongs.

        Raises:
            RowRejected: its name or its key is nothing else.
        """
        clear, mended = without_strays(
            raw, office_mobiles=self.office_mobiles, suppressed=self.suppressed
        )
        for mend in mended:
            if mend.column in _NEVER_NOTHING and getattr(clear, mend.column) is None:
                raise RowRejected(mend.column, None, PERSONAL)
        self.mended += mended
        return clear

    def shown(self, text: str | None) -> str | None:
        """A cell as the report may repeat it: nothing that tells on somebody."""
        return shown(repeatable(text, place=self.place, suppressed=self.suppressed))

    def free_text(self, column: str, text: str | None) -> str | None:
        if text is None:
            return None
        if "@" not in text and not (self.suppressed and self.suppressed.digests):
            # Neither the place nor a person's wish matters: the text alone tells.
            return self.take(_alone(column, text, self.office_mobiles))
        return self.take(
            without_contacts(
                column,
                text,
                place=self.place,
                office_mobiles=self.office_mobiles,
                suppressed=self.suppressed,
            )
        )

    def contact(self, column: str, cell: Cell[str | None]) -> str | None:
        """A contact, unless somebody asked for it to be left out."""
        if cell.value is None or self.suppressed is None:
            return self.take(cell)
        if not self.suppressed.holds(cell.value):
            return self.take(cell)
        self._mend(column, None, "withdrawn at the request of its owner", LEFT_OUT)
        return None

    def _mend(self, column: str, value: str | None, reason: str, action: str) -> None:
        said = None if column in _PRIVATE else self.shown(value)
        self.mended.append(Mend(column, said, reason, action))

    def _reportable(self, mend: Mend) -> Mend:
        value = self.shown(mend.value)
        return mend if value is mend.value else replace(mend, value=value)


@lru_cache(maxsize=4096)
def _alone(column: str, text: str, office_mobiles: bool) -> Cell[str | None]:
    return without_contacts(column, text, office_mobiles=office_mobiles)
