"""Why two records have the score they have: facts, each with what it weighs."""

from collections.abc import Callable
from dataclasses import dataclass
from math import isnan

import numpy as np

from numna_geo.matching.columns import Columns
from numna_geo.matching.compared import Compared
from numna_geo.matching.score import PRIOR, points_of
from numna_geo.matching.texts import Texts
from numna_geo.matching.words import ANNEXE, MOVING, SERVICE, kind_names
from numna_geo.model.category import Category, Family

_NONE = "none"
_SAID_BRANCH = {
    ANNEXE: "an annexe",
    MOVING: "one that moves about",
    SERVICE: "a service of the body",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One fact about two records.

    `points` are what it adds to the log-odds of their being one place; `value` is what
    was measured or shared, where there is one thing to show.
    """

    code: str
    text: str
    points: float
    value: str | None = None


def reasons(columns: Columns, one: int, other: int) -> tuple[Reason, ...]:
    """Why these two records have their score: the weightiest fact first.

    Facts that count for nothing are left out. `PRIOR` and all points make up the score,
    by the same arithmetic as `scores`.
    """
    left, right = (np.array([n], dtype=np.int32) for n in (one, other))
    pair = Compared(columns, left, right)
    weighed = [(code, float(p[0])) for code, p in points_of(pair).items()]
    told = [_told(code, points, pair) for code, points in weighed if points]
    start = Reason(code="prior", text="before anything is known", points=PRIOR)
    return (start, *sorted(told, key=lambda reason: -abs(reason.points)))


def _told(code: str, points: float, pair: Compared) -> Reason:
    text, value = _FACTS[code](pair)
    return Reason(code=code, text=text, points=round(points, 3), value=value)


Fact = tuple[str, str | None]


def _both(texts: Texts, pair: Compared) -> tuple[str, str]:
    one, other = texts.value(int(pair.left[0])), texts.value(int(pair.right[0]))
    return one or _NONE, other or _NONE


def _common(texts: Texts, pair: Compared, what: str) -> Fact:
    one, other = _both(texts, pair)
    return (f"the same {what}", one) if one == other else (f"another {what}", None)


def _name(pair: Compared) -> Fact:
    columns = pair.columns
    one, other = _both(columns.core, pair)
    if one == other == _NONE:
        return "neither name has words of its own", _both(columns.name, pair)[0]
    if _NONE in (one, other):
        return f"only one name has words of its own: {one}, {other}", None
    likeness = float(pair.name_likeness[0])
    return f"words of the names: {one}, {other}", f"{likeness:.2f}"


def _kind(pair: Compared) -> Fact:
    kinds = pair.columns.kinds
    one, other = (kind_names(int(kinds[n[0]])) for n in (pair.left, pair.right))
    return f"different kinds of place: {' '.join(one)}, {' '.join(other)}", None


def _number(pair: Compared) -> Fact:
    one, other = _both(pair.columns.numbers, pair)
    return f"numbers in the names: {one}, {other}", None


def _branch(pair: Compared) -> Fact:
    branches = pair.columns.branches
    other = int(branches[pair.left[0]] ^ branches[pair.right[0]])
    itinerant = pair.columns.itinerant
    if itinerant[pair.left[0]] + itinerant[pair.right[0]] == 1:
        other = MOVING
    said = [text for branch, text in _SAID_BRANCH.items() if other & branch]
    return f"only one is {' and '.join(said)}", None


def _distance(pair: Compared) -> Fact:
    metres = f"{float(pair.metres[0]):.0f}"
    return f"{metres} m between their points", metres


def _address(pair: Compared) -> Fact:
    streets = pair.columns.street
    numbers = pair.columns.house_number
    said = [
        " ".join(filter(None, (numbers.value(int(n[0])), streets.value(int(n[0])))))
        for n in (pair.left, pair.right)
    ]
    likeness = float(pair.street_likeness[0])
    value = None if isnan(likeness) else f"{likeness:.2f}"
    return f"addresses: {said[0]}, {said[1]}", value


def _commune(pair: Compared) -> Fact:
    columns = pair.columns
    one, other = _both(columns.commune_code, pair)
    if one == other != _NONE:
        return "the same commune", one
    if _NONE in (one, other):
        return "the same postcode", _both(columns.postcode, pair)[0]
    return f"different communes: {one}, {other}", None


def _category(pair: Compared) -> Fact:
    category, every = pair.columns.category, tuple(Category)
    one, other = (every[category[n[0]]] for n in (pair.left, pair.right))
    same = one == other
    return ("the same category", one.value) if same else (f"{one} and {other}", None)


def _source(pair: Compared) -> Fact:
    source = _both(pair.columns.source, pair)[0]
    return "one source, which seldom lists a place twice", source


def _family(pair: Compared) -> Fact:
    family, every = pair.columns.family, tuple(Family)
    one, other = (every[family[n[0]]] for n in (pair.left, pair.right))
    return f"families that only a person joins: {one} and {other}", None


_FACTS: dict[str, Callable[[Compared], Fact]] = {
    "name": _name,
    "kind": _kind,
    "number": _number,
    "branch": _branch,
    "distance": _distance,
    "address": _address,
    "commune": _commune,
    "phone": lambda pair: _common(pair.columns.phone, pair, "phone"),
    "email": lambda pair: _common(pair.columns.email, pair, "e-mail"),
    "website": lambda pair: _common(pair.columns.website, pair, "web page"),
    "siret": lambda pair: _common(pair.columns.siret, pair, "SIRET"),
    "category": _category,
    "source": _source,
    "family": _family,
}
