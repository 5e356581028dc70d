from pathlib import Path

import pytest

from numna_geo.errors import ClusterFailed
from numna_geo.private_db.binaries import installed, usable
from numna_geo.private_db.place import owned_folder


def test_the_programs_that_are_used_can_load_postgis() -> None:
    assert usable().has_postgis
    assert usable() == installed()[0]


def test_a_cluster_of_a_version_that_is_gone_says_what_to_install() -> None:
    with pytest.raises(ClusterFailed, match="postgresql-9-postgis-3"):
        usable(9)


def test_a_folder_that_is_a_link_is_not_trusted(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(ClusterFailed, match="another user"):
        owned_folder(tmp_path / "link", None)
