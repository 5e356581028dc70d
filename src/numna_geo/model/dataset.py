"""What we publish to other systems: a dataset, and the fields of its features."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class Kind(StrEnum):
    """The type of a field: how it is stored, compared and written to files."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    TEXTS = "texts"


class Shape(StrEnum):
    """The geometry of every feature of a dataset."""

    POINT = "Point"
    MULTIPOLYGON = "MultiPolygon"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One property of every feature; unknown is null, never 0 or "".

    Args:
        name: in English, the same in every format.
        kind: of its values.
        title: what people read above the column, in French.
        title_en: the same in English.
        meaning: one sentence on what it says, in French.
        meaning_en: the same in English.
        unit: of a number, such as `%` or `km²`; empty where it has none.
        values: all that it can hold; empty where that is not a short list.
        required: whether every feature has it.
    """

    name: str
    kind: Kind
    title: str
    title_en: str
    meaning: str
    meaning_en: str
    unit: str = ""
    values: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, kw_only=True)
class Dataset:
    """A set of features with one shape and the same fields.

    `time` names the fields of the first and the last day that a feature holds for,
    where features have such days.

    Args:
        key: its name in addresses and files.
        title: in French, as a catalogue lists it.
        title_en: the same in English.
        description: what it holds, how it was made and what it leaves out, in French.
        description_en: the same in English.
        keywords: for catalogues, in French.
        shape: of its features.
        identifier: the field that tells a feature from all others.
        label: the field that names a feature for people.
        fields: in the order of files, the identifier first.
        time: the fields of the first and the last day, where there are.
        sources: keys of the catalogue it is made from; `()` where each feature names
            its own.
    """

    key: str
    title: str
    title_en: str
    description: str
    description_en: str
    keywords: tuple[str, ...]
    shape: Shape
    identifier: str
    label: str
    fields: tuple[Field, ...]
    time: tuple[str, str] | None = None
    sources: tuple[str, ...] = ()

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        """Its fields by name."""
        return {field.name: field for field in self.fields}

    def __iter__(self) -> Iterator[Field]:
        return iter(self.fields)
