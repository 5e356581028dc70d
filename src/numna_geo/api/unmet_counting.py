"""Which questions count as unmet needs: those that people ask, once each."""

import re

from fastapi import Request

from numna_geo.usecases.count_unmet import UnmetNeeds, needs
from numna_geo.usecases.nearby import Interlocutors, Search

# What crawlers call themselves, and those that fetch a page to show its picture.
_CRAWLER = re.compile(
    r"(?<!cu)bot\b|crawl|spider|slurp|archiver|externalhit|embedly|preview|monitor",
    re.IGNORECASE,
)


def note_unmet(
    request: Request, search: Search, found: Interlocutors, *, chosen: bool = True
) -> bool:
    """Count a question that is unmet; whether no cache may keep its answer.

    What a browser fetches before anybody asks does not count, nor does HEAD, nor what
    says itself that it is a crawler.

    Args:
        request: the question as it was sent.
        search: the question as it was understood.
        found: its answer.
        chosen: whether who asks chose the need or the kind that is searched for.
    """
    wanted = chosen and any(needs(search.wanted))
    if not (wanted and found.is_unmet and search.place.commune_code):
        return False
    if not (_is_foreseen(request) or _is_crawler(request)):
        unmet: UnmetNeeds = request.app.state.unmet
        unmet.note(search, found)
    return True


def _is_crawler(request: Request) -> bool:
    return _CRAWLER.search(request.headers.get("user-agent", "")) is not None


def _is_foreseen(request: Request) -> bool:
    if request.scope.get("asked_as") == "HEAD":
        return True
    names = ("sec-purpose", "purpose", "x-purpose", "x-moz")
    said = " ".join(request.headers.get(name, "") for name in names).lower()
    return "prefetch" in said or "prerender" in said or "preview" in said
