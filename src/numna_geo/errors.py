"""Every error numna_geo raises on purpose, from the most general down.

* NumnaGeoError
  - InvalidPosition
  - InvalidQuery
  - UnknownTerritory
  - UnknownStructure
  - UnknownIndicator
  - UnknownImport
  - UnknownDataset
  - UnknownFeature
  - UnknownDownload
  - DoesNotFit
  - TooManyExports
  - PlaceNotFound
  - ShapeMismatch
  - RowRejected
  - SourceUnreadable
  - DownloadFailed
  - ImportRefused
  - TravelUnavailable
  - NotInTime
  - ServerUnavailable
  - DatabaseUnavailable
  - DatabaseNotReady
  - StorageFull
  - StorageUnusable
  - ClusterFailed
  - AssetMissing
  - InlineCode
  - CopyUnfinished
"""

from collections.abc import Sequence
from dataclasses import dataclass


class NumnaGeoError(Exception):
    """Base class: catch this to catch everything raised on purpose."""


class InvalidPosition(NumnaGeoError):
    """Coordinates that no place on Earth has."""


@dataclass(frozen=True, slots=True)
class WrongParameter:
    """One parameter that cannot be used: what came, and what was expected."""

    parameter: str
    value: str
    expected: str


class InvalidQuery(NumnaGeoError):
    """A question whose parameters are wrong, unknown or contradictory."""

    def __init__(self, detail: str, wrong: Sequence[WrongParameter] = ()) -> None:
        self.detail, self.wrong = detail, tuple(wrong)
        super().__init__(detail)


class UnknownTerritory(NumnaGeoError):
    """A territory code that no loaded territory carries."""


class UnknownStructure(NumnaGeoError):
    """A structure id that was never published."""


class UnknownIndicator(NumnaGeoError):
    """An indicator key that no module of `gaps` offers."""


class UnknownImport(NumnaGeoError):
    """The number of an import that was never made."""


class UnknownDataset(NumnaGeoError):
    """The name of a dataset that is not published."""


class UnknownFeature(NumnaGeoError):
    """An identifier that no feature of a published dataset has."""


class UnknownDownload(NumnaGeoError):
    """A file, or a version of a dataset, that is not kept (any more)."""


class DoesNotFit(NumnaGeoError):
    """What a file format cannot hold, such as more rows than a sheet has."""


class TooManyExports(NumnaGeoError):
    """As many files as this deployment bears are being made already."""


class PlaceNotFound(NumnaGeoError):
    """No commune, postcode, structure or address matches the text well enough.

    `suggestions` are the nearest names that do exist, best first; `wrong`, the
    parameter that the text came in.
    """

    def __init__(
        self,
        detail: str,
        suggestions: Sequence[str] = (),
        wrong: Sequence[WrongParameter] = (),
    ) -> None:
        self.detail, self.suggestions = detail, tuple(suggestions)
        self.wrong = tuple(wrong)
        super().__init__(detail)


class ShapeMismatch(NumnaGeoError):
    """Arrays that should describe the same things but differ in length."""


class RowRejected(NumnaGeoError):
    """One source row that cannot become a record.

    `outside` is whether the row is sound but none of ours: beyond the region and its
    surroundings, or of a kind that we do not list. No fault of its file.
    """

    def __init__(
        self, column: str, value: object, reason: str, *, outside: bool = False
    ) -> None:
        self.column, self.value, self.reason = column, value, reason
        self.outside = outside
        super().__init__(f"{column}={value!r}: {reason}")


class SourceUnreadable(NumnaGeoError):
    """A file that is not in the layout its source publishes."""


class DownloadFailed(NumnaGeoError):
    """A file that could not be fetched whole, or not safely, from its address."""


class ImportRefused(NumnaGeoError):
    """An import stopped before anything was replaced."""


class TravelUnavailable(NumnaGeoError):
    """An engine of travel times that does not answer, or cannot answer this."""


class NotInTime(NumnaGeoError):
    """The time ran out before anything was found: it may exist, or not."""


class ServerUnavailable(NumnaGeoError):
    """A server that the operator named, for routes or addresses, does not answer."""


class DatabaseUnavailable(NumnaGeoError):
    """PostGIS does not answer, or not in time."""


class DatabaseNotReady(NumnaGeoError):
    """PostGIS answers, but its schema or its data are not there yet."""


class StorageFull(NumnaGeoError):
    """No space is left on a disk that a load writes to: nothing was changed."""


class StorageUnusable(NumnaGeoError):
    """A folder that files cannot be written to, for want of a right or of a disk."""


class ClusterFailed(NumnaGeoError):
    """The private PostGIS cannot be made, started or stopped."""


class AssetMissing(NumnaGeoError):
    """A browser file that a page asks for and that was not built."""


class InlineCode(NumnaGeoError):
    """A generated page carries a script, style or handler that the CSP forbids."""


class CopyUnfinished(NumnaGeoError):
    """A page of a static copy answers with an error: the copy would not be whole."""
