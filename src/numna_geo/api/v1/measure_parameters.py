"""Parameters that tell which measure of an indicator is meant."""

from typing import Literal

from pydantic import Field

from numna_geo.api.closed import Question
from numna_geo.api.v1.territory_codes import EXAMPLE
from numna_geo.model.category import Category
from numna_geo.model.collection import Reading
from numna_geo.model.stage import Need, Sector, Stage
from numna_geo.model.territory import Quantity


class TerritoryParameters(Question):
    """Of which territory, of which measuring, in which format."""

    within: str | None = Field(
        None,
        description="level:code; the region when absent.",
        examples=[EXAMPLE],
        max_length=40,
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


class MeasureParameters(TerritoryParameters):
    """As those of `/gaps`."""

    period: str | None = Field(
        None,
        description="A quarter of the data; the newest when absent.",
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
