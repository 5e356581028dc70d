"""What was looked for in vain: counts by territory, month and need."""

from pydantic import BaseModel, Field

from numna_geo.api.v1.answers.documented import Link
from numna_geo.model.territory import Level


class UnmetValue(BaseModel):
    """How many times in a month (`2026-11`)."""

    code: str
    name: str
    month: str
    need: str
    label: str
    times: int


class UnmetAnswer(BaseModel):
    """By code, month and need."""

    level: Level
    within: str | None
    since: str
    fewest_in_commune: int
    method: str
    number_returned: int = Field(alias="numberReturned")
    values: list[UnmetValue]
    links: list[Link]
