"""A question takes the parameters it names, each once unless it says otherwise."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, get_args, get_origin

from fastapi import Depends, Request
from pydantic import BaseModel, ConfigDict, ValidationInfo, field_validator
from rapidfuzz import process

from numna_geo.errors import InvalidQuery, WrongParameter


class Question(BaseModel):
    """Query parameters of one route; pydantic checks their values.

    Equal values of a list are one, and what only Python reads as a number is none.
    """

    model_config = ConfigDict(frozen=True)

    @field_validator("*", mode="before")
    @classmethod
    def _each_once(cls, value: Any) -> Any:
        return list(dict.fromkeys(value)) if isinstance(value, list) else value

    @field_validator("*", mode="before")
    @classmethod
    def _no_python_number(cls, value: Any, told: ValidationInfo) -> Any:
        texts = value if isinstance(value, list) else [value]
        underscored = any(isinstance(text, str) and "_" in text for text in texts)
        if underscored and told.field_name in _numbers(cls):
            raise ValueError("a number, written without _")
        return value


class _NoParameters(Question):
    """For routes that take none."""


def closed(question: type[Question] = _NoParameters) -> Any:
    """A dependency that refuses parameters `question` does not name, or repeated.

    It runs before the values are looked at, so that the answer names everything that
    is misspelt at once.
    """
    fields = question.model_fields
    lists = {name for name, f in fields.items() if get_origin(f.annotation) is list}

    # `async`, though nothing is awaited: FastAPI sends the others to a thread.
    async def check(request: Request) -> None:
        asked = request.query_params
        wrong = [
            WrongParameter(name, asked[name], _expected(name, fields))
            for name in asked
            if name not in fields
        ]
        wrong += [
            WrongParameter(name, ", ".join(asked.getlist(name)), "one value")
            for name in asked
            if name in fields and name not in lists and len(asked.getlist(name)) > 1
        ]
        if wrong:
            named = ", ".join(one.parameter[:40] for one in wrong)
            raise InvalidQuery(f"cannot use {named}; see `errors`", wrong)

    return Depends(check)


@lru_cache
def _numbers(question: type[Question]) -> frozenset[str]:
    """The parameters of a question that are numbers."""
    fields = question.model_fields.items()
    return frozenset(name for name, field in fields if _is_number(field.annotation))


def _is_number(annotation: Any) -> bool:
    return annotation in (int, float) or any(map(_is_number, get_args(annotation)))


def closest(name: str, known: Iterable[str]) -> str | None:
    """The known name that `name` was probably meant to be."""
    found = process.extractOne(name.lower(), list(known), score_cutoff=60)
    return found[0] if found else None


def _expected(name: str, fields: Iterable[str]) -> str:
    if not list(fields):
        return "no parameter at all"
    meant = closest(name, fields)
    proposal = f"did you mean {meant}? " if meant else ""
    return f"{proposal}accepted: {', '.join(fields)}"
