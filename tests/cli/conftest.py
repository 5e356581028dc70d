import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from running import PATIENCE_S, Command, Done, environment

from numna_geo.private_db.cluster import Cluster


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    home = tmp_path_factory.mktemp("home") / ".numna"
    yield home
    Cluster(home).delete()


@pytest.fixture
def numna_geo(home: Path) -> Command:
    def run(*words: str, **variables: str) -> Done:
        done = subprocess.run(
            [sys.executable, "-m", "numna_geo", *words],
            env=environment(home, **variables),
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE_S,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    return run
