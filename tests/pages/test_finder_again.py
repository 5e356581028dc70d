"""A question that is asked counts; a page that comes back does not."""

import pytest
from fastapi import Request

from numna_geo.api.pages.finder.again import comes_back
from numna_geo.api.pages.finder.asked import asked_in

QUERY = "commune=23002&besoin=making"
HERE = "http://numna.test"


def again(query: str = QUERY, **headers: str) -> bool:
    sent = {"host": "numna.test", **headers}
    request = Request(
        {
            "type": "http",
            "method": "GET",
            "scheme": "http",
            "path": "/",
            "query_string": query.encode(),
            "headers": [
                (name.replace("_", "-").encode(), value.encode())
                for name, value in sent.items()
            ],
        }
    )
    return comes_back(request, asked_in(request.query_params))


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"referer": f"{HERE}/"},
        {"referer": f"{HERE}/?commune=23002&besoin=support"},
        {"referer": f"{HERE}/?{QUERY}&profil=velo"},
        {"referer": "https://ailleurs.test/", "sec_fetch_site": "cross-site"},
        {"referer": f"https://ailleurs.test/?{QUERY}"},
        {"referer": "not an address", "sec_fetch_site": "none"},
    ],
)
def test_a_question_is_asked_from_elsewhere_or_after_another_one(
    headers: dict[str, str],
) -> None:
    assert not again(**headers)


@pytest.mark.parametrize(
    "headers",
    [
        {"cache_control": "max-age=0"},
        {"cache_control": "no-cache"},
        {"referer": f"{HERE}/?{QUERY}&lang=en"},
        {"referer": f"{HERE}/?{QUERY}&nombre=50&max=60&ouvert=1"},
        {"referer": f"{HERE}/structures/abc", "sec_fetch_site": "same-origin"},
        # Behind a proxy that hides the host that was asked.
        {"referer": f"https://public.test/?{QUERY}", "sec_fetch_site": "same-origin"},
    ],
)
def test_a_page_that_comes_back_asks_nothing(headers: dict[str, str]) -> None:
    assert again(**headers)
