"""What the page of a structure says: its state, its week, the way there, its offer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from numna_geo.api.pages.structure.directions import Way, way_to
from numna_geo.api.pages.structure.opening_now import DayRow, said_state, said_week
from numna_geo.api.pages.words import english
from numna_geo.api.pages.words.wording import Words
from numna_geo.model import french
from numna_geo.model.category import Category, Family
from numna_geo.model.stage import Sector, Stage
from numna_geo.model.structure import Status
from numna_geo.store.statements import Row
from numna_geo.usecases.tell_opening import OpeningState, tell_opening
from numna_geo.usecases.tell_structure import Told
from numna_geo.usecases.tell_week import tell_week

_NOT_OPEN = {Status.PLANNED, Status.CLOSED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """Whether it is open now, this week's table, and how the source writes it.

    `week` is empty where the text of the source is no notation that we understand;
    `dates` are those of its first and last days.
    """

    state: OpeningState
    text: str
    week: Sequence[DayRow]
    dates: str
    written: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Everything of the page that must be worked out first, in its language.

    `back` are the parameters of the list that it stands in; `needs` go with whether
    only its category says so; `hours` is None of what is not open at all.
    """

    back: Mapping[str, str]
    checked: str
    hours: Hours | None
    way: Way | None
    needs: Sequence[tuple[str, bool]]
    stages: Sequence[str]
    sectors: Sequence[str]


def view(t: Words, row: Row, told: Told, now: datetime, *, verified: bool) -> View:
    """The page of a structure at a moment.

    Args:
        t: the words of the language.
        row: of `store.structures.one`.
        told: what else is known of it.
        now: where it stands, with a time zone.
        verified: whether its check still counts.
    """
    by_category = {need["need"]: need["by_category"] for need in told.needs}
    return View(
        back=_list_around(row),
        checked=_checked(t, row, now.date(), verified=verified),
        hours=_hours(t, row, now),
        way=way_to(row),
        needs=[
            (t(f"need.{need}"), by_category.get(need, False))
            for need in row["needs"] or ()
        ],
        stages=[t.stage(stage) for stage in known_stages(row)],
        sectors=[_sector(t, sector) for sector in row["sectors"] or ()],
    )


def known_stages(row: Row) -> list[Stage]:
    """The stages that it accompanies, in the order of a project's life."""
    return [stage for stage in Stage if stage in (row["stages"] or ())]


def _sector(t: Words, sector: str) -> str:
    return t("structure.sector_any" if sector == Sector.ANY else f"sector.{sector}")


def _list_around(row: Row) -> dict[str, str]:
    family = Category(row["category"]).family
    kind = {"famille": family.value}
    if family is Family.OTHER:
        kind = {"categorie": row["category"]}
    return {"commune": row["commune_code"] or "", **kind} if row["in_region"] else kind


def _checked(t: Words, row: Row, today: date, *, verified: bool) -> str:
    if row["verified_on"] is None:
        return t("structure.checked_not")
    ago = (french if t.lang == "fr" else english).ago(row["verified_on"], today)
    if verified:
        return t("structure.checked", ago=ago)
    return t("structure.checked_not")


def _hours(t: Words, row: Row, now: datetime) -> Hours | None:
    if row["status"] in _NOT_OPEN:
        return None
    opening = tell_opening(row["opening"], now)
    week = tell_week(row["opening"], now) or ()
    return Hours(
        state=opening.state,
        text=said_state(opening, now, t.lang),
        week=said_week(week, now.date(), t.lang),
        dates=_dates(t, week[0].day, week[-1].day) if week else "",
        written=row["opening"],
    )


def _dates(t: Words, first: date, last: date) -> str:
    told = french if t.lang == "fr" else english
    begins = told.day(first, year=False)
    if first.month == last.month:
        begins = begins.partition(" ")[0]
    return t("structure.week", first=begins, last=told.day(last, year=False))
