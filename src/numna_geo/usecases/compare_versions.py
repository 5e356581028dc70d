"""What changed between two versions of a dataset, feature by feature, from their files.

Both files are in the order of the identifiers and are read side by side, so that only
some thousands of rows are ever held.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from operator import itemgetter
from typing import Any

import orjson
import pyarrow as pa

from numna_geo.errors import UnknownDownload
from numna_geo.formats import geoparquet
from numna_geo.formats.columns import GEOMETRY
from numna_geo.formats.coordinates import geojson
from numna_geo.formats.layer import DEGREES
from numna_geo.model.dataset import Dataset
from numna_geo.model.structure import Status
from numna_geo.usecases.kept_downloads import Downloads, Version
from numna_geo.usecases.write_version import FIRST

Row = dict[str, Any]


class ChangeKind(StrEnum):
    """What became of a feature."""

    ADDED = "added"
    CHANGED = "changed"
    CLOSED = "closed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that is not what it was; a geometry is GeoJSON."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became of one feature.

    `closed` is a `changed` of which the status became closed; `fields` are what is
    not as it was, `properties` all that is told of a feature that was added.
    """

    id: str
    kind: ChangeKind
    label: str | None
    fields: Sequence[FieldChange] = ()
    properties: Mapping[str, Any] | None = None


def changes(
    downloads: Downloads, dataset: Dataset, since: Version, until: Version
) -> Iterator[Change]:
    """Every feature that differs, in the order of identifiers.

    Both files are opened at once: what is forgotten meanwhile is read to its end.

    Raises:
        UnknownDownload: the files of a version were taken away.
    """
    name = f"{dataset.key}.{FIRST.ending}"
    try:
        files = [geoparquet.opened(downloads.path(one, name)) for one in (since, until)]
    except OSError:
        raise UnknownDownload("the files of this version were taken away") from None
    if since.content == until.content:
        return iter(())
    return _side_by_side(dataset, *(_rows(one, dataset.identifier) for one in files))


def _side_by_side(
    dataset: Dataset, before: Iterator[Row], after: Iterator[Row]
) -> Iterator[Change]:
    key = dataset.identifier
    old, new = next(before, None), next(after, None)
    while old is not None or new is not None:
        if new is None or (old is not None and old[key] < new[key]):
            # `old` is there: one of them is.
            yield _removed(dataset, old or {})
            old = next(before, None)
        elif old is None or new[key] < old[key]:
            yield _added(dataset, new)
            new = next(after, None)
        else:
            differing = _differing(old, new)
            if differing:
                yield _changed(dataset, new, differing)
            old, new = next(before, None), next(after, None)


def _rows(file: pa.NativeFile, key: str) -> Iterator[Row]:
    names = geoparquet.names(file)
    place = names.index(key)
    batches = geoparquet.rows(file, names)
    # Another collation than ours has another order: such a file is sorted at once.
    if not geoparquet.is_sorted(file, key):
        every = [row for batch in batches for row in batch]
        batches = iter([sorted(every, key=itemgetter(place))])
    for batch in batches:
        for row in batch:
            yield dict(zip(names, row, strict=True))


def _removed(dataset: Dataset, old: Row) -> Change:
    return Change(
        id=old[dataset.identifier],
        kind=ChangeKind.REMOVED,
        label=old.get(dataset.label),
    )


def _added(dataset: Dataset, new: Row) -> Change:
    return Change(
        id=new[dataset.identifier],
        kind=ChangeKind.ADDED,
        label=new.get(dataset.label),
        properties={name: value for name, value in new.items() if name != GEOMETRY},
    )


def _changed(dataset: Dataset, new: Row, differing: Sequence[FieldChange]) -> Change:
    closed = any(
        one.field == "status" and one.after == Status.CLOSED for one in differing
    )
    return Change(
        id=new[dataset.identifier],
        kind=ChangeKind.CLOSED if closed else ChangeKind.CHANGED,
        label=new.get(dataset.label),
        fields=differing,
    )


def _differing(old: Row, new: Row) -> list[FieldChange]:
    names = dict.fromkeys((*new, *old))
    return [
        FieldChange(name, _told(name, old.get(name)), _told(name, new.get(name)))
        for name in names
        if old.get(name) != new.get(name)
    ]


def _told(name: str, value: Any) -> Any:
    if name == GEOMETRY and value is not None:
        return orjson.loads(geojson([value], srid=DEGREES)[0])
    return value
