"""Which source a name means: of the catalogue, named before, or described now."""

import difflib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
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


_DESCRIBED = tuple(f.name for f in fields(Described))


def chosen(engine: Engine, data_dir: Path, key: str, described: Described) -> Source:
    """The source called `key`; one named before keeps what is not said anew.

    Raises:
        ImportRefused: nobody knows it, it has no licence, or it is of the catalogue,
            whose word on it stands.
    """
    known = catalogue(data_dir)
    if key in known:
        _refuse_another_word(known[key], described)
        return known[key]
    with writing(engine) as connection:
        kept = kept_source(connection, key) or {}
    said = {name: getattr(described, name) or kept.get(name) for name in _DESCRIBED}
    if said["licence"] is None:
        raise ImportRefused(_unknown(key, known))
    title = said.pop("title") or key
    return new_source(key=key, title=title, **said)


def described_anew(engine: Engine, source: Source) -> bool:
    """Whether what is said of a source now differs from what is kept of it."""
    with writing(engine) as connection:
        kept = kept_source(connection, source.key)
    return kept is not None and kept != asdict(source)


def _refuse_another_word(source: Source, described: Described) -> None:
    other = [n for n in _DESCRIBED if n != "format" and getattr(described, n)]
    if other:
        raise ImportRefused(
            f"{source.key} is of the catalogue, which says its {', '.join(other)}; "
            "edit data/sources.csv, then run `numna-geo load --all`"
        )


def _unknown(key: str, known: Mapping[str, Source]) -> str:
    near = difflib.get_close_matches(key, known, n=1)
    hint = f"; did you mean {near[0]}?" if near else ";"
    return (
        f"no source {key!r}{hint} `numna-geo sources` lists those that are known; a "
        "new one needs --licence and --publisher (--title besides): without a "
        "licence nothing is loaded"
    )
