"""Whole layers are built when their content changes, kept for a while, and compared."""

import asyncio
import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from numna_geo.api.dressing import dress_of
from numna_geo.errors import NotInTime, StorageFull, StorageUnusable, UnknownDownload
from numna_geo.formats.catalogue import FORMATS
from numna_geo.model.dataset import Dataset
from numna_geo.model.datasets import DEPARTEMENTS, STRUCTURES
from numna_geo.settings import Settings
from numna_geo.store.database import connect
from numna_geo.store.reading import Reader
from numna_geo.usecases.build_downloads import Wanted, build_downloads
from numna_geo.usecases.compare_versions import Change, changes
from numna_geo.usecases.describe_datasets import Description
from numna_geo.usecases.keep_downloads import alone
from numna_geo.usecases.kept_downloads import Downloads, Version
from numna_geo.usecases.layer_files import Dress
from numna_geo.usecases.suppress_contact import suppress_contact
from numna_geo.usecases.withdraw_from_downloads import withdraw_from_downloads

DATASETS = (STRUCTURES, DEPARTEMENTS)
PUBLISHED_AGAIN = "UPDATE data_state SET version = version + 1, changed_at = now()"
RENAMED = """
UPDATE published_structures SET name = 'Un autre nom', status = :status,
  properties_json = properties_json || ' '
WHERE id = (SELECT min(id) FROM published_structures)
"""
CONTACT = """
UPDATE published_structures SET phone = 'info@un-autre-nom.fr',
  properties_json = properties_json || ' '
WHERE id = (SELECT min(id) FROM published_structures)
"""
REDRAWN = "UPDATE published_territories SET properties_json = properties_json || ' '"
AS_BEFORE = "UPDATE published_territories SET properties_json = rtrim(properties_json)"
GONE = """
DELETE FROM published_structures
WHERE id = (SELECT max(id) FROM published_structures)
"""


def build(
    url: str, wanted: Wanted, datasets: Sequence[Dataset] = DATASETS
) -> Mapping[str, Version]:
    async def built() -> Mapping[str, Version]:
        reader = Reader(url, size=2, statement_timeout_s=60, wait_s=60)
        try:
            return await build_downloads(reader, wanted, datasets)
        finally:
            await reader.close()

    return asyncio.run(built())


def change(url: str, *statements: str, **values: Any) -> None:
    engine = connect(url)
    with engine.begin() as connection:
        for statement in (PUBLISHED_AGAIN, *statements):
            connection.execute(text(statement), values if ":" in statement else {})
    engine.dispose()


@pytest.fixture
def wanted(tmp_path: Path) -> Wanted:
    return Wanted(
        downloads=Downloads(tmp_path / "downloads"), most=2, dress=lambda _: Dress()
    )


def names(wanted: Wanted, dataset: str = "structures") -> list[str]:
    return [one.version for one in wanted.downloads.index(dataset).versions]


def folders(wanted: Wanted) -> set[str]:
    kept = wanted.downloads.folder / "structures"
    return {one.name for one in kept.iterdir() if one.is_dir()}


def told(wanted: Wanted, since: str, until: str) -> list[Change]:
    versions = [wanted.downloads.version("structures", one) for one in (since, until)]
    return list(changes(wanted.downloads, STRUCTURES, *versions))


