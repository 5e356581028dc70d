"""What words weigh: one that names places in many communes sets no place apart."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from numna_geo.matching.texts import FloatArray, IntArray, Texts, together

_DECADES, _LEAST = 3.0, 0.15
"""A word found in 10 ** `_DECADES` communes would weigh nothing: the least instead."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words of each different core of a name, with what they weigh.

    `words` has a row for each core, a column for each word, the root of its weight
    where the core holds the word. `weights` are those of whole cores.
    """

    words: csr_array
    weights: FloatArray

    @classmethod
    def of(cls, core: Texts, commune: IntArray) -> "Vocabulary":
        """Weigh words by the number of communes in which they are met.

        Communes, not records: a place told by five sources keeps its name. Nor does
        the number of all records matter, so that adding some far away, with other
        words, changes nothing.
        """
        rows, columns, size = _cells(core)
        shape = (len(core.values), size)
        holds = csr_array((np.ones(rows.size), (rows, columns)), shape=shape)
        named = core.codes >= 0
        used, where = together(core.codes[named], commune[named])
        met = holds[used].tocoo()
        word, _ = together(met.col, where[met.row])
        communes = np.maximum(np.bincount(word, minlength=size), 1)
        weight = np.maximum(1 - np.log10(communes) / _DECADES, _LEAST)
        words = csr_array((np.sqrt(weight[columns]), (rows, columns)), shape=shape)
        return cls(words, holds @ weight)

    def shared(self, left: IntArray, right: IntArray) -> FloatArray:
        """The weight of the words that two cores share, for each pair of cores."""
        both = self.words[left].multiply(self.words[right])
        return np.asarray(both.sum(axis=1), dtype=np.float64).ravel()


def _cells(core: Texts) -> tuple[IntArray, IntArray, int]:
    split = [sorted(set(value.split())) for value in core.values]
    words = sorted({word for words in split for word in words})
    code = {word: n for n, word in enumerate(words)}
    rows = np.repeat(np.arange(len(split)), [len(words) for words in split])
    columns = [code[word] for words in split for word in words]
    return rows.astype(np.int32), np.array(columns, dtype=np.int32), len(words)
