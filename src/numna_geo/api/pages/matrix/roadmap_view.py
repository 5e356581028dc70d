"""How the figures of the roadmap are written: values, counts, marks of sources."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from numna_geo.api.pages.words.wording import Words
from numna_geo.gaps import INDICATORS
from numna_geo.model.collection import MeasureStatus, Reading
from numna_geo.model.territory import Quantity
from numna_geo.usecases.tell_ecosystem import Part, Presence

Told = Mapping[str, Any]

_NO_DATA = "roadmap.no_data"
_MISSING = {MeasureStatus.NOT_COLLECTED.value: "roadmap.not_collected"}
_NO_BREAK = "\N{NO-BREAK SPACE}"
_DECIMALS_BELOW = 10
_PAIR = 2
_UNITS = {
    "organisations par habitant": "choices",
    "pour 10 000 habitants": "per_10000",
}
_OTHERS = {"établissements": Quantity.ESTABLISHMENTS.value}


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureLine:
    """One indicator in one period.

    There may be no verified reading, or one that says nothing: nothing `is_checked`.
    `marks` are numbers in the list of sources below the table, as `1, 3–5`.
    """

    key: str
    title: str
    period: str
    declared: str
    declared_counts: str
    verified: str
    has_verified: bool
    is_checked: bool
    marks: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveTexts:
    """What an objective says, in the language of the page."""

    title: str
    summary: str
    unknowns: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileCell:
    """A part of an ecosystem: letter, colour, short text, and the whole sentence."""

    presence: str
    short: str
    text: str


def objective_texts(t: Words, one: Told) -> ObjectiveTexts:
    """The French of the document, or its English."""
    number, unknowns = one["number"], list(one["unknowns"])
    if t.lang == "fr":
        return ObjectiveTexts(
            title=one["title"], summary=one["summary"], unknowns=unknowns
        )
    english = t.texts[f"note.unknowns_{number}"].split("|")
    missing = [t.category(c) for c in one["categories_not_collected"]]
    if missing:
        english.append(t("roadmap.no_list", categories=", ".join(missing)))
    return ObjectiveTexts(
        title=t.texts[f"title.objective_{number}"],
        summary=t.texts[f"note.summary_{number}"],
        unknowns=english,
    )


def figure_lines(
    t: Words,
    figures: Iterable[Told],
    marks: Mapping[str, int],
    checked: Collection[str],
) -> Iterator[FigureLine]:
    """Lines of the table of regional figures; something of `checked` kinds was."""
    for one in figures:
        by_period: dict[str, dict[str, Told]] = {}
        for value in one["values"]:
            by_period.setdefault(value["period"], {})[value["reading"]] = value
        for period, readings in by_period.items():
            declared = readings[Reading.DECLARED]
            verified = readings.get(Reading.VERIFIED)
            answering = INDICATORS[one["key"]].answering
            is_checked = any(str(kind) in checked for kind in answering)
            yield FigureLine(
                key=one["key"],
                title=t.title(INDICATORS[one["key"]]) + _threshold(one),
                period=t.period(period),
                declared=_value(t, one, declared),
                declared_counts=_counts(t, one, declared),
                verified=_verified(t, one, verified, is_checked=is_checked),
                has_verified=verified is not None,
                is_checked=is_checked,
                marks=ranges(marks[key] for key in one["sources"] if key in marks),
            )


def grouped_lines(
    t: Words, objectives: Iterable[Told], lines: Iterable[FigureLine]
) -> list[tuple[str, list[FigureLine]]]:
    """Lines by objective, then those that answer none."""
    every = list(lines)
    found = []
    apart = []
    for one in objectives:
        title = objective_texts(t, one).title
        head = t("roadmap.objective", n=one["number"]) + t("page.colon") + " " + title
        own = {f["key"] for f in one["figures"] if not f["apart"]}
        apart += [f["key"] for f in one["figures"] if f["apart"]]
        found.append((head, [line for line in every if line.key in own]))
    beside = [line for line in every if line.key in apart]
    return [*found, (t("roadmap.apart"), beside)]


def two_counts(t: Words, figures: Iterable[Told]) -> str:
    """Why shares of fibre and of speeds are not of as many premises."""
    of = {one["key"]: one["values"][-1]["denominator"] for one in figures}
    fibre, speeds = of.get("fibre_not_connectable"), of.get("not_gigabit")
    if not fibre or not speeds:
        return ""
    return t("roadmap.two_counts", fibre=t.number(fibre), speeds=t.number(speeds))


def numbered(figures: Iterable[Told]) -> dict[str, int]:
    """A number for each source, in the order in which figures cite them."""
    keys = dict.fromkeys(key for one in figures for key in one["sources"])
    return {key: at for at, key in enumerate(keys, start=1)}


def ranges(numbers: Iterable[int]) -> str:
    """Numbers in order, runs of three and more by their ends.

    >>> ranges([5, 1, 4, 3, 8])
    '1, 3–5, 8'
    """
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    told = [
        [f"{r[0]}–{r[-1]}"] if len(r) > _PAIR else [str(n) for n in r] for r in runs
    ]
    return ", ".join(text for run in told for text in run)


def warnings(t: Words, figures: Iterable[Told]) -> list[str]:
    """What must be said beside the figures, once each."""
    told = (t.warning(INDICATORS[one["key"]]) for one in figures)
    return list(dict.fromkeys(text for text in told if text))


def profile_cells(t: Words, profile: Told, reading: Reading) -> list[ProfileCell]:
    """The parts of one territory's ecosystem."""
    return [_profile_cell(t, part, reading) for part in profile["parts"]]


