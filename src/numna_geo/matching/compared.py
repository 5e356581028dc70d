"""Pairs of records, and what their evidence is drawn from, computed once."""

from collections.abc import Callable
from functools import cached_property

import numpy as np
from rapidfuzz import fuzz

from numna_geo.matching.columns import Columns
from numna_geo.matching.hosting import named_by_address, named_by_mailbox
from numna_geo.matching.neighbours import metres_between
from numna_geo.matching.texts import FloatArray, IntArray, Texts, Truths, alike, once
from numna_geo.matching.words import LABEL

_SPELT_ALIKE = (0.70, 0.95)
"""From the first ratio of letters on, two names may be spellings of one; from the
second on, they are."""

SAME_STREET_FROM = 0.82
"""How alike two spellings of one street are, at least."""


_OTHER_WAY = 0.25
"""What « avenue » and « place » take from the likeness of one name."""


_SHARED_BY = 2
"""A contact that answers for places of more communes shows no host."""

CORNER_M = 100.0
"""Within so many metres, two streets may meet at one door."""


Measure = Callable[[IntArray, IntArray], FloatArray]


class Compared:
    """Some pairs of records.

    Args:
        columns: the records.
        left: those that come first.
        right: those they are compared with, one each.
    """

    def __init__(self, columns: Columns, left: IntArray, right: IntArray) -> None:
        self.columns, self.left, self.right = columns, left, right

    def same(self, texts: Texts) -> Truths:
        """Whether both have this text, and the same."""
        codes = texts.codes[self.left]
        return np.asarray((codes >= 0) & (codes == texts.codes[self.right]))

    def known(self, texts: Texts) -> Truths:
        """Whether both have this text."""
        one, other = texts.codes[self.left], texts.codes[self.right]
        return np.asarray((one >= 0) & (other >= 0))

    def differ(self, texts: Texts) -> Truths:
        """Whether both have this text, and not the same."""
        return self.known(texts) & ~self.same(texts)

    @cached_property
    def metres(self) -> FloatArray:
        """Metres between the two points; NaN where one has none."""
        return metres_between(self.columns, self.left, self.right)

    @cached_property
    def name_likeness(self) -> FloatArray:
        """How alike the words are that set the names apart; NaN if one has none.

        From 0 to 1: the share of words, by their weight, or the likeness of spelling if
        it is greater.
        """
        vocabulary, core = self.columns.vocabulary, self.columns.core

        def words(one: IntArray, other: IntArray) -> FloatArray:
            shared = vocabulary.shared(one, other)
            first, second = vocabulary.weights[one], vocabulary.weights[other]
            of_smaller = shared / np.minimum(first, second)
            of_all = shared / (first + second - shared)
            letters = alike(core.values, one, other, fuzz.token_sort_ratio)
            spelling = np.interp(letters, _SPELT_ALIKE, (0.0, 1.0))
            return np.minimum(np.maximum(0.6 * of_smaller + 0.4 * of_all, spelling), 1)

        return self._by_text(core, words)

    @cached_property
    def name_weight(self) -> FloatArray:
        """The weight of what the names share; NaN if one has no word of its own."""
        weights = np.append(self.columns.vocabulary.weights, np.nan)
        codes = self.columns.core.codes
        smaller = np.minimum(weights[codes[self.left]], weights[codes[self.right]])
        return np.asarray(self.name_likeness * smaller)

    @cached_property
    def street_likeness(self) -> FloatArray:
        """How alike the streets are, 0 to 1; NaN where one is not known."""
        names, ways = self.columns.ways

        # « place Rousseau » is « place Jean-Jacques Rousseau » too.
        def letters(one: IntArray, other: IntArray) -> FloatArray:
            whole = alike(names, one, other, fuzz.token_sort_ratio)
            part = alike(names, one, other, fuzz.token_set_ratio)
            likeness = 0.4 * whole + 0.6 * part
            another = (ways[one] >= 0) & (ways[other] >= 0) & (ways[one] != ways[other])
            return np.where(another, likeness - _OTHER_WAY, likeness)

        return self._by_text(self.columns.street, letters)

    @cached_property
    def same_name(self) -> Truths:
        """Whether the names are the same but for little words and the commune."""
        columns = self.columns
        codes = columns.core.codes, columns.field.codes
        one, other = (code[self.left] == code[self.right] for code in codes)
        return np.asarray(one & other)

    @cached_property
    def other_kinds(self) -> Truths:
        """Whether both names say a kind of place, and none is common to them."""
        kinds = self.columns.kinds
        one, other = kinds[self.left], kinds[self.right]
        return np.asarray((one != 0) & (other != 0) & (one & other == 0))

    @cached_property
    def one_town(self) -> Truths:
        """Whether they may be in one commune: the same, or one is not known."""
        columns = self.columns
        apart = self.differ(columns.commune_code) & ~self.same(columns.postcode)
        return np.asarray(~apart)

    @cached_property
    def same_street(self) -> Truths:
        """Whether both give one street of what may be one town."""
        return np.asarray((self.street_likeness >= SAME_STREET_FROM) & self.one_town)

    @cached_property
    def same_number(self) -> Truths:
        """Whether both give one house number, or one is within those of the other."""
        first, last = self.columns.houses
        one, other = self._houses()
        meet = (first[one] <= last[other]) & (first[other] <= last[one])
        span = (first[one] < last[one]) | (first[other] < last[other])
        known = self.known(self.columns.house_number)
        return np.asarray(self.same(self.columns.house_number) | (known & meet & span))

    @cached_property
    def next_door(self) -> Truths:
        """Whether their house numbers differ by a letter only."""
        first, _ = self.columns.houses
        one, other = self._houses()
        differ = self.differ(self.columns.house_number)
        return np.asarray(differ & (first[one] == first[other]))

    def _houses(self) -> tuple[IntArray, IntArray]:
        codes = self.columns.house_number.codes
        return codes[self.left], codes[self.right]

    @cached_property
    def same_contact(self) -> Truths:
        """Whether they share a phone or a mailbox that is theirs, or nearly."""
        columns, met_in = self.columns, self.columns.met_in
        phone, email = (met_in[what][self.left] for what in ("phone", "email"))
        return np.asarray(
            (self.same(columns.phone) & (phone <= _SHARED_BY))
            | (self.same(columns.email) & (email <= _SHARED_BY))
        )

    @cached_property
    def corner(self) -> Truths:
        """Whether their own points are close enough for two streets to meet there."""
        placed = self.columns.placed[self.left] & self.columns.placed[self.right]
        return np.asarray(placed & (self.metres <= CORNER_M) & self.one_town)

    @cached_property
    def housed(self) -> Truths:
        """Whether the address or mailbox of one names the other, in one street or near.

        Only the mailbox of a France services tells who holds it.
        """
        near = self.same_street | self.corner
        named = named_by_address(self.columns, self.left, self.right, near)
        return named | self._mailbox_names

    @cached_property
    def _mailbox_names(self) -> Truths:
        other_door = self.differ(self.columns.house_number) & ~self.same_number
        near = self.same_street & (~other_door | self.corner)
        return named_by_mailbox(self.columns, self.left, self.right, near)

    @cached_property
    def hosted(self) -> Truths:
        """Whether a France services and what holds it show that they are one place.

        They have one phone or mailbox, and one street, or the address names the other;
        or the mailbox names what is at the address.
        """
        kinds = self.columns.kinds
        label = ((kinds[self.left] | kinds[self.right]) & LABEL) != 0
        one_place = self.same_contact & (self.same_street | self.housed)
        return np.asarray((label & one_place) | self._mailbox_names)

    @cached_property
    def shortened(self) -> Truths:
        """Whether one name is the initials of the other."""
        short, core = self.columns.shortened, self.columns.core.codes
        one = (short[self.left] >= 0) & (short[self.left] == core[self.right])
        other = (short[self.right] >= 0) & (short[self.right] == core[self.left])
        return np.asarray(one | other)

    @cached_property
    def same_address(self) -> Truths:
        """Whether both give one house number of one street of one town."""
        return self.same_street & self.same_number

    def _by_text(self, texts: Texts, measure: Measure) -> FloatArray:
        """A measure of two texts, taken once for each two different texts."""
        found = np.full(self.left.size, np.nan)
        both = self.known(texts)
        if both.any():
            left, right = texts.codes[self.left[both]], texts.codes[self.right[both]]
            one, other, where = once(left, right)
            found[both] = measure(one, other)[where]
        return found
