"""Pairs within blocks of records that share something, never too many of them."""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from numna_geo.matching.columns import Columns
from numna_geo.matching.texts import IntArray, distinct

BLOCK, WINDOW = 20, 4
"""Up to `BLOCK` records that share something are all compared; of more, each with the
`WINDOW` that follow it in alphabetical order."""

Codes = NDArray[np.int64]
"""Pairs of records, the smaller in the upper 32 bits."""

_PILE = 2_000_000


def coded(left: IntArray, right: IntArray) -> Codes:
    """These pairs as codes."""
    low = np.minimum(left, right).astype(np.int64)
    return np.asarray((low << 32) | np.maximum(left, right))


def each_once(found: Iterable[Codes]) -> Codes:
    """All these codes, sorted, each once; only so many are held at a time."""
    kept, pile, held = np.zeros(0, dtype=np.int64), [], 0
    for codes in found:
        pile.append(codes)
        held += codes.size
        if held > _PILE:
            kept, pile, held = distinct(np.concatenate([kept, *pile])), [], 0
    return distinct(np.concatenate([kept, *pile]))


def alphabetical(columns: Columns) -> IntArray:
    """The place of each record by the words of its name, street, number, then key."""
    keys = (
        columns.order,
        columns.house_number.codes,
        columns.street.codes,
        columns.core.codes,
    )
    place = np.empty(len(columns), dtype=np.int32)
    place[np.lexsort(keys)] = np.arange(len(columns))
    return place


def in_blocks(records: IntArray, blocks: Codes, alike: IntArray) -> Iterator[Codes]:
    """Pairs of records of one block: all of them, or those that read most alike.

    Args:
        records: a record may come once for each block it is in.
        blocks: the block of each.
        alike: the place of every record in alphabetical order.
    """
    by_block = np.lexsort((alike[records], blocks))
    record, block = records[by_block], blocks[by_block]
    starts = np.flatnonzero(np.append(True, block[1:] != block[:-1])[: block.size])
    sizes = np.diff(np.append(starts, block.size))
    reach = np.repeat(np.where(sizes <= BLOCK, BLOCK - 1, WINDOW), sizes)
    for step in range(1, min(BLOCK, record.size)):
        one = (block[:-step] == block[step:]) & (reach[:-step] >= step)
        yield coded(record[:-step][one], record[step:][one])
