"""Columns of texts, each different text kept once, and how alike two of them are."""

from abc import ABC, abstractmethod
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import overload

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process

IntArray = NDArray[np.int32]
FloatArray = NDArray[np.float64]
Truths = NDArray[np.bool_]

NONE = -1
"""The code of a text that is not known."""

Scorer = Callable[..., float]


class Values(Sequence[str], ABC):
    """Texts that are made only when asked for, by their place."""

    __slots__ = ()

    @abstractmethod
    def text(self, n: int) -> str:
        """The text at a place from 0, that there is."""

    @overload
    def __getitem__(self, n: int) -> str: ...
    @overload
    def __getitem__(self, n: slice) -> list[str]: ...
    def __getitem__(self, n: int | slice) -> str | list[str]:
        if isinstance(n, slice):
            return [self.text(one) for one in range(len(self))[n]]
        return self.text(n if n >= 0 else range(len(self))[n])


class Packed(Values):
    """Texts as bytes end to end: a third of what strings take.

    >>> Packed([b"a", b"", b"bc"])[-1]
    'bc'

    Args:
        texts: each text, in UTF-8.
    """

    __slots__ = ("_ends", "_letters")

    def __init__(self, texts: Iterable[bytes]) -> None:
        self._letters = bytearray()
        self._ends = array("I", (0,))
        for text in texts:
            self.append(text)

    def __len__(self) -> int:
        return len(self._ends) - 1

    def append(self, text: bytes) -> None:
        """Put one text after the others."""
        self._letters += text
        self._ends.append(len(self._letters))

    def text(self, n: int) -> str:
        """The text at a place from 0, that there is."""
        return self._letters[self._ends[n] : self._ends[n + 1]].decode()

    def each(self) -> Iterator[bytes]:
        """All texts, as they are kept."""
        letters = bytes(self._letters)
        for start, end in pairwise(self._ends):
            yield letters[start:end]


class Places(Mapping[str, int]):
    """Where each of some texts is: a dict would hold all of them as strings.

    >>> Places(["b", "a"], np.array([1, 0]))["b"]
    0

    Args:
        texts: all of them, in any order; they differ.
        sorted_places: their places, in alphabetical order of the texts.
    """

    def __init__(self, texts: Sequence[str], sorted_places: NDArray[np.int64]) -> None:
        self._texts, self._places = texts, sorted_places

    def __len__(self) -> int:
        return len(self._texts)

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __getitem__(self, text: str) -> int:
        at = bisect_left(self._places, text, key=self._texts.__getitem__)
        place = int(self._places[at]) if at < len(self) else NONE
        if place == NONE or self._texts[place] != text:
            raise KeyError(text)
        return place


class TextsBeingRead:
    """Texts that come one by one, end to end until all are there."""

    def __init__(self) -> None:
        self.read = Packed(())

    def add(self, text: str | None) -> None:
        """Take the text of the next record; an empty one is not known."""
        self.read.append(text.encode() if text else b"")

    def texts(self) -> "Texts":
        """All that was taken, so far."""
        values = sorted(set(self.read.each()) - {b""})
        code = {value: n for n, value in enumerate(values)}
        code[b""] = NONE
        codes = map(code.__getitem__, self.read.each())
        return Texts(Packed(values), np.fromiter(codes, np.int32, len(self.read)))


@dataclass(frozen=True, slots=True)
class Texts:
    """`values` in their alphabetical order; `codes` say which one each record has."""

    values: Sequence[str]
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
        _taken(values, left),
        _taken(values, right),
        scorer=scorer,
        dtype=np.float32,
    )
    return np.asarray(ratios, dtype=np.float64) / 100


def _taken(values: Sequence[str], codes: IntArray) -> list[str]:
    """The text of each code; each is made once, however often it comes."""
    each, where = np.unique(codes, return_inverse=True)
    texts = [values[n] for n in each.tolist()]
    return [texts[n] for n in where.tolist()]
