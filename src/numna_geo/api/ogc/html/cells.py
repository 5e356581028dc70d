"""Values of features as people read them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from numna_geo.api.pages.shell.contact_links import dialled, mail_address
from numna_geo.api.pages.shell.templates import web_address
from numna_geo.api.pages.words.fields import is_coded, told_unit, told_value
from numna_geo.api.pages.words.wording import Words
from numna_geo.model import french
from numna_geo.model.dataset import Field, Kind

_SHARE, _DIGITS = "0–1", 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A value as text, `None` where it is unknown; `href` where it leads somewhere.

    `unit` is empty of a share, which is told in per cent.
    """

    text: str | None
    numeric: bool = False
    unit: str = ""
    href: str | None = None


def cell(t: Words, field: Field, value: Any) -> Cell:
    """The value of a field."""
    if value is None or value == []:
        return Cell(text=None, numeric=is_numeric(field))
    if field.kind is Kind.BOOLEAN:
        return Cell(text=t("field.true" if value else "field.false"))
    if field.kind is Kind.TEXTS:
        return Cell(text=", ".join(told_value(t, field, one) for one in value))
    if is_numeric(field):
        unit = "" if field.unit == _SHARE else told_unit(t, field.unit)
        return Cell(text=_measured(t, field, value), numeric=True, unit=unit)
    text = str(value)
    if field.kind is Kind.DATE:
        return Cell(text=t.day(date.fromisoformat(text)))
    said = told_value(t, field, text) if is_coded(field) else text
    return Cell(text=said, href=_href(field, text))


def _measured(t: Words, field: Field, value: float) -> str:
    """A number as people say it: a share in per cent."""
    if field.unit != _SHARE:
        return figure(t, value, _DIGITS)
    space = french.HARD if t.lang == "fr" else ""
    return f"{t.number(value * 100, _DIGITS)}{space}%"


def figure(t: Words, value: float, digits: int) -> str:
    """A number with as many decimals as it has, `digits` at most.

    >>> from numna_geo.api.pages.words.wording import Words
    >>> figure(Words("en", {}), 0.98765, 4), figure(Words("en", {}), 12.0, 4)
    ('0.9877', '12')
    """
    rounded = round(value, digits)
    decimals = f"{rounded:.{digits}f}".rstrip("0").partition(".")[2]
    return t.number(rounded, len(decimals))


def is_numeric(field: Field) -> bool:
    """Whether values stand under one another by their digits."""
    return field.kind in {Kind.INTEGER, Kind.NUMBER}


def _href(field: Field, text: str) -> str | None:
    if field.name == "website":
        return web_address(text)
    if field.name == "phone":
        number = dialled(text)
        return f"tel:{number}" if number else None
    if field.name == "email":
        address = mail_address(text)
        return f"mailto:{address}" if address else None
    return None
