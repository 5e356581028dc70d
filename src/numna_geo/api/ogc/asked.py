"""Query parameters of one address: a closed set, each given once."""

from collections.abc import Collection, Mapping
from urllib.parse import parse_qsl

from starlette.requests import Request

from numna_geo.api.closed import closest
from numna_geo.errors import (
    InvalidQuery,
    UnknownDataset,
    WrongParameter,
)
from numna_geo.model.dataset import Dataset
from numna_geo.usecases.published_datasets import DATASETS

EVERYWHERE = ("f", "lang")
"""Parameters of every address: the format, and the language of titles."""

LANGUAGES = ("fr", "en")

Parameters = Mapping[str, str]


def parameters(request: Request, *names: str) -> Parameters:
    """The values by name; `EVERYWHERE` is always allowed.

    Raises:
        InvalidQuery: a parameter that `names` does not hold, or one given twice.
    """
    query = request.scope["query_string"]
    if not query:
        return {}
    pairs = parse_qsl(query.decode("latin-1"), keep_blank_values=True)
    asked = dict(pairs)
    allowed = {*EVERYWHERE, *names}
    if len(asked) < len(pairs) or not allowed.issuperset(asked):
        raise _refusal(pairs, allowed)
    if asked.get("lang", "fr") not in LANGUAGES:
        raise wrong("lang", asked["lang"], "fr or en")
    return asked


def _refusal(pairs: list[tuple[str, str]], allowed: Collection[str]) -> InvalidQuery:
    seen, found = set[str](), list[WrongParameter]()
    for name, value in pairs:
        if name not in allowed:
            found.append(WrongParameter(name, value, _expected(name, allowed)))
        elif name in seen:
            found.append(WrongParameter(name, value, "one value"))
        seen.add(name)
    named = ", ".join(one.parameter[:40] for one in found[:20])
    return InvalidQuery(f"cannot use {named}; see `errors`", found)


def _expected(name: str, allowed: Collection[str]) -> str:
    meant = closest(name, allowed)
    proposal = f"did you mean {meant}? " if meant else ""
    return f"{proposal}accepted: {', '.join(sorted(allowed))}"


def wrong(name: str, value: str, expected: str) -> InvalidQuery:
    """The error of one parameter whose value cannot be used."""
    return InvalidQuery(
        f"cannot use {name}; see `errors`", [WrongParameter(name, value, expected)]
    )


def dataset_of(request: Request) -> Dataset:
    """The dataset that the address names.

    Raises:
        UnknownDataset: there is none of that name.
    """
    key = request.path_params["dataset"]
    dataset = DATASETS.get(key)
    if dataset is None:
        known = ", ".join(DATASETS)
        raise UnknownDataset(f"no collection has this id; there are {known}")
    return dataset


def in_english(asked: Parameters) -> bool:
    """Whether titles are asked in English."""
    return asked.get("lang") == "en"
