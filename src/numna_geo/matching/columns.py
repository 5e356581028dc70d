"""What matching needs to know of records, laid out in columns."""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from numna_geo.matching.described import Described, described
from numna_geo.matching.streets import house_numbers, way_and_name
from numna_geo.matching.texts import (
    NONE,
    FloatArray,
    IntArray,
    Texts,
    TextsBeingRead,
    Truths,
)
from numna_geo.matching.vocabulary import Vocabulary
from numna_geo.matching.words import kinds_of, name_words, run_together, telling
from numna_geo.model.category import Category, Family
from numna_geo.model.position import Precision

__all__ = ("Columns", "Described", "described")

_CATEGORIES, _FAMILIES = tuple(Category), tuple(Family)
_VAGUE = (Precision.COMMUNE, Precision.UNKNOWN)


# `eq=False`: two sets of columns are the same only if they are one.
@dataclass(frozen=True, kw_only=True, eq=False)
class Columns:
    """Records in columns, in the order they came.

    `core`, `field`, `numbers`, `kinds` and `branches` are those of `words.NameWords`;
    `siren` is the body that a SIRET is a site of. `placed` is whether a point is known
    better than by its commune; `categories` is a mask, bit n being the n-th category.
    `called` are the words of a name and `building` those of a house, if they tell one;
    `proper` is what a mailbox may hold of a name; `itinerant` is 1 or 0, -1 when not
    known.
    """

    keys: tuple[str, ...]
    source: Texts
    name: Texts
    core: Texts
    field: Texts
    numbers: Texts
    street: Texts
    house_number: Texts
    postcode: Texts
    commune_code: Texts
    siret: Texts
    siren: Texts
    phone: Texts
    email: Texts
    website: Texts
    called: Texts
    building: Texts
    initials: Texts
    proper: Texts
    rank: IntArray
    kinds: NDArray[np.int64]
    branches: IntArray
    itinerant: IntArray
    lon: FloatArray
    lat: FloatArray
    placed: Truths
    at_address: Truths
    category: IntArray
    categories: IntArray
    family: IntArray
    same_as: dict[int, tuple[str, ...]]

    def __len__(self) -> int:
        return len(self.keys)

    @classmethod
    def of(cls, rows: Iterable[Described]) -> "Columns":
        """Lay records out; their keys differ."""
        reading = _Reading()
        for row in rows:
            reading.add(row)
        return reading.columns()

    @cached_property
    def order(self) -> IntArray:
        """The place of each record among all, by key: the same however they came."""
        order = np.empty(len(self), dtype=np.int32)
        by_key = sorted(range(len(self)), key=self.keys.__getitem__)
        order[by_key] = np.arange(len(self))
        return order

    @cached_property
    def record(self) -> dict[str, int]:
        """Where each key is."""
        return {key: n for n, key in enumerate(self.keys)}

    @cached_property
    def ways(self) -> tuple[tuple[str, ...], IntArray]:
        """For each different street: its name, and a code for its kind of way."""
        split = [way_and_name(street) for street in self.street.values]
        return tuple(name for _, name in split), Texts.of(way for way, _ in split).codes

    @cached_property
    def houses(self) -> tuple[IntArray, IntArray]:
        """For each different house number, the first and the last number it means."""
        both = [house_numbers(number) for number in self.house_number.values]
        first, last = np.array([*both, (0, 0)], dtype=np.int32).T
        return first, last

    @cached_property
    def shortened(self) -> IntArray:
        """The code that the initials of each record have among cores; -1 for none."""
        code = {core: n for n, core in enumerate(self.core.values)}
        known = [code.get(short, NONE) for short in self.initials.values]
        return np.array([*known, NONE], dtype=np.int32)[self.initials.codes]

    @cached_property
    def met_in(self) -> dict[str, FloatArray]:
        """In how many communes each contact or SIRET is met; 0 for none, by record."""
        over = self.commune_code.codes
        return {
            "phone": self.phone.spread(over),
            "email": self.email.spread(over),
            "website": self.website.spread(over),
            "siret": self.siret.spread(over),
        }

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """What the words of the names weigh."""
        return Vocabulary.of(self.core, self.commune_code.codes)


class _Reading:
    """Columns being filled."""

    def __init__(self) -> None:
        self.keys: list[str] = []
        self.same_as: dict[int, tuple[str, ...]] = {}
        self.texts = {column: TextsBeingRead() for column in _TEXTS}
        self.numbers = {column: array("q") for column in _NUMBERS}
        self.points = array("d")

    def add(self, row: Described) -> None:
        words = name_words(row.name, row.city)
        said = (
            *(row.source, row.name, " ".join(words.core), " ".join(words.field)),
            *(" ".join(words.numbers), row.street, row.house_number, row.postcode),
            *(row.commune_code, row.siret, row.siret and row.siret[:_SIREN]),
            *(row.phone, row.email, row.website, telling(words)),
            *(row.building and telling(name_words(row.building, row.city)),),
            *(row.initials, run_together(row.name, row.city)),
        )
        for texts, text in zip(self.texts.values(), said, strict=True):
            texts.add(text)
        somewhere = row.lon == row.lon
        numbers = (
            row.rank,
            words.kinds | kinds_of(row.category),
            words.branches,
            NONE if row.itinerant is None else row.itinerant,
            somewhere and row.precision not in _VAGUE,
            somewhere and row.precision is Precision.ADDRESS,
            _CATEGORIES.index(row.category),
            sum(1 << _CATEGORIES.index(c) for c in set(row.categories)),
            _FAMILIES.index(row.category.family),
        )
        for values, number in zip(self.numbers.values(), numbers, strict=True):
            values.append(number)
        self.points.extend((row.lon, row.lat))
        if row.same_as:
            self.same_as[len(self.keys)] = row.same_as
        self.keys.append(row.key)

    def columns(self) -> Columns:
        points = np.array(self.points, dtype=np.float64).reshape(-1, 2)
        rest: dict[str, Any] = {c: read.texts() for c, read in self.texts.items()}
        for column, values in self.numbers.items():
            rest[column] = np.array(values, dtype=_NUMBERS[column])
        return Columns(
            keys=tuple(self.keys),
            lon=points[:, 0].copy(),
            lat=points[:, 1].copy(),
            same_as=self.same_as,
            **rest,
        )


_SIREN = 9
_TEXTS = (
    *("source", "name", "core", "field", "numbers", "street", "house_number"),
    *("postcode", "commune_code", "siret", "siren", "phone", "email", "website"),
    *("called", "building", "initials", "proper"),
)
_NUMBERS: dict[str, Any] = {
    "rank": np.int32,
    "kinds": np.int64,
    "branches": np.int32,
    "itinerant": np.int32,
    "placed": np.bool_,
    "at_address": np.bool_,
    "category": np.int32,
    "categories": np.int32,
    "family": np.int32,
}