def test_only_what_changed_is_built_and_the_difference_is_told(
    own_url: str, wanted: Wanted
) -> None:
    first = build(own_url, wanted)
    assert set(first) == {"structures", "departements"}
    files = {one.format: one for one in first["structures"].files}
    assert list(files) == list(FORMATS)
    for one in files.values():
        path = wanted.downloads.path(first["structures"], one.name)
        assert hashlib.sha256(path.read_bytes()).hexdigest() == one.sha256
    manifest = wanted.downloads.folder / "structures" / names(wanted)[0]
    assert json.loads((manifest / "manifest.json").read_bytes())["rows"] == 1541

    assert build(own_url, wanted) == {}
    change(own_url)
    # The data version moved, the content did not.
    assert build(own_url, wanted) == {}

    change(own_url, RENAMED, GONE, status="closed")
    assert set(build(own_url, wanted)) == {"structures"}
    before, after = names(wanted)
    found = told(wanted, before, after)
    assert [one.kind for one in found] == ["closed", "removed"]
    fields = {one.field: one.after for one in found[0].fields}
    assert fields == {"name": "Un autre nom", "status": "closed"}
    assert [one.kind for one in told(wanted, after, before)] == ["changed", "added"]
    assert told(wanted, after, "latest") == []

    change(own_url, RENAMED, status="open")
    build(own_url, wanted)
    assert names(wanted) == [after, names(wanted)[-1]]
    assert folders(wanted) == {*names(wanted)}
    with pytest.raises(UnknownDownload, match=f"kept are: {after}"):
        wanted.downloads.version("structures", before)

    # A contact that was withdrawn must not be found in what was published before.
    change(own_url, CONTACT)
    build(own_url, wanted)
    old, new = names(wanted)
    versions = [wanted.downloads.version("structures", one) for one in (old, new)]
    begun = changes(wanted.downloads, STRUCTURES, *versions)
    engine = connect(own_url)
    suppress_contact(engine, "info@un-autre-nom.fr")
    gone = withdraw_from_downloads(engine, wanted.downloads, STRUCTURES)
    engine.dispose()
    assert gone == [new]
    assert names(wanted) == [old]
    assert folders(wanted) == {old}
    # Who asked before is told to the end.
    assert [one.kind for one in begun] == ["changed"]


def test_a_build_that_fails_leaves_what_was_there(own_url: str, wanted: Wanted) -> None:
    only = DATASETS[1:]
    build(own_url, wanted, only)
    before = names(wanted, "departements")
    change(own_url, REDRAWN)

    for number, told in ((28, StorageFull), (13, StorageUnusable)):
        why = os.strerror(number)

        def fails(_: object, number: int = number, why: str = why) -> Dress:
            raise OSError(number, why)

        with pytest.raises(told, match=why):
            build(own_url, replace(wanted, dress=fails), only)

    assert names(wanted, "departements") == before
    assert set(build(own_url, wanted, only)) == {"departements"}

    # The data come back to what they were: so does the version, last again.
    change(own_url, AS_BEFORE)
    assert build(own_url, wanted, only) == {}
    assert names(wanted, "departements")[-1:] == before


def test_two_who_build_at_once_build_once(own_url: str, wanted: Wanted) -> None:
    async def both() -> list[Mapping[str, Version]]:
        readers = [
            Reader(own_url, size=2, statement_timeout_s=60, wait_s=60) for _ in range(2)
        ]
        built = [build_downloads(one, wanted, DATASETS[1:]) for one in readers]
        done = await asyncio.gather(*built)
        for one in readers:
            await one.close()
        return done

    done = asyncio.run(both())

    assert sorted(len(one) for one in done) == [0, 1]


LATER = "UPDATE data_state SET changed_at = changed_at + interval '40 days'"
DEPARTMENTS_ONLY = DATASETS[1:]
RELICENSED = "UPDATE sources SET licence = 'ODbL-1.0' WHERE key = 'cog_2026'"
WITHHELD = "UPDATE sources SET redistributable = :may WHERE key = 'cog_2026'"


def test_what_files_say_of_themselves_is_part_of_their_content(
    own_url: str, wanted: Wanted
) -> None:
    build(own_url, wanted, DEPARTMENTS_ONLY)
    moved = replace(wanted, dress=lambda _: Dress(page="https://numna.example/donnees"))

    assert set(build(own_url, moved, DEPARTMENTS_ONLY)) == {"departements"}
    assert build(own_url, moved, DEPARTMENTS_ONLY) == {}
    change(own_url, RELICENSED)
    assert set(build(own_url, moved, DEPARTMENTS_ONLY)) == {"departements"}


