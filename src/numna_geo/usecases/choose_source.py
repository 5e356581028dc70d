"""Which source a name means: of the catalogue, named before, or described now."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from numna_geo.errors import ImportRefused
from numna_geo.sources.source import Source, catalogue, new_source
from numna_geo.store.database import Engine, writing
from numna_geo.store.source_writing import kept_source


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What an operator says of a source that the catalogue does not hold."""

    title: str | None = None
    publisher: str | None = None
    licence: str | None = None
    landing_page: str | None = None
    format: str | None = None

    @property
    def anything(self) -> bool:
        """Whether anything is said."""
        return any(getattr(self, f.name) is not None for f in fields(self))


def chosen(engine: Engine, data_dir: Path, key: str, described: Described) -> Source:
    """The source called `key`.

    Raises:
        ImportRefused: nobody knows it, or it has no licence.
    """
    known = catalogue(data_dir)
    if key in known:
        return known[key]
    with writing(engine) as connection:
        kept = kept_source(connection, key)
    if kept is not None and not described.anything:
        return Source(**kept)
    if described.licence is None:
        raise ImportRefused(_unknown(key, known))
    return new_source(
        key=key,
        title=described.title or key,
        publisher=described.publisher,
        licence=described.licence,
        landing_page=described.landing_page,
        format=described.format,
    )


def _unknown(key: str, known: Mapping[str, Source]) -> str:
    near = difflib.get_close_matches(key, known, n=1)
    hint = f"; did you mean {near[0]}?" if near else ""
    return (
        f"no source {key!r}{hint} `numna-geo sources` lists those that are known; a "
        "new one needs --licence and --publisher (--title besides): without a "
        "licence nothing is loaded"
    )
