"""The suite `ogctests`, which nobody here wrote, in an environment of its own."""

import os
import re
import subprocess
from pathlib import Path

from numna_geo.bundle import ROOT

PYTHON = ROOT / ".make" / "ogctests" / "bin" / "python"


def run(scope: str, ogc_origin: str, folder: Path) -> str:
    assert PYTHON.exists(), "`bash .ci/prepare test` installs it"
    home = next(PYTHON.parents[1].glob("lib/python*/site-packages/ogctests"))
    # Its `--rootdir` is elsewhere, hence nothing of our pytest is read.
    words = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", "/dev/null"]
    words += ["-p", "ogctests_sample"]
    done = subprocess.run(
        [str(PYTHON), *words, f"--rootdir={folder}", str(home / scope)],
        env={
            **os.environ,
            "INSTANCE_URL": f"{ogc_origin}/ogc",
            "PYTHONPATH": str(Path(__file__).parent),
        },
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=1_800,
        check=False,
    )
    return done.stdout


def test_ogctests_passes_29_of_29(ogc_origin: str, tmp_path: Path) -> None:
    told = run("features/core", ogc_origin, tmp_path)

    assert re.search(r"^29 passed", told.splitlines()[-1]), told[-5000:]
