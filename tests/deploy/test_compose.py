"""No container engine runs here: the file is checked by schema and by reading."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

import numna_geo
from numna_geo.cli.main import COMMANDS

ROOT = Path(__file__).parents[2]
COMPOSE = ROOT / "docker-compose.yml"


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(COMPOSE.read_text())["services"]
    return found


def test_compose_follows_the_published_schema() -> None:
    checker = [sys.executable, "-m", "check_jsonschema", str(COMPOSE)]

    done = subprocess.run(
        [*checker, "--builtin-schema", "vendor.compose-spec"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout


def test_each_service_waits_for_the_one_before(services: dict[str, Any]) -> None:
    assert services["migrate"]["depends_on"] == {"db": {"condition": "service_healthy"}}
    assert services["api"]["depends_on"] == {
        "migrate": {"condition": "service_completed_successfully"}
    }
    assert "healthcheck" in services["db"]
    assert "healthcheck" in services["api"]


def test_compose_runs_commands_that_exist(services: dict[str, Any]) -> None:
    (script,) = services["migrate"]["command"]

    for command in script.split(" && "):
        program, name, *_ = command.split()
        assert program == "numna-geo"
        assert name in COMMANDS


def test_no_password_is_written_down(services: dict[str, Any]) -> None:
    password = services["db"]["environment"]["POSTGRES_PASSWORD"]
    url = services["api"]["environment"]["DATABASE_URL"]

    assert password.startswith("${POSTGRES_PASSWORD:?")
    assert url == f"postgresql://numna:{password}@db:5432/numna_geo"


def test_images_are_pinned_and_ours_carries_the_version(
    services: dict[str, Any],
) -> None:
    for service in services.values():
        _, _, tag = service["image"].partition(":")
        assert tag not in {"", "latest"}
    assert services["api"]["image"].endswith(f":{numna_geo.__version__}")
    for line in (ROOT / "Dockerfile").read_text().splitlines():
        if line.startswith("FROM"):
            image = line.split()[1]
            assert any(c.isdigit() for c in image.partition(":")[2]), line


def test_the_image_does_not_run_as_root() -> None:
    lines = (ROOT / "Dockerfile").read_text().splitlines()

    last_stage = max(i for i, line in enumerate(lines) if line.startswith("FROM"))
    assert "USER numna" in lines[last_stage:]