def _profile_cell(t: Words, told: Told, reading: Reading) -> ProfileCell:
    presence, part = Presence(told["presence"]), Part(told["part"])
    short = t(f"roadmap.short.{presence}")
    if part is Part.THD:
        short = t.share(told["share"]) if told["share"] is not None else short
        text = t(f"roadmap.thd.{presence}", share=short)
    else:
        if presence is Presence.PRESENT:
            short = t.number(told["sites"])
        text = t.count(f"roadmap.presence.{presence}", told["declared"] or 0)
        if reading is Reading.VERIFIED and presence is Presence.PRESENT:
            text = t.count("roadmap.presence.checked", told["sites"])
    return ProfileCell(presence=presence.value, short=short, text=text)


def _threshold(one: Told) -> str:
    return f", {one['max_min']}{_NO_BREAK}min" if one["max_min"] else ""


def _value(t: Words, one: Told, value: Told) -> str:
    number = value["value"]
    if number is None:
        return t(_MISSING.get(value["status"], _NO_DATA))
    if one["unit"].startswith("part"):
        return t.share(number)
    digits = 1 if number < _DECIMALS_BELOW else 0
    if one["unit"] == "min":
        return f"{t.number(number, digits)}{_NO_BREAK}min"
    return t.number(number, 2)


def _verified(t: Words, one: Told, value: Told | None, *, is_checked: bool) -> str:
    """What the verified reading says: nothing, where nobody checked anything."""
    if value is None:
        return ""
    return _value(t, one, value) if is_checked else t("roadmap.not_verified")


def _counts(t: Words, one: Told, value: Told) -> str:
    """What a share is of, or the unit that the number does not tell."""
    if value["value"] is not None and one["unit"] in _UNITS:
        unit = t(f"roadmap.unit.{_UNITS[one['unit']]}")
        return "" if t.title(INDICATORS[one["key"]]).endswith(unit) else unit
    if value["value"] is None or not one["unit"].startswith("part"):
        return ""
    if value["numerator"] is None:
        return ""
    said = t(
        "roadmap.counts",
        part=t.number(value["numerator"]),
        whole=t.number(value["denominator"]),
        what=_what(t, one),
    )
    if value["uncertain"]:
        said += t("roadmap.uncertain", n=t.number(value["uncertain"]))
    if value["estimated"]:
        said += t("roadmap.estimated")
    return said


def _what(t: Words, one: Told) -> str:
    counted = _OTHERS.get(one["counted"], one["counted"])
    return t(f"roadmap.of.{counted if counted in set(Quantity) else 'premises'}")
