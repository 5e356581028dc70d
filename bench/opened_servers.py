"""Ours, tipg and pygeoapi: one worker each, on the same PostGIS and the same core."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psycopg.conninfo
import yaml

from bench.opened_data import PEERS
from numna_geo.bundle import ROOT
from numna_geo.private_db.place import Place, free_port

VENV = ROOT / ".make" / "servers" / "bin"
SERVER_CORE, OTHER_CORE = 0, 1
_IDLE_TICKS = 5


@contextmanager
def ours(place: Place, database: str) -> Iterator[str]:
    told = {"DATABASE_URL": place.url(database), "LOG_LEVEL": "WARNING"}
    command = [sys.executable, "-m", "numna_geo", "serve"]
    with _running(command, told, ready="/readyz") as origin:
        yield f"{origin}/ogc"


@contextmanager
def tipg(place: Place, database: str) -> Iterator[str]:
    told = {
        "POSTGRES_USER": _user(place, database),
        "POSTGRES_PASS": place.password,
        "POSTGRES_HOST": "127.0.0.1",
        "POSTGRES_PORT": str(place.port),
        "POSTGRES_DBNAME": database,
        "TIPG_DB_SCHEMAS": f'["{PEERS}"]',
        "TIPG_TABLE_FALLBACK_KEY_NAMES": '["id", "code"]',
    }
    command = [str(VENV / "uvicorn"), "tipg.main:app", "--workers", "1"]
    command += ["--log-level", "warning", "--no-access-log", "--port", "{port}"]
    with _running(command, told, ready="/healthz") as origin:
        yield origin


@contextmanager
def pygeoapi(place: Place, database: str, folder: Path) -> Iterator[str]:
    port = free_port()
    config, api = folder / "pygeoapi.yml", folder / "openapi.json"
    config.write_text(yaml.safe_dump(_config(place, database, port)))
    told = {"PYGEOAPI_CONFIG": str(config), "PYGEOAPI_OPENAPI": str(api)}
    with api.open("w") as out:
        subprocess.run(
            [VENV / "pygeoapi", "openapi", "generate", config, "--format", "json"],
            env={**os.environ, **told},
            stdout=out,
            stderr=subprocess.DEVNULL,
            check=True,
        )
    command = [str(VENV / "gunicorn"), "pygeoapi.flask_app:APP", "--workers", "1"]
    command += ["--threads", "8", "--bind", f"127.0.0.1:{port}", "--timeout", "300"]
    with _running(command, told, ready="/conformance", port=port) as origin:
        yield origin


def _user(place: Place, database: str) -> str:
    return str(psycopg.conninfo.conninfo_to_dict(place.url(database))["user"])


def _config(place: Place, database: str, port: int) -> Mapping[str, object]:
    url = f"http://127.0.0.1:{port}"
    data = {
        "host": "127.0.0.1",
        "port": place.port,
        "dbname": database,
        "user": _user(place, database),
        "password": place.password,
        "search_path": [PEERS],
    }

    def layer(name: str, key: str) -> Mapping[str, object]:
        table = {"data": data, "id_field": key, "table": name, "geom_field": "geom"}
        formats = {"name": "pbf", "mimetype": "application/vnd.mapbox-vector-tile"}
        return {
            "type": "collection",
            "title": name,
            "description": name,
            "keywords": [name],
            "links": [],
            "extents": {"spatial": {"bbox": [-1.8, 42.7, 2.7, 47.2]}},
            "providers": [
                {"type": "feature", "name": "PostgreSQL", **table},
                {
                    "type": "tile",
                    "name": "MVT-postgresql",
                    "options": {"zoom": {"min": 0, "max": 14}},
                    "format": formats,
                    **table,
                },
            ],
        }

    nobody = {"name": "bench", "url": url}
    return {
        "server": {
            "bind": {"host": "127.0.0.1", "port": port},
            "url": url,
            "mimetype": "application/json; charset=UTF-8",
            "encoding": "utf-8",
            "language": "en-US",
            "limits": {"default_items": 100, "max_items": 10_000},
            "map": {"url": url, "attribution": "none"},
        },
        "logging": {"level": "ERROR"},
        "metadata": {
            "identification": {
                "title": "bench",
                "description": "bench",
                "keywords": ["bench"],
                "keywords_type": "theme",
                "terms_of_service": url,
                "url": url,
            },
            "license": {"name": "none", "url": url},
            "provider": nobody,
            "contact": {**nobody, "email": "bench@example.org"},
        },
        "resources": {
            "structures": layer("structures", "id"),
            "communes": layer("communes", "code"),
        },
    }


@contextmanager
def _running(
    command: list[str], told: Mapping[str, str], *, ready: str, port: int | None = None
) -> Iterator[str]:
    port = port or free_port()
    origin = f"http://127.0.0.1:{port}"
    with subprocess.Popen(
        ["taskset", "-c", str(SERVER_CORE)]
        + [word.replace("{port}", str(port)) for word in command],
        env={**os.environ, **told, "PORT": str(port)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        try:
            deadline = time.monotonic() + 60
            while not _answers(origin + ready):
                assert server.poll() is None, f"{command[0]} ended"
                assert time.monotonic() < deadline, f"{command[0]} does not answer"
                time.sleep(0.1)
            _until_idle(server.pid)
            yield origin
        finally:
            server.terminate()


def _until_idle(pid: int, *, most_s: float = 30) -> None:
    """Wait while it still loads what its first answers need."""
    deadline = time.monotonic() + most_s
    while time.monotonic() < deadline:
        spent = _cpu_ticks(pid)
        time.sleep(1)
        if _cpu_ticks(pid) - spent <= _IDLE_TICKS:
            return


def _cpu_ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5):  # noqa: S310 (ours)
            return True
    except urllib.error.HTTPError:
        return False
    except OSError:
        return False
