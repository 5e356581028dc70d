"""A load is whole or nothing: killed, cut short, or without a disk to write to."""

import csv
import os
import random
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import redirect_stdout
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path

import psycopg
import pytest
from running import wait_until
from sqlalchemy import text
from tests.usecases.states import Marks, marks_of

from numna_geo.bundle import DATA
from numna_geo.cli.main import main
from numna_geo.errors import ImportRefused, SourceUnreadable, StorageFull
from numna_geo.private_db.place import Place
from numna_geo.sources.source import catalogue
from numna_geo.store.database import connect
from numna_geo.usecases.load_source import Asked, Progress, load_source

SOURCE = "france_services_2024"
KILLS = 6


def asked(path: Path, **more: object) -> Asked:
    source = catalogue(DATA)[SOURCE]
    return Asked(
        source=source, path=path, file_name=path.name, format="template", **more
    )  # type: ignore[arg-type]


def load(url: str, path: Path) -> None:
    engine = connect(url)
    try:
        load_source(engine, DATA, asked(path), progress=Progress())
    finally:
        engine.dispose()


@pytest.fixture
def changed_list(tmp_path: Path) -> Path:
    """The bundled list, every name and number of it changed."""
    path = tmp_path / "list.csv"
    with (DATA / f"{SOURCE}.csv").open(newline="") as file:
        reader = csv.DictReader(file)
        rows, header = list(reader), list(reader.fieldnames or ())
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, header)
        writer.writeheader()
        for row in rows:
            writer.writerow({**row, "name": f"{row['name']} bis"})
    return path


# Children start with everything imported: what is killed is a load, not a start.
READY = get_context("forkserver")
READY.set_forkserver_preload(["numna_geo.cli.load", __name__])


def command(url: str, path: Path) -> None:
    os.environ["DATABASE_URL"] = url
    with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere):
        main(["load", SOURCE, str(path), "--format", "template", "--no-measure"])


def started(url: str, path: Path) -> BaseProcess:
    running = READY.Process(target=command, args=(url, path))
    running.start()
    return running


def without_clock(marks: Marks) -> Marks:
    """Imports and versions carry the time of day."""
    timed = {"data_state", "imports", "import_rows"}
    return {name: mark for name, mark in marks.items() if name not in timed}


def imports_of(url: str) -> int:
    engine = connect(url)
    with engine.connect() as connection:
        count = connection.scalar(text("SELECT count(*) FROM imports"))
    engine.dispose()
    return int(count or 0)


def nobody_is_left(url: str) -> bool:
    """Whether the server has done, or undone, the last that anybody sent to it."""
    with psycopg.connect(url) as connection:
        others = connection.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
        ).fetchone()
    return others == (0,)


def test_a_load_killed_at_any_moment_is_whole_or_nothing(
    own_url: str, changed_list: Path
) -> None:
    lists = {"old": DATA / f"{SOURCE}.csv", "new": changed_list}
    states = {"old": without_clock(marks_of(own_url))}
    began = time.monotonic()
    first = started(own_url, changed_list)
    first.join()
    assert first.exitcode == 0
    longest = time.monotonic() - began
    states["new"] = without_clock(marks_of(own_url))
    now, imports, kept = "new", imports_of(own_url), 0
    draw = random.Random(3)  # noqa: S311 (moments, not secrets)

    for number in range(KILLS):
        wanted = "old" if now == "new" else "new"
        running = started(own_url, lists[wanted])
        time.sleep(draw.uniform(0.1, 1.0) * longest)
        running.kill()
        running.join()
        wait_until(lambda: nobody_is_left(own_url))
        found = without_clock(marks_of(own_url))
        assert found in states.values(), f"kill {number}: between the two states"
        # The report of an import is there exactly when what it tells is.
        kept += found == states[wanted]
        now = wanted if found == states[wanted] else now
        assert imports_of(own_url) == imports + kept


def test_a_file_cut_in_the_middle_of_a_row_changes_nothing(
    own_url: str, changed_list: Path
) -> None:
    before = marks_of(own_url)
    content = changed_list.read_bytes()
    changed_list.write_bytes(content[: content.index(b"France services", 40_000) + 5])

    with pytest.raises((SourceUnreadable, ImportRefused)):
        load(own_url, changed_list)

    assert marks_of(own_url) == before


def test_a_file_cut_between_two_rows_does_not_close_the_rest(
    own_url: str, changed_list: Path
) -> None:
    before = marks_of(own_url)
    lines = changed_list.read_bytes().splitlines(keepends=True)
    changed_list.write_bytes(b"".join(lines[:200]))

    with pytest.raises(ImportRefused, match="no longer lists"):
        load(own_url, changed_list)

    assert marks_of(own_url) == before


def test_a_file_of_other_things_changes_nothing(own_url: str, tmp_path: Path) -> None:
    before = marks_of(own_url)
    page = tmp_path / "list.csv"
    page.write_text("<!doctype html><title>404</title><p>Page introuvable")

    with pytest.raises(SourceUnreadable, match="HTML"):
        load(own_url, page)

    assert marks_of(own_url) == before


@pytest.fixture
def small_disk(place: Place, tmp_path: Path) -> Iterator[str]:
    """The URL of a loaded database on a disk with next to no space left."""
    folder = Path(tempfile.mkdtemp(prefix="numna-geo-disk-"))
    mount = ["mount", "-t", "tmpfs", "-o", "size=2g,mode=0777", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("making a small disk takes root")
    # A tablespace lies in a folder of the user that PostgreSQL runs as.
    owner = Path(place.data_dir).stat()
    os.chown(folder, owner.st_uid, owner.st_gid)
    name = f"small_{os.getpid()}"
    try:
        with psycopg.connect(place.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE TABLESPACE {name} LOCATION '{folder}'")
            # Copied as files: blocks left in memory, of files with holes, would be
            # written by whoever needs room there, and fail in another test.
            connection.execute(
                f"CREATE DATABASE {name} TEMPLATE pristine"
                f" TABLESPACE {name} STRATEGY FILE_COPY"
            )
            free = shutil.disk_usage(folder)
            size = free.used + 256 * 1024
            resize = ["mount", "-o", f"remount,size={size}", str(folder)]
            subprocess.run(resize, check=True)
            yield place.url(name)
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
            connection.execute(f"DROP TABLESPACE {name}")
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_full_disk_is_said_and_changes_nothing(
    small_disk: str, changed_list: Path
) -> None:
    before = marks_of(small_disk)

    with pytest.raises(StorageFull, match="nothing was changed"):
        load(small_disk, changed_list)

    assert marks_of(small_disk) == before
