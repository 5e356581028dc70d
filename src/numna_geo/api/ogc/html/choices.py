"""What the page of items lets people filter on, and shows of each feature first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from numna_geo.api.ogc.html.gaps import fields_by_indicator, plain_fields
from numna_geo.api.pages.words.fields import told_field, told_value
from numna_geo.api.pages.words.wording import Words
from numna_geo.gaps import INDICATORS
from numna_geo.model.dataset import Dataset, Field
from numna_geo.model.department import DEPARTMENTS

MOST = 100
"""Rows that a page draws."""

_FILTERS: Mapping[str, tuple[str, ...]] = {
    "structures": ("category", "department_code", "status"),
    "communes": ("department_code", "epci_code"),
    "epci": ("department_code",),
    "departements": (),
    "broadband": ("department_code", "period", "code"),
    "gaps": ("level", "department_code", "code"),
}
_SHOWN: Mapping[str, tuple[str, ...]] = {
    "structures": ("category", "commune", "department_code", "status", "verified_on"),
    "communes": ("code", "department_code", "epci_code", "population", "area_km2"),
    "epci": ("code", "department_code", "population", "area_km2"),
    "departements": ("code", "population", "area_km2"),
    "broadband": ("code", "period", "premises", "connectable_share"),
    "gaps": ("level", "population", *list(INDICATORS)[:4]),
}
_PERIODS = INDICATORS["fibre_not_connectable"].periods
"""Those of broadband, which these premises are counted in; the last is the newest."""
_EXAMPLES: Mapping[str, str] = {
    "structures": "category IN ('coworking','fab_lab') AND department_code = '23'",
    "communes": "population > 5000 AND CASEI(name) LIKE CASEI('saint%')",
    "epci": "population BETWEEN 20000 AND 50000",
    "departements": "population > 500000",
    "broadband": "period = '2026-T2' AND connectable_share < 0.9",
    "gaps": "level = 'epci' AND population > 20000",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A field of the form; `choices` are codes with what they mean, or nothing."""

    name: str
    title: str
    value: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Fields to show or not, by name, in words, and whether; `title` may be empty."""

    title: str
    boxes: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The form above the items, filled with what is asked.

    Args:
        fields: that a person filters on.
        bbox: as it is asked.
        filter: a CQL2 text.
        example: of such a text.
        limit: how many rows.
        columns: fields with their title, and whether they are shown; in groups.
        shown: how many columns there are beside the name.
        kept: parameters that the form has no field for.
        is_filtered: whether anything is asked.
    """

    fields: tuple[Choice, ...]
    bbox: str
    filter: str
    example: str
    limit: int
    columns: tuple[Columns, ...]
    shown: int
    kept: tuple[tuple[str, str], ...]
    is_filtered: bool


def shown_fields(dataset: Dataset, asked: Mapping[str, str]) -> list[Field]:
    """The columns of the page: those that are asked, or the ones that tell most."""
    named = [name for name in asked.get("properties", "").split(",") if name]
    wanted = named or _SHOWN.get(dataset.key, ())
    found = [dataset.by_name[name] for name in wanted if name in dataset.by_name]
    return [dataset.by_name[dataset.label], *_without(found, dataset.label)]


def form(t: Words, dataset: Dataset, asked: Mapping[str, str]) -> Form:
    """The form of a dataset, as it is filled by what is asked."""
    names = _FILTERS.get(dataset.key, ())
    own = {*names, "bbox", "filter", "limit", "properties", "f", "lang"}
    on = {field.name for field in shown_fields(dataset, asked)}
    asked_limit = asked.get("limit", "")
    return Form(
        fields=tuple(
            _choice(t, dataset.by_name[name], asked.get(name, "")) for name in names
        ),
        bbox=asked.get("bbox", ""),
        filter=asked.get("filter", ""),
        example=_EXAMPLES.get(dataset.key, ""),
        limit=int(asked_limit) if asked_limit in {"20", "50"} else MOST,
        columns=tuple(_columns(t, dataset, on)),
        shown=len(on - {dataset.label}),
        # A new question starts at its first page.
        kept=tuple(
            (n, v) for n, v in asked.items() if n not in own | {"cursor", "offset"}
        ),
        is_filtered=bool(asked.keys() - {"f", "lang", "limit"}),
    )


def _columns(t: Words, dataset: Dataset, on: set[str]) -> Iterator[Columns]:
    """Every field but the name, those of an indicator together."""
    plain = _without(list(plain_fields(dataset)), dataset.label)
    titled = [(field, told_field(t, field).title) for field in plain]
    for title, fields in ("", titled), *fields_by_indicator(t, dataset):
        boxes = tuple((one.name, said, one.name in on) for one, said in fields)
        yield Columns(title=title, boxes=boxes)


def example_of(dataset: Dataset) -> str:
    """A CQL2 text that finds something in a dataset."""
    return _EXAMPLES.get(dataset.key, "")


def _choice(t: Words, field: Field, value: str) -> Choice:
    choices = tuple((code, told_value(t, field, code)) for code in field.values)
    if field.name == "department_code":
        choices = tuple((one.code, f"{one.name} ({one.code})") for one in DEPARTMENTS)
    if field.name == "period":
        choices = tuple((one, t.period(one)) for one in reversed(_PERIODS))
    title = told_field(t, field).title
    return Choice(name=field.name, title=title, value=value, choices=choices)


def _without(fields: list[Field], name: str) -> list[Field]:
    return [field for field in fields if field.name != name]
