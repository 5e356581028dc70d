"""What /donnees offers of a dataset, its files built or not."""

from pathlib import Path

import httpx2
import pytest
from visits import serving

from numna_geo.usecases.kept_downloads import Downloads, Index, KeptFile, Version

PAGE = {"Accept": "text/html"}
SHA = "ab" * 32


def version(name: str, rows: int) -> Version:
    kept = KeptFile(
        name="epci.gpkg",
        format="gpkg",
        title="GeoPackage",
        media_type="application/geopackage+sqlite3",
        bytes=2_345_678,
        sha256=SHA,
    )
    return Version(
        dataset="epci",
        version=name,
        day=name[:10],
        data_version="1.1",
        created=f"{name[:10]}T08:00:00+00:00",
        content=name,
        rows=rows,
        files=(kept,),
    )


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "epci").mkdir()
    both = (version("2026-10-01-aaaaaaaa", 155), version("2026-11-26-bbbbbbbb", 156))
    Downloads(tmp_path).keep("epci", Index(both, "1.1"))
    monkeypatch.setenv("DOWNLOADS_DIR", str(tmp_path))
    return tmp_path


def test_a_dataset_tells_size_digest_version_and_changes_or_is_made_on_demand(
    loaded_url: str, built: Path
) -> None:
    with serving(loaded_url) as origin:
        html = httpx2.get(f"{origin}/donnees", headers=PAGE, timeout=60).text

    section = html.split('id="epci"')[1].split("</section>")[0]
    assert "2,3\u00a0Mo" in section
    assert SHA in section
    assert "données du 26 novembre 2026" in section
    assert 'href="/api/v1/downloads/epci/2026-11-26-bbbbbbbb/epci.gpkg"' in section
    assert 'href="/api/v1/downloads/epci/2026-10-01-aaaaaaaa/epci.gpkg"' in section
    assert "/downloads/epci/changes?since=2026-10-01-aaaaaaaa" in section
    assert "1 octobre 2026, 10:00" in section.replace("1er ", "1 ")
    # For search engines: the address that stays.
    assert '/api/v1/downloads/epci/latest/epci.gpkg"' in html
    # Nobody built this one yet.
    other = html.split('id="departements"')[1].split("</section>")[0]
    assert 'href="/ogc/collections/departements/items?f=gpkg"' in other