def test_the_day_alone_changes_nothing_of_what_files_say(
    own_url: str, wanted: Wanted
) -> None:
    settings = Settings(public_url="https://numna.example")
    dressed = replace(wanted, dress=partial(dress_of, settings))
    build(own_url, dressed)

    change(own_url, LATER)

    assert build(own_url, dressed) == {}
    settings = Settings(public_url="https://numna.example", publisher_name="Autrui")
    other = replace(wanted, dress=partial(dress_of, settings))
    assert set(build(own_url, other)) == {"structures", "departements"}


def test_rows_that_other_code_made_of_the_same_data_are_built(
    own_url: str, wanted: Wanted
) -> None:
    build(own_url, wanted, DEPARTMENTS_ONLY)
    engine = connect(own_url)
    with engine.begin() as connection:
        connection.execute(text(REDRAWN))
        connection.execute(
            text("UPDATE published_marks SET made_from = made_from || '+'")
        )
    engine.dispose()

    assert set(build(own_url, wanted, DEPARTMENTS_ONLY)) == {"departements"}


def test_a_source_that_may_not_be_passed_on_leaves_older_versions_too(
    own_url: str, wanted: Wanted
) -> None:
    first = build(own_url, wanted, DEPARTMENTS_ONLY)["departements"]
    assert "cog_2026" in first.origins
    change(own_url, WITHHELD, may=False)

    after = build(own_url, wanted, DEPARTMENTS_ONLY)["departements"]

    assert names(wanted, "departements") == [after.version]
    assert not wanted.downloads.path(first, "").exists()
    change(own_url, WITHHELD, may=True)


def test_files_of_data_that_never_rest_are_not_published(
    own_url: str, wanted: Wanted
) -> None:
    def loads(_: object) -> Dress:
        change(own_url)
        return Dress()

    with pytest.raises(NotInTime, match="departements"):
        build(own_url, replace(wanted, dress=loads), DEPARTMENTS_ONLY)

    assert names(wanted, "departements") == []


def test_a_build_begun_again_tells_the_data_that_it_holds(
    own_url: str, wanted: Wanted
) -> None:
    told = []

    def loads(said: Description) -> Dress:
        told.append(str(said.version))
        if len(told) == 1:
            change(own_url)
        return Dress()

    version = build(own_url, replace(wanted, dress=loads), DEPARTMENTS_ONLY)

    assert version["departements"].data_version == told[-1] != told[1]


def test_what_no_index_lists_is_taken_away(own_url: str, wanted: Wanted) -> None:
    build(own_url, wanted, DEPARTMENTS_ONLY)
    folder = wanted.downloads.folder / "departements"
    for name in (".new-died", "2018-01-01-00000000"):
        (folder / name).mkdir()

    build(own_url, wanted, DEPARTMENTS_ONLY)

    kept = names(wanted, "departements")
    assert [one.name for one in folder.iterdir() if one.is_dir()] == kept
    index = folder / "index.json"
    index.write_bytes(index.read_bytes().replace(b'"rows"', b'"since": 1,\n"rows"'))
    assert names(wanted, "departements") == kept

    # Made again from the manifests that lie beside.
    said: list[str] = []
    index.write_text("{")
    assert build(own_url, replace(wanted, say=said.append), DEPARTMENTS_ONLY) == {}
    assert "cannot be read" in said[0]
    assert names(wanted, "departements") == kept


def test_keeping_fewer_versions_deletes_those_before(
    own_url: str, wanted: Wanted
) -> None:
    build(own_url, wanted, DEPARTMENTS_ONLY)
    change(own_url, REDRAWN)
    last = build(own_url, wanted, DEPARTMENTS_ONLY)["departements"].version
    assert len(names(wanted, "departements")) == 2

    build(own_url, replace(wanted, most=1), DEPARTMENTS_ONLY)

    folder = wanted.downloads.folder / "departements"
    assert [one.name for one in folder.iterdir() if one.is_dir()] == [last]


def test_who_waits_for_the_folder_can_be_called_off(wanted: Wanted) -> None:
    async def waited() -> None:
        async with alone(wanted.downloads):
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.05), alone(wanted.downloads):
                    pass
        async with asyncio.timeout(60), alone(wanted.downloads):
            pass

    asyncio.run(waited())
