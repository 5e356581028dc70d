"""A release that follows another, for tests: its data, and what loading it did."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import text

from numna_geo.bundle import DATA
from numna_geo.sources.source import catalogue
from numna_geo.store.database import Engine
from numna_geo.usecases.load_bundled import Loaded, load_bundled
from numna_geo.usecases.load_source import (
    Asked,
    LoadedSource,
    Progress,
    load_source,
)

Row = dict[str, str]
Change = Callable[[list[Row]], object]


def rows_of(path: Path) -> list[Row]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def written(path: Path, rows: list[Row]) -> Path:
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def release(folder: Path, **changes: Change) -> Path:
    """The bundled data where tables are changed, by their names without suffix."""
    data = Path(shutil.copytree(DATA, folder / "release", dirs_exist_ok=True))
    for name, change in {"sources": _retitle, **changes}.items():
        rows = rows_of(data / f"{name}.csv")
        change(rows)
        written(data / f"{name}.csv", rows)
    return data


def upgrade(engine: Engine, data: Path) -> Loaded:
    loaded = load_bundled(engine, data, say=lambda _: None)
    assert loaded.changed
    return loaded


def load_file(engine: Engine, key: str, path: Path, **how: Any) -> LoadedSource:
    asked = Asked(source=catalogue(DATA)[key], path=path, file_name=path.name, **how)
    return load_source(engine, DATA, asked, progress=Progress())


def rows(engine: Engine, query: str, **values: object) -> list[tuple[Any, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query), values)]


def _retitle(rows: list[Row]) -> None:
    rows[0]["title"] += ", revue"
