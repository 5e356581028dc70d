"""Columns of texts, each different text kept once, and how alike two of them are."""

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process

IntArray = NDArray[np.int32]
FloatArray = NDArray[np.float64]
Truths = NDArray[np.bool_]

NONE = -1
"""The code of a text that is not known."""

Scorer = Callable[..., float]


class TextsBeingRead:
    """Texts that come one by one, each different one kept once."""

    def __init__(self) -> None:
        self._codes = array("i")
        self._code: dict[str, int] = {}

    def add(self, text: str | None) -> None:
        """Take the text of the next record; an empty one is not known."""
        known = self._code.setdefault(text, len(self._code)) if text else NONE
        self._codes.append(known)

    def texts(self) -> "Texts":
        """All that was taken, so far."""
        values = sorted(self._code)
        now = np.full(len(values) + 1, NONE, dtype=np.int32)
        now[[self._code[value] for value in values]] = np.arange(len(values))
        return Texts(tuple(values), now[np.array(self._codes, dtype=np.int32)])


@dataclass(frozen=True, slots=True)
class Texts:
    """`values` in their alphabetical order; `codes` say which one each record has."""

    values: tuple[str, ...]
    codes: IntArray

    @classmethod
    def of(cls, texts: Iterable[str | None]) -> "Texts":
        """Keep each text once; an empty one is not known.

        >>> Texts.of(["b", None, "a", "b"]).codes.tolist()
        [1, -1, 0, 1]
        """
        reading = TextsBeingRead()
        for text in texts:
            reading.add(text)
        return reading.texts()

    def value(self, record: int) -> str | None:
        """The text of one record."""
        code = self.codes[record]
        return None if code == NONE else self.values[code]

    def spread(self, over: IntArray) -> FloatArray:
        """In how many groups the text of each record is found; 0 when unknown.

        Args:
            over: the group of each record; those below 0 make one more group.
        """
        held = self.codes >= 0
        texts, _ = together(self.codes[held], over[held])
        counts = np.bincount(texts, minlength=len(self.values) + 1)
        return np.where(held, counts[self.codes], 0).astype(np.float64)


def distinct(codes: NDArray[np.int64]) -> NDArray[np.int64]:
    """These codes, sorted, each once.

    Not by `np.unique`, whose hashes collide on codes that differ in their upper bits.
    """
    ordered = np.sort(codes, kind="stable")
    first = np.append(True, ordered[1:] != ordered[:-1])[: ordered.size]
    return np.asarray(ordered[first])


def together(first: IntArray, second: IntArray) -> tuple[IntArray, IntArray]:
    """The different couples of two codes among these, sorted.

    >>> together(np.array([3, 1, 3]), np.array([0, -1, 0]))[1].tolist()
    [-1, 0]
    """
    codes = distinct((first.astype(np.int64) << 32) | (second.astype(np.int64) + 1))
    seconds = (codes & 0xFFFFFFFF) - 1
    return (codes >> 32).astype(np.int32), seconds.astype(np.int32)


def once(left: IntArray, right: IntArray) -> tuple[IntArray, IntArray, IntArray]:
    """The different pairs among these, whichever comes first, and where each went.

    >>> once(np.array([3, 1], np.int32), np.array([1, 3], np.int32))[2].tolist()
    [0, 0]
    """
    low = np.minimum(left, right).astype(np.int64)
    high = np.maximum(left, right).astype(np.int64)
    found, where = np.unique((low << 32) | high, return_inverse=True)
    lows, highs = (found >> 32).astype(np.int32), (found & 0xFFFFFFFF).astype(np.int32)
    return lows, highs, where.astype(np.int32)


def alike(
    values: Sequence[str], left: IntArray, right: IntArray, scorer: Scorer
) -> FloatArray:
    """How alike the two texts of each pair are, 0 to 1.

    Args:
        values: the texts.
        left: codes of texts, none unknown.
        right: likewise.
        scorer: a measure of rapidfuzz, 0 to 100, that does not mind which text is
            first.
    """
    if not left.size:
        return np.zeros(0)
    ratios = process.cpdist(
        [values[n] for n in left.tolist()],
        [values[n] for n in right.tolist()],
        scorer=scorer,
        dtype=np.float32,
    )
    return np.asarray(ratios, dtype=np.float64) / 100
