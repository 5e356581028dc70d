"""Which questions count as unmet needs: those that people ask, once each."""

from fastapi import Request

from numna_geo.usecases.count_unmet import UnmetNeeds
from numna_geo.usecases.nearby import Interlocutors, Search

KEPT_BY_NO_CACHE = "no-store"


def note_unmet(request: Request, search: Search, found: Interlocutors) -> bool:
    """Count a question that found nobody near; whether no cache may keep its answer.

    What a browser fetches before anybody asks does not count, nor does HEAD.
    """
    if found.nothing_near is None:
        return False
    if not _is_foreseen(request):
        unmet: UnmetNeeds = request.app.state.unmet
        unmet.note(search, found)
    return True


def _is_foreseen(request: Request) -> bool:
    if request.scope.get("asked_as") == "HEAD":
        return True
    names = ("sec-purpose", "purpose", "x-purpose", "x-moz")
    said = " ".join(request.headers.get(name, "") for name in names).lower()
    return "prefetch" in said or "prerender" in said or "preview" in said
