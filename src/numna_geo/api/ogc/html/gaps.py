"""The gaps of one territory as a page tells them: objective by objective, in tables."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from numna_geo.api.ogc.html.cells import Cell, cell
from numna_geo.api.pages.words.fields import told_field
from numna_geo.api.pages.words.wording import Words
from numna_geo.gaps import INDICATORS
from numna_geo.gaps.indicator import Indicator
from numna_geo.model.dataset import Dataset, Field

_OBJECTIVES = (10, 11, 12)
_ENDINGS = ("", "_status", "_numerator", "_denominator")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """What is measured by one indicator.

    Args:
        key: of the indicator, which names its fields.
        title: in one language, as are the texts below.
        meaning: which measure it is.
        value: with its unit; nothing where it is unknown.
        status: how to read the value, or why there is none.
        counts: of a share, what it is a part of.
    """

    key: str
    title: str
    meaning: str
    value: Cell
    status: str
    counts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """The measures of one objective, or of what answers none."""

    title: str
    gaps: Sequence[Gap]


def plain_fields(dataset: Dataset) -> Iterator[Field]:
    """The fields that no chapter holds: all of them, but of the gaps."""
    measured: set[str] = set()
    if dataset.key == "gaps":
        measured = {f"{key}{end}" for key in INDICATORS for end in _ENDINGS}
    yield from (field for field in dataset if field.name not in measured)


def fields_by_indicator(
    t: Words, dataset: Dataset
) -> Iterator[tuple[str, list[tuple[Field, str]]]]:
    """The fields that `plain_fields` leaves out: what each is, under its indicator."""
    if dataset.key != "gaps":
        return
    for key in INDICATORS:
        names = [f"{key}{end}" for end in _ENDINGS]
        found = [
            (dataset.by_name[name], t(f"ogc.gap{end or '_value'}"))
            for name, end in zip(names, _ENDINGS, strict=True)
            if name in dataset.by_name
        ]
        yield told_field(t, dataset.by_name[key]).title, found


def chapters(t: Words, dataset: Dataset, told: Mapping[str, Any]) -> list[Chapter]:
    """Every measure of a territory, by objective, then what stands apart.

    Args:
        t: the language.
        dataset: whose feature it is; only the gaps have chapters.
        told: the properties of the feature.
    """
    if dataset.key != "gaps":
        return []
    titles = {n: f"{n}. {t(f'sheet.objective_{n}')}" for n in _OBJECTIVES}
    held = {
        title: [one for one in INDICATORS.values() if one.objective == n]
        for n, title in titles.items()
    }
    found = [
        Chapter(
            title=title,
            gaps=[_gap(t, dataset, told, one) for one in several if not one.apart],
        )
        for title, several in held.items()
    ]
    apart = [one for one in INDICATORS.values() if one.apart]
    gaps = [_gap(t, dataset, told, one) for one in apart]
    return [*found, Chapter(title=t("page.apart"), gaps=gaps)]


def _gap(
    t: Words, dataset: Dataset, told: Mapping[str, Any], indicator: Indicator
) -> Gap:
    key = indicator.key
    field, status = dataset.by_name[key], dataset.by_name[f"{key}_status"]
    said = told_field(t, field)
    return Gap(
        key=key,
        title=said.title,
        meaning=said.meaning,
        value=cell(t, field, told.get(key)),
        status=cell(t, status, told.get(status.name)).text or "",
        counts=_counts(t, dataset, told, key),
    )


def _counts(t: Words, dataset: Dataset, told: Mapping[str, Any], key: str) -> str:
    """Of how many a share is told; nothing of what is no share, or unknown."""
    part, whole = told.get(f"{key}_numerator"), told.get(f"{key}_denominator")
    if part is None or whole is None:
        return ""
    unit = told_field(t, dataset.by_name[f"{key}_numerator"]).unit
    return t("ogc.gap_of", n=t.number(part), total=t.number(whole), unit=unit)
