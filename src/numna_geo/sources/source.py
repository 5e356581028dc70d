"""The sources of facts: who published what, when, under which licence."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from numna_geo.errors import ImportRefused, SourceUnreadable
from numna_geo.sources import licences
from numna_geo.sources.connector import Feeds
from numna_geo.sources.registry import connectors
from numna_geo.sources.table import read_table

STRUCTURES, OSM, COUNTS = "structures", "osm", "reference"
FAMILIES = frozenset({STRUCTURES, OSM, COUNTS, "broadband", "demand"})

LEAST_TRUSTED = 100
"""The rank of a source that an operator names: what the catalogue holds comes first."""

FILE = "sources.csv"

_KEY = re.compile(r"[a-z][a-z0-9_]{2,59}")
_WEB = re.compile(r"https?://[^\s/@?#]+(/\S*)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One published source.

    `rank` decides between two sources that disagree on a structure (1 is believed
    first; empty for what describes no structure). `redistributable` says whether its
    rows may be published again. `format` names the layouts that its files may be in,
    separated by `|`; `download_url` is where its publisher keeps the file of today.
    `supersedes` is the key of the older edition that it replaces wherever it speaks.
    """

    key: str
    title: str
    publisher: str
    licence: str
    landing_page: str | None
    published_on: date | None
    vintage: str | None
    rank: int | None
    family: str
    redistributable: bool
    format: str | None
    download_url: str | None
    supersedes: str | None = None


def catalogue(data_dir: Path) -> dict[str, Source]:
    """Every source of `sources.csv`, by its key, in the order of the file.

    Raises:
        SourceUnreadable: the file is absent, not in this layout, or describes a source
            that may not be loaded, such as one without a licence.
    """
    found: dict[str, Source] = {}
    for number, source in enumerate(read_table(data_dir / FILE, Source), start=1):
        complaint = _complaint(source, found.values())
        if complaint:
            raise SourceUnreadable(f"{FILE}, row {number} ({source.key}): {complaint}")
        found[source.key] = source
    return found


def new_source(
    *,
    key: str,
    title: str,
    publisher: str | None,
    licence: str | None,
    landing_page: str | None = None,
    format: str | None = None,
) -> Source:
    """A source that an operator names; believed after those of the catalogue.

    Its rows may be published again only under a licence that surely allows it.

    Raises:
        ImportRefused: no licence, one that may not be mixed with others, no publisher
            to cite, or a key that is none.
    """
    family = _family(format)
    source = Source(
        key=key,
        title=title.strip(),
        publisher=(publisher or "").strip(),
        licence=(licence or "").strip(),
        landing_page=landing_page,
        published_on=None,
        vintage=None,
        rank=LEAST_TRUSTED if family == STRUCTURES else None,
        family=family,
        redistributable=licences.is_open(licence or ""),
        format=format,
        download_url=None,
    )
    complaint = _complaint(source, ())
    if complaint:
        raise ImportRefused(f"source {key!r}: {complaint}")
    return source


def _complaint(source: Source, others: Iterable[Source]) -> str | None:
    """Why a source may not be loaded; `None` when it may."""
    return _wrong_name(source) or _wrong_licence(source) or _wrong_place(source, others)


def _wrong_name(source: Source) -> str | None:
    if not _KEY.fullmatch(source.key):
        return (
            "a key is 3 to 60 small letters, digits and _, a letter first, such as "
            "tiers_lieux_2026"
        )
    if not source.title or not source.publisher:
        return (
            "no title or no publisher; expected both: every licence asks to cite them"
        )
    for address in (source.landing_page, source.download_url):
        if address is not None and not _WEB.fullmatch(address):
            return f"{address!r} is no web address; expected http:// or https://"
    return None


def _wrong_licence(source: Source) -> str | None:
    if not source.licence:
        return (
            "no licence; expected one, such as « Licence Ouverte 2.0 », or « à "
            "confirmer » for rows that are loaded and never published again"
        )
    shared_alike = licences.is_odbl(source.licence)
    if shared_alike and source.family != OSM:
        return (
            "ODbL is never mixed into the same table as other licences; expected "
            "another licence, or the format osm, whose places are kept apart"
        )
    if source.family == OSM and not shared_alike:
        return "OpenStreetMap is under ODbL; expected that licence"
    if source.redistributable and not licences.is_open(source.licence):
        return f"« {source.licence} » does not surely let its rows be published again"
    return None


def _wrong_place(source: Source, others: Iterable[Source]) -> str | None:
    if source.family not in FAMILIES:
        return (
            f"family {source.family!r}; expected one of {', '.join(sorted(FAMILIES))}"
        )
    if (source.family == STRUCTURES) is (source.rank is None):
        return "sources of structures have a rank, and no others"
    for other in others:
        if other.key == source.key:
            return "a source of this key comes before"
        if source.rank is not None and other.rank == source.rank:
            return f"rank {source.rank} is that of {other.key}"
    return _wrong_edition(source, others)


def _wrong_edition(source: Source, others: Iterable[Source]) -> str | None:
    if source.supersedes is None:
        return None
    for other in others:
        if other.key == source.supersedes:
            break
    else:
        return (
            f"supersedes {source.supersedes!r}; expected the key of a source that "
            "comes before"
        )
    if source.rank is None or other.rank is None or source.rank > other.rank:
        return f"expected to be trusted before {other.key}, which it supersedes"
    return None


def _family(format: str | None) -> str:
    """What the files of a layout describe; places, where nobody says the layout."""
    if format is None:
        return STRUCTURES
    connector = connectors().get(format)
    if connector is None:
        # Imported here: it imports every module of this package, this one too.
        from numna_geo.sources.count_formats import COUNT_FORMATS

        return COUNTS if format in COUNT_FORMATS else STRUCTURES
    return OSM if connector.feeds is Feeds.OSM_PLACES else STRUCTURES
