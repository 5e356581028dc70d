"""What matching needs to know of records, laid out in columns."""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from math import nan
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from numna_geo.matching.streets import street_and_number, way_and_name
from numna_geo.matching.texts import FloatArray, IntArray, Texts, TextsBeingRead, Truths
from numna_geo.matching.vocabulary import Vocabulary
from numna_geo.matching.words import kinds_of, name_words, one_spelling
from numna_geo.model.category import Category, Family
from numna_geo.model.naming import search_name
from numna_geo.model.position import Precision
from numna_geo.model.structure import Record

_CATEGORIES, _FAMILIES = tuple(Category), tuple(Family)
_VAGUE = (Precision.COMMUNE, Precision.UNKNOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """One record, as far as matching looks at it; texts in plain words.

    `key` is `source:record_key`. `lon`, `lat` are WGS 84 degrees, NaN when unknown.
    `website` is its host and path. "" or `None` where nothing is known.
    """

    key: str
    source: str
    rank: int
    name: str
    city: str
    street: str
    house_number: str
    postcode: str | None
    commune_code: str | None
    lon: float
    lat: float
    precision: Precision
    category: Category
    categories: tuple[Category, ...]
    siret: str | None
    phone: str | None
    email: str | None
    website: str | None
    same_as: tuple[str, ...]


def described(record: Record, *, rank: int) -> Described:
    """What matching needs of a record; `rank` is its source's, 1 trusted first."""
    address, contact, at = record.address, record.contact, record.position
    street, number = street_and_number(address.street or "")
    return Described(
        key=f"{record.source}:{record.record_key}",
        source=record.source,
        rank=rank,
        name=one_spelling(search_name(record.name)),
        city=search_name(address.city or ""),
        street=street,
        house_number=number,
        postcode=address.postcode,
        commune_code=address.commune_code,
        lon=at.lon if at else nan,
        lat=at.lat if at else nan,
        precision=record.precision,
        category=record.category,
        categories=(record.category, *record.other_categories),
        siret=record.siret,
        phone=contact.phone,
        email=contact.email,
        website=web_page(contact.website),
        same_as=record.same_as,
    )


def web_page(website: str | None) -> str | None:
    """Host and path of a web address, without what varies between spellings.

    >>> web_page("https://www.Exemple.fr/lieu/?utm=1"), web_page("http://exemple.fr")
    ('exemple.fr/lieu', 'exemple.fr')
    """
    if website is None:
        return None
    parts = urlsplit(website)
    host = parts.netloc.lower().removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}" or None


# `eq=False`: two sets of columns are the same only if they are one.
@dataclass(frozen=True, kw_only=True, eq=False)
class Columns:
    """Records in columns, in the order they came.

    `core`, `field`, `numbers`, `kinds` and `branches` are those of `words.NameWords`;
    `siren` is the body that a SIRET is a site of. `placed` is whether a point is known
    better than by its commune; `categories` is a mask, bit n being the n-th category.
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
    rank: IntArray
    kinds: NDArray[np.int64]
    branches: IntArray
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
            *(row.phone, row.email, row.website),
        )
        for texts, text in zip(self.texts.values(), said, strict=True):
            texts.add(text)
        somewhere = row.lon == row.lon
        numbers = (
            row.rank,
            words.kinds | kinds_of(row.category),
            words.branches,
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
)
_NUMBERS: dict[str, Any] = {
    "rank": np.int32,
    "kinds": np.int64,
    "branches": np.int32,
    "placed": np.bool_,
    "at_address": np.bool_,
    "category": np.int32,
    "categories": np.int32,
    "family": np.int32,
}
