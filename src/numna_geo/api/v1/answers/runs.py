"""Measurings that are kept."""

from datetime import datetime

from pydantic import BaseModel, Field

from numna_geo.api.v1.answers.documented import Link


class RunShown(BaseModel):
    """One measuring: of which data, when, and by whose minutes."""

    id: int
    measured_at: datetime
    data_version: int
    engine: str
    engine_version: str
    is_estimate: bool
    method: str


class RunsAnswer(BaseModel):
    """All of them."""

    number_matched: int = Field(alias="numberMatched")
    runs: list[RunShown]
    links: list[Link]
