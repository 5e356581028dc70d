"""The words of names, and what they weigh: one met in many communes says little."""

from array import array
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from numna_geo.matching.texts import FloatArray, IntArray, Texts, Values, together
from numna_geo.matching.words import telling

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


class Called(Values):
    """Words of names, put together of core and field only when asked for.

    Args:
        core: the words of each record that set it apart.
        field: those of its field.
        first: for each different name, a record that has it.
    """

    def __init__(self, core: Texts, field: Texts, first: IntArray) -> None:
        self._core, self._field, self._first = core, field, first

    def __len__(self) -> int:
        return len(self._first)

    def text(self, n: int) -> str:
        """The text at a place from 0, that there is."""
        record = self._first[n]
        core, field = self._core.value(record), self._field.value(record)
        return telling(core or "", field or "")


def _cells(core: Texts) -> tuple[IntArray, IntArray, int]:
    """Row and column of each word of each core, and how many words there are."""
    met: dict[str, int] = {}
    sizes, words = array("i"), array("i")
    for value in core.values:
        split = sorted(set(value.split()))
        sizes.append(len(split))
        words.extend([met.setdefault(word, len(met)) for word in split])
    column = np.empty(len(met), dtype=np.int32)
    column[[met[word] for word in sorted(met)]] = np.arange(len(met))
    rows = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    return rows, column[np.array(words, dtype=np.int32)], len(met)
