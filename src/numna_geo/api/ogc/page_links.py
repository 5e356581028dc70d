"""Links of features: themselves in every format, what follows, what they are of."""

from collections.abc import Sequence
from urllib.parse import quote, urlencode

from numna_geo.api.ogc.asked import Parameters
from numna_geo.api.ogc.items_asked import LIMIT, PAGING
from numna_geo.api.ogc.links import OGC_REL, ROOT, Link, Links, link_header
from numna_geo.api.ogc.media import JSON, SCHEMA, Format
from numna_geo.model.dataset import Dataset

_PAGED = ("json", "html")


def page_links(
    links: Links,
    dataset: Dataset,
    asked: Parameters,
    formats: tuple[Format, Sequence[Format]],
    following: str | None,
) -> list[Link]:
    """All links of a page.

    Args:
        links: makes them.
        dataset: whose features are told.
        asked: the question.
        formats: the one that is told, and all that there are.
        following: the cursor of the next page, if there is one.
    """
    told, offered = formats
    collection = f"{links.origin}{ROOT}/collections/{dataset.key}"
    whole = _query(asked, "f", *PAGING)
    here = _query(asked, "f")
    found = [_link("self", f"{collection}/items?{here}f={told.key}", told)]
    for one in offered:
        if one is not told:
            # A file has no pages: it holds everything that matches.
            query = here if one.key in _PAGED else whole
            found.append(
                _link("alternate", f"{collection}/items?{query}f={one.key}", one)
            )
    if following is not None:
        limit = asked.get("limit", str(LIMIT))
        page = f"{whole}limit={limit}&cursor={following}&f={told.key}"
        found.append(_link("next", f"{collection}/items?{page}", told, "Next page"))
    queryables = f"{collection}/queryables"
    found.append(_link("collection", collection, JSON, "The collection"))
    found.append(_link(f"{OGC_REL}/queryables", queryables, SCHEMA, "Queryables"))
    return found


def item_links(
    links: Links,
    dataset: Dataset,
    fid: str,
    asked: Parameters,
    formats: tuple[Format, Sequence[Format]],
) -> list[Link]:
    """All links of one feature; arguments are those of `page_links`."""
    told, offered = formats
    collection = f"{links.origin}{ROOT}/collections/{dataset.key}"
    here = f"{collection}/items/{quote(fid, safe='/:')}?{_query(asked, 'f')}"
    return [
        _link("self", f"{here}f={told.key}", told, "This feature"),
        *(
            _link("alternate", f"{here}f={one.key}", one, "This feature")
            for one in offered
            if one is not told
        ),
        _link("collection", collection, JSON, "The collection"),
    ]


_LONGEST = 2_000
"""Bytes of links that a header repeats: proxies refuse an answer for longer ones."""


def in_header(links: Sequence[Link]) -> str:
    """The same links as a header; of a long question, only what nothing else tells."""
    whole = link_header(links)
    if len(whole) <= _LONGEST:
        return whole
    told = [link for link in links if link["rel"] not in ("self", "alternate")]
    return link_header(told)


def _query(asked: Parameters, *left_out: str) -> str:
    kept = [pair for pair in asked.items() if pair[0] not in left_out]
    return f"{urlencode(kept)}&" if kept else ""


def _link(rel: str, href: str, form: Format, title: str | None = None) -> Link:
    told = title or f"These features as {form.title}"
    return {"rel": rel, "type": form.media_type, "title": told, "href": href}
