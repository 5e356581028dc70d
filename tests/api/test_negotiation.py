"""Which media type a caller gets."""

import pytest
from fastapi import HTTPException, Request

from numna_geo.api.negotiation import CSV, GEOJSON, JSON, chosen


def asked(accept: str | None) -> Request:
    headers = [(b"accept", accept.encode())] if accept is not None else []
    return Request({"type": "http", "headers": headers})


@pytest.mark.parametrize(
    ("accept", "given"),
    [
        (None, JSON),
        ("", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        ("text/csv", CSV),
        ("TEXT/CSV", CSV),
        ("text/*", CSV),
        ("text/csv;q=0.5, application/json", JSON),
        ("text/csv, application/json;q=0.5", CSV),
        ("text/html,application/xml;q=0.9,*/*;q=0.8", JSON),
        ("application/json;q=0, */*", CSV),
        ("text/csv; q=0.9; header=present", CSV),
    ],
)
def test_the_best_liked_type_is_given(accept: str | None, given: str) -> None:
    assert chosen(asked(accept), [JSON, CSV]) == given


@pytest.mark.parametrize("accept", ["image/png", "*/*;q=0", "text/csv;q=x"])
def test_nothing_liked_is_406(accept: str) -> None:
    with pytest.raises(HTTPException) as refused:
        chosen(asked(accept), [JSON, CSV])

    assert refused.value.status_code == 406


def test_features_come_as_geojson_first() -> None:
    assert chosen(asked("*/*"), [GEOJSON, JSON]) == GEOJSON
    assert chosen(asked("application/json"), [GEOJSON, JSON]) == JSON
