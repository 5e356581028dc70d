"""What may be asked of gaps."""

from typing import Literal

from pydantic import Field

from numna_geo.api.v1.measure_parameters import MeasureParameters
from numna_geo.gaps import INDICATORS
from numna_geo.model.territory import Level

Zoning = Literal["density", "deployment_zone", "mountain"]


class GapsQuestion(MeasureParameters):
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
