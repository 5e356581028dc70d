"""Which records are worth comparing: near one another, or sharing something rare.

Nothing is paired for lack of something. What is shared by many is paired in part only:
each record with those that read most like it, so that work grows with the records.
"""

from collections.abc import Iterator
from itertools import chain

import numpy as np

from numna_geo.matching.blocks import Codes, alphabetical, each_once, in_blocks
from numna_geo.matching.columns import Columns
from numna_geo.matching.neighbours import near_pairs
from numna_geo.matching.texts import NONE, IntArray
from numna_geo.matching.words import KINDS


def candidate_pairs(columns: Columns) -> IntArray:
    """Pairs of records that may be one place, shape (n, 2): i < j, unique, sorted.

    Records are paired within 1 km; in one commune when their names share a word that
    sets them apart, or a kind of place; and wherever they share a SIRET, phone, e-mail
    or web page. The same pairs come out whatever the order of the records.
    """
    alike = alphabetical(columns)
    found = each_once(chain(near_pairs(columns, alike), _sharing(columns, alike)))
    return np.stack([found >> 32, found & 0xFFFFFFFF], axis=1).astype(np.int32)


def _sharing(columns: Columns, alike: IntArray) -> Iterator[Codes]:
    everyone = np.arange(len(columns), dtype=np.int32)
    for column in (columns.siret, columns.phone, columns.email, columns.website):
        held = everyone[column.codes != NONE]
        yield from in_blocks(held, column.codes[held].astype(np.int64), alike)
    commune = columns.commune_code.codes.astype(np.int64)
    somewhere = everyone[commune != NONE]
    for kind in range(len(KINDS)):
        held = somewhere[columns.kinds[somewhere] >> kind & 1 == 1]
        yield from in_blocks(held, commune[held], alike)
    named = somewhere[columns.core.codes[somewhere] != NONE]
    if named.size:
        words = columns.vocabulary.words[columns.core.codes[named]].tocoo()
        held, word = named[words.row], words.col.astype(np.int64)
        yield from in_blocks(held, commune[held] << 32 | word, alike)
