"""Files of any number of rows are written in the same memory."""

import subprocess
import sys
from pathlib import Path

WRITE = r"""
import re, sys
from pathlib import Path
from numna_geo.formats.catalogue import FORMATS
from tests.formats.made_layers import made_dataset, made_layer, many_rows

rows, folder = int(sys.argv[1]), sys.argv[2]
for key in ("gpkg", "parquet", "csv", "geojson", "xlsx"):
    path = Path(folder, f"made-{rows}.{FORMATS[key].ending}")
    FORMATS[key].write(made_layer(made_dataset()), many_rows(rows), path)
# Not ru_maxrss: that one begins with what the process held that started this one.
most = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
print(int(most[1]) // 1024)
"""
ROOT = Path(__file__).parents[2]


def peak_mb(rows: int, folder: Path) -> int:
    done = subprocess.run(
        [sys.executable, "-c", WRITE, str(rows), str(folder)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
            "PATH": "/usr/bin:/bin",
            # Else as many threads as there are processors, each with memory of its own.
            "OMP_NUM_THREADS": "1",
            "MALLOC_ARENA_MAX": "2",
        },
    )
    return int(done.stdout)


def test_four_times_the_rows_take_no_more_memory(tmp_path: Path) -> None:
    some = peak_mb(15_000, tmp_path)

    assert peak_mb(60_000, tmp_path) <= some + 25
