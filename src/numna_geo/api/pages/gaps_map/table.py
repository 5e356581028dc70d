"""/carte/tableau: everything that the map says, as a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from numna_geo.api.pages.gaps_map.question import drawn_kinds
from numna_geo.api.pages.gaps_map.table_asked import (
    PAGE,
    UNSURE,
    TableAsked,
    table_asked,
)
from numna_geo.api.pages.shell.templates import page
from numna_geo.api.pages.words.wording import Words, words_of
from numna_geo.api.state import LayersDep, MeasuresDep, ReaderDep
from numna_geo.maps.classes import Classes, of_groups
from numna_geo.model import french
from numna_geo.model.collection import Reading
from numna_geo.model.territory import Level
from numna_geo.usecases.map_figures import QuestionFigures, map_figures
from numna_geo.usecases.map_rows import MapRow, MapRows
from numna_geo.usecases.map_values import LEVELS, Values

router = APIRouter(include_in_schema=False)

PATH = "/carte/tableau"


@router.get(PATH)
async def table_page(
    request: Request, reader: ReaderDep, measures: MeasuresDep, layers: LayersDep
) -> Response:
    """The areas of one level, sorted and filtered, fifty at a time."""
    t = words_of(request)
    asked = table_asked(request.query_params)
    figures = await map_figures(reader, measures, layers, asked=asked.reading)
    drawn = next(one for one in figures if one.indicator.key == asked.indicator)
    values = Values(
        indicator=asked.indicator,
        category=asked.category,
        period=asked.period or drawn.period,
        reading=drawn.reading,
        level=asked.level,
    )
    classes = drawn.classes
    if asked.level is not Level.COMMUNE:
        classes = of_groups(classes)
    found = await MapRows(reader, (measures, layers)).rows(values, classes)
    rows = asked.chosen(found)
    shown = Shown(t=t, asked=asked, drawn=drawn, classes=classes)
    last = max(1, -(-len(rows) // PAGE))
    number = min(asked.page, last)
    return page(
        request,
        "carte_tableau_page.html",
        active="map",
        asked=asked,
        shown=shown,
        rows=rows[(number - 1) * PAGE : number * PAGE],
        counted=len(rows),
        every=len(found),
        first=(number - 1) * PAGE + 1,
        number=number,
        last=last,
        figures=figures,
        levels=LEVELS,
        departments=_departments(found),
        uncertain=UNSURE,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """How the rows of one table are written."""

    t: Words
    asked: TableAsked
    drawn: QuestionFigures
    classes: Classes

    @property
    def labels(self) -> Sequence[str]:
        """Of the classes, as the legend writes them."""
        return self.classes.labels()

    @property
    def categories(self) -> Sequence[str]:
        """Those that can be asked one by one."""
        return drawn_kinds(self.asked.indicator)

    @property
    def in_minutes(self) -> bool:
        """Whether minutes are drawn, and not a share."""
        return self.classes.column == "nearest_min"

    @property
    def periods(self) -> Sequence[str]:
        """Those that can be asked, the oldest first."""
        return self.drawn.indicator.periods

    @property
    def warning(self) -> str:
        """What must be said beside what is drawn, or nothing."""
        return self.t.warning(self.drawn.indicator)

    @property
    def only_reading(self) -> str:
        """Why the reading is not the one that was asked, where it is not."""
        if self.drawn.reading is self.asked.reading:
            return ""
        return self.t.one_reading(self.drawn.indicator)

    @property
    def sources(self) -> str:
        """Whose what is drawn is."""
        found = self.drawn.drawn_sources(self.asked.category, self.asked.period)
        return self.t.cited(found)

    def value(self, row: MapRow) -> str:
        """What is drawn, in words."""
        t = self.t
        if row.place is None:
            return t("map.no_data" if row.status == "no_data" else f"map.{row.status}")
        if not self.in_minutes:
            return t.share(row.value or 0)
        if row.minutes is None:
            verified = self.asked.reading is Reading.VERIFIED
            return t("map.none_verified" if verified else "map.no_road")
        return french.duration(row.minutes)

    def band(self, row: MapRow) -> str:
        """The least and the most minutes, where they differ."""
        if row.low is None or row.high is None or row.low == row.high:
            return ""
        return self.t("table.band", low=row.low, high=row.high)

    def missing(self, row: MapRow) -> str:
        """How many are in the gap, of how many."""
        if row.place is None or row.numerator is None or row.denominator is None:
            return "—"
        number = self.t.number
        return self.t("table.of", n=number(row.numerator), all=number(row.denominator))

    def status(self, row: MapRow) -> list[str]:
        """What must be known to read the value."""
        t, limit = self.t, self.drawn.indicator.threshold
        said = [t(f"table.status_{row.status}", min=limit or 0)]
        if row.uncertain:
            said.append(t("table.uncertain", n=t.number(row.uncertain), min=limit))
        if row.copper:
            said.append(t("table.copper", day=t.day(date.fromisoformat(row.copper))))
        if row.unverified:
            said.append(t("table.unverified"))
        if row.inside:
            said.append(t("table.inside"))
        return said

    def sorting(self, sort: str) -> str | None:
        """What `aria-sort` says of a column, nothing where it does not sort."""
        if sort != self.asked.sort:
            return None
        return "descending" if self.asked.falling else "ascending"

    def csv(self) -> str:
        """The same measure as a file of the API."""
        told = {"indicator": self.asked.indicator, "level": self.asked.level.value}
        if self.asked.department:
            told["within"] = f"{Level.DEPARTEMENT}:{self.asked.department}"
        if self.asked.category:
            told["category"] = self.asked.category
        if self.asked.period:
            told["period"] = self.asked.period
        if self.drawn.reading is Reading.VERIFIED:
            told["reading"] = self.drawn.reading.value
        return f"/api/v1/gaps?{urlencode(told | {'f': 'csv'})}"

    def map(self) -> str:
        """Where the map shows the same, for its hash."""
        told = {
            "q": self.asked.indicator,
            "k": self.asked.category,
            "n": "" if self.asked.level is Level.COMMUNE else self.asked.level.value,
            "t": self.asked.period,
            "tab": "1",
        }
        return urlencode({name: value for name, value in told.items() if value})


def _departments(rows: Sequence[MapRow]) -> Mapping[str, str]:
    found = {
        row.department_code: row.department
        for row in rows
        if row.department_code and row.department
    }
    return dict(sorted(found.items(), key=lambda one: one[1]))
