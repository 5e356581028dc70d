"""The words of the pages, in French and in English."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from fastapi import Request

from numna_geo.api.pages.words.report import in_french
from numna_geo.bundle import TEMPLATES
from numna_geo.gaps.indicator import Indicator
from numna_geo.model import french
from numna_geo.model.category import Category, Family
from numna_geo.model.completeness import CRITERIA
from numna_geo.model.hours import said_opening
from numna_geo.model.stage import Stage
from numna_geo.store.statements import Row
from numna_geo.usecases.nearby import Reason

Language = Literal["fr", "en"]
MAP_WORDS, FINDER_WORDS = "map.", "finder."
_CRITERIA = {one.key: one.label for one in CRITERIA}


@dataclass(frozen=True, slots=True)
class Words:
    """Texts and numbers in one language; a text of the page is never data."""

    lang: Language
    texts: Mapping[str, str]

    def __call__(self, key: str, /, **values: object) -> str:
        """The text of a key, `{name}` replaced.

        Raises:
            KeyError: a template asks for a text that nobody wrote.
        """
        text = self.texts[key]
        return text.format_map(values) if values else text

    def count(self, key: str, n: float, /, **values: object) -> str:
        """The text of a key in number: of one, then of several, with a bar between.

        `{n}` is the number as it is written; French has its plural from two on.

        >>> fr = Words("fr", {"k": "{n} site|{n} sites"})
        >>> fr.count("k", 0), fr.count("k", 1), fr.count("k", 2)
        ('0 site', '1 site', '2 sites')
        >>> Words("en", {"k": "{n} site|{n} sites"}).count("k", 0)
        '0 sites'
        """
        one, _, several = self.texts[key].partition("|")
        is_one = abs(n) < 2 if self.lang == "fr" else n == 1  # noqa: PLR2004
        text = one if is_one else several or one
        return text.format_map({"n": self.number(n), **values})

    def number(self, value: float, digits: int = 0) -> str:
        """A number as it is written in this language."""
        if self.lang == "fr":
            return french.number(value, digits=digits)
        return f"{value:,.{digits}f}"

    def share(self, value: float) -> str:
        """A share between 0 and 1, in per cent with one decimal."""
        space = french.HARD if self.lang == "fr" else ""
        return f"{self.number(value * 100, 1)}{space}%"

    def distance(self, metres: float) -> str:
        """A distance as people say it."""
        said = french.distance(metres)
        return said if self.lang == "fr" else said.replace(",", ".")

    def day(self, when: date) -> str:
        """A date in words."""
        return french.day(when) if self.lang == "fr" else f"{when.day} {when:%B %Y}"

    def period(self, period: str) -> str:
        """A quarter of the data, such as `2026-T2`, as people write it."""
        year, _, quarter = period.partition("-")
        if not quarter:
            return year
        return f"{quarter if self.lang == 'fr' else quarter.replace('T', 'Q')} {year}"

    def vintage(self, source: Row) -> str:
        """What a source is and of when: a census, a survey, a quarter, a year."""
        said, published = source["vintage"] or "", source["published_on"]
        first, _, last = said.partition("-")
        day = self.day(published) if published else said
        written = self.texts.get(f"vintage.{source['key']}")
        if written:
            return written.format(vintage=said, first=first, last=last, day=day)
        if published:
            return day
        quarter = last.startswith("T")
        return self.period(said) if quarter else said or self("data.unknown_date")

    def publisher(self, source: Row) -> str:
        """Whose a source is."""
        publisher: str = source["publisher"]
        return self.texts.get(f"publisher.{source['key']}", publisher)

    def cited(self, sources: Iterable[Row]) -> str:
        """Whose sources these are, and of when."""
        between = f"{french.THIN}; " if self.lang == "fr" else "; "
        return between.join(f"{self.publisher(s)}, {self.vintage(s)}" for s in sources)

    def category(self, category: str) -> str:
        """What a category is called."""
        return self.texts.get(f"category.{category}", Category(category).label)

    def categories(self, categories: Iterable[str]) -> str:
        """What several categories are called."""
        return ", ".join(map(self.category, categories))

    def family(self, family: str) -> str:
        """What a family is called."""
        found = Family(family)
        return found.label if self.lang == "fr" else found.label_en

    def stage(self, stage: str) -> str:
        """What a stage is called."""
        return self.texts.get(f"stage.{stage}", Stage(stage).label)

    def opening(self, text: str) -> str:
        """Opening hours in words."""
        return said_opening(text, self.lang)

    def reason(self, reason: Reason, row: Row, stage: str | None) -> str:
        """Why a structure is proposed; the French is that of the API."""
        written = self.texts.get(f"reason.{reason.code}")
        if written is None:
            return reason.text
        dates = {
            name: self.day(row[f"{name}_on"]) if row[f"{name}_on"] else ""
            for name in ("verified", "edited", "labelled")
            if f"{{{name}}}" in written
        }
        return written.format(
            text=reason.text.removeprefix("par "),
            distance=self.distance(row["distance_m"]),
            stage=self.stage(stage) if stage else "",
            sectors=self._sectors(row) if "{sectors}" in written else "",
            **dates,
        )

    def _sectors(self, row: Row) -> str:
        return ", ".join(self.texts[f"sector.{one}"] for one in row["sectors"])

    def criterion(self, key: str) -> str:
        """What a criterion of completeness is called."""
        return self.texts.get(f"criterion.{key}", _CRITERIA[key])

    def one_reading(self, indicator: Indicator) -> str:
        """Why an indicator has no verified reading, or nothing."""
        written = self.texts.get(f"one_reading.{indicator.key}")
        return written or indicator.one_reading or ""

    def warning(self, indicator: Indicator) -> str:
        """What must be said beside an indicator, or nothing; numbers do not break."""
        said = self.texts.get(f"warning.{indicator.key}", indicator.warning or "")
        return re.sub(r"(?<=\d) (?=\d{3})", french.THIN, said)

    def report(self, text: str | None) -> str | None:
        """A line of an import report; None when it is only known in English."""
        return in_french(text) if self.lang == "fr" else text

    def title(self, indicator: Indicator) -> str:
        """What an indicator is called."""
        if self.lang == "fr":
            return indicator.title
        return self.texts[f"title.{indicator.key}"]

    def of_the_map(self) -> dict[str, str]:
        """The texts that the map of gaps needs in the browser."""
        return self._starting(MAP_WORDS)

    def of_the_finder(self) -> dict[str, str]:
        """The texts that the finder needs in the browser."""
        return self._starting(FINDER_WORDS)

    def _starting(self, prefix: str) -> dict[str, str]:
        return {
            key.removeprefix(prefix): text
            for key, text in self.texts.items()
            if key.startswith(prefix)
        }


@cache
def words(lang: Language) -> Words:
    """The words of one language."""
    file = TEMPLATES.parent / "i18n" / f"{lang}.json"
    texts: dict[str, str] = json.loads(file.read_text("utf-8"))
    if lang == "fr":
        texts = {key: unbroken(text) for key, text in texts.items()}
    return Words(lang, texts)


def unbroken(french: str) -> str:
    r"""A French text whose lines never begin with a sign, nor end with « .

    >>> unbroken("un point ; « deux » : trois ?").split(" ")[1:]
    ['point\u202f;', '«\xa0deux\xa0»\xa0:', 'trois\u202f?']
    """
    kept = french.replace("« ", "«\u00a0").replace(" »", "\u00a0»")
    kept = kept.replace(" :", "\u00a0:").replace(" ;", "\u202f;")
    return kept.replace(" ?", "\u202f?").replace(" !", "\u202f!")


def language(asked: str | None) -> Language:
    """English when it is asked for, French otherwise."""
    return "en" if asked is not None and asked.strip() == "en" else "fr"


def language_in(pairs: Iterable[tuple[str, str]]) -> Language:
    """The language that parameters ask for: the first of several counts.

    >>> language_in([("lang", "en"), ("lang", "fr")]), language_in([("q", "en")])
    ('en', 'fr')
    """
    return language(next((value for name, value in pairs if name == "lang"), None))


def language_of(request: Request) -> Language:
    """The language that the address of a page asks for."""
    return language_in(request.query_params.multi_items())


def words_of(request: Request) -> Words:
    """The words of the language that the address of a page asks for."""
    return words(language_of(request))
