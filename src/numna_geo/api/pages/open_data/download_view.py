"""What /donnees offers of each dataset: its files, its versions, its licence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from numna_geo.api.offered import DOWNLOADS
from numna_geo.api.pages.open_data.dataset_data import Distribution
from numna_geo.api.pages.words.fields import cited, description_of, title_of
from numna_geo.api.pages.words.wording import Words
from numna_geo.formats.catalogue import FORMATS
from numna_geo.usecases.describe_datasets import Description
from numna_geo.usecases.kept_downloads import LATEST, KeptFile, Version

_PARIS = ZoneInfo("Europe/Paris")
_KB, _MB = 1_000, 1_000_000
_SMALL_MB = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class FileCard:
    """A file to take: what it is for, its size in words, what its bytes amount to."""

    title: str
    why: str
    href: str
    size: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """A version before the last one: its files, and what has changed since.

    `made` is when, to the minute: several may be of one day.
    """

    version: str
    made: str
    features: int
    files: Sequence[FileCard]
    changes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A dataset as it may be taken away now.

    Args:
        key: of the dataset.
        title: in one language, as are the texts below.
        description: what it holds and leaves out.
        features: how many there are.
        day: of the data, in words.
        version: its name, empty until files were built.
        files: built ahead, or made on demand where there is no version yet.
        licence: its name and its text.
        cited: what the licence asks to show, see `field_words.cited`.
        before: versions that are still kept, the newest first.
    """

    key: str
    title: str
    description: str
    features: int
    day: str
    version: str
    files: Sequence[FileCard]
    licence: tuple[str, str | None]
    cited: tuple[str, str]
    before: Sequence[Before]


def offer(t: Words, told: Description, versions: Sequence[Version]) -> Offer:
    """A dataset with the files of its last version.

    Args:
        t: the language.
        told: of the dataset.
        versions: that are kept, the oldest first.
    """
    dataset = told.dataset
    last = versions[-1] if versions else None
    day = date.fromisoformat(last.day) if last else told.modified
    return Offer(
        key=dataset.key,
        title=title_of(t, dataset),
        description=description_of(t, dataset),
        features=last.rows if last else told.features,
        day=t.day(day) if day else t("data.unknown_date"),
        version=last.version if last else "",
        files=_built(t, last) if last else _on_demand(t, dataset.key),
        licence=(told.licence.name, told.licence.uri),
        cited=cited(t, told),
        before=[_before(t, one) for one in reversed(versions[:-1])],
    )


def distributions(versions: Sequence[Version], *, site: str) -> list[Distribution]:
    """The files of the last version, for search engines: at addresses that stay."""
    if not versions:
        return []
    return [
        Distribution(
            url=f"{site}{DOWNLOADS}/{versions[-1].dataset}/{LATEST}/{one.name}",
            media_type=one.media_type,
            size=one.bytes,
            sha256=one.sha256,
        )
        for one in versions[-1].files
    ]


def size_in_words(t: Words, size: int) -> str:
    """Bytes as people say them.

    >>> from numna_geo.api.pages.words.wording import Words
    >>> size_in_words(Words("en", {"downloads.megabytes": "{n} MB"}), 2_345_678)
    '2.3 MB'
    """
    if size < _MB:
        return t("downloads.kilobytes", n=t.number(max(size / _KB, 1)))
    digits = 1 if size < _SMALL_MB * _MB else 0
    return t("downloads.megabytes", n=t.number(size / _MB, digits))


def _before(t: Words, version: Version) -> Before:
    changes = f"{DOWNLOADS}/{version.dataset}/changes?since={version.version}"
    return Before(
        version=version.version,
        made=_moment(t, datetime.fromisoformat(version.created)),
        features=version.rows,
        files=_built(t, version),
        changes=changes,
    )


def _moment(t: Words, when: datetime) -> str:
    """A moment as the clocks of our readers tell it.

    >>> from numna_geo.api.pages.words.wording import Words
    >>> _moment(Words("en", {}), datetime.fromisoformat("2026-10-01T08:00:00+00:00"))
    '1 October 2026, 10:00'
    """
    there = when.astimezone(_PARIS)
    return f"{t.day(there.date())}, {there:%H:%M}"


def _built(t: Words, version: Version) -> list[FileCard]:
    return [
        FileCard(
            title=one.title,
            why=_why(t, one.format),
            href=_address(version, one),
            size=size_in_words(t, one.bytes),
            sha256=one.sha256,
        )
        for one in version.files
    ]


def _on_demand(t: Words, key: str) -> list[FileCard]:
    items = f"/ogc/collections/{key}/items"
    return [
        FileCard(title=one.title, why=_why(t, one.key), href=f"{items}?f={one.key}")
        for one in FORMATS.values()
        # One page of GeoJSON is not the whole of it.
        if one.key != "geojson"
    ]


def _why(t: Words, key: str) -> str:
    return t.texts.get(f"downloads.why_{key}", "")


def _address(version: Version, file: KeptFile) -> str:
    return f"{DOWNLOADS}/{version.dataset}/{version.version}/{file.name}"
