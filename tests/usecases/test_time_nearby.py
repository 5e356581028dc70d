"""What is told of the way to a place of which only the commune is known."""

from hypothesis import given, settings
from hypothesis import strategies as st

from numna_geo.model import french
from numna_geo.model.travel import TravelMethod
from numna_geo.usecases.gather_nearby import _worse
from numna_geo.usecases.nearby import EngineUsed
from numna_geo.usecases.time_nearby import _banded, _middle

MINUTES = st.floats(0.0, 300.0)


@given(MINUTES, MINUTES, MINUTES, st.floats(0.0, 60.0))
@settings(max_examples=100)
def test_a_rough_band_holds_the_exact_one(
    a: float, b: float, c: float, spread: float
) -> None:
    low, central, high = sorted((a, b, c))

    told = _banded(TravelMethod.ESTIMATE, (central, low, high), spread)

    assert told.low is not None
    assert told.high is not None
    # A hundred-millionth of a minute is what the squares and their roots lose.
    assert 0.0 <= told.low <= low + 1e-8
    assert told.high >= high - 1e-8
    assert told.low <= max(0.0, central - spread) + 1e-8
    assert told.high >= central + spread - 1e-8


@given(MINUTES, st.floats(0.0, 60.0))
@settings(max_examples=50)
def test_what_ranks_a_rough_place_is_never_before_the_seat_of_its_commune(
    central: float, spread: float
) -> None:
    middle = _middle(central, spread)

    assert central - 1e-9 <= middle <= central + spread
    assert french.whole_minutes(middle + 1e-9) >= french.whole_minutes(central)


def engine(name: str, *, fallback: str | None = None) -> EngineUsed:
    return EngineUsed(
        name=name,
        version="1",
        is_estimate=name == "estimate",
        method_text="",
        fallback=fallback,
    )


def test_of_two_engines_in_one_answer_the_worse_one_is_told() -> None:
    road, estimate = engine("osrm"), engine("estimate")
    instead = engine("estimate", fallback="le serveur ne répond pas")

    for first, second, told in [
        (road, instead, instead),
        (instead, road, instead),
        (road, estimate, estimate),
        (road, road, road),
    ]:
        assert _worse(first, second) == told
