"""The query parameters of items as one question to the store."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from numna_geo.api.ogc.asked import Parameters, wrong
from numna_geo.api.ogc.box_asked import box_of
from numna_geo.api.ogc.crs import Crs, crs_of
from numna_geo.api.ogc.time_asked import days_of
from numna_geo.api.ogc.values_asked import equals_of
from numna_geo.filtering import LANGUAGES, condition_of
from numna_geo.model.condition import Condition
from numna_geo.model.dataset import Dataset
from numna_geo.store.published.question import FeatureQuestion

PAGING = ("limit", "offset", "cursor")
OWN = (
    *PAGING,
    *("bbox", "bbox-crs", "datetime", "crs", "filter", "filter-lang", "filter-crs"),
    *("sortby", "properties", "skipGeometry", "resultType"),
)
"""Parameters of items, beside one for each field."""

LIMIT, MOST, FARTHEST = 100, 10_000, 50_000
"""Features of a page when nothing is said, at most, and passed over at most."""

_MOST_SORTED = 8


@dataclass(frozen=True, slots=True)
class Slice:
    """Which part of the answer is told; `limit` is `None` when nothing is said."""

    limit: int | None
    offset: int
    cursor: str | None


def question_of(dataset: Dataset, asked: Parameters) -> tuple[FeatureQuestion, Crs]:
    """What is asked, and the system it is told in.

    Raises:
        InvalidQuery: a value cannot be used.
    """
    told = crs_of("crs", asked.get("crs"))
    more: dict[str, Any] = {}
    if "bbox" in asked:
        box_crs = crs_of("bbox-crs", asked.get("bbox-crs"))
        more["box"] = box_of(asked["bbox"], box_crs)
    elif "bbox-crs" in asked:
        crs_of("bbox-crs", asked["bbox-crs"])
    if "datetime" in asked:
        more["days"] = days_of(asked["datetime"])
    if "sortby" in asked:
        more["sort"] = _sort(dataset, asked["sortby"])
    if "properties" in asked:
        more["properties"] = _properties(dataset, asked["properties"])
    question = FeatureQuestion(
        dataset=dataset,
        equals=equals_of(dataset, asked),
        condition=_condition(dataset, asked),
        geometry=not _flag(asked, "skipGeometry"),
        srid=told.srid,
        lat_first=told.lat_first,
        **more,
    )
    return question, told


def slice_of(asked: Parameters) -> Slice:
    """Which part of it.

    Raises:
        InvalidQuery: a number is none, or a page is asked for in two ways.
    """
    limit = None
    if "limit" in asked:
        # Larger than allowed is no error: the standard wants what is allowed.
        limit = min(_count(asked, "limit", least=1), MOST)
    offset = _count(asked, "offset", least=0) if "offset" in asked else 0
    if offset > FARTHEST:
        expected = f"at most {FARTHEST}; follow the `next` links to go farther"
        raise wrong("offset", asked["offset"], expected)
    cursor = asked.get("cursor")
    if cursor is not None and offset:
        raise wrong("offset", asked["offset"], "no offset beside a cursor")
    return Slice(limit, offset, cursor)


def wants_hits(asked: Parameters) -> bool:
    """Whether only the number of features is asked.

    Raises:
        InvalidQuery: `resultType` is neither `hits` nor `results`.
    """
    kind = asked.get("resultType", "results")
    if kind not in ("results", "hits"):
        raise wrong("resultType", kind, "results or hits")
    return kind == "hits"


def _condition(dataset: Dataset, asked: Parameters) -> Condition | None:
    language = asked.get("filter-lang", LANGUAGES[0])
    if language not in LANGUAGES:
        raise wrong("filter-lang", language, f"one of: {', '.join(LANGUAGES)}")
    system = crs_of("filter-crs", asked.get("filter-crs"))
    if "filter" not in asked:
        return None
    return condition_of(
        asked["filter"],
        language,
        dataset,
        srid=system.srid,
        lat_first=system.lat_first,
    )


def _sort(dataset: Dataset, text: str) -> tuple[tuple[str, bool], ...]:
    found: dict[str, bool] = {}
    for part in text.split(","):
        # A plus sign that was not escaped arrives as a blank.
        name = part.strip().removeprefix("+").removeprefix("-")
        if name not in dataset.by_name or name in found:
            raise wrong("sortby", text, _fields(dataset, "-name,population"))
        found[name] = part.strip().startswith("-")
    if len(found) > _MOST_SORTED:
        raise wrong("sortby", text, f"at most {_MOST_SORTED} fields")
    return tuple(found.items())


def _properties(dataset: Dataset, text: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(part.strip() for part in text.split(",")))
    if any(name not in dataset.by_name for name in names):
        raise wrong("properties", text, _fields(dataset, "name,population"))
    return names


def _fields(dataset: Dataset, example: str) -> str:
    return f"fields such as {example}, among: {', '.join(dataset.by_name)}"


def _flag(asked: Mapping[str, str], name: str) -> bool:
    text = asked.get(name, "false")
    if text not in ("true", "false"):
        raise wrong(name, text, "true or false")
    return text == "true"


_DIGITS = 9


def _count(asked: Parameters, name: str, *, least: int) -> int:
    text = asked[name]
    plain = text.isascii() and text.isdigit()
    value = (
        int(text[-_DIGITS:] if len(text) <= _DIGITS else "9" * _DIGITS) if plain else -1
    )
    if value < least:
        raise wrong(name, text, f"a whole number, at least {least}")
    return value
