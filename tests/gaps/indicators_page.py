"""The tables of docs/indicators.md, from the catalogue itself.

`python -m tests.gaps.indicators_page` writes them anew.
"""

from collections.abc import Iterator
from pathlib import Path

from numna_geo.bundle import DATA
from numna_geo.gaps import INDICATORS
from numna_geo.gaps.indicator import Indicator
from numna_geo.sources.source import catalogue

PAGE = Path(__file__).parents[2] / "docs" / "indicators.md"
START = "<!-- from the catalogue: python -m tests.gaps.indicators_page -->"
WORSE = {"higher_is_worse": "more", "lower_is_worse": "less"}


def tables() -> str:
    """Every indicator in one table, then each with all that it says of itself."""
    rows = [
        "| key | objective | question | unit | worse when | formula |",
        "| --- | --- | --- | --- | --- | --- |",
        *(_row(one) for one in INDICATORS.values()),
    ]
    told = (line for one in INDICATORS.values() for line in _told(one))
    return "\n".join([*rows, "", *told])


def _objective(one: Indicator) -> str:
    return f"beside {one.objective}" if one.apart else str(one.objective)


def _row(one: Indicator) -> str:
    cells = (
        *(f"[`{one.key}`](#{one.key})", _objective(one), one.question, one.unit),
        *(WORSE[one.direction], one.formula),
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _told(one: Indicator) -> Iterator[str]:
    titles = catalogue(DATA)
    yield f"### {one.key}\n"
    yield f"**{one.title}.** {one.question}\n"
    yield f"- Formula: {one.formula}"
    yield f"- Example: {one.example}"
    yield f"- Method: {one.method}"
    yield f"- Limits: {one.limits}"
    yield f"- Sources: {' ; '.join(titles[key].title for key in one.sources)}"
    if one.thresholds:
        others = ", ".join(map(str, one.thresholds))
        yield f"- Minutes: {others}; {one.threshold} unless others are asked"
    if one.quantities:
        yield f"- Counts: {', '.join(one.quantities)}"
    yield ""


if __name__ == "__main__":
    head = PAGE.read_text().partition(START)[0]
    PAGE.write_text(f"{head}{START}\n\n{tables()}".rstrip() + "\n")
