"""One page of features, where the next one starts, and how many there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from numna_geo.api.cursors import cursor_after, last_before
from numna_geo.api.ogc.asked import Parameters
from numna_geo.api.ogc.items_asked import LIMIT, Slice
from numna_geo.store.published import keyset, reading
from numna_geo.store.published.question import FeatureQuestion
from numna_geo.store.reading import Reader, Row
from numna_geo.store.state import DataWatch

COUNTED = 10_000
"""Features are counted up to so many; beyond, `numberMatched` is left out."""

_KEPT = 1_000
_SHOWN = frozenset(
    (
        *("cursor", "limit", "offset", "f", "lang"),
        *("crs", "properties", "skipGeometry", "resultType"),
    )
)
"""What changes how features are told, and not which there are, or in which order."""


@dataclass(frozen=True, slots=True)
class Found:
    """A page: its features, the cursor of what follows, and how many match."""

    rows: Sequence[Row]
    next: str | None
    matched: int | None


def list_name(question: FeatureQuestion, asked: Parameters) -> str:
    """The same for all pages of one list: a cursor belongs to it."""
    kept = sorted(pair for pair in asked.items() if pair[0] not in _SHOWN)
    return f"{question.dataset.key}?{urlencode(kept)}"


class Pages:
    """Reads pages; counts are kept until the data change.

    Args:
        reader: where features are.
        watch: which version of the data that is.
    """

    def __init__(self, reader: Reader, watch: DataWatch) -> None:
        self._reader, self._watch = reader, watch
        self._version = ""
        self._counts: dict[str, int] = {}

    async def page(self, question: FeatureQuestion, wanted: Slice, of: str) -> Found:
        """A page of the list `of`.

        Raises:
            InvalidQuery: the cursor is none of this list.
            DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
        """
        limit = LIMIT if wanted.limit is None else wanted.limit
        after = None
        if wanted.cursor is not None:
            after = keyset.place_of(last_before(wanted.cursor, of=of), question)
        # One more than asked tells whether there is a next page.
        asked = reading.features(
            question, after=after, limit=limit + 1, offset=wanted.offset
        )
        rows = await self._reader.rows(asked)
        if len(rows) > limit:
            place = keyset.place_text(dict(rows[limit - 1]), question)
            matched = await self._matched(question, of)
            return Found(rows[:limit], cursor_after(place, of=of), matched)
        if after is None and (rows or not wanted.offset):
            return Found(rows, None, wanted.offset + len(rows))
        return Found(rows, None, await self._matched(question, of))

    async def hits(self, question: FeatureQuestion) -> Found:
        """No feature at all, but how many there are exactly; raises as `page`."""
        return Found((), None, await self._reader.value(reading.matched(question)))

    async def _matched(self, question: FeatureQuestion, of: str) -> int | None:
        version = str(await self._watch.now())
        if version != self._version:
            self._version, self._counts = version, {}
        counts = self._counts
        if of not in counts:
            asked = reading.matched(question, most=COUNTED)
            counts[of] = await self._reader.value(asked)
            if len(counts) > _KEPT:
                counts.pop(next(iter(counts)))
        return counts[of] if counts[of] <= COUNTED else None
