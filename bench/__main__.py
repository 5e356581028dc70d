"""Run every benchmark on a throw-away PostGIS, print a table, keep the figures."""

import json
import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench import (
    drawing,
    finding,
    importing,
    loading,
    measuring,
    nearest,
    opening,
    opening_exports,
    serving,
    siting,
    travelling,
)
from bench.figure import Figure
from numna_geo.private_db.cluster import Cluster

RESULTS = Path(__file__).parent / "results"


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="numna-geo-bench-") as folder:
        cluster = Cluster(Path(folder) / ".numna")
        try:
            place = cluster.up()
            url = place.url()
            keep("loading", loading.figures(url))
            keep("measuring", measuring.figures(place))
            keep("serving", serving.figures(url))
            rows = list(nearest.table(url))
            nearest.print_table(rows)
            write("nearest", [row.document() for row in rows])
            opened = list(opening.rows(place))
            opening.print_table(opened)
            write("opening", opened)
            drawn = list(drawing.rows(place))
            drawing.print_table(drawn)
            write("drawing", drawn)
            keep("importing", importing.figures(url))
            keep("finding", finding.figures(url))
            keep("travelling", travelling.figures())
            keep("siting", siting.figures())
            exports = opening_exports.print_table(opening_exports.figures())
            write("opening_exports", exports)
        finally:
            cluster.delete()


def keep(question: str, figures: Iterable[Figure]) -> None:
    print(f"\n{question}")
    print(f"  {'':<44}{'median':>10}  {'min':>10}  ratio")
    rows = []
    for figure in figures:
        rows.append(figure.document())
        against = f"{figure.ratio:6.2f} × {figure.beside}" if figure.beside else ""
        print(
            f"  {figure.name:<44}{figure.median_ms:>7.2f} ms"
            f"  {figure.minimum_ms:>7.2f} ms  {against}"
        )
    write(question, rows)


def write(question: str, rows: Sequence[Mapping[str, Any]]) -> None:
    RESULTS.mkdir(exist_ok=True)
    made = {
        "measured_at": datetime.now(UTC).isoformat(),
        "load_average": os.getloadavg(),
        "figures": list(rows),
    }
    (RESULTS / f"{question}.json").write_text(json.dumps(made, indent=1) + "\n")


if __name__ == "__main__":
    main()
