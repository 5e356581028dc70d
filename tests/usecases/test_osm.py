"""Places of OpenStreetMap: in a table apart, under the same brakes as other lists."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from sqlalchemy import text
from tests.usecases.lists import load, one
from tests.usecases.states import marks

from numna_geo.errors import ImportRefused
from numna_geo.sources.source import Source, new_source
from numna_geo.store.database import Engine, connect
from numna_geo.usecases.suppress_contact import suppress_contact

WEBSITE = "https://exemple.fr/3"


@pytest.fixture
def engine(own_url: str) -> Iterator[Engine]:
    engine = connect(own_url)
    yield engine
    engine.dispose()


def osm(key: str = "osm_lieux") -> Source:
    return new_source(
        key=key,
        title="Lieux d'OpenStreetMap",
        publisher="Contributeurs d'OpenStreetMap",
        licence="ODbL 1.0",
        format="osm",
    )


def a_feature(number: int, **tags: str) -> dict[str, Any]:
    said = {
        "@id": f"node/{number}",
        "name": f"Coworking {number}",
        "amenity": "coworking_space",
        "website": f"https://exemple.fr/{number}",
        **tags,
    }
    at = [1.85 + number * 0.002, 46.17]
    return {
        "type": "Feature",
        "id": said["@id"],
        "properties": said,
        "geometry": {"type": "Point", "coordinates": at},
    }


def extract(path: Path, features: list[dict[str, Any]]) -> Path:
    document = {"type": "FeatureCollection", "features": features}
    path.write_bytes(orjson.dumps(document))
    return path


@pytest.fixture
def of_20(tmp_path: Path) -> Path:
    return extract(tmp_path / "osm.geojson", [a_feature(n) for n in range(20)])


def kept(engine: Engine, key: str = "osm_lieux") -> dict[str, Any]:
    with engine.connect() as connection:
        rows = connection.execute(
            text("SELECT * FROM osm_places WHERE source_key = :key"), {"key": key}
        )
        return {row.osm_id: row for row in rows}


def a_day_passes(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE osm_places SET imported_on = imported_on - 1"))


def test_its_places_go_to_a_table_apart(engine: Engine, of_20: Path) -> None:
    loaded = load(engine, of_20, source=osm())

    assert loaded.changed
    assert (loaded.report.read, loaded.report.kept) == (20, 20)
    assert loaded.matched is None
    assert len(kept(engine)) == 20
    found = one(
        engine, "SELECT count(*) AS n FROM records WHERE source_key = 'osm_lieux'"
    )
    assert found.n == 0
    place = one(
        engine,
        "SELECT name, category, commune_code, ST_X(position::geometry) AS lon"
        " FROM osm_places WHERE osm_id = 'node/3'",
    )
    assert tuple(place) == ("Coworking 3", "coworking", "23096", pytest.approx(1.856))


def test_the_same_file_the_next_day_changes_nothing(
    engine: Engine, of_20: Path
) -> None:
    load(engine, of_20, source=osm())
    a_day_passes(engine)
    before = marks(engine)

    again = load(engine, of_20, source=osm())

    assert not again.changed
    assert marks(engine) == before


def test_only_what_differs_is_written(
    engine: Engine, tmp_path: Path, of_20: Path
) -> None:
    load(engine, of_20, source=osm())
    a_day_passes(engine)
    features = [a_feature(n) for n in range(19)]
    features[4] = a_feature(4, name="Renommé")

    loaded = load(engine, extract(tmp_path / "b.geojson", features), source=osm())

    assert loaded.changes is not None
    assert (loaded.changes.changed, loaded.changes.gone) == (1, 1)
    places = kept(engine)
    assert (len(places), places["node/4"].name) == (19, "Renommé")
    assert places["node/4"].imported_on > places["node/5"].imported_on


def test_an_extract_that_was_cut_is_refused_unless_told(
    engine: Engine, tmp_path: Path, of_20: Path
) -> None:
    load(engine, of_20, source=osm())
    before = marks(engine)
    cut = extract(tmp_path / "cut.geojson", [a_feature(0, name="Renommé")])

    with pytest.raises(ImportRefused, match="no longer lists 19 of the 20"):
        load(engine, cut, source=osm())

    assert marks(engine) == before
    load(engine, cut, source=osm(), partial=True)
    assert len(kept(engine)) == 20
    assert kept(engine)["node/0"].name == "Renommé"
    assert not load(engine, cut, source=osm(), partial=True).changed
    load(engine, cut, source=osm(), shrinks=True)
    assert set(kept(engine)) == {"node/0"}


def test_another_extract_leaves_the_first_one_alone(
    engine: Engine, tmp_path: Path, of_20: Path
) -> None:
    load(engine, of_20, source=osm())
    features = [a_feature(n, name="Vu ailleurs") for n in range(19, 25)]
    other = extract(tmp_path / "other.geojson", features)

    load(engine, other, source=osm("osm_autres"))

    assert len(kept(engine)) == 20
    assert kept(engine)["node/19"].name == "Coworking 19"
    assert len(kept(engine, "osm_autres")) == 5
    assert not load(engine, other, source=osm("osm_autres")).changed


def test_a_withdrawn_web_site_leaves_and_never_comes_back(
    engine: Engine, of_20: Path
) -> None:
    load(engine, of_20, source=osm())
    assert kept(engine)["node/3"].website == WEBSITE

    suppress_contact(engine, WEBSITE)

    assert kept(engine)["node/3"].website is None
    assert not load(engine, of_20, source=osm()).changed
    assert kept(engine)["node/3"].website is None
    assert kept(engine)["node/4"].website is not None


def test_an_object_listed_twice_is_merged_and_reported(
    engine: Engine, tmp_path: Path
) -> None:
    twice = [a_feature(0), a_feature(1), a_feature(0)]

    report = load(engine, extract(tmp_path / "a.geojson", twice), source=osm()).report

    assert (report.read, report.kept, report.merged) == (3, 2, 1)
    assert len(kept(engine)) == 2
