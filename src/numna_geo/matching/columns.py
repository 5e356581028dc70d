"""What matching needs to know of records, laid out in columns."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
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
    Places,
    Texts,
    TextsBeingRead,
    Truths,
)
from numna_geo.matching.vocabulary import Called, Vocabulary
from numna_geo.matching.words import (
    kinds_of,
    name_words,
    run_together,
    telling,
    tells,
)
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
    `name` is kept where there is no core. `placed` is whether a point is known better
    than by its commune; `categories` is a mask, bit n being the n-th category. `tells`
    is whether a name tells one place; `building` are the words of a house, if they do;
    `proper` is what a mailbox may hold of a name; `itinerant` is 1 or 0, -1 when not
    known.
    """

    keys: Sequence[str]
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
    phone: Texts
    email: Texts
    website: Texts
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
    tells: Truths
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
    def record(self) -> Mapping[str, int]:
        """Where each key is."""
        return Places(self.keys, np.argsort(self.order))

    @cached_property
    def siren(self) -> Texts:
        """The body that the SIRET of each record is a site of."""
        bodies = Texts.of(siret[:_SIREN] for siret in self.siret.values)
        return Texts(bodies.values, np.append(bodies.codes, NONE)[self.siret.codes])

    @cached_property
    def called(self) -> Texts:
        """The words of each name, if they tell one place from others."""
        couples = self.core.codes.astype(np.int64) << 32 | self.field.codes + 1
        _, first, codes = np.unique(couples, return_index=True, return_inverse=True)
        values = Called(self.core, self.field, first.astype(np.int32))
        return Texts(values, np.where(self.tells, codes, NONE).astype(np.int32))

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
        self.keys = TextsBeingRead()
        self.same_as: dict[int, tuple[str, ...]] = {}
        self.texts = {column: TextsBeingRead() for column in _TEXTS}
        self.numbers = {column: array(read) for column, (read, _) in _NUMBERS.items()}
        self.points = array("d")

    def add(self, row: Described) -> None:
        words = name_words(row.name, row.city)
        said = (
            *(row.source, "" if words.core else row.name, " ".join(words.core)),
            *(" ".join(words.field), " ".join(words.numbers)),
            *(row.street, row.house_number, row.postcode),
            *(row.commune_code, row.siret, row.phone, row.email, row.website),
            *(_house(row), row.initials, run_together(row.name, row.city)),
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
            tells(words),
        )
        for values, number in zip(self.numbers.values(), numbers, strict=True):
            values.append(number)
        self.points.extend((row.lon, row.lat))
        if row.same_as:
            self.same_as[len(self.keys.read)] = row.same_as
        self.keys.add(row.key)

    def columns(self) -> Columns:
        points = np.array(self.points, dtype=np.float64).reshape(-1, 2)
        rest: dict[str, Any] = {}
        # What was read of a column goes as soon as the column is there.
        for column in _TEXTS:
            rest[column] = self.texts.pop(column).texts()
        for column, (_, kind) in _NUMBERS.items():
            rest[column] = np.array(self.numbers.pop(column), dtype=kind)
        return Columns(
            keys=self.keys.read,
            lon=points[:, 0].copy(),
            lat=points[:, 1].copy(),
            same_as=self.same_as,
            **rest,
        )


def _house(row: Described) -> str:
    words = name_words(row.building, row.city)
    core, field = " ".join(words.core), " ".join(words.field)
    return telling(core, field) if tells(words) else ""


_SIREN = 9
_TEXTS = (
    *("source", "name", "core", "field", "numbers", "street", "house_number"),
    *("postcode", "commune_code", "siret", "phone", "email", "website"),
    *("building", "initials", "proper"),
)
_NUMBERS: dict[str, tuple[str, Any]] = {
    "rank": ("i", np.int32),
    "kinds": ("q", np.int64),
    "branches": ("b", np.int32),
    "itinerant": ("b", np.int32),
    "placed": ("b", np.bool_),
    "at_address": ("b", np.bool_),
    "category": ("b", np.int32),
    "categories": ("q", np.int32),
    "family": ("b", np.int32),
    "tells": ("b", np.bool_),
}
"""How each column of numbers is read, and how it is kept."""
