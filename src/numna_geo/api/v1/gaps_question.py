"""What may be asked of gaps."""

from typing import Literal

from pydantic import Field

from numna_geo.api.closed import Question
from numna_geo.api.v1.territory_codes import EXAMPLE
from numna_geo.gaps import INDICATORS
from numna_geo.model.category import Category
from numna_geo.model.collection import Reading
from numna_geo.model.stage import Need, Sector, Stage
from numna_geo.model.territory import Level, Quantity

Zoning = Literal["density", "deployment_zone", "mountain"]


class GapsQuestion(Question):
    """Which measure, of which territories."""

    indicator: str = Field(
        description=f"One of: {', '.join(INDICATORS)}.",
        examples=["support_beyond"],
        max_length=80,
    )
    level: Level = Field(
        Level.COMMUNE, description="Of the territories measured; not beside `by`."
    )
    by: Zoning | None = Field(
        None,
        description="The classes of a zoning instead of the territories of a level: "
        "density of INSEE, deployment zone of fibre, mountain.",
    )
    within: str | None = Field(
        None, description="level:code.", examples=[EXAMPLE], max_length=40
    )
    period: str | None = Field(
        None,
        description="A quarter of the data; the newest when absent.",
        examples=["2018-T1"],
        max_length=10,
    )
    category: Category | None = Field(
        None, description="One category of the indicator; all together when absent."
    )
    need: Need | None = Field(None, description="What places must answer instead.")
    stage: Stage | None = Field(None, description="Whom they must accompany instead.")
    sector: Sector | None = Field(None, description="For whom they must work instead.")
    max_min: int | None = Field(
        None, description="Threshold in minutes by car, inclusive.", examples=[20]
    )
    counted: Quantity | None = Field(
        None, description="Whom to count; the first of the indicator when absent."
    )
    reading: Reading = Field(
        Reading.DECLARED,
        description="Every place a source declares, or only those that somebody "
        "checked within the delay of their category.",
    )
    run: int | None = Field(
        None, ge=1, le=2**31 - 1, description="A measuring; the last when absent."
    )
    f: Literal["json", "csv"] | None = Field(
        None, description="Format, stronger than `Accept`."
    )
