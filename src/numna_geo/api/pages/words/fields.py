"""The fields of published datasets, in the words of the pages."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from numna_geo.api.pages.words.wording import Words, unbroken
from numna_geo.model.dataset import Dataset, Field
from numna_geo.usecases.describe_datasets import Description


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldField:
    """A field as people read it; `values` are its codes, each with what it means."""

    name: str
    title: str
    meaning: str
    kind: str
    unit: str
    values: tuple[tuple[str, str], ...]
    required: bool


def told_fields(t: Words, fields: Iterable[Field]) -> list[ToldField]:
    """Fields in one language, in their order."""
    return [told_field(t, field) for field in fields]


def told_field(t: Words, field: Field) -> ToldField:
    """A field in one language."""
    french = t.lang == "fr"
    return ToldField(
        name=field.name,
        title=typeset(field.title) if french else field.title_en,
        meaning=typeset(field.meaning) if french else field.meaning_en,
        kind=t(f"field.kind_{field.kind}"),
        unit=told_unit(t, field.unit),
        values=tuple((value, told_value(t, field, value)) for value in field.values),
        required=field.required,
    )


def told_unit(t: Words, unit: str) -> str:
    """A unit; those that are words are French in the model."""
    return t.texts.get(f"unit.{unit}", unit)


def told_value(t: Words, field: Field, value: str) -> str:
    """What a code means; the code itself where it is no word of ours."""
    named = _BY_FIELD.get(field.name)
    if named is not None and (value in field.values or field.name in _OPEN):
        return named(t, value)
    return t.texts.get(f"value.{value}", value)


def is_coded(field: Field) -> bool:
    """Whether values of a text are codes, which `told_value` has words for."""
    return bool(field.values) or field.name in _OPEN


def title_of(t: Words, dataset: Dataset) -> str:
    """What a dataset is called."""
    return typeset(dataset.title) if t.lang == "fr" else dataset.title_en


def description_of(t: Words, dataset: Dataset) -> str:
    """What a dataset holds, how it was made and what it leaves out."""
    if t.lang == "fr":
        return typeset(dataset.description)
    return dataset.description_en


def cited(t: Words, told: Description) -> tuple[str, str]:
    """What the licence asks to show: our words, then the French names of sources."""
    text, between = told.attribution, ", d'après "
    if t.lang == "en":
        text, between = told.attribution_en, ", after "
    ours, said, names = text.partition(between)
    return typeset(f"{ours}{said}"), typeset(names)


def typeset(french: str) -> str:
    """A French text of the model as pages write it: its apostrophes and its spaces.

    >>> typeset("l'aide : un point ; deux") == "l’aide\u00a0: un point\u202f; deux"
    True
    """
    return unbroken(french.replace("'", "’"))


def _under(prefix: str) -> Callable[[Words, str], str]:
    def named(t: Words, value: str) -> str:
        return t.texts.get(f"{prefix}.{value}") or t.texts.get(f"value.{value}", value)

    return named


# Codes without a list: an engine of routes has a name of its own.
_OPEN = {"engine"}
_BY_FIELD: dict[str, Callable[[Words, str], str]] = {
    "family": Words.family,
    "category": Words.category,
    "categories": Words.category,
    "stages": Words.stage,
    "needs": _under("need"),
    "sectors": _under("sector"),
    "level": lambda t, value: t.texts.get(f"data.one_{value}", value),
    "status": _under("value.status"),
    "engine": _under("value.engine"),
}
