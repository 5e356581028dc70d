from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from running import Command, Done, environment

from numna_geo.cli.main import main
from numna_geo.private_db.cluster import Cluster


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    home = tmp_path_factory.mktemp("home") / ".numna"
    yield home
    Cluster(home).delete()


@pytest.fixture
def numna_geo(home: Path) -> Command:
    """Runs a command as the shell would, but without a process of its own."""

    def run(*words: str, **variables: str) -> Done:
        runner = CliRunner(env={**environment(home), **variables})
        done = runner.invoke(main, list(words), prog_name="numna-geo")
        return Done(done.exit_code, done.stdout, done.stderr)

    return run
