"""OSRM's own programs and its extract of Monaco, from the packages of `peers.lock`."""

import os
import subprocess
import sys
import tarfile
import textwrap
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from numna_geo.private_db.place import free_port

HERE = Path(__file__).parent
LOCK = HERE / "peers.lock"
PEERS = HERE.parent / ".make" / "peers"
NAME = "osrm-bindings"
EXTRACT = "test/data/monaco.osm.pbf"

# pip asks a source package for its name even when it only downloads it, which would
# install build tools that no lock pins. This answers instead, and builds nothing.
_NO_BUILD = """
from pathlib import Path

def get_requires_for_build_wheel(config_settings=None):
    return []

def prepare_metadata_for_build_wheel(metadata_directory, config_settings=None):
    said = Path("PKG-INFO").read_text(encoding="utf-8")
    version = next(x.split()[1] for x in said.splitlines() if x.startswith("Version:"))
    folder = Path(metadata_directory, f"osrm_bindings-{version}.dist-info")
    folder.mkdir()
    text = f"Metadata-Version: 2.1\\nName: osrm-bindings\\nVersion: {version}\\n"
    folder.joinpath("METADATA").write_text(text)
    return folder.name

def build_wheel(*_):
    raise NotImplementedError
"""


def downloaded() -> tuple[Path, Path]:
    """The folder of OSRM's programs and profiles, and the extract; fetched once.

    Raises:
        subprocess.CalledProcessError: the packages cannot be had, as without a network.
    """
    extract, home = PEERS / "monaco.osm.pbf", PEERS / "osrm"
    if extract.is_file() and home.is_dir():
        return home, extract
    PEERS.mkdir(parents=True, exist_ok=True)
    backend = PEERS / "no_build" / "scikit_build_core"
    backend.mkdir(parents=True, exist_ok=True)
    backend.joinpath("__init__.py").touch()
    backend.joinpath("build.py").write_text(textwrap.dedent(_NO_BUILD))
    _pip("--python-version", "3.12", "--only-binary=:all:")
    _pip(f"--no-binary={NAME}", "--no-build-isolation", PYTHONPATH=str(backend.parent))
    with zipfile.ZipFile(next(PEERS.glob("*.whl"))) as wheel:
        for name in wheel.namelist():
            if name.startswith("osrm/"):
                wheel.extract(name, PEERS)
    for program in (home / "bin").iterdir():
        program.chmod(0o755)
    with tarfile.open(next(PEERS.glob("*.tar.gz"))) as source:
        inside = next(n for n in source.getnames() if n.endswith(EXTRACT))
        packed = source.extractfile(inside)
        assert packed is not None
        extract.write_bytes(packed.read())
    return home, extract


def _pip(*words: str, **variables: str) -> None:
    fixed = ["--no-deps", "--require-hashes", "-r", str(LOCK), "-d", str(PEERS), "-q"]
    subprocess.run(
        [sys.executable, "-m", "pip", "download", *words, *fixed],
        env={**os.environ, **variables},
        check=True,
    )


def prepared(home: Path, extract: Path, folder: Path) -> Path:
    """OSRM's own network of an extract, by its car profile."""
    copy = folder / extract.name
    copy.write_bytes(extract.read_bytes())
    made = copy.with_name(copy.name.removesuffix(".osm.pbf") + ".osrm")
    profile = home / "share" / "profiles" / "car.lua"
    for words in (("extract", "-p", str(profile), str(copy)), ("contract", str(made))):
        program = home / "bin" / f"osrm-{words[0]}"
        subprocess.run([program, *words[1:]], check=True, stdout=subprocess.DEVNULL)
    return made


@contextmanager
def serving(home: Path, made: Path) -> Iterator[str]:
    """The address of OSRM's server while it runs."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    words = ["--ip", "127.0.0.1", "--port", str(port), "--algorithm", "ch"]
    server = subprocess.Popen(
        [home / "bin" / "osrm-routed", *words, str(made)], stdout=subprocess.DEVNULL
    )
    try:
        deadline = time.monotonic() + 30
        while not _answers(url):
            assert server.poll() is None, "osrm-routed ended"
            assert time.monotonic() < deadline, "osrm-routed does not answer"
            time.sleep(0.05)
        yield url
    finally:
        server.terminate()
        server.wait()


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/nearest/v1/driving/7.42,43.73", timeout=5):  # noqa: S310
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
