"""Lists of our own, loaded into a real database."""

import csv
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import text

from numna_geo.bundle import DATA
from numna_geo.sources.source import Source, new_source
from numna_geo.store.database import Engine
from numna_geo.usecases.load_source import Asked, LoadedSource, Progress, load_source

HEADER = (
    "record_key",
    "name",
    "category",
    "lon",
    "lat",
    "commune_code",
    "phone",
    "precision",
)
LICENCE = "Licence Ouverte 2.0"
TEMPLATE = "template"


def a_source(key: str = "ma_liste") -> Source:
    return new_source(
        key=key, title="Ma liste", publisher="Moi", licence=LICENCE, format=TEMPLATE
    )


def a_row(number: int, **said: str) -> dict[str, str]:
    """A coworking of its own, in Guéret, 150 m from the next."""
    return {
        "record_key": str(number),
        "name": f"Atelier {'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[number % 26] * 4} {number}",
        "category": "coworking",
        "lon": f"{1.85 + number * 0.002:.4f}",
        "lat": "46.1700",
        "commune_code": "23096",
        "phone": f"05 55 52 00 {number:02d}",
        **said,
    }


def written(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, HEADER)
        writer.writeheader()
        writer.writerows(rows)
    return path


def load(engine: Engine, path: Path, **how: Any) -> LoadedSource:
    asked = Asked(source=how.pop("source", a_source()), path=path, file_name=path.name)
    return load_source(engine, DATA, replace(asked, **how), progress=Progress())


def one(engine: Engine, query: str, **values: object) -> Any:
    with engine.connect() as connection:
        return connection.execute(text(query), values).one()
