"""How much memory and time do a million structures take, as files?

Each file is written in a process of its own: its peak is the most that it ever held.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from typing import Any

ROWS = 1_000_000
FORMATS = ("parquet", "gpkg", "fgb")
MOST_MB = 300
"""What the issue allows for GeoParquet and GeoPackage."""

_WRITE = """
import json, sys, time
from pathlib import Path
from bench.made_structures import structures_layer, structures_rows
from bench.most_memory import most_mb
from numna_geo.formats.catalogue import FORMATS

key, rows, folder = sys.argv[1], int(sys.argv[2]), sys.argv[3]
path = Path(folder, f"structures.{FORMATS[key].ending}")
began, cpu = time.perf_counter(), time.process_time()
FORMATS[key].write(structures_layer(), structures_rows(rows), path)
print(json.dumps({
    "format": key,
    "rows": rows,
    "seconds": round(time.perf_counter() - began, 1),
    "cpu_seconds": round(time.process_time() - cpu, 1),
    "peak_mb": round(most_mb()),
    "bytes": path.stat().st_size,
}))
"""


def figures(rows: int = ROWS) -> Iterator[Mapping[str, Any]]:
    """One of each format."""
    for key in FORMATS:
        with tempfile.TemporaryDirectory(prefix="numna-geo-bench-") as folder:
            done = subprocess.run(
                [sys.executable, "-c", _WRITE, key, str(rows), folder],
                capture_output=True,
                text=True,
                check=True,
            )
        yield json.loads(done.stdout)


def print_table(found: Iterator[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    print(f"\nopening_exports ({ROWS:,} structures)")
    print(f"  {'format':<12}{'peak':>10}{'time':>10}{'CPU':>10}{'file':>12}")
    rows = []
    for one in found:
        rows.append(one)
        print(
            f"  {one['format']:<12}{one['peak_mb']:>7} MB{one['seconds']:>8} s"
            f"{one['cpu_seconds']:>8} s{one['bytes'] / 1e6:>9.0f} MB"
        )
    return rows


if __name__ == "__main__":
    print_table(figures())
